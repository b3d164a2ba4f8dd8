"""Lost alerts: raised, and no phone of the care team rang in time; or left to itself before anybody had acted (S7)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.urgency import Urgency
from bot.rehearsal.laws import RED, Row
from bot.rehearsal.simulation.evidence import Evidence, Finding, Wrong
from bot.rehearsal.simulation.judging.reports import PASSED_ON

FIRST_RING = {Urgency.EMERGENCY: timedelta(minutes=10), Urgency.URGENT: timedelta(minutes=20)}
IN_HOURS = timedelta(days=4, hours=12)  # a long weekend until somebody works
RINGS_ON = {Urgency.EMERGENCY: timedelta(minutes=40), Urgency.URGENT: timedelta(minutes=75)}
ACTS_WITHIN = timedelta(minutes=95)  # after somebody has it: then it rings its owner
NOBODY = ("alert-nobody", "alert-nobody-emergency", "alert-nobody-again")
SEEN = ("alert-seen", "alert-seen-emergency", "alert-taken-over", "alert-looked-after")  # what a later owner overwrites
TOLD_WITHIN = timedelta(minutes=75)


def judge(evidence: Evidence) -> Iterator[Finding]:
    """Every one."""
    for key, patient in evidence.joined():
        rung = [one.at for one in evidence.rings(patient)]
        for alert in evidence.rows["alerts"]:
            if alert["patient_id"] == patient["id"] and alert["urgency"] != Urgency.SELF_CARE:
                yield from _never_rung(evidence, key, alert, rung)
                yield from _rings_no_more(evidence, key, alert, rung)
                yield from _patient_not_told(evidence, key, alert)


def _never_rung(evidence: Evidence, key: str, alert: Row, rung: list[datetime]) -> Iterator[Finding]:
    """Each reason that is a red flag rang somebody; a routine alert rang when the clinic worked."""
    for reason in alert["reasons"]:
        at, urgency = datetime.fromisoformat(reason["at"]), Urgency(reason["urgency"])
        patience = FIRST_RING.get(urgency, IN_HOURS)
        if urgency in RED and reason is not alert["reasons"][0]:
            patience = RINGS_ON[urgency]  # known on the alert already, it waits for the next round
        until = evidence.deadline(at, patience)
        if until < evidence.ended_at and not any(at <= one <= until for one in rung) and not _had(alert, at, until):
            yield _lost(key, at, f"alert {alert['id']} ({urgency}: {reason['cause']}) rang nobody by {until:%a %H:%M}")


def _had(alert: Row, since: datetime, until: datetime) -> bool:
    """Somebody took or ended it without being rung: from the list of open alerts."""
    return any(alert[end] is not None and since <= alert[end] <= until for end in ("acknowledged_at", "resolved_at"))


def _rings_no_more(evidence: Evidence, key: str, alert: Row, rung: list[datetime]) -> Iterator[Finding]:
    """At the end, a red flag that nobody has ended still rings, or its owner was reminded."""
    urgency = Urgency(alert["urgency"])
    if alert["state"] == "resolved" or urgency not in RED or alert["decision"] != "undecided":
        return
    since = max(one for one in (alert["raised_at"], alert["acknowledged_at"]) if one is not None)
    patience = RINGS_ON[urgency] if alert["state"] == "open" else ACTS_WITHIN
    last = max((one for one in rung if one <= evidence.ended_at), default=since)
    if evidence.over(max(since, last), patience):
        yield _lost(key, last, f"alert {alert['id']} ({urgency}, {alert['state']}) has not rung since")


def _patient_not_told(evidence: Evidence, key: str, alert: Row) -> Iterator[Finding]:
    """S7: nobody took it, and the patient who was told "passed on" was not told so."""
    raised_at = datetime.fromisoformat(alert["reasons"][0]["at"])
    until = evidence.deadline(alert["raised_at"], TOLD_WITHIN)
    taken = [alert[end] for end in ("acknowledged_at", "resolved_at") if alert[end] is not None]
    if Urgency(alert["urgency"]) not in RED or until >= evidence.ended_at or any(one <= until for one in taken):
        return
    shown = [one for one in evidence.shown(key, "message") if raised_at <= one.at]
    if any(evidence.told(one, *PASSED_ON) for one in shown if one.at <= raised_at + timedelta(minutes=1)) and not any(
        evidence.told(one, *NOBODY, *SEEN) for one in shown if one.at <= until or evidence.told(one, *NOBODY)
    ):
        yield _lost(key, raised_at, f"alert {alert['id']}: nobody took it, and the patient was not told")


def _lost(key: str, at: datetime, what: str) -> Finding:
    return Finding(wrong=Wrong.LOST_ALERT, who=key, at=at, what=what)
