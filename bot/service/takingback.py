"""Taking back what new plan versions make untrue: doses asked, antiemetics asked, heads-ups and held-day notices.

Compares what the versions say before and after, day by day, and knows nothing of the change itself. What has not left is
cancelled in the same transaction; a message already on a phone is edited, and the notice of the change follows it. What
the versions leave as it is goes on being asked; what was answered stays answered.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.dose import DoseState, on_hold
from bot.domain.messages import Priority, line, say
from bot.domain.occurrence import AntiemeticDue, DoseMoment, Event
from bot.domain.people import Patient
from bot.domain.plan import DrugSchedule, Plan
from bot.domain.plandifference import days_touched, events_on
from bot.domain.questions import Ask, Question
from bot.domain.regimen import Drug
from bot.service import doseform, post
from bot.service.office import Work
from bot.store import outbox, plans, questions
from bot.store.outbox import Outgoing
from bot.store.plans import Dose

DAYS_SAID_AHEAD = 7  # nothing about a later plan day is ever in the outbox


async def take_back(work: Work, patient: Patient, before: Sequence[Plan], today: date) -> None:
    """End what the versions, as they now are, no longer say of today and the days to come."""
    after = await plans.versions(work.tx, patient.id)
    rules = work.library.clinic.day_rules
    touched = days_touched(before, after, today, today + timedelta(days=DAYS_SAID_AHEAD), rules)
    changed: dict[int, Dose] = {}
    for day in touched:
        now_said = events_on(after, day, rules)
        for one in await plans.doses_of(work.tx, patient.id, day, day):
            if one.state is DoseState.ASKED and await _no_longer(work, one, _schedule(now_said, one.drug)):
                changed[one.id] = one
        await _antiemetics(work, patient, day, now_said)
    await _box_questions(work, patient, touched)
    await _dose_questions(work, patient, touched, changed)
    noticed = [
        day for day in touched if _of_doses(events_on(before, day, rules)) != _of_doses(events_on(after, day, rules))
    ]
    for row in await outbox.of_days(work.tx, patient.id, noticed):
        await _replace(work, patient, row)


def _of_doses(said: Sequence[Event]) -> tuple[Event, ...]:
    """What the evening before and a day on hold speak of: never of an antiemetic."""
    return tuple(one for one in said if not isinstance(one, AntiemeticDue))


def _schedule(said: Sequence[Event], drug: Drug) -> DrugSchedule | None:
    moments = (one for one in said if isinstance(one, DoseMoment))
    return next((each for one in moments for each in one.schedules if each.drug is drug), None)


async def _no_longer(work: Work, dose: Dose, said: DrugSchedule | None) -> bool:
    """Write what the plan now says of a dose already asked about; tells whether that is something else."""
    if said is None:
        await plans.change_dose(work.tx, dose.id, state=on_hold(dose.state))
        return True
    if (said.mg, said.in_tablets) == (dose.mg, dose.tablets):
        return False
    await plans.change_dose(work.tx, dose.id, mg=f"{said.mg:f}", tablets=said.in_tablets)
    return True


async def _antiemetics(work: Work, patient: Patient, day: date, said: Sequence[Event]) -> None:
    """A question about an antiemetic that the day no longer has at that time."""
    due = [one for one in said if isinstance(one, AntiemeticDue)]
    left = {(one.antiemetic.name, one.antiemetic.amount, one.local.isoformat()) for one in due}
    for question in await questions.open_of(work.tx, post.PATIENT, patient.id):
        if question.kind is not Ask.ANTIEMETIC or datetime.fromisoformat(question.data["at"]).date() != day:
            continue
        if (question.data["name"], question.data["amount"], question.data["at"]) not in left:
            await questions.close(work.tx, question.id)
            await _replace_all(work, patient, question)


async def _box_questions(work: Work, patient: Patient, touched: Collection[date]) -> None:
    """The dose whose box was to be looked at first may be no more, or be at another hour."""
    days = {day.isoformat() for day in touched}
    for question in await questions.open_of(work.tx, post.PATIENT, patient.id):
        if question.kind is Ask.BOX and "event" in question.data and question.data["day"] in days:
            await questions.close(work.tx, question.id)
            await _replace_all(work, patient, question)


async def _dose_questions(work: Work, patient: Patient, touched: Collection[date], changed: Mapping[int, Dose]) -> None:
    """A prompt of which anything has changed no longer counts; what is left of it is asked, never said, again (S2)."""
    days = {day.isoformat() for day in touched}
    for question in await questions.open_of(work.tx, post.PATIENT, patient.id):
        if question.kind is not Ask.DOSE or question.data["day"] not in days:
            continue
        if not changed.keys() & set(question.data["doses"]):
            continue
        left = doseform.still_asked(question, await doseform.doses_of(work, question))
        if not left:
            await questions.close(work.tx, question.id)
        await _replace_all(work, patient, question)
        await _ask_again(work, patient, question, left, changed)


async def _ask_again(
    work: Work, patient: Patient, question: Question, left: Sequence[Dose], changed: Mapping[int, Dose]
) -> None:
    """The amount of the prompt may have been taken already: that is an answer of its own."""
    before = {one.id: changed[one.id] for one in left if one.id in changed}
    if not before:
        await doseform.ask_again(work, patient, question, "other-ask")
        return
    earlier = {str(number): [f"{one.mg:f}", one.tablets] for number, one in before.items()}
    asked = replace(question, data={**question.data, "earlier": earlier})
    await questions.reopen(work.tx, question.id, asked.data)
    await doseform.ask_again(work, patient, asked, "changed-ask")


async def _replace_all(work: Work, patient: Patient, question: Question) -> None:
    for row in await outbox.about(work.tx, f"question:{question.id}"):
        await _replace(work, patient, row)


async def _replace(work: Work, patient: Patient, row: Outgoing) -> None:
    await post.rewrite(work, patient, row, say(line("change-replaces")), priority=Priority.URGENT)
