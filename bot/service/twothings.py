"""A dose answered and something told in one sentence: the answer is recorded where it is plain, the rest is a report.

Decides nothing by a guess: where a part of the words is not understood, all of them go on as before, to an offer or a human.
"""

from collections.abc import Sequence

from bot.domain.apart import apart, dose_said, symptoms_beside
from bot.domain.dose import DoseAnswer
from bot.domain.messages import line, say
from bot.domain.people import Patient
from bot.domain.phrases import Heard
from bot.domain.questions import Ask, Question
from bot.domain.regimen import Drug
from bot.service import doseform, dosing, offering, post
from bot.service.office import Work
from bot.store import questions

OF_ONE = (DoseAnswer.TAKEN, DoseAnswer.NOT_TAKING, DoseAnswer.VOMITED)
OF_DOSES = (Ask.DOSE, Ask.LATE_DOSE)
DOSE_KINDS = (*OF_DOSES, Ask.ANTIEMETIC)


async def on_dose(work: Work, patient: Patient, question: Question, text: str, heard: Heard) -> bool:
    """A typed answer about a dose or an antiemetic, alone or with something beside it; False when there is none."""
    if await _answered(work, patient, question, text, heard):
        vomited = {"vomiting"} if DoseAnswer.VOMITED in heard.answers else set()
        beside = [one for one in heard.symptoms if one not in vomited]  # "I do not take it because I feel sick"
        of_dose = DoseAnswer.TAKEN in heard.answers and question.kind in OF_DOSES
        await told_beside(work, patient, text, beside, of_dose=of_dose)
        return True
    parts = apart(text, work.library.phrasebook)
    answer = dose_said(parts)
    if answer is None or await any_open(work, patient, question):
        return False
    if not await _answered(work, patient, question, text, Heard(answers=(answer,))):
        return False
    of_dose = answer is DoseAnswer.TAKEN and question.kind in OF_DOSES
    await told_beside(work, patient, text, symptoms_beside(parts), of_dose=of_dose)
    return True


async def told_beside(work: Work, patient: Patient, text: str, symptoms: Sequence[str], *, of_dose: bool) -> None:
    """The symptoms told beside an answer are offered, and the words stay with them. `of_dose`: that it was taken."""
    if "vomiting" in symptoms and of_dose:
        await post.tell(work, patient, say(line("advice-vomited-dose")))  # before anything is asked (S3)
    if symptoms:
        await offering.offer(work, patient, text, Heard(symptoms=tuple(symptoms)))


async def _answered(work: Work, patient: Patient, question: Question, text: str, heard: Heard) -> bool:
    """An answer that names one of two drugs is about that one; what was asked of the other stays open (S9)."""
    named = drugs_named(work, text)
    if question.kind is Ask.ANTIEMETIC or not named or len(heard.answers) != 1 or heard.answers[0] not in OF_ONE:
        return await dosing.on_typed(work, patient, question, heard)
    asked = {one.drug for one in await doseform.doses_of(work, question)}
    if asked <= named:
        return await dosing.on_typed(work, patient, question, heard)
    for drug in sorted(asked & named):
        await dosing.on_dose(work, patient, question, f"{heard.answers[0]}:{drug}")
    return bool(asked & named)


def drugs_named(work: Work, text: str) -> frozenset[Drug]:
    """The drugs of a plan that the words name, in any language."""
    return frozenset(one for one in Drug if work.library.phrasebook.says_any_of(text, one))


async def any_open(work: Work, patient: Patient, but: Question | None = None) -> bool:
    """Whether the answer may be about a dose or an antiemetic that is asked about, or about another one than this."""
    still_open = await questions.open_of(work.tx, post.PATIENT, patient.id)
    return any(one.kind in DOSE_KINDS and (but is None or one.id != but.id) for one in still_open)
