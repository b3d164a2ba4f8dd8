"""A bare number typed where a report asks for one: it answers that question, and the triage of the report judges it.

The same number typed at any other time may be a fever, and is heard as one (S8). Decides nothing else.
"""

from bot.domain.incoming import Incoming
from bot.domain.patterns import is_figure
from bot.domain.people import Patient
from bot.domain.questionnaire import QuestionKind
from bot.domain.questions import Ask
from bot.service import post
from bot.service.office import Work
from bot.store import questions, reports

NUMBERS = (QuestionKind.TEMPERATURE, QuestionKind.WEIGHT)


async def asked(work: Work, patient: Patient, incoming: Incoming) -> bool:
    """Whether this is no more than a number, and the newest open question asks for one."""
    if not incoming.answers or not is_figure(incoming.text):
        return False
    newest = (await questions.open_of(work.tx, post.role_of(patient), patient.id))[:1]
    if not newest or newest[0].kind is not Ask.REPORT:
        return False
    dialogue = await reports.dialogue(work.tx, newest[0].data["dialogue"])
    return work.library.symptoms[dialogue.symptom].questions[newest[0].data["question"]].kind in NUMBERS
