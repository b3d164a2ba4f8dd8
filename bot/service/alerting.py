"""Raising alerts and ringing people until somebody acts (S6, S7): the use cases that the agenda and the reports call.

What the people on call do with an alert is in `answering`; what a card says is in `cards`. Everything here happens
inside the caller's transaction, so that a report and its alert are committed together.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.domain.agenda import Due, Entry
from bot.domain.alert import Alert, AlertState, Cause, Reason, joined, may_join, raised, reopened, ring, rings_again
from bot.domain.messages import Kind, line, say
from bot.domain.oncall import Who, next_working_instant
from bot.domain.people import Patient, Role, Staff
from bot.domain.urgency import Urgency
from bot.service import cards, post, stopping
from bot.service.localview import local_now
from bot.service.office import Work
from bot.store import agenda, alerts, people

SECOND_RING_AFTER = timedelta(minutes=15)  # after an owner was reminded of an alert acknowledged but not acted on

# Routine, but of no use after the dose.
AT_ANY_HOUR = frozenset({
    Cause.NO_ANTIEMETIC, Cause.CHANGE_NOT_UNDERSTOOD, Cause.EARLIER_AMOUNT, Cause.ENROLMENT_STALLED, Cause.BASELINE_NOT_DONE,
})  # fmt: skip


async def raise_alert(
    work: Work,
    patient: Patient,
    cause: Cause,
    urgency: Urgency,
    *,
    subject: str = "",
    words: str = "",
    rules: tuple[str, ...] = (),
    answers: tuple[tuple[str, str], ...] = (),
) -> Alert | None:
    """Raise an alert about a patient, or join the one nobody has acknowledged yet. None for self-care."""
    if urgency is Urgency.SELF_CARE:
        return None
    said = {"subject": subject, "words": words}
    reason = Reason(cause=cause, urgency=urgency, at=work.now, rules=rules, answers=answers, **said)
    running = await alerts.unresolved(work.tx, patient.id)
    for alert in reversed(running):
        if may_join(alert):
            return await _join(work, patient, alert, reason)
    owner = next((one.owner_id for one in reversed(running) if one.owner_id), None)
    return await _raise(work, patient, reason, owner)


async def _raise(work: Work, patient: Patient, reason: Reason, owner_id: int | None) -> Alert:
    fresh = raised(patient.id, reason, work.library.policies[reason.urgency], owner_id=owner_id)
    alert = replace(fresh, id=await alerts.add(work.tx, fresh))
    await _schedule(work, alert, 0)
    return await _ring_what_is_due(work, patient, alert)


async def _join(work: Work, patient: Patient, alert: Alert, reason: Reason) -> Alert:
    both = joined(alert, reason, work.library.policies[reason.urgency])
    await alerts.save(work.tx, both)
    if both.urgency is not alert.urgency:  # another policy from now on, even within the same instant
        await _schedule(work, both, 0)
        return await _ring_what_is_due(work, patient, both)
    await cards.refresh(work, patient, both)
    if rings_again(alert, reason) or reason.cause in AT_ANY_HOUR:
        await _ring(work, patient, both, await _on_the_ladder(work, patient, both), news=True)
    return both


async def _on_the_ladder(work: Work, patient: Patient, alert: Alert) -> tuple[Staff, ...]:
    """Everybody rung so far, or who would have been instead of somebody who is gone."""
    team = await _reachable(work, patient)
    reached = [ring(alert, step) for step in range(alert.step)]
    chosen = {one.id for each in reached if each for one in _chosen(team, each.who)}
    return tuple(one for one in team if one.id in chosen) or team


def _chosen(team: tuple[Staff, ...], who: Who) -> tuple[Staff, ...]:
    match who:
        case Who.FIRST:
            return team[:1]
        case Who.SECOND:
            return team[1:2] or team
        case Who.EVERYONE | Who.PATIENT:
            return team
        case _ as never:
            assert_never(never)


def _run(alert: Alert) -> str:
    """One run of the ladder: a worse report and a reopened alert begin another."""
    return f"{alert.urgency}:{alert.raised_at.isoformat()}"


def _key(alert: Alert, step: int) -> str:
    return f"alert:{alert.id}:{_run(alert)}:step:{step}"


async def _schedule(work: Work, alert: Alert, step: int) -> None:
    rung = ring(alert, step)
    if rung is None:
        return
    # After a step that had to wait for working hours, the next one keeps its distance; after an outage it catches up.
    before = ring(alert, step - 1) if step and alert.policy.working_hours_only else None
    at = _in_hours(work, alert, max(rung.at, work.now + (rung.at - before.at)) if before else rung.at)
    data = {"step": step, "run": _run(alert)}
    entry = Due(
        key=_key(alert, step), kind=Entry.ALERT_STEP, patient_id=alert.patient_id, subject_id=alert.id, due_at=at,
        data=data,
    )  # fmt: skip
    await agenda.add(work.tx, [entry])


def _in_hours(work: Work, alert: Alert, at: datetime) -> datetime:
    at_any_hour = any(one.cause in AT_ANY_HOUR for one in alert.reasons)
    if at_any_hour or not alert.policy.working_hours_only:
        return at
    return next_working_instant(at, work.library.clinic)


async def _ring_what_is_due(work: Work, patient: Patient, alert: Alert) -> Alert:
    """Ring the first step in the same transaction when it is due at once: no tick stands between report and card."""
    first = ring(alert, 0)
    if first is None or _in_hours(work, alert, first.at) > work.now:
        return alert
    await agenda.cancel(work.tx, _key(alert, 0))
    return await _ring_step(work, patient, alert, 0)


async def on_step(work: Work, due: Due) -> None:
    """A step of an alert has come: ring, unless somebody has it by now or another run of the ladder has begun."""
    alert = await alerts.get(work.tx, due.subject_id or 0)
    if alert is None or alert.state is not AlertState.OPEN:
        return
    if due.data["run"] != _run(alert):
        return
    await _ring_step(work, await people.patient(work.tx, alert.patient_id), alert, due.data["step"])


async def _ring_step(work: Work, patient: Patient, alert: Alert, step: int) -> Alert:
    rung = ring(alert, step)
    if rung is None:
        return alert
    after = replace(alert, step=step + 1)
    await alerts.save(work.tx, after)
    await _schedule(work, after, step + 1)
    team = await _reachable(work, patient)
    chosen = tuple(one for one in team if one.id == alert.owner_id) if step == 0 else ()
    await _ring(work, patient, after, chosen or _chosen(team, rung.who), news=step == 0)
    if rung.who is Who.PATIENT:
        await _nobody_answered(work, patient, after)
    return after


async def _reachable(work: Work, patient: Patient) -> tuple[Staff, ...]:
    """The team in order of position, without those whom Telegram refuses: a lost chat must not cost a step."""
    team = await people.active_team(work.tx, patient.team)
    return tuple([one for one in team if await people.reachable(work.tx, Role.STAFF, one.id)])


async def _ring(work: Work, patient: Patient, alert: Alert, staff: tuple[Staff, ...], *, news: bool = False) -> None:
    """Ring these people: with the whole card when there is something new on it, briefly when they have it already."""
    for one in staff:
        await (cards.send if news else cards.ring_again)(work, patient, alert, one)


async def _nobody_answered(work: Work, patient: Patient, alert: Alert) -> None:
    """S7: the patient is told plainly that nobody has answered, with a number to phone."""
    if not alert.known_to_patient:
        return
    key = "alert-nobody-emergency" if alert.urgency is Urgency.EMERGENCY else "alert-nobody"
    if alert.acknowledged_at is not None:
        key = "alert-nobody-again"  # somebody had read it; saying that nobody has would be untrue
    told = line(key, phone=work.numbers.clinic, emergency=work.numbers.emergency)
    await post.tell(work, patient, say(told), kind=Kind.RED_FLAG, priority=cards.priority_of(alert))


async def passed_on(work: Work, patient: Patient, alert: Alert | None) -> None:
    """Tell the patient that the report is with the team and that nobody has read it yet (S6)."""
    if alert is None:
        return
    now = await local_now(work, patient)
    at_any_hour = any(one.cause in AT_ANY_HOUR for one in alert.reasons)
    key = "alert-passed-on-routine" if alert.urgency is Urgency.ROUTINE and not at_any_hour else "alert-passed-on"
    if alert.urgency is Urgency.EMERGENCY:
        key = "alert-passed-on-emergency"
    told = line(key, at=now.time(), phone=work.numbers.clinic, emergency=work.numbers.emergency)
    await post.tell(work, patient, say(told))
    await stopping.stop_open_prompts(work, patient, alert)


async def on_action_due(work: Work, due: Due) -> None:
    """Acknowledged, but no action recorded by its deadline: ring the owner, then let it climb on (S7)."""
    alert = await alerts.get(work.tx, due.subject_id or 0)
    if alert is None or alert.state is not AlertState.ACKNOWLEDGED or alert.action_due_at is None:
        return
    if alert.action_due_at.isoformat() != due.data["action_due_at"]:
        return
    patient = await people.patient(work.tx, alert.patient_id)
    if due.data.get("reminded"):
        await reopen(work, patient, alert)
        return
    await _ring(work, patient, alert, (await people.member(work.tx, alert.owner_id or 0),))
    await agenda.add(work.tx, [action_entry(alert, work.now + SECOND_RING_AFTER, reminded=True)])


async def watch_deadline(work: Work, alert: Alert) -> None:
    """Let the agenda watch the deadline an owner has to act by."""
    if alert.action_due_at is not None:
        await agenda.add(work.tx, [action_entry(alert, alert.action_due_at)])


def action_entry(alert: Alert, at: datetime, *, reminded: bool = False) -> Due:
    """The agenda entry of an alert's deadline to act."""
    until = alert.action_due_at.isoformat() if alert.action_due_at else ""
    return Due(
        key=f"alert:{alert.id}:act:{until}:{reminded:d}",
        kind=Entry.ALERT_ACTION_DUE,
        patient_id=alert.patient_id,
        subject_id=alert.id,
        due_at=at,
        data={"action_due_at": until, "reminded": reminded},
    )


