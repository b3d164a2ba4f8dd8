"""A dose answered and something told in one sentence: the answer is recorded where it is plain, the rest is a report.

Decides nothing by a guess: where a part of the words is not understood, all of them go on as before, to an offer or a human.
"""

from bot.domain.apart import apart, dose_said, symptoms_beside
from bot.domain.dose import DoseAnswer
from bot.domain.messages import line, say
from bot.domain.people import Patient
from bot.domain.phrases import Heard
from bot.domain.questions import Ask, Question
from bot.service import dosing, offering, post
from bot.service.office import Work
from bot.store import questions

DOSE_KINDS = (Ask.DOSE, Ask.LATE_DOSE, Ask.ANTIEMETIC)


async def on_dose(work: Work, patient: Patient, question: Question, text: str, heard: Heard) -> bool:
    """A typed answer about a dose or an antiemetic, alone or with something beside it; False when there is none."""
    if await dosing.on_typed(work, patient, question, heard):
        return True
    parts = apart(text, work.library.phrasebook)
    answer = dose_said(parts)
    if answer is None or await _others_open(work, patient, question):
        return False
    if not await dosing.on_typed(work, patient, question, Heard(answers=(answer,))):
        return False
    symptoms = symptoms_beside(parts)
    if "vomiting" in symptoms and answer is DoseAnswer.TAKEN and question.kind is not Ask.ANTIEMETIC:
        await post.tell(work, patient, say(line("advice-vomited-dose")))  # before anything is asked (S3)
    if symptoms:
        await offering.offer(work, patient, text, Heard(symptoms=symptoms))
    return True


async def _others_open(work: Work, patient: Patient, question: Question) -> bool:
    """Whether the answer may as well be about another one."""
    still_open = await questions.open_of(work.tx, post.PATIENT, patient.id)
    return any(one.kind in DOSE_KINDS and one.id != question.id for one in still_open)
