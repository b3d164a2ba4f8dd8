"""Silent failures: somebody did something and nothing came back, a dose day passed unmentioned, or rows lie stuck."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from bot.domain.localtime import resolve, to_local
from bot.domain.messages import line
from bot.domain.plan import Plan
from bot.domain.planjson import plan_from_json
from bot.rehearsal.journal import FAULT
from bot.rehearsal.laws import Row
from bot.rehearsal.simulation.evidence import Evidence, Finding, Seen, Wrong
from bot.rehearsal.simulation.judging.doses import NOTED
from bot.rehearsal.simulation.story import Patient
from bot.rehearsal.updates import TAP_KEPT

ANSWERED_WITHIN = timedelta(minutes=15)
UNANSWERED = ("block", "unblock", "edit", "leave")  # nobody waits for an answer to these
AWAY_TOLD = timedelta(hours=24)
TOASTED = timedelta(minutes=3)
WINDOW = timedelta(hours=3)  # of a dose, and an hour to say that it is over
EARLY = timedelta(minutes=2)
STUCK_FOR = timedelta(hours=1)
FAILED = {"agenda": ("failed",), "outbox": ("failed",), "updates": ("parked",)}


def judge(evidence: Evidence) -> Iterator[Finding]:
    """Every one."""
    played = evidence.played
    for what in (played.broke, *(f"the Bot API was broken: {one}" for one in played.violations)):
        if what:
            yield Finding(wrong=Wrong.SILENT_FAILURE, who="", at=evidence.ended_at, what=what)
    for one in played.cast.everybody:
        yield from _unanswered(evidence, one.key)
    for key, row in evidence.joined():
        for dose in planned(evidence, evidence.patients[key], row):
            yield from _unmentioned(evidence, key, dose)
    yield from _stuck(evidence)
    yield from _never_shown(evidence)


def _unanswered(evidence: Evidence, key: str) -> Iterator[Finding]:
    """A message or a tap, and in good time neither a message, nor an edit, nor a toast."""
    answers = list(evidence.shown(key, "message", "edit", "toast", "delete"))
    taps = {one for one in evidence.played.taps_answered if one[0] == key}
    lost = [one for one in evidence.chat(key) if one.entry.kind == FAULT and one.text.startswith("answerCallbackQuery")]
    left = evidence.left(key)
    for one in evidence.spoken(key):
        if left is not None and one.place >= left.place:
            return  # a stranger is told once that nobody reads here
        if one.entry.kind == "tap" and (_forgotten(evidence, one) or _toast_lost(one, lost)):
            continue
        until = evidence.deadline(one.at, ANSWERED_WITHIN)
        if one.entry.kind in UNANSWERED or until >= evidence.ended_at or (key, one.at) in taps:
            continue
        if not any(one.place < answer.place and answer.at <= until for answer in answers):
            yield _silent(key, one.at, f"no answer to {one.entry.kind} “{one.text}”")


def _forgotten(evidence: Evidence, tap: Seen) -> bool:
    """Telegram itself forgets a tap that the bot does not fetch in time; a bot that was away says so afterwards."""
    told = (one for one in evidence.shown_anybody(tap, AWAY_TOLD) if evidence.told(one, "away", "catch-up-head"))
    return any(told) or any(
        one.since <= tap.at and one.until > tap.at + TAP_KEPT for one in evidence.played.troubles if not one.who
    )


def _toast_lost(tap: Seen, lost: Sequence[Seen]) -> bool:
    """A toast is fleeting: it is not said again."""
    return any(tap.place < fault.place and fault.at <= tap.at + TOASTED for fault in lost)


def planned(evidence: Evidence, patient: Patient, row: Row) -> Iterator[tuple[datetime, Sequence[str]]]:
    """Each dose instant by the version in force then, worked out by hand, and how phones name its day."""
    versions = [one for one in evidence.rows["plans"] if one["patient_id"] == row["id"]]
    joined_at = row["confirmed_at"] or evidence.ended_at
    day = to_local(joined_at, patient.zone).date()
    while resolve(day, time(0), patient.zone) < evidence.ended_at:
        for plan in _in_force(versions, day):
            for at in _times(plan, day):
                due_at = resolve(day, at, plan.zone)
                if due_at > joined_at and any(
                    one["made_at"] <= due_at and one["version"] == plan.version for one in versions
                ):
                    yield due_at, [_named(evidence, one, due_at, plan.zone) for one in evidence.wording.languages]
        day += timedelta(days=1)


def _in_force(versions: Sequence[Row], day: date) -> Iterator[Plan]:
    """The newest version that is effective by then; none of a day that a later version changed."""
    known = [one for one in versions if one["effective_on"] <= day]
    if known:
        yield plan_from_json(max(known, key=lambda one: int(one["version"]))["body"])


def _times(plan: Plan, day: date) -> set[time]:
    on = (day - plan.c1d1_on).days
    return {one.at for one in plan.drugs if on >= 0 and on % plan.cycle_days + 1 in one.days}


def _named(evidence: Evidence, language: str, at: datetime, zone: str) -> str:
    return evidence.wording.say(language, line("dose-take", at=to_local(at, zone))).partition(",")[0]


def _unmentioned(evidence: Evidence, key: str, dose: tuple[datetime, Sequence[str]]) -> Iterator[Finding]:
    """Nothing on the phone about a dose of this day, from its time on: no prompt, no question, no "not today"."""
    due_at, names = dose
    until = evidence.deadline(due_at, WINDOW)
    if until >= evidence.ended_at or _blocked(evidence, key, due_at, until):
        return
    if not any(
        name in one.text
        for one in evidence.shown(key)
        for name in names
        if due_at - EARLY <= one.at <= until or (one.at < due_at and evidence.told(one, *NOTED))
    ):
        yield _silent(key, due_at, f"nothing was said about the dose of {names[0]}")


def _blocked(evidence: Evidence, key: str, since: datetime, until: datetime) -> bool:
    return any(one.who == key and one.since <= until and one.until >= since for one in evidence.played.troubles)


def late_prompts(evidence: Evidence, after: timedelta) -> int:
    """Doses whose first words came later than that after their time."""
    return sum(
        _late(list(evidence.shown(key, "message")), dose, after)
        for key, row in evidence.joined()
        for dose in planned(evidence, evidence.patients[key], row)
    )


def _late(shown: Sequence[Seen], dose: tuple[datetime, Sequence[str]], after: timedelta) -> bool:
    due_at, names = dose
    since = [one.at for one in shown if one.at >= due_at - EARLY and any(name in one.text for name in names)]
    return bool(since) and min(since) > due_at + after


def _stuck(evidence: Evidence) -> Iterator[Finding]:
    """Rows that were given up, or that nobody takes up any more."""
    for name, states in FAILED.items():
        for row in evidence.rows[name]:
            if row["state"] in states:
                number = row.get("id", row.get("update_id"))
                yield _silent("", evidence.ended_at, f"{name} {number} is {row['state']} ({row.get('kind')})")
    for row in evidence.rows["agenda"]:
        if row["attempts"]:
            yield _silent("", evidence.ended_at, f"agenda {row['id']} ({row['kind']}) failed {row['attempts']} times")
    yield from _overdue(evidence, "agenda", "due_at")
    yield from _overdue(evidence, "outbox", "not_before")


def _overdue(evidence: Evidence, name: str, since: str) -> Iterator[Finding]:
    for row in evidence.rows[name]:
        if row["state"] == "pending" and row[since] < evidence.ended_at - STUCK_FOR:
            yield _silent("", row[since], f"{name} {row['id']} ({row['kind']}) was due, and nothing happened")


def _never_shown(evidence: Evidence) -> Iterator[Finding]:
    """A row that is marked as sent, and no phone ever showed it."""
    shown = Counter(one.text for one in evidence.played.journal if one.from_bot and one.kind == "message")
    for row in evidence.rows["outbox"]:
        if row["state"] == "sent" and row["edits"] is None:
            shown[row["text"]] -= 1
            if shown[row["text"]] < 0:
                yield _silent(
                    "", row["sent_at"], f"outbox {row['id']} ({row['kind']}) is marked as sent; nobody got it"
                )


def _silent(key: str, at: datetime, what: str) -> Finding:
    return Finding(wrong=Wrong.SILENT_FAILURE, who=key, at=at, what=what)
