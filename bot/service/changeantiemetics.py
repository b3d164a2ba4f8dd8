"""Preparing a change of the antiemetics: one removed, replaced or added, as prescribed and typed on one line.

The bot suggests none (F-EMET-10); a line is read by the one grammar that enrolment uses too.
"""

from bot.domain import antiemeticwords
from bot.domain.antiemetic import Antiemetic, AntiemeticError
from bot.domain.antiemeticline import read_antiemetic
from bot.domain.messages import line, say
from bot.domain.people import Patient, Staff
from bot.domain.planchange import Prescribe
from bot.domain.questions import is_number, option
from bot.service import post
from bot.service.changemaking import coming_plan
from bot.service.changestep import Data, begin, step
from bot.service.office import Work


async def ask(work: Work, member: Staff, patient: Patient, data: Data) -> None:
    """Which one, or one more."""
    now = (await coming_plan(work, patient)).antiemetics
    options = [
        each
        for number, one in enumerate(now)
        for each in (
            option(f"remove-{number}", "change-antiemetic-remove", name=one.name, amount=one.amount),
            option(f"replace-{number}", "change-antiemetic-replace", name=one.name, amount=one.amount),
        )
    ]
    asked = [line("change-antiemetic", pseudonym=patient.pseudonym), *map(antiemeticwords.review_line, now)]
    await step(work, member, data, "antiemetic", asked, [*options, option("add", "change-antiemetic-add")])


async def on_choice(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """Removed at once; a new one is typed."""
    now = (await coming_plan(work, patient)).antiemetics
    what, _, number = answer.partition("-")
    place = int(number) if is_number(number) else len(now)
    if what == "remove" and place < len(now):
        return await begin(work, member, patient, data, Prescribe(antiemetics=_with(now, place, ())))
    if what not in ("replace", "add") or (what == "replace" and place >= len(now)):
        return False
    asked = [line("change-antiemetic-line", pseudonym=patient.pseudonym)]
    await step(work, member, {**data, "place": place}, "antiemetic-line", asked)
    return True


async def on_line(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """The whole entry, as prescribed; what is wrong with it is said."""
    try:
        read = read_antiemetic(answer)
    except AntiemeticError as wrong:
        await post.tell(work, member, say(wrong.line))
        return False
    now = (await coming_plan(work, patient)).antiemetics
    return await begin(work, member, patient, data, Prescribe(antiemetics=_with(now, data["place"], (read,))))


def _with(now: tuple[Antiemetic, ...], place: int, instead: tuple[Antiemetic, ...]) -> tuple[Antiemetic, ...]:
    return (*now[:place], *instead, *now[place + 1 :])