async def reopen(work: Work, patient: Patient, alert: Alert) -> None:
    """An alert whose owner did not act, or has left, rings again from the first step."""
    again = reopened(alert, work.now)
    await alerts.save(work.tx, again)
    await _schedule(work, again, 0)
    await cards.refresh(work, patient, again)
    await _ring_what_is_due(work, patient, again)


async def on_before_dose(work: Work, due: Due) -> None:
    """An hour before a dose, an alert that holds it back and is undecided rings again (S15)."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    for alert in await alerts.unresolved(work.tx, patient.id):
        if alert.blocks_doses:
            owner = [one for one in await _reachable(work, patient) if one.id == alert.owner_id]
            await _ring(work, patient, alert, tuple(owner) or await _on_the_ladder(work, patient, alert))


async def blocking(work: Work, patient: Patient) -> Alert | None:
    """The alert that holds this patient's prompts back, if one does (S15)."""
    running = await alerts.unresolved(work.tx, patient.id)
    return next((one for one in reversed(running) if one.blocks_doses), None)


async def unreachable(work: Work, role: Role, person_id: int) -> None:
    """Telegram refuses this chat: an unreachable patient is itself an alert; unreachable staff lose no alert."""
    if role is Role.PATIENT:
        patient = await people.patient(work.tx, person_id)
        await raise_alert(work, patient, Cause.UNREACHABLE, Urgency.URGENT)
        return
    await staff_gone(work, await people.member(work.tx, person_id))


async def staff_gone(work: Work, member: Staff) -> None:
    """Somebody has left or cannot be reached: what they had taken rings anew, what rang for them alone rings others."""
    for alert in await alerts.unresolved(work.tx):
        patient = await people.patient(work.tx, alert.patient_id)
        if alert.owner_id == member.id:
            await reopen(work, patient, alert)
        elif alert.state is AlertState.OPEN and alert.step and patient.team == member.team:
            await _ring(work, patient, alert, await _on_the_ladder(work, patient, alert))
