"""Shifts change: whoever goes off learns who takes over, whoever comes on gets what waits, one tap each (S7).

What nobody takes over in time is open again and rings: `alertrun` decides that. Nothing is handed over silently, and
until somebody has taken an alert over it stays with whoever had it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import alertrun
from bot.domain.agenda import Due, Entry
from bot.domain.alert import Alert, AlertState
from bot.domain.follows import Duty
from bot.domain.messages import Draft, Kind, Line, button, line, stacked
from bot.domain.oncall import working
from bot.domain.people import Patient, Staff
from bot.domain.roster import Roster
from bot.service import cards, post, ringing, rosterahead, rostering
from bot.service.localview import at_the_clinic
from bot.service.office import Office, Work
from bot.store import agenda, alerts, people

A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An alert at a change of shift. `owner` has it, and is off duty or going; `handed`: somebody else is to take it."""

    patient: Patient
    alert: Alert
    owner: Staff | None = None
    handed: bool = False


async def on_turn(work: Work, due: Due) -> None:
    """A change of shift has come."""
    team, at = due.data["team"], datetime.fromisoformat(due.data["at"])
    duty = await rostering.duty(work, team)
    await plan_turn(work, team, duty.roster)
    await _change_over(work, team, duty, duty.roster.on_duty(at - A_MOMENT))
    await rosterahead.tell(work, team, duty.roster, changed=False)


async def roster_changed(work: Work, team: str, before: Roster) -> None:
    """Hours, absences or deputies are others from now on."""
    duty = await duty_changed(work, team, before)
    await rosterahead.tell(work, team, duty.roster, changed=True)


async def duty_changed(work: Work, team: str, before: Roster) -> Duty:
    """Others may be on duty from now on, whether by the roster or because somebody can be reached again."""
    duty = await rostering.duty(work, team)
    await plan_turn(work, team, duty.roster)
    await _change_over(work, team, duty, before.on_duty(work.now))
    return duty


async def plan_turns(office: Office) -> None:
    """At start: the next change of shift of every team, by the rules of the zones as they are today."""
    async with office.work() as work:
        for team in await rostering.teams(work.tx):
            await plan_turn(work, team, await rostering.of_team(work, team))


async def plan_turn(work: Work, team: str, roster: Roster) -> None:
    """Let the agenda watch the next change of shift; each plans the one after it."""
    at = roster.next_turn(work.now)
    if at is not None:
        data = {"team": team, "at": at.isoformat()}
        turn = Due(key=f"turn:{team}:{at.isoformat()}", kind=Entry.SHIFT_TURN, due_at=at, data=data)
        await agenda.add(work.tx, [turn])


async def _change_over(work: Work, team: str, duty: Duty, before: tuple[Staff, ...]) -> None:
    now = duty.roster.on_duty(work.now)
    gone = {one.id for one in before} - {one.id for one in now}
    waiting = [await _after_the_turn(work, duty, alert, gone) for alert in await _of_team(work, team)]
    concerned = [one for one in waiting if one is not None]
    for owner in dict.fromkeys(one.owner for one in concerned if one.owner is not None):
        await _tell_who_goes(work, owner, [one for one in concerned if one.owner == owner], now)
    to_take = [one for one in concerned if one.handed]
    still_open = [one for one in concerned if one.alert.state is AlertState.OPEN]
    came = {one.id for one in now} - {one.id for one in before}
    for member in now:
        await _tell_who_comes(work, member, [*to_take, *(still_open if member.id in came else [])])


async def _of_team(work: Work, team: str) -> list[tuple[Patient, Alert]]:
    found = [
        (await people.patient(work.tx, one.patient_id), one) for one in await alerts.unresolved(work.tx, to_change=True)
    ]
    return [(patient, alert) for patient, alert in found if patient.team == team]


async def _after_the_turn(work: Work, duty: Duty, of: tuple[Patient, Alert], gone: set[int]) -> Waiting | None:
    """What has to be said of an alert now, if anything."""
    patient, alert = of
    follows = alertrun.turned(alert, duty)
    if follows is not None:
        alert = await ringing.carry_out(work, patient, follows)
    if alert.state is AlertState.OPEN:
        loud = alert.red_flag or working(work.now, duty.hours)
        rung_before = alert.step > 0 and follows is None  # what has just been opened again rings by itself
        return Waiting(patient=patient, alert=alert) if loud and rung_before else None
    handed = alertrun.hands_over(alert, duty)
    if not handed and alert.owner_id not in gone:
        return None
    owner = await people.member(work.tx, alert.owner_id or 0)
    return Waiting(patient=patient, alert=alert, owner=owner, handed=handed)


async def _tell_who_goes(work: Work, owner: Staff, mine: Sequence[Waiting], now: tuple[Staff, ...]) -> None:
    names = ", ".join(one.name for one in now)
    lines = [line("handover-off-head"), *(_going(work, one, names) for one in mine)]
    if any(one.handed for one in mine):
        until = at_the_clinic(work, work.now + work.library.clinic.hand_over_within)
        lines.append(line("handover-off-until", until=until.time()))
    await post.tell(work, owner, Draft(lines=tuple(lines)), kind=Kind.NOTICE)


def _going(work: Work, one: Waiting, names: str) -> Line:
    who, urgency = one.patient.pseudonym, line(f"urgency-{one.alert.urgency}")
    if one.handed:
        return line("handover-asked", pseudonym=who, urgency=urgency, names=names)
    due = at_the_clinic(work, one.alert.action_due_at or work.now)
    return line("handover-stays", pseudonym=who, urgency=urgency, due=due)


async def _tell_who_comes(work: Work, member: Staff, waiting: Sequence[Waiting]) -> None:
    mine = sorted(waiting, key=lambda one: (-one.alert.urgency.rank, one.alert.id))
    if not mine:
        return
    rows = stacked(*(button("button-take", f"a:{one.alert.id}:take", pseudonym=one.patient.pseudonym) for one in mine))
    draft = Draft(lines=(line("handover-on-head"), *(_coming(work, one) for one in mine)), rows=rows)
    await post.tell(work, member, draft, kind=Kind.ALERT_RING, priority=cards.priority_of(mine[0].alert))


def _coming(work: Work, one: Waiting) -> Line:
    since = at_the_clinic(work, one.alert.reasons[0].at)
    who, urgency = one.patient.pseudonym, line(f"urgency-{one.alert.urgency}")
    if one.owner is None:
        return line("handover-open", pseudonym=who, urgency=urgency, since=since)
    return line("handover-from", pseudonym=who, urgency=urgency, since=since, name=one.owner.name)
