"""Lost reports: words of a patient that should have come to a person, and a "passed on" behind which there is nothing."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.alert import Cause
from bot.domain.urgency import Urgency
from bot.rehearsal.laws import Row
from bot.rehearsal.simulation.evidence import Evidence, Finding, Seen, Wrong
from bot.rehearsal.simulation.sayings import NOBODY_CAN_READ, RED_FLAGS, STRANGE

PASSED_ON = ("alert-passed-on", "alert-passed-on-routine", "alert-passed-on-emergency")
SOON = timedelta(minutes=15)
AT_ONCE = timedelta(minutes=2)
QUIET = timedelta(minutes=10)  # the sentence is not said again within it
FLAGS = {words: urgency for each in RED_FLAGS.values() for words, urgency in each.items()}
KEPT = frozenset(words for each in STRANGE.values() for words in each)


def judge(evidence: Evidence) -> Iterator[Finding]:
    """Every one."""
    for key, patient in evidence.joined():
        reasons = [
            (reason, alert)
            for alert in evidence.rows["alerts"]
            if alert["patient_id"] == patient["id"]
            for reason in alert["reasons"]
        ]
        yield from _red_flags(evidence, key, reasons)
        yield from _strange_words(evidence, key, patient)
        yield from _nothing_behind(evidence, key, reasons)
        yield from _nobody_knows(evidence, key, reasons)
        yield from _not_at_once(evidence, key)
    yield from _not_together(evidence)


def _red_flags(evidence: Evidence, key: str, reasons: list[tuple[Row, Row]]) -> Iterator[Finding]:
    """What must raise an alert, whatever was asked: as often as it was said, at least so urgent."""
    said = [one for one in evidence.spoken(key) if one.text in FLAGS and evidence.over(one.at, SOON)]
    raised = Counter(
        reason["words"]
        for reason, _ in reasons
        if reason["words"] in FLAGS and Urgency(reason["urgency"]).rank >= FLAGS[reason["words"]].rank
    )
    for one in said:
        if not raised[one.text]:
            yield _lost(key, one, f'"{one.text}" raised no {FLAGS[one.text]} alert')
        raised[one.text] -= 1


def _strange_words(evidence: Evidence, key: str, patient: Row) -> Iterator[Finding]:
    """What no rule knows is kept word for word somewhere a person finds it."""
    for one in evidence.spoken(key):
        if one.text in KEPT and evidence.over(one.at, SOON) and not _kept(evidence, patient, one.text):
            yield _lost(key, one, f'"{one.text}" is written down nowhere')


def _kept(evidence: Evidence, patient: Row, words: str) -> bool:
    mine = [row for name in ("reports", "alerts", "dialogues", "measurements") for row in evidence.rows[name]]
    asked = [row for row in evidence.rows["questions"] if row["role"] == "patient"]
    return any(words in str(dict(row)) for row in mine if row["patient_id"] == patient["id"]) or any(
        words in str(dict(row)) for row in asked if row["person_id"] == patient["id"]
    )


def _nobody_knows(evidence: Evidence, key: str, reasons: list[tuple[Row, Row]]) -> Iterator[Finding]:
    """What nobody here can read raises an alert, as often as it was sent."""
    sent = [
        one
        for one in evidence.spoken(key)
        if one.entry.kind in NOBODY_CAN_READ and not one.text and evidence.over(one.at, SOON)
    ]
    raised = sum(reason["cause"] == Cause.UNREADABLE for reason, _ in reasons)
    for one in sent[raised:]:
        yield _lost(key, one, f"a {one.entry.kind} raised no alert")


def _not_at_once(evidence: Evidence, key: str) -> Iterator[Finding]:
    """S8: while the database refuses everything, a red flag is answered all the same."""
    for one in evidence.spoken(key):
        if one.text in FLAGS and evidence.only_locked(key, one.at, AT_ONCE):
            told = [it for it in evidence.shown(key) if one.at - QUIET <= it.at <= one.at + AT_ONCE]
            if not any(it.place > one.place or evidence.told(it, "unsaved") for it in told):
                yield _lost(key, one, f'"{one.text}" was not answered while nothing could be saved')


def _nothing_behind(evidence: Evidence, key: str, reasons: list[tuple[Row, Row]]) -> Iterator[Finding]:
    """S6: where a phone shows "passed on", an alert holds what was passed on."""
    made = [datetime.fromisoformat(reason["at"]) for reason, _ in reasons]
    for one in evidence.shown(key, "message"):
        if evidence.told(one, *PASSED_ON) and not any(
            at <= one.at and one.at <= evidence.deadline(at, SOON) for at in made
        ):
            yield _lost(key, one, '"passed on" was said, and no alert holds it')


def _not_together(evidence: Evidence) -> Iterator[Finding]:
    """S6: a report that is urgent has its alert, in the tables too."""
    alerts = {row["id"] for row in evidence.rows["alerts"]}
    for row in evidence.rows["reports"]:
        if row["urgency"] != Urgency.SELF_CARE and row["alert_id"] not in alerts:
            what = f"report {row['id']} is {row['urgency']} and has no alert"
            yield Finding(wrong=Wrong.LOST_REPORT, who="", at=row["made_at"], what=what)


def _lost(key: str, seen: Seen, what: str) -> Finding:
    return Finding(wrong=Wrong.LOST_REPORT, who=key, at=seen.at, what=what)
