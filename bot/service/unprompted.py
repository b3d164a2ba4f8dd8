"""A "taken" that answers no open question: told again, a second dose, a wrong day, or the dose nobody answered.

Guesses nothing: where the words could mean harm, the patient is asked which it is.
"""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.alert import Cause
from bot.domain.apart import apart, dose_said, symptoms_beside
from bot.domain.dose import DoseAnswer, DoseState
from bot.domain.messages import Priority, line, say
from bot.domain.people import Patient
from bot.domain.phrases import Heard
from bot.domain.questions import Ask, Option, Question, is_number, option
from bot.domain.regimen import Drug
from bot.domain.unprompted import RECENT, KnownDose, TakenMeans, classify_unprompted_taken
from bot.domain.urgency import Urgency
from bot.service import alerting, antiemetics, checks, doseform, dosing, post, redflags, twothings
from bot.service.localview import local_now
from bot.service.office import Work
from bot.store import plans, questions
from bot.store.plans import Dose

SOON_AFTER = timedelta(hours=12)


async def vomited(work: Work, patient: Patient, heard: Heard) -> bool:
    """A short "I vomited it" soon after a dose was taken is about that dose (S3); False when it is about something else."""
    if heard.answers != ("vomited",):
        return False
    today = (await local_now(work, patient)).date()
    recent = await plans.doses_of(work.tx, patient.id, today - timedelta(days=1), today)
    swallowed = [one for one in recent if one.state is DoseState.TAKEN and work.now - one.planned_at < SOON_AFTER]
    if swallowed:
        await dosing.record(work, patient, None, swallowed, DoseAnswer.VOMITED)
    return bool(swallowed)


async def taken(work: Work, patient: Patient, text: str, heard: Heard) -> bool:
    """Handle a "taken" that came by itself; False when the words were not that. A drug it names is the one it is about."""
    if heard.answers == ("taken",) and not heard.symptoms:
        await _taken(work, patient, text)
        return True
    parts = apart(text, work.library.phrasebook)
    if dose_said(parts) is not DoseAnswer.TAKEN or await twothings.any_open(work, patient):
        return False
    await _taken(work, patient, text)
    await twothings.told_beside(work, patient, text, symptoms_beside(parts), of_dose=True)
    return True


async def _taken(work: Work, patient: Patient, text: str) -> None:
    today = (await local_now(work, patient)).date()
    named = twothings.drugs_named(work, text) or frozenset(Drug)
    doses_then = await plans.doses_of(work.tx, patient.id, today - RECENT, today)
    recent = {one.id: one for one in doses_then if one.drug in named}
    known = [
        KnownDose(drug=one.drug, plan_day=one.plan_day, at=one.planned_at, state=one.state) for one in recent.values()
    ]
    read = classify_unprompted_taken(known, today=today, now=work.now)
    meant = {(one.drug, one.plan_day) for one in read.doses}
    doses = [one for one in recent.values() if (one.drug, one.plan_day) in meant]
    match read.means:
        case TakenMeans.ANSWERS:
            await dosing.record(work, patient, None, doses, DoseAnswer.TAKEN)
        case TakenMeans.AGAIN_OR_SECOND:
            await dosing.ask_again_or_second(work, patient, doses)
        case TakenMeans.CORRECTS:
            await doseform.ask_change(work, patient, doses)
        case TakenMeans.TODAY_NOT_YET:
            await _ask_early(work, patient, doses)
        case TakenMeans.ON_HOLD | TakenMeans.NOT_A_DOSE_DAY:
            await _ask_wrong_day(work, patient, named)


async def _ask_early(work: Work, patient: Patient, doses: Sequence[Dose]) -> None:
    """Today's dose is still to come: was it taken already?"""
    options = [option("early", "early-yes"), option("earlier", "wrong-day-earlier"), option("no", "early-no")]
    data = {"doses": [one.id for one in doses]}
    draft = say(line("early-ask"), *await doseform.about(work, patient, doses))
    await post.ask(work, patient, Ask.WRONG_DAY, draft, options, data=data)


