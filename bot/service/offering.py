"""Words that sound like a symptom: its questions are offered as a button, and the words stay with the report.

Nothing is decided by a guess: declined or not taken up, the words go to a human as they are.
"""

from bot.domain.messages import line, say
from bot.domain.people import Patient
from bot.domain.phrases import Heard
from bot.domain.questions import Ask, Question, option
from bot.service import filing, finishing, post, reporting
from bot.service.office import Work
from bot.store import questions


async def offer(work: Work, patient: Patient, text: str, heard: Heard) -> None:
    """Offer the likeliest symptoms."""
    options = [option(one, f"symptom-{one}") for one in heard.symptoms[:4]]
    options.append(option("none", "offer-none"))
    number = await post.ask(work, patient, Ask.OFFER, say(line("offer-symptoms")), options, data={"words": text})
    await finishing.pass_on_later(work, patient, number)


async def on_offer(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """One of them, or none."""
    if not question.open:
        await post.tell(work, patient, say(line("report-already-passed-on")))
        return
    await questions.answered(work.tx, question.id, answer, work.now)
    if answer == "none":
        await filing.words_to_a_human(work, patient, question.data["words"])
        return
    await reporting.start(work, patient, answer, words=question.data["words"])
