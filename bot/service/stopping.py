"""S15: while a red flag waits for a decision, "speak with your team" stands where a prompt would, or already stands.

Says so; decides nothing. A prompt already on the phone is rewritten and keeps its buttons: whatever was taken before can
still be told.
"""

from datetime import datetime

from bot.domain.alert import Alert, Cause
from bot.domain.messages import Kind, Line, Priority, line, say
from bot.domain.occurrence import AntiemeticDue
from bot.domain.people import Patient
from bot.domain.questions import Ask, Question, answer_button
from bot.service import doseform, post
from bot.service.localview import clock_of
from bot.service.office import Work
from bot.store import outbox, questions

TOLD_BY_NAME = {Cause.NOT_SURE, Cause.BOX_DIFFERS, Cause.TOO_MUCH, Cause.WRONG_DAY, Cause.PREGNANCY}


def why(work: Work, alert: Alert, at: datetime) -> Line:
    """What the patient told us, and whom to phone before the dose of this time."""
    phone = work.numbers.clinic
    if not alert.known_to_patient:
        return line("stopped-by-team", at=at, phone=phone)
    return line("stopped", what=_what(alert), at=at, phone=phone)


def _what(alert: Alert) -> Line:
    named = [one.cause for one in alert.reasons if one.cause in TOLD_BY_NAME]
    return line(f"stopped-{named[-1]}" if named else "stopped-something")


async def tell(
    work: Work, patient: Patient, alert: Alert, at: datetime, until: datetime, lane: Priority = Priority.PROMPT
) -> None:
    """Say it instead of a prompt."""
    draft, subject = say(why(work, alert, at)), _subject(alert)
    await post.tell(work, patient, draft, kind=Kind.STOPPED, priority=lane, expires_at=until, subject=subject)


def _subject(alert: Alert) -> str:
    return f"stopped:{alert.id}"


async def tell_of_our_mistake(work: Work, patient: Patient, alert: Alert) -> None:
    """What held doses back was entered wrongly by staff: said to whoever was told to wait, and still has to."""
    told = [one for one in await outbox.about(work.tx, _subject(alert)) if one.state in ("pending", "sent")]
    if told and alert.blocks_doses:
        await post.tell(work, patient, say(line("stopped-by-mistake", phone=work.numbers.clinic)), kind=Kind.STOPPED)


async def tell_of_antiemetic(work: Work, patient: Patient, alert: Alert, event: AntiemeticDue) -> None:
    """Say it instead of an antiemetic that stands before no dose."""
    name, phone = event.antiemetic.name, work.numbers.clinic
    if alert.known_to_patient:
        told = line("stopped-antiemetic", what=_what(alert), name=name, at=event.local, phone=phone)
    else:
        told = line("stopped-antiemetic-by-team", name=name, at=event.local, phone=phone)
    await post.tell(work, patient, say(told), kind=Kind.STOPPED, priority=Priority.PROMPT, expires_at=event.until)


async def stop_open_prompts(work: Work, patient: Patient, alert: Alert) -> None:
    """A red flag just raised overtakes a prompt that is out and unanswered: it no longer says "take"."""
    if not alert.blocks_doses:
        return
    for question in await questions.open_of(work.tx, post.PATIENT, patient.id):
        if question.kind is Ask.DOSE:
            await _stop(work, patient, alert, question)


async def _stop(work: Work, patient: Patient, alert: Alert, question: Question) -> None:
    waiting = doseform.still_asked(question, await doseform.doses_of(work, question))
    if not waiting or waiting[0].window_until <= work.now:
        return
    at = waiting[0].planned_at.astimezone(await clock_of(work, patient, waiting[0]))
    rows = [row for row in await outbox.about(work.tx, f"question:{question.id}") if row.kind == Kind.DOSE]
    buttons = tuple((answer_button(question.id, one),) for one in doseform.options([one.drug for one in waiting]))
    for row in rows:
        await post.rewrite(work, patient, row, say(why(work, alert, at), rows=buttons), priority=Priority.URGENT)
    await tell(work, patient, alert, at, waiting[0].window_until, Priority.URGENT)


async def ask_again(work: Work, patient: Patient) -> None:
    """Nothing holds doses back any more: what was asked before and is still within its window is asked again."""
    for question in await questions.open_of(work.tx, post.PATIENT, patient.id):
        if question.kind is not Ask.DOSE:
            continue
        waiting = doseform.still_asked(question, await doseform.doses_of(work, question))
        if waiting and waiting[0].window_until > work.now:
            await doseform.ask_again(work, patient, question, "held-ask", expires_at=waiting[0].window_until)
