"""The life of an alert under a roster: each thing that happens in, the next alert and all that must follow from it out.

Pure: what is rung, told and watched for is returned, and carried out by `ringing`. No way through here leaves an alert
that is not resolved without a deadline of its own (S7).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.domain.alert import (
    AT_ANY_HOUR,
    Alert,
    AlertState,
    Reason,
    acknowledged,
    joined,
    may_join,
    raised,
    reopened,
    ring,
    rings_again,
)
from bot.domain.follows import Deadline, Duty, Next, Told, Waits, run_of
from bot.domain.oncall import EscalationPolicy, Who, next_working_instant, working
from bot.domain.people import Staff
from bot.domain.urgency import Urgency

CLIMBS_AFTER = timedelta(minutes=15)  # after an owner was reminded of an alert acknowledged but not acted on

Policies = Mapping[Urgency, EscalationPolicy]


def reported(patient_id: int, reason: Reason, running: Sequence[Alert], policies: Policies, duty: Duty) -> Next:
    """A reason joins the alert nobody has acknowledged yet, or is a new one (id 0), for whoever has the last one first.

    `running`: the patient's alerts not resolved yet, oldest first.
    """
    for alert in reversed(running):
        if may_join(alert):
            return _joins(alert, reason, policies, duty)
    owner = next((one.owner_id for one in reversed(running) if one.owner_id), None)
    return begun(raised(patient_id, reason, policies[reason.urgency], owner_id=owner), duty)


def _joins(alert: Alert, reason: Reason, policies: Policies, duty: Duty) -> Next:
    both = joined(alert, reason, policies[reason.urgency])
    if both.urgency is not alert.urgency:  # another policy from now on, even within the same instant
        return begun(both, duty)
    if rings_again(alert, reason) or reason.cause in AT_ANY_HOUR:
        return Next(alert=both, rings=on_the_ladder(both, duty), news=True, to_group=True)
    return Next(alert=both)


def begun(alert: Alert, duty: Duty) -> Next:
    """The ladder from its start: rung in the same moment when that is due, so that no tick stands in between."""
    first = _step_deadline(alert, 0, duty)
    if first is None or first.at > duty.now:
        return Next(alert=alert, deadlines=(first,) if first else ())
    return _stepped(alert, 0, duty)


def opened_again(alert: Alert, duty: Duty) -> Next:
    """An alert whose owner did not act, or has left, rings again from the first step."""
    return begun(reopened(alert, duty.now), duty)


def taken(alert: Alert, staff_id: int, now: datetime) -> Next | None:
    """Acknowledged by this person; None when it is not open."""
    mine = acknowledged(alert, staff_id, now)
    return None if mine is None else watched(mine)


def taken_over(alert: Alert, staff_id: int, now: datetime) -> Next | None:
    """A colleague takes an acknowledged alert over; the deadline to act starts anew. None: there is nothing to take."""
    if alert.state is not AlertState.ACKNOWLEDGED or alert.owner_id == staff_id:
        return None
    return taken(replace(alert, state=AlertState.OPEN), staff_id, now)


def acted(alert: Alert, until: datetime) -> Next:
    """Its owner has done something about it: what else is owed has until then."""
    return watched(replace(alert, action_due_at=until))


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
    if deadline.waits in (Waits.ACT, Waits.ACT_AGAIN) and not _loud(alert, duty):
        return Next(alert=alert, deadlines=(replace(deadline, at=next_working_instant(duty.now, duty.hours)),))
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
    if alert.state is AlertState.OPEN and alert.step and _loud(alert, duty):
        return Next(alert=alert, rings=on_the_ladder(alert, duty))
    return None


def came_back(alert: Alert, staff_id: int, duty: Duty) -> Next | None:
    """Somebody can be reached again, or is new: an open alert that may have found nobody does not wait for its next step."""
    mine = tuple(one for one in duty.roster.on_duty(duty.now) if one.id == staff_id)
    rings = mine and _loud(alert, duty) and alert.state is AlertState.OPEN and alert.step
    return Next(alert=alert, rings=mine) if rings else None


def _loud(alert: Alert, duty: Duty) -> bool:
    """Whether it may ring somebody at this hour."""
    return alert.at_any_hour or working(duty.now, duty.hours)


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
        to_group=step == 0 or (rung.who not in (Who.FIRST, Who.SECOND) and step < len(alert.policy.steps)),
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
    # After a step that had to wait for working hours, the next one keeps its distance. After an outage the ladder catches
    # up; its rounds do not: a night of them rung at once would bury what else rings.
    keeps_distance = alert.policy.working_hours_only or step >= len(alert.policy.steps)
    before = ring(alert, step - 1) if step and keeps_distance else None
    at = max(rung.at, duty.now + (rung.at - before.at)) if before else rung.at
    if not alert.at_any_hour:
        at = next_working_instant(at, duty.hours)
    return Deadline(waits=Waits.STEP, at=at, run=run, step=step)
