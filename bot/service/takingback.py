"""Taking back what a new plan version makes untrue: doses asked about, antiemetics, heads-ups still on their way.

What has not left is cancelled in the same transaction; a message already on a phone is edited, and the notice of the
change follows it. What the version leaves as it is goes on being asked.
"""

from datetime import date

from bot.domain.dose import DoseState, on_hold
from bot.domain.messages import Priority, line, say
from bot.domain.people import Patient
from bot.domain.plan import Plan
from bot.domain.questions import Ask, Question
from bot.service import doseform, post
from bot.service.localview import local_now
from bot.service.office import Work
from bot.store import outbox, plans, questions


async def take_back(work: Work, patient: Patient, plan: Plan) -> None:
    """End what this version no longer says, from the day it takes effect."""
    today = (await local_now(work, patient)).date()
    for one in await plans.doses_of(work.tx, patient.id, plan.effective_on, today, plan.held):
        if one.state is DoseState.ASKED:
            await plans.change_dose(work.tx, one.id, state=on_hold(one.state))
    for question in await questions.open_of(work.tx, post.PATIENT, patient.id):
        await _question(work, patient, plan, question)
    await _heads_up(work, patient, plan.effective_on)


async def _question(work: Work, patient: Patient, plan: Plan, question: Question) -> None:
    match question.kind:
        case Ask.DOSE if any(one.drug in plan.held for one in await doseform.doses_of(work, question)):
            left = doseform.still_asked(question, await doseform.doses_of(work, question))
            if len(left) == len(question.data["doses"]):
                return  # of a day before the change
            await _replace(work, patient, question, ends=not left)
            await doseform.ask_again(work, patient, question, "other-ask")
        case Ask.ANTIEMETIC if plan.antiemetics_held and date.fromisoformat(question.data["day"]) >= plan.effective_on:
            await _replace(work, patient, question, ends=True)
        case _:
            return


async def _replace(work: Work, patient: Patient, question: Question, *, ends: bool) -> None:
    if ends:
        await questions.close(work.tx, question.id)
    for row in await outbox.about(work.tx, f"question:{question.id}"):
        await post.rewrite(work, patient, row, say(line("hold-replaces")), priority=Priority.URGENT)


async def _heads_up(work: Work, patient: Patient, since: date) -> None:
    """A heads-up that has not left yet must not announce a day that is no longer a dose day."""
    waiting = await outbox.pending_heads_ups(work.tx, patient.id)
    await outbox.cancel(work.tx, [one.id for one in waiting if one.subject and one.subject >= f"day:{since}"])
