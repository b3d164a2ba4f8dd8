"""Raising alerts and opening them again (S6, S7): the use cases that reports, staff and the agenda call.

What follows from each is decided in the domain (`alertrun`) and carried out by `ringing`; what the people on call do with
an alert is in `answering`. Everything happens inside the caller's transaction, so that a report and its alert are
committed together.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.domain import alertrun
from bot.domain.agenda import Due
from bot.domain.alert import Alert, Cause, Decision, Reason, lapsed
from bot.domain.dose import DoseState
from bot.domain.follows import Duty, Next
from bot.domain.people import Patient, PatientStatus, Role, Staff
from bot.domain.urgency import Urgency
from bot.service import cards, handover, patientnews, ringing, rosterahead, rostering, stopping
from bot.service.office import Work
from bot.store import alerts, ledger, people, plans


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
    if patient.status is PatientStatus.STOPPED:  # begun again since: it must hold back the doses of now (S15)
        patient = await people.running_since(work.tx, patient) or patient
    reason = Reason(
        cause=cause, urgency=urgency, at=work.now, subject=subject, words=words, rules=rules, answers=answers
    )  # fmt: skip
    running = await alerts.unresolved(work.tx, patient.id, to_change=True)
    duty = await rostering.duty(work, patient.team)
    follows = alertrun.reported(patient.id, reason, running, work.library.policies, duty)
    return await ringing.carry_out(work, patient, follows)


async def passed_on(work: Work, patient: Patient, alert: Alert | None) -> None:
    """Tell the patient that the report is with the team and that nobody has read it yet (S6)."""
    if alert is None:
        return
    await patientnews.passed_on(work, patient, alert)
    await stopping.stop_open_prompts(work, patient, alert)


async def used_up(work: Work, patient: Patient, plan_day: date) -> tuple[Alert, ...]:
    """Open red flags whose "goes ahead" was said of a dose that has come, and not of one of this day."""
    running = await alerts.unresolved(work.tx, patient.id, to_change=True)
    said = [one for one in running if one.red_flag and one.decision is Decision.GOES_AHEAD]
    return tuple([one for one in said if await _used(work, patient, one, plan_day)])


async def _lapse(work: Work, patient: Patient, plan_day: date) -> None:
    """A dose of this day is near: whoever said "goes ahead" of one before it may say it again."""
    for alert in await used_up(work, patient, plan_day):
        again = lapsed(alert)
        await alerts.save(work.tx, again)
        await ledger.note(work.tx, work.now, "system", "dose-decision-lapsed", patient.id, alert=alert.id)
        await cards.refresh(work, patient, again)


async def _used(work: Work, patient: Patient, alert: Alert, plan_day: date) -> bool:
    """Whether the dose it was said of has come, on a day before this one."""
    decided_at = alert.decided_at or work.now
    first, last = decided_at.date() - timedelta(days=1), plan_day - timedelta(days=1)
    before = await plans.doses_of(work.tx, patient.id, first, last)
    return any(
        one.window_until > decided_at and one.planned_at <= work.now and one.state is not DoseState.HELD
        for one in before
    )


async def on_before_dose(work: Work, due: Due) -> None:
    """An hour before a dose, an alert that holds it back and is undecided rings again (S15)."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    await _lapse(work, patient, date.fromisoformat(due.data["day"]))
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
        over = patient.status is PatientStatus.STOPPED and not await alerts.unresolved(work.tx, patient.id)
        if not over:  # whoever's treatment has ended, and who waits for nobody, may go
            await raise_alert(work, patient, Cause.UNREACHABLE, Urgency.URGENT)
        return
    await staff_gone(work, await people.member(work.tx, person_id))


async def staff_back(work: Work, member: Staff) -> None:
    """Somebody can be reached again, or is new: what is open rings them, if they are on duty."""
    duty = await _for_each(work, member, alertrun.came_back)
    without = replace(duty.roster, unreachable=duty.roster.unreachable | {member.id})
    await handover.duty_changed(work, member.team, without)


async def _for_each(work: Work, member: Staff, happens: Callable[[Alert, int, Duty], Next | None]) -> Duty:
    """What follows for every alert of a team from something that happened to one of its staff."""
    duty = await rostering.duty(work, member.team)
    for alert in await alerts.unresolved(work.tx, to_change=True):
        patient = await people.patient(work.tx, alert.patient_id)
        follows = happens(alert, member.id, duty) if patient.team == member.team else None
        if follows is not None:
            await ringing.carry_out(work, patient, follows)
    return duty


async def staff_gone(work: Work, member: Staff) -> None:
    """Somebody has left or cannot be reached: what they had taken rings anew, what rang for them alone rings others."""
    duty = await _for_each(work, member, alertrun.left)
    if duty.roster.hours:
        await rosterahead.tell(work, member.team, duty.roster, changed=True)
