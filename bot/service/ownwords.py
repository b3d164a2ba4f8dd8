"""Typed words that answer nothing that is open: a question of the menu, one with a lesson, a likely symptom, or for a human.

Red flags and answers about doses have been heard before anybody comes here. Whatever is not certain goes to a human word for word.
"""

from bot.domain.people import Patient
from bot.domain.phrases import Heard
from bot.service import filing, offering, overview, teaching
from bot.service.office import Work


async def hear(work: Work, patient: Patient, text: str, heard: Heard) -> None:
    """The first that fits, in this order."""
    if await overview.asked(work, patient, heard, text) or await teaching.answer(work, patient, text, heard):
        return
    if heard.symptoms:
        await offering.offer(work, patient, text, heard)
    else:
        await filing.words_to_a_human(work, patient, text)
