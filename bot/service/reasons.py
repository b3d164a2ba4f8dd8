"""Why a dose was not taken: asked once, told to the team with the dose, and never held against anybody.

Answering changes nothing about the dose; the advice not to make it up was given before (S3).
"""

from collections.abc import Sequence

from bot.domain.alert import Cause
from bot.domain.messages import Button, button, line, say, stacked
from bot.domain.people import Patient
from bot.domain.questions import Ask, Question, option
from bot.domain.regimen import Drug
from bot.domain.urgency import Urgency
from bot.service import alerting, missedruns, post
from bot.service.office import Work
from bot.store import ledger, plans, questions
from bot.store.plans import Dose

REASONS = ("sick", "no-tablets", "told-not-to", "forgot", "other")


def drug_names(doses: Sequence[Dose]) -> str:
    return "+".join(one.drug for one in doses)


async def ask_why(work: Work, patient: Patient, doses: Sequence[Dose]) -> None:
    """Why not; the team hears of it whatever the answer, and at once for dexamethasone."""
    data = {"doses": [one.id for one in doses]}
    options = [option(one, f"why-{one}") for one in REASONS]
    await post.ask(work, patient, Ask.WHY_NOT, say(line("why-ask")), options, data=data)
    dexamethasone = any(one.drug is Drug.DEXAMETHASONE for one in doses)
    cause = Cause.DEXAMETHASONE_MISSED if dexamethasone else Cause.NOT_TAKEN
    await alerting.raise_alert(work, patient, cause, Urgency.ROUTINE, subject=drug_names(doses))
    await missedruns.look(work, patient, doses)


async def on_reason(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """The reason, tapped."""
    if answer not in REASONS:
        return
    await questions.answered(work.tx, question.id, answer, work.now)
    await ledger.note(work.tx, work.now, "patient", "why-not", patient.id, doses=question.data["doses"], why=answer)
    await _reason_to_team(work, patient, question, answer, "")
    key = "why-noted-sick" if answer == "sick" else "why-noted"
    await post.tell(work, patient, say(line(key, phone=work.numbers.clinic), rows=_report_row()))


async def on_reason_typed(work: Work, patient: Patient, question: Question, typed: str) -> None:
    """The reason, in the patient's own words."""
    await questions.answered(work.tx, question.id, "other", work.now)
    await _reason_to_team(work, patient, question, "other", typed[:3000])
    await post.tell(work, patient, say(line("why-noted", phone=work.numbers.clinic), rows=_report_row()))


def _report_row() -> tuple[tuple[Button, ...], ...]:
    return stacked(button("button-report", "m:report"))


async def _reason_to_team(work: Work, patient: Patient, question: Question, why: str, words: str) -> None:
    doses = [await plans.dose(work.tx, one) for one in question.data["doses"]]
    await alerting.raise_alert(
        work,
        patient,
        Cause.NOT_TAKEN,
        Urgency.ROUTINE,
        subject=drug_names(doses),
        words=words,
        answers=(("why", why),),
    )
