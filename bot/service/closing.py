"""The end of a dose's window, the next morning, and the silence after it: unknown, never "taken" (S3, S9).

Nothing here says "take"; what the patient answers is `dosing`.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.agenda import Due, Entry
from bot.domain.alert import Cause
from bot.domain.dose import DoseState, Window, closed
from bot.domain.occurrence import next_morning
from bot.domain.people import Patient
from bot.domain.questions import Ask
from bot.domain.urgency import Urgency
from bot.service import alerting, antiemetics, doseform, missedruns, post
from bot.service.localview import latest_plan, local_now
from bot.service.office import Work
from bot.store import agenda, outbox, people, plans, questions
from bot.store.plans import Dose

NOT_LEFT = ("pending", "expired", "cancelled")
STILL_UNKNOWN_AFTER = timedelta(hours=24)


async def never_left(work: Work, question_id: int) -> bool:
    """Whether no message that puts this question can have arrived yet."""
    rows = await outbox.about(work.tx, f"question:{question_id}")
    return bool(rows) and all(one.state in NOT_LEFT and not one.doubts for one in rows)


async def on_close(work: Work, due: Due) -> None:
    """The window is over: what is still open is unknown, and is never taken late (S3, S9)."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    day = date.fromisoformat(due.data["day"])
    await antiemetics.close_passed(work, patient)
    drugs = due.data["event"].rpartition(":")[2].split("+")
    open_ones = [
        one
        for one in await plans.doses_of(work.tx, patient.id, day, day, to_change=True)
        if one.state.open and one.drug in drugs and one.window_until <= work.now  # else it has moved to a later hour
    ]
    if not open_ones:
        return
    for one in open_ones:
        window = Window(at=one.planned_at, until=one.window_until)
        await plans.change_dose(work.tx, one.id, state=closed(one.state, now=work.now, window=window))
    await _say_closed(work, patient, due.data["event"], open_ones)


async def _say_closed(work: Work, patient: Patient, event: str, doses: Sequence[Dose]) -> None:
    unseen = False
    for question in await questions.open_of(work.tx, post.PATIENT, patient.id):
        if question.kind is Ask.DOSE and question.data["event"] == event:
            unseen = await never_left(work, question.id)
            await questions.close(work.tx, question.id)
    number = await doseform.ask_what_happened(work, patient, doses, "gap" if unseen else "closed")
    await ask_tomorrow(work, patient, doses[0].plan_day, number)


async def ask_tomorrow(work: Work, patient: Patient, plan_day: date, number: int) -> None:
    """Ask once more the morning after; after a longer gap that morning is still to come."""
    zone = (await latest_plan(work, patient)).zone
    last_day = max(plan_day, (await local_now(work, patient)).date() - timedelta(days=1))
    rules = work.library.clinic.day_rules
    morning = next_morning(last_day, zone, rules)
    if morning <= work.now:
        morning = next_morning(last_day + timedelta(days=1), zone, rules)
    times = ((Entry.NEXT_MORNING, morning), (Entry.STILL_UNKNOWN, morning + STILL_UNKNOWN_AFTER))
    await agenda.add(
        work.tx,
        [
            Due(key=f"question:{number}:{kind}", kind=kind, patient_id=patient.id, subject_id=number, due_at=at)
            for kind, at in times
        ],
    )


async def on_next_morning(work: Work, due: Due) -> None:
    """The morning after: ask once."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    question = await questions.get(work.tx, due.subject_id or 0, post.PATIENT, patient.id)
    if question is not None and question.open and not await never_left(work, question.id):
        await doseform.ask_again(work, patient, question, "morning-ask")


async def on_still_unknown(work: Work, due: Due) -> None:
    """A day later and still no answer: silence is not "taken"; the pharmacist hears of it (S9)."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    question = await questions.get(work.tx, due.subject_id or 0, post.PATIENT, patient.id)
    if question is None or not question.open:
        return
    if await never_left(work, question.id):  # nobody is silent who has not been asked yet
        await agenda.reopen(work.tx, due.key, work.now + STILL_UNKNOWN_AFTER)
        return
    await questions.close(work.tx, question.id)  # from here on it is the pharmacist's; an answer still counts
    doses = [await plans.dose(work.tx, one) for one in question.data["doses"]]
    unknown = [one for one in doses if one.state is DoseState.UNKNOWN]
    if unknown:
        await alerting.raise_alert(
            work, patient, Cause.DOSE_UNANSWERED, Urgency.ROUTINE, subject="+".join(one.drug for one in unknown)
        )
        await missedruns.look(work, patient, unknown)
