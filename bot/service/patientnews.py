"""What a patient hears of an alert on its way: passed on, seen, taken over, with nobody again, dealt with (S6, S7).

Never more certain than the truth: what is said of one alert is not said of another that nobody has read yet.
"""

from bot.domain.alert import Alert, AlertState
from bot.domain.follows import Told
from bot.domain.messages import Kind, Line, line, say
from bot.domain.people import Patient, Staff
from bot.domain.urgency import Urgency
from bot.service import cards, post
from bot.service.localview import local_now
from bot.service.office import Work
from bot.store import alerts, people


async def passed_on(work: Work, patient: Patient, alert: Alert) -> None:
    """The report is with the team, and nobody has read it yet."""
    key = "alert-passed-on" if alert.at_any_hour else "alert-passed-on-routine"
    if alert.urgency is Urgency.EMERGENCY:
        key = "alert-passed-on-emergency"
    at, phone, emergency = (await local_now(work, patient)).time(), work.numbers.clinic, work.numbers.emergency
    await post.tell(work, patient, say(line(key, at=at, phone=phone, emergency=emergency)))


async def reply_passed_on(work: Work, patient: Patient, alert: Alert) -> None:
    """An answer to a message of somebody who is no longer there: who reads it instead, or that nobody has yet."""
    if alert.state is not AlertState.ACKNOWLEDGED:
        await passed_on(work, patient, alert)
        return
    owner = await people.member(work.tx, alert.owner_id or 0)
    await post.tell(work, patient, say(line("message-reply-passed-on", name=owner.name)))


async def seen(work: Work, patient: Patient, alert: Alert, member: Staff) -> None:
    """Somebody has it: by role and time."""
    key = "alert-seen-emergency" if alert.urgency is Urgency.EMERGENCY else "alert-seen"
    at, phone, emergency = (await local_now(work, patient)).time(), work.numbers.clinic, work.numbers.emergency
    told = line(key, role=line(f"role-{member.role}"), at=at, phone=phone, emergency=emergency)
    await _tell(work, patient, alert, told, *await _unread(work, patient, alert))


async def taken_over(work: Work, patient: Patient, alert: Alert, member: Staff) -> None:
    """A colleague has it from now on."""
    at = (await local_now(work, patient)).time()
    told = line("alert-taken-over", role=line(f"role-{member.role}"), at=at, phone=work.numbers.clinic)
    await _tell(work, patient, alert, told, *await _unread(work, patient, alert))


async def dealt_with(work: Work, patient: Patient, alert: Alert, member: Staff, *more: Line) -> None:
    """A named person has resolved it; if another one is open, not everything has been dealt with."""
    key = "alert-looked-after-part" if await _others(work, patient, alert) else "alert-looked-after"
    told = line(key, role=line(f"role-{member.role}"), phone=work.numbers.clinic)
    await _tell(work, patient, alert, told, *more)


async def follows(work: Work, patient: Patient, alert: Alert, told: Told | None) -> None:
    """What the ladder owes the patient."""
    match told:
        case Told.ASKED_AGAIN:
            await _asked_again(work, patient, alert)
        case Told.NOBODY:
            await _nobody_answered(work, patient, alert)
        case None:
            return


async def _asked_again(work: Work, patient: Patient, alert: Alert) -> None:
    """What was seen is with nobody again: the patient must not go on believing that somebody has it."""
    key = "alert-asked-again-emergency" if alert.urgency is Urgency.EMERGENCY else "alert-asked-again"
    told = line(key, phone=work.numbers.clinic, emergency=work.numbers.emergency)
    await _tell(work, patient, alert, told, kind=Kind.NOTICE)


async def _nobody_answered(work: Work, patient: Patient, alert: Alert) -> None:
    """S7: nobody has answered, said plainly, with a number to phone."""
    key = "alert-nobody-emergency" if alert.urgency is Urgency.EMERGENCY else "alert-nobody"
    if not alert.red_flag:
        key = "alert-nobody-routine"
    if alert.acknowledged_at is not None:
        key = "alert-nobody-again"  # somebody had read it; saying that nobody has would be untrue
    told = line(key, phone=work.numbers.clinic, emergency=work.numbers.emergency)
    await _tell(work, patient, alert, told, kind=Kind.RED_FLAG if alert.red_flag else Kind.NOTICE)


async def _unread(work: Work, patient: Patient, alert: Alert) -> tuple[Line, ...]:
    """One report was read; another was not."""
    open_ones = [one for one in await _others(work, patient, alert) if one.state is AlertState.OPEN]
    return (line("alert-rest-unread"),) if open_ones else ()


async def _others(work: Work, patient: Patient, alert: Alert) -> tuple[Alert, ...]:
    running = await alerts.unresolved(work.tx, patient.id)
    return tuple(one for one in running if one.id != alert.id and one.known_to_patient)


async def _tell(work: Work, patient: Patient, alert: Alert, *lines: Line, kind: Kind = Kind.ANSWER) -> None:
    """Only of what the patient knows of: what the bot noticed by itself would frighten."""
    if alert.known_to_patient:
        await post.tell(work, patient, say(*lines), kind=kind, priority=cards.priority_of(alert))
