"""The life of an alert: raised, acknowledged by a named person, acted on, resolved; or ringing on (S7, S15).

Pure: an alert and an instant in, the next alert out. Who is rung and what they read is decided elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.oncall import EscalationPolicy, Who
from bot.domain.urgency import Urgency


class AlertState(StrEnum):
    """Open rings; acknowledged has an owner; resolved has an outcome and a note."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class Decision(StrEnum):
    """What a pharmacist said about the next dose; the bot itself decides neither (S15).

    After HOLD the plan's own hold stops the drugs it names; the others go on as the pharmacist set them.
    """

    UNDECIDED = "undecided"
    GOES_AHEAD = "goes-ahead"
    HOLD = "hold"


class Outcome(StrEnum):
    """How an alert ended."""

    ACTED = "acted"
    WATCHED = "watched"
    NOISE = "noise"
    TOLD_PRESCRIBER = "told-prescriber"


class Cause(StrEnum):
    """Why an alert was raised."""

    SYMPTOM = "symptom"
    RED_FLAG_WORDS = "red-flag-words"
    CANNOT_WAIT = "cannot-wait"
    UNREADABLE = "unreadable"
    REPLY = "reply"
    NOT_SURE = "not-sure"
    BOX_DIFFERS = "box-differs"
    VOMITED_DOSE = "vomited-dose"
    NOT_TAKEN = "not-taken"
    DEXAMETHASONE_MISSED = "dexamethasone-missed"
    NO_ANTIEMETIC = "no-antiemetic"
    TOO_MUCH = "too-much"
    WRONG_DAY = "wrong-day"
    PREGNANCY = "pregnancy"
    TAKEN_WHILE_STOPPED = "taken-while-stopped"
    DOSE_UNANSWERED = "dose-unanswered"
    CHECK_INS_UNANSWERED = "check-ins-unanswered"
    GAP = "gap"
    PLAN_REFUSED = "plan-refused"
    ENROLMENT_STALLED = "enrolment-stalled"
    NOT_STARTED = "not-started"
    CODE_TWICE = "code-twice"
    WRONG_NUMBER = "wrong-number"
    UNREACHABLE = "unreachable"
    CHANGE_NOT_UNDERSTOOD = "change-not-understood"
    HOLD_GOES_ON = "hold-goes-on"
    EARLIER_AMOUNT = "earlier-amount"
    CONSENT_REFUSED = "consent-refused"
    ELSEWHERE = "elsewhere"
    BASELINE_NOT_DONE = "baseline-not-done"
    CHECK_NOT_DONE = "check-not-done"
    CHECK_OVERDUE = "check-overdue"
    MISSED_RUN = "missed-run"
    STAFF_WEIGHT = "staff-weight"


CHECK_CAUSES = frozenset({Cause.BASELINE_NOT_DONE, Cause.CHECK_NOT_DONE, Cause.CHECK_OVERDUE})
STAYS_UNTIL_RESOLVED = frozenset({Cause.TOO_MUCH, Cause.PREGNANCY})  # S15: no decision lifts these


SILENT = frozenset({  # what the bot noticed by itself, or whoever said it wants to hear no more of
    Cause.CHECK_INS_UNANSWERED, Cause.ENROLMENT_STALLED, Cause.NOT_STARTED, Cause.UNREACHABLE, Cause.GAP, Cause.DOSE_UNANSWERED, Cause.CODE_TWICE,
    Cause.WRONG_NUMBER, Cause.CHANGE_NOT_UNDERSTOOD, Cause.HOLD_GOES_ON, Cause.CHECK_OVERDUE, Cause.MISSED_RUN,
    Cause.STAFF_WEIGHT, Cause.CONSENT_REFUSED,
})  # fmt: skip

