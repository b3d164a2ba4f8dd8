"""Telling a patient of a change of plan until it is understood.

First in the queue, in plain words, with one button; silence is asked once more and then told to the pharmacist (S9).
"""

from datetime import timedelta

from bot.domain.agenda import Due, Entry
from bot.domain.alert import Cause
from bot.domain.messages import Draft, Kind, Priority, line, say
from bot.domain.people import Patient
from bot.domain.questions import Ask, Question, option
from bot.domain.urgency import Urgency
from bot.service import alerting, post
from bot.service.office import Work
from bot.store import agenda, ledger, outbox, people, questions

AGAIN_AFTER = timedelta(hours=1)
UNDERSTOOD_WITHIN = timedelta(hours=2)


async def tell(work: Work, patient: Patient, draft: Draft, *, version: int) -> None:
    """Tell the change, and watch for "understood". An older notice still open is overtaken: this one says what counts."""
    await questions.close_kinds(work.tx, post.PATIENT, patient.id, Ask.UNDERSTOOD)
    number = await post.ask(
        work, patient, Ask.UNDERSTOOD, draft, [option("yes", "button-understood"), option("no", "button-not-understood")],
        kind=Kind.NOTICE, priority=Priority.URGENT, data={"version": version},
    )  # fmt: skip
    times = ((True, AGAIN_AFTER), (False, UNDERSTOOD_WITHIN))
    await agenda.add(
        work.tx,
        [
            Due(
                key=f"question:{number}:understood:{again:d}", kind=Entry.UNDERSTOOD_DUE, patient_id=patient.id,
                subject_id=number, due_at=work.now + after, data={"again": again},
            )
            for again, after in times
        ],
    )  # fmt: skip


async def on_understood(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """The patient has understood the change; "no" is for the pharmacist to explain."""
    if answer != "yes":
        await questions.answered(work.tx, question.id, "no", work.now)
        await alerting.raise_alert(work, patient, Cause.CHANGE_NOT_UNDERSTOOD, Urgency.ROUTINE)
        await post.tell(work, patient, say(line("change-not-understood", phone=work.numbers.clinic)))
        return
    await questions.answered(work.tx, question.id, "yes", work.now)
    await ledger.note(work.tx, work.now, "patient", "understood", patient.id, version=question.data["version"])
    await post.tell(work, patient, say(line("change-understood")))


async def on_due(work: Work, due: Due) -> None:
    """No "understood" yet: the same words once more, and later the pharmacist hears of it."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    question = await questions.get(work.tx, due.subject_id or 0, post.PATIENT, patient.id)
    if question is None or not question.open:
        return
    if not due.data["again"]:
        await alerting.raise_alert(work, patient, Cause.CHANGE_NOT_UNDERSTOOD, Urgency.ROUTINE)
        return
    rows = await outbox.about(work.tx, f"question:{question.id}")
    if rows and rows[-1].state == "sent":  # one that still waits to leave would arrive twice
        await post.copy(work, patient, rows[-1])