async def _ask_wrong_day(work: Work, patient: Patient, named: frozenset[Drug]) -> None:
    today = (await local_now(work, patient)).date()
    options = [option("today", "wrong-day-yes"), option("earlier", "wrong-day-earlier"), option("no", "wrong-day-no")]
    asked = line("wrong-day-ask", day=today)
    if len(named) == 1:  # of the other one there may be a dose today
        asked = line("wrong-day-ask-drug", day=today, drug=line(f"drug-{next(iter(named))}"))
    await post.ask(work, patient, Ask.WRONG_DAY, say(asked), options, data={"day": today.isoformat()})


async def on_wrong_day(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """Selinexor on a day that is not a dose day is urgent; an earlier dose can be corrected."""
    await questions.answered(work.tx, question.id, answer, work.now)
    match answer:
        case "today":
            told = line("do-not-take-another", phone=work.numbers.clinic)
            await redflags.answer(work, patient, Urgency.URGENT)
            await post.tell(work, patient, say(told), priority=Priority.URGENT)
            alert = await alerting.raise_alert(work, patient, Cause.WRONG_DAY, Urgency.URGENT)
            await alerting.passed_on(work, patient, alert)
        case "early" if "doses" in question.data:
            doses = [await plans.dose(work.tx, one) for one in question.data["doses"]]
            await dosing.record(work, patient, None, doses, DoseAnswer.TAKEN)
        case "earlier":
            await change(work, patient)
        case _:
            await post.tell(work, patient, say(line("wrong-day-fine")))


async def on_again_or_second(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """Telling again changes nothing; a second dose is too much taken: an emergency (F-ADM-07)."""
    await questions.answered(work.tx, question.id, answer, work.now)
    if answer in ("again", "no"):
        await post.tell(work, patient, say(line("again-fine")))
        return
    await redflags.answer(work, patient, Urgency.EMERGENCY, ["advice-too-much-taken"])
    alert = await alerting.raise_alert(work, patient, Cause.TOO_MUCH, Urgency.EMERGENCY)
    await alerting.passed_on(work, patient, alert)


async def change(work: Work, patient: Patient) -> None:
    """Change an answer about a recent dose: the same question, put anew. It never re-opens a prompt."""
    today = (await local_now(work, patient)).date()
    recent = await plans.doses_of(work.tx, patient.id, today - timedelta(days=7), today)
    asked = [one for one in recent if one.state not in (DoseState.PLANNED, DoseState.HELD, DoseState.ASKED)]
    if not asked:
        await post.tell(work, patient, say(line("change-none")))
        return
    last_day = asked[-1].plan_day
    doses = [one for one in asked if one.plan_day == last_day]
    await doseform.ask_change(work, patient, doses)


async def ask_which(work: Work, patient: Patient, waiting: Sequence[Question], answer: str) -> None:
    """Two questions are open and the words fit both: which one is meant?"""
    options = [Option(answer=str(one.id), label=line(f"which-{one.kind}", **_named(one))) for one in waiting]
    await post.ask(work, patient, Ask.WHICH, say(line("which-ask")), options, data={"answer": answer})


async def done_with_which(work: Work, patient: Patient, waiting: Sequence[Question], text: str) -> bool:
    """A check and a dose are open, and "done" fits both: ask which."""
    if all(one.kind is Ask.CHECK for one in waiting):
        return False
    for check in (one for one in waiting if one.kind is Ask.CHECK):
        if await post.label_typed(work, check.id, text) == "done":
            await ask_which(work, patient, [*(one for one in waiting if one.kind is not Ask.CHECK), check], "taken")
            return True
    return False


def _named(question: Question) -> dict[str, str]:
    return {"name": question.data["name"]} if question.kind is Ask.ANTIEMETIC else {}


async def on_which(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """The words now have their question."""
    await questions.answered(work.tx, question.id, answer, work.now)
    meant = await questions.get(work.tx, int(answer), post.PATIENT, patient.id) if is_number(answer) else None
    if meant is None:
        return
    if meant.kind is Ask.CHECK:
        await checks.on_answer(work, patient, meant, "done")
        return
    act = antiemetics.on_answer if meant.kind is Ask.ANTIEMETIC else dosing.on_dose
    await act(work, patient, meant, question.data["answer"])