# Routine, but of no use after the dose.
AT_ANY_HOUR = frozenset({
    Cause.NO_ANTIEMETIC, Cause.CHANGE_NOT_UNDERSTOOD, Cause.EARLIER_AMOUNT, Cause.ENROLMENT_STALLED, Cause.BASELINE_NOT_DONE,
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that was reported: its cause, its urgency, the patient's own words or answers, the rules that matched."""

    cause: Cause
    urgency: Urgency
    at: datetime
    subject: str = ""  # a symptom, a drug, a phrase id: looked up in the wording, never shown raw
    words: str = ""
    rules: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()  # question id and what was answered, in the order asked
    withdrawn_at: datetime | None = None  # what staff had entered, and took back

    @property
    def stands(self) -> bool:
        """Whether it still says something about the patient."""
        return self.withdrawn_at is None

    def to_json(self) -> dict[str, Any]:
        """JSON types only."""
        same = {"cause": str(self.cause), "urgency": str(self.urgency), "subject": self.subject, "words": self.words}
        return {
            **same,
            "at": self.at.isoformat(),
            "rules": list(self.rules),
            "answers": [list(one) for one in self.answers],
            "withdrawn_at": self.withdrawn_at.isoformat() if self.withdrawn_at else None,
        }

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> "Reason":
        """The reverse of `to_json`."""
        return cls(
            cause=Cause(body["cause"]),
            urgency=Urgency(body["urgency"]),
            at=datetime.fromisoformat(body["at"]),
            subject=body["subject"],
            words=body["words"],
            rules=tuple(body["rules"]),
            answers=tuple((one[0], one[1]) for one in body["answers"]),
            withdrawn_at=datetime.fromisoformat(body["withdrawn_at"]) if body.get("withdrawn_at") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One alert. `policy` was copied when it was raised; `step` is the next step to ring."""

    id: int
    patient_id: int
    urgency: Urgency
    reasons: tuple[Reason, ...]
    state: AlertState
    raised_at: datetime
    policy: EscalationPolicy
    step: int = 0
    owner_id: int | None = None
    acknowledged_at: datetime | None = None
    action_due_at: datetime | None = None
    decision: Decision = Decision.UNDECIDED
    decided_by: int | None = None
    decided_at: datetime | None = None
    resolved_by: int | None = None
    resolved_at: datetime | None = None
    outcome: str | None = None
    note: str | None = None

    @property
    def unresolved(self) -> bool:
        """Whether anybody still has to act."""
        return self.state is not AlertState.RESOLVED

    @property
    def red_flag(self) -> bool:
        """Emergency or urgent."""
        return self.urgency.red_flag

    @property
    def known_to_patient(self) -> bool:
        """Whether something the patient said raised it, so that the patient must hear what becomes of it."""
        return any(one.cause not in SILENT for one in self.reasons)

    @property
    def at_any_hour(self) -> bool:
        """Whether it rings outside working hours too."""
        return not self.policy.working_hours_only or any(one.cause in AT_ANY_HOUR for one in self.reasons)

    @property
    def blocks_doses(self) -> bool:
        """Whether prompts are replaced by "speak with your team" (S15)."""
        if not self.unresolved:
            return False
        if any(one.cause in STAYS_UNTIL_RESOLVED for one in self.reasons):
            return True
        return self.red_flag and self.decision is Decision.UNDECIDED


def raised(patient_id: int, reason: Reason, policy: EscalationPolicy, *, owner_id: int | None = None) -> Alert:
    """A new alert about one reason. With `owner_id`, that person is rung first."""
    return Alert(
        id=0,
        patient_id=patient_id,
        urgency=reason.urgency,
        reasons=(reason,),
        state=AlertState.OPEN,
        raised_at=reason.at,
        policy=policy,
        owner_id=owner_id,
    )


def may_join(alert: Alert) -> bool:
    """Reports join an unacknowledged alert only; after that somebody has to be rung anew."""
    return alert.state is AlertState.OPEN and alert.acknowledged_at is None


def joined(alert: Alert, reason: Reason, policy: EscalationPolicy) -> Alert:
    """The alert with one more reason. A higher urgency brings its own policy, from its first step, from now.

    A red flag not yet on the alert undoes an earlier "goes ahead": that was said without knowing of it.
    """
    news = reason.urgency.red_flag and not _known(alert, reason)
    decision = Decision.UNDECIDED if news else alert.decision
    more = replace(alert, reasons=(*alert.reasons, reason), decision=decision)
    if reason.urgency.rank <= alert.urgency.rank:
        return more
    return replace(more, urgency=reason.urgency, policy=policy, step=0, raised_at=reason.at)


def rings_again(alert: Alert, reason: Reason) -> bool:
    """Whether a reason that joins must ring at once: a red flag the alert does not carry yet."""
    return reason.urgency.red_flag and not _known(alert, reason)


def _known(alert: Alert, reason: Reason) -> bool:
    return any(
        (one.cause, one.subject, set(reason.rules) <= set(one.rules)) == (reason.cause, reason.subject, True)
        and one.urgency.rank >= reason.urgency.rank
        and one.stands
        for one in alert.reasons
    )


def without(alert: Alert, cause: Cause, told_at: datetime, now: datetime) -> Alert:
    """The alert whose reason of that instant was taken back. It stays as urgent: only a named person ends it (S7)."""
    reasons = tuple(
        replace(one, withdrawn_at=now) if (one.cause, one.at) == (cause, told_at) else one for one in alert.reasons
    )
    return replace(alert, reasons=reasons)


def acknowledged(alert: Alert, staff_id: int, now: datetime) -> Alert | None:
    """The alert owned by this person, with a deadline to act; None when somebody has it or it is resolved."""
    if alert.state is not AlertState.OPEN:
        return None
    due = now + alert.policy.action_within
    return replace(alert, state=AlertState.ACKNOWLEDGED, owner_id=staff_id, acknowledged_at=now, action_due_at=due)


def reopened(alert: Alert, now: datetime) -> Alert:
    """The alert ringing again from its next step, because its owner did not act in time or has left."""
    return replace(alert, state=AlertState.OPEN, owner_id=None, action_due_at=None, raised_at=now, step=0)


def decided(alert: Alert, decision: Decision, staff_id: int, now: datetime) -> Alert:
    """The alert with what a named person said about the next dose."""
    return replace(alert, decision=decision, decided_by=staff_id, decided_at=now)


def lapsed(alert: Alert) -> Alert:
    """The alert after the dose that was let go: "goes ahead" was said of that one, and of none after it (S15)."""
    return replace(alert, decision=Decision.UNDECIDED, decided_by=None, decided_at=None)


def resolved(alert: Alert, staff_id: int, outcome: Outcome, note: str, now: datetime) -> Alert:
    """The alert ended by a named person, with what was done."""
    return replace(
        alert, state=AlertState.RESOLVED, resolved_by=staff_id, resolved_at=now, outcome=outcome, note=note,
        action_due_at=None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A step of an alert: when it is due, and who is rung."""

    at: datetime
    who: Who


def ring(alert: Alert, step: int) -> Ring | None:
    """The step with this number; after the last one everybody is rung again and again, without end (S7)."""
    steps, every = alert.policy.steps, alert.policy.then_every
    if step < len(steps):
        return Ring(at=alert.raised_at + steps[step].after, who=steps[step].who)
    if every is None or not steps:
        return None
    rounds = step - len(steps) + 1
    return Ring(at=alert.raised_at + steps[-1].after + rounds * every, who=Who.EVERYONE)
