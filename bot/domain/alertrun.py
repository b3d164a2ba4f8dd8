"""The life of an alert under a roster: each thing that happens in, the next alert and all that must follow from it out.

Pure: what is rung, told and watched for is returned, and carried out by `ringing`. No way through here leaves an alert
that is not resolved without a deadline of its own (S7).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from bot.domain.alert import Alert, AlertState, acknowledged, reopened, ring
from bot.domain.oncall import Who, WorkingHours, next_working_instant, working
from bot.domain.people import Staff
from bot.domain.roster import Roster

CLIMBS_AFTER = timedelta(minutes=15)  # after an owner was reminded of an alert acknowledged but not acted on


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


def begun(alert: Alert, duty: Duty) -> Next:
    """The ladder from its start: rung in the same moment when that is due, so that no tick stands in between."""
    first = _step_deadline(alert, 0, duty)
    if first is None or first.at > duty.now:
        return Next(alert=alert, deadlines=(first,) if first else ())
    return _stepped(alert, 0, duty)


def opened_again(alert: Alert, duty: Duty) -> Next:
    """An alert whose owner did not act, or has left, rings again from the first step."""
    return begun(reopened(alert, duty.now), duty)


def taken(alert: Alert, staff_id: int, duty: Duty) -> Next | None:
    """Acknowledged by this person; None when it is not open."""
    mine = acknowledged(alert, staff_id, duty.now)
    return None if mine is None else watched(mine)


def watched(alert: Alert) -> Next:
    """An acknowledged alert, and the deadline to act that its owner now has."""
    run = run_of(alert, Waits.ACT)
    if run is None or alert.action_due_at is None:
        return Next(alert=alert)
    return Next(alert=alert, deadlines=(Deadline(waits=Waits.ACT, at=alert.action_due_at, run=run),))


def came_due(alert: Alert, deadline: Deadline, duty: Duty) -> Next | None:
    """A deadline has come; None when it is stale, because the alert has moved on since."""
    if run_of(alert, deadline.waits) != deadline.run:
        return None
    owner_on_duty = alert.owner_id is not None and duty.roster.serves(alert.owner_id, duty.now)
    match deadline.waits:
        case Waits.STEP:
            return _stepped(alert, deadline.step, duty)
        case Waits.ACT if owner_on_duty:
            again = Deadline(waits=Waits.ACT_AGAIN, at=duty.now + CLIMBS_AFTER, run=deadline.run)
            return Next(alert=alert, rings=_owner(alert, duty), deadlines=(again,))
        case Waits.ACT | Waits.ACT_AGAIN:
            return opened_again(alert, duty)
        case Waits.HANDOVER:
            return None if owner_on_duty else opened_again(alert, duty)
        case _ as never:
            assert_never(never)


def hands_over(alert: Alert, duty: Duty) -> bool:
    """Whether somebody on duty should take this over from an owner who is not.

    A red flag always. The rest in working hours, and only if its owner is not back before it is due: else each evening
    would hand the day's work to whoever has the night.
    """
    if alert.state is not AlertState.ACKNOWLEDGED or alert.owner_id is None or alert.action_due_at is None:
        return False
    if duty.roster.serves(alert.owner_id, duty.now) or not duty.roster.on_duty(duty.now):
        return False
    if alert.red_flag:
        return True
    back = duty.roster.back_at(alert.owner_id, duty.now, alert.action_due_at)
    return back is None and working(duty.now, duty.hours)


def turned(alert: Alert, duty: Duty) -> Next | None:
    """Shifts have changed. None: nothing follows for this alert."""
    owner = alert.owner_id
    if alert.state is AlertState.ACKNOWLEDGED and owner is not None and duty.roster.away(owner, duty.now):
        return opened_again(alert, duty)
    run = run_of(alert, Waits.HANDOVER)
    if run is None or not hands_over(alert, duty):
        return None
    deadline = Deadline(waits=Waits.HANDOVER, at=duty.now + duty.hand_over_within, run=run)
    return Next(alert=alert, deadlines=(deadline,))


def left(alert: Alert, staff_id: int, duty: Duty) -> Next | None:
    """Somebody is gone: what they had taken rings anew, what rang for them alone rings others."""
    if alert.unresolved and alert.owner_id == staff_id:
        return opened_again(alert, duty)
    if alert.state is AlertState.OPEN and alert.step:
        return Next(alert=alert, rings=on_the_ladder(alert, duty))
    return None


def concerned(alert: Alert, duty: Duty) -> tuple[Staff, ...]:
    """Whom news about an alert rings: its owner on duty, else whoever the ladder has reached."""
    return _owner(alert, duty) or on_the_ladder(alert, duty)


def on_the_ladder(alert: Alert, duty: Duty) -> tuple[Staff, ...]:
    """Everybody rung so far, or who would be instead of somebody who has gone off or left."""
    reached = [ring(alert, step) for step in range(alert.step)]
    rung = [one for each in reached if each for one in duty.roster.rung(each.who, duty.now)]
    return tuple(dict.fromkeys(rung)) or duty.roster.present(duty.now)


def _owner(alert: Alert, duty: Duty) -> tuple[Staff, ...]:
    return tuple(one for one in duty.roster.on_duty(duty.now) if one.id == alert.owner_id)


def _stepped(alert: Alert, step: int, duty: Duty) -> Next:
    rung = ring(alert, step)
    if rung is None:
        return Next(alert=alert)
    after = replace(alert, step=step + 1)
    coming = _step_deadline(after, step + 1, duty)
    mine = _owner(alert, duty) if step == 0 else ()
    return Next(
        alert=after,
        rings=mine or duty.roster.rung(rung.who, duty.now),
        news=step == 0,
        told=_told(alert, step, rung.who),
        deadlines=(coming,) if coming else (),
    )


def _told(alert: Alert, step: int, who: Who) -> Told | None:
    """What was "seen" and is open again must not be left as seen."""
    if step == 0 and alert.acknowledged_at is not None:
        return Told.ASKED_AGAIN
    return Told.NOBODY if who is Who.PATIENT else None


def _step_deadline(alert: Alert, step: int, duty: Duty) -> Deadline | None:
    rung, run = ring(alert, step), run_of(alert, Waits.STEP)
    if rung is None or run is None:
        return None
    # After a step that had to wait for working hours, the next one keeps its distance; after an outage it catches up.
    before = ring(alert, step - 1) if step and alert.policy.working_hours_only else None
    at = max(rung.at, duty.now + (rung.at - before.at)) if before else rung.at
    if not alert.at_any_hour:
        at = next_working_instant(at, duty.hours)
    return Deadline(waits=Waits.STEP, at=at, run=run, step=step)
