"""Every question on the way to a change of plan, and who understands its answer.

The menu, and the handing on of taps and typed words; what a kind of change needs to know is with its kind.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.messages import line, say
from bot.domain.people import Patient, Staff
from bot.domain.plan import Plan
from bot.domain.questions import Ask, Question, option
from bot.domain.regimen import Drug
from bot.service import changeantiemetics, changedoses, changeholds, changethings, changewords, changing, post
from bot.service.changemaking import coming_plan
from bot.service.changestep import Data, how
from bot.service.office import Work
from bot.store import questions

First = Callable[[Work, Staff, Patient, Data], Awaitable[None]]
Then = Callable[[Work, Staff, Patient, Data, str], Awaitable[bool]]

FIRST: Mapping[str, First] = {
    "hold": changeholds.ask_hold,
    "resume": changeholds.ask_resume,
    "dose": changedoses.ask_dose,
    "dexdose": changedoses.ask_dexamethasone,
    "time": changethings.ask_time,
    "zone": changethings.ask_zone,
    "start": changethings.ask_start,
    "box": changethings.ask_box,
    "antiemetics": changeantiemetics.ask,
    "stop": changethings.ask_stop,
}

THEN: Mapping[str, Then] = {
    "hold": changeholds.on_hold,
    "until": changeholds.on_until,
    "resume": changeholds.on_resume,
    "resume-day": changeholds.on_resume_day,
    "dose": changedoses.on_dose,
    "dex-too": changedoses.on_dex_too,
    "dexdose": changedoses.on_dexdose,
    "time-of": changethings.on_time_of,
    "time": changethings.on_time,
    "zone": changethings.on_zone,
    "start": changethings.on_start,
    "box-of": changethings.on_box_of,
    "box": changethings.on_box,
    "antiemetic": changeantiemetics.on_choice,
    "antiemetic-line": changeantiemetics.on_line,
    "stop": changethings.on_stop,
}


async def menu(work: Work, member: Staff, patient: Patient, *, alert_id: int | None = None) -> None:
    """What is to change?"""
    await changing.close(work, member)
    plan = await coming_plan(work, patient)
    options = [*(option(one, f"change-kind-{one}") for one in _kinds(plan)), option("cancel", "button-cancel")]
    draft = say(line("change-what", pseudonym=patient.pseudonym), *changewords.described(plan))
    data = {"patient": patient.id, "alert": alert_id}
    await post.ask(work, member, Ask.CHANGE_WHAT, draft, options, data=data, in_rows_of=2)


def _kinds(plan: Plan) -> list[str]:
    has = {one.drug for one in plan.drugs}
    may = {
        "hold": bool(has - plan.held),
        "resume": bool(plan.held),
        "dose": Drug.SELINEXOR in has,
        "dexdose": Drug.DEXAMETHASONE in has,
    }
    return [one for one in FIRST if may.get(one, bool(has))]


async def on_answer(work: Work, member: Staff, patient: Patient, question: Question, answer: str) -> None:
    """A tap, or typed words that are no button's."""
    match question.kind:
        case Ask.CHANGE_WHAT if answer in FIRST:
            await questions.answered(work.tx, question.id, answer, work.now)
            await FIRST[answer](work, member, patient, question.data)
        case Ask.CHANGE_STEP if answer != "cancel":
            await _on_step(work, member, patient, question, answer)
        case Ask.CHANGE_FROM if answer != "cancel":
            await changing.on_from(work, member, patient, question, answer)
        case _:
            await questions.answered(work.tx, question.id, "cancel", work.now)
            await post.tell(work, member, say(line("staff-cancelled")))


async def _on_step(work: Work, member: Staff, patient: Patient, question: Question, answer: str) -> None:
    await questions.close(work.tx, question.id)
    if await THEN[question.data["step"]](work, member, patient, question.data, answer):
        return
    await questions.reopen(work.tx, question.id, question.data)
    await post.tell(work, member, say(line("change-not-read"), *how(question.data["step"])))
