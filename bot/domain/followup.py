"""Asking again about a symptom that raised an alert, until it is better or a human has closed it.

Pure: what was known and an answer in, what is known and when to ask next out. An answer never makes the symptom count as
less urgent than it was, and silence is never "better" (S9).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.urgency import Urgency, worst


class FollowState(StrEnum):
    """Open ones are asked about; over ended by the patient's own word, closed by a human."""

    OPEN = "open"
    OVER = "over"
    CLOSED = "closed"


class Since(StrEnum):
    """What is known of it since it was told."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    STOPPED = "stopped"
    NOT_MEASURED = "not-measured"
    NO_ANSWER = "no-answer"


CHOICES = (Since.BETTER, Since.SAME, Since.WORSE, Since.STOPPED)  # what can be tapped, in this order
_ENDS = frozenset({Since.BETTER, Since.STOPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowRules:
    """The clinic's patience; each default is ours, without a source."""

    after: Mapping[Urgency, timedelta] = field(
        default_factory=lambda: {
            Urgency.EMERGENCY: timedelta(hours=8),
            Urgency.URGENT: timedelta(hours=8),
            Urgency.ROUTINE: timedelta(days=2),
        }
    )
    same_times: int = 2  # "the same" so often in a row is told to whoever has the alert


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One symptom of one patient. `turn` numbers what is to come, so that whatever was planned before an answer is stale.

    `worse` stands from that word on until the symptom has been told anew; then the report speaks for itself.
    """

    id: int
    patient_id: int
    alert_id: int
    symptom: str
    urgency: Urgency
    told_at: datetime
    state: FollowState = FollowState.OPEN
    turn: int = 0
    due_at: datetime | None = None
    asked_at: datetime | None = None
    question_id: int | None = None
    since: Since | None = None
    since_at: datetime | None = None
    in_a_row: int = 0  # how often in a row the last one was said, or not said
    worse: bool = False

    @property
    def open(self) -> bool:
        """Whether it is to be asked about again."""
        return self.state is FollowState.OPEN

    @property
    def waits(self) -> bool:
        """Whether it has been asked about and no answer has come yet."""
        return self.open and self.asked_at is not None and self.due_at is None


def told_anew(known: FollowUp, urgency: Urgency, alert_id: int, now: datetime) -> FollowUp:
    """The symptom was reported again: it is followed from now, at the gravest urgency it ever had."""
    return replace(
        known, state=FollowState.OPEN, urgency=worst((known.urgency, urgency)), alert_id=alert_id, told_at=now,
        worse=False,
    )  # fmt: skip


def answered(known: FollowUp, said: Since, now: datetime) -> FollowUp:
    """One answer, or none: better and stopped end it, the rest goes on. A closed one opens again with "worse" alone."""
    state = FollowState.OVER if said in _ENDS else FollowState.OPEN
    if known.state is FollowState.CLOSED and said is not Since.WORSE:
        state = FollowState.CLOSED
    return replace(
        known,
        state=state,
        since=said,
        since_at=now,
        in_a_row=known.in_a_row + 1 if known.since is said else 1,
        worse=known.worse or said is Since.WORSE,
    )


def unsaid(known: FollowUp) -> FollowUp:
    """The last answer was no answer of this patient: followed as before, unless a human has closed it."""
    state = FollowState.OPEN if known.state is FollowState.OVER else known.state
    return replace(known, state=state, since=None, since_at=None, in_a_row=0)


def closed(known: FollowUp) -> FollowUp:
    """A human has closed the alert: nobody asks any more."""
    return replace(known, state=FollowState.CLOSED, worse=False)


def tells_the_owner(known: FollowUp, rules: FollowRules) -> bool:
    """Whether whoever has the alert must hear of the last answer: silence each time, "the same" every so often."""
    if known.since is Since.NO_ANSWER:
        return True
    goes_on = known.since in {Since.SAME, Since.NOT_MEASURED}
    return goes_on and known.in_a_row % rules.same_times == 0


def next_asking(known: FollowUp, rules: FollowRules, now: datetime, every: timedelta | None = None) -> datetime:
    """When to ask next, the night and the other askings of that day aside; `every`: a symptom with a pace of its own."""
    return now + (every or rules.after.get(known.urgency, rules.after[Urgency.ROUTINE]))
