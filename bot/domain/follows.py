"""What follows from something that happened to an alert: whom to ring, what to tell the patient, what to look at later.

Values only, and what each deadline refers to. What follows when is decided in `alertrun`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from bot.domain.alert import Alert, AlertState
from bot.domain.oncall import WorkingHours
from bot.domain.people import Staff
from bot.domain.roster import Roster


class Waits(StrEnum):
    """What a deadline waits for."""

    STEP = "step"  # somebody to take an open alert, or the next step rings
    ACT = "act"  # its owner to act, or the owner is rung
    ACT_AGAIN = "act-again"  # its owner to act, or it is open again
    HANDOVER = "handover"  # somebody on duty to take over from an owner whose shift has ended, or it is open again


class Told(StrEnum):
    """What the patient must hear."""

    NOBODY = "nobody"
    ASKED_AGAIN = "asked-again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Something to be looked at later. `run` is what the alert was like when it was set: changed since, it is stale."""

    waits: Waits
    at: datetime
    run: str
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """The instant, who is on duty, and the clinic's rules."""

    now: datetime
    roster: Roster
    hours: WorkingHours
    hand_over_within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """An alert after something has happened, and what follows from it."""

    alert: Alert
    rings: tuple[Staff, ...] = ()
    news: bool = False  # there is something new on the card
    to_group: bool = False  # the team's group hears it as well
    told: Told | None = None
    deadlines: tuple[Deadline, ...] = ()


def run_of(alert: Alert, waits: Waits) -> str | None:
    """What a deadline of this kind refers to as the alert is now; None when there is nothing to wait for."""
    match waits:
        case Waits.STEP:
            return f"{alert.urgency}:{alert.raised_at.isoformat()}" if alert.state is AlertState.OPEN else None
        case Waits.ACT | Waits.ACT_AGAIN:
            due = alert.action_due_at if alert.state is AlertState.ACKNOWLEDGED else None
            return None if due is None else due.isoformat()
        case Waits.HANDOVER:
            since = alert.acknowledged_at if alert.state is AlertState.ACKNOWLEDGED else None
            return None if since is None else f"{alert.owner_id}:{since.isoformat()}"
        case _ as never:
            assert_never(never)
