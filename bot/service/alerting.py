"""Raising alerts and opening them again (S6, S7): the use cases that reports, staff and the agenda call.

What follows from each is decided in the domain (`alertrun`) and carried out by `ringing`; what the people on call do with
an alert is in `answering`. Everything happens inside the caller's transaction, so that a report and its alert are
committed together.
"""

from dataclasses import replace

from bot.domain import alertrun
from bot.domain.agenda import Due
from bot.domain.alert import AT_ANY_HOUR, Alert, Cause, Reason, joined, may_join, raised, rings_again
from bot.domain.messages import line, say
from bot.domain.people import Patient, Role, Staff
from bot.domain.urgency import Urgency
from bot.service import cards, post, ringing, rosterahead, rostering, stopping
from bot.service.localview import local_now
from bot.service.office import Work
from bot.store import alerts, people


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
    return await ringing.carry_out(work, patient, alertrun.begun(alert, await rostering.duty(work, patient.team)))


async def _join(work: Work, patient: Patient, alert: Alert, reason: Reason) -> Alert:
    both = joined(alert, reason, work.library.policies[reason.urgency])
    await alerts.save(work.tx, both)
    duty = await rostering.duty(work, patient.team)
    if both.urgency is not alert.urgency:  # another policy from now on, even within the same instant
        return await ringing.carry_out(work, patient, alertrun.begun(both, duty))
    await cards.refresh(work, patient, both)
    if rings_again(alert, reason) or reason.cause in AT_ANY_HOUR:
        await ringing.ring(work, patient, both, alertrun.on_the_ladder(both, duty), news=True)
    return both


async def passed_on(work: Work, patient: Patient, alert: Alert | None) -> None:
    """Tell the patient that the report is with the team and that nobody has read it yet (S6)."""
    if alert is None:
        return
    now = await local_now(work, patient)
    key = "alert-passed-on" if alert.at_any_hour else "alert-passed-on-routine"
    if alert.urgency is Urgency.EMERGENCY:
        key = "alert-passed-on-emergency"
    told = line(key, at=now.time(), phone=work.numbers.clinic, emergency=work.numbers.emergency)
    await post.tell(work, patient, say(told))
    await stopping.stop_open_prompts(work, patient, alert)


async def on_before_dose(work: Work, due: Due) -> None:
    """An hour before a dose, an alert that holds it back and is undecided rings again (S15)."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    for alert in await alerts.unresolved(work.tx, patient.id):
        if alert.blocks_doses:
            duty = await rostering.duty(work, patient.team)
            await ringing.ring(work, patient, alert, alertrun.concerned(alert, duty))


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
    duty = await rostering.duty(work, member.team)
    for alert in await alerts.unresolved(work.tx):
        patient = await people.patient(work.tx, alert.patient_id)
        follows = alertrun.left(alert, member.id, duty) if patient.team == member.team else None
        if follows is not None:
            await ringing.carry_out(work, patient, follows)
    if duty.roster.hours:
        await rosterahead.tell(work, member.team, duty.roster, changed=True)
