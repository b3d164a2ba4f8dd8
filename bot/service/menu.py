"""The two pages of "what is wrong?": the commonest symptoms and the areas first, then the symptoms of one area.

It only shows buttons; what a report asks is `reporting`. Whatever no button names goes to a person in the patient's words.
"""

from bot.domain.menu import Area
from bot.domain.messages import Button, button, line, say
from bot.domain.people import Patient
from bot.service import post
from bot.service.office import Work


async def show(work: Work, patient: Patient) -> None:
    """The first page: what is reported most, the areas, and something else."""
    menu = work.library.menu
    areas = [button(one.wording_id, f"m:a:{one.id}") for one in menu.areas]
    rows = (*_pairs([_symptom(one) for one in menu.first]), *_pairs(areas), (_symptom(menu.last),))
    await post.tell(work, patient, say(line("report-what"), rows=rows))


async def show_area(work: Work, patient: Patient, area_id: str) -> None:
    """The symptoms of one area; an area nobody knows any more is answered with the first page."""
    area = work.library.menu.area(area_id)
    if area is None:
        await show(work, patient)
        return
    await post.tell(work, patient, say(line("report-which", area=line(area.wording_id)), rows=_of(work, area)))


def _of(work: Work, area: Area) -> tuple[tuple[Button, ...], ...]:
    none = button("offer-none", f"m:s:{work.library.menu.last}")
    return (*((_symptom(one),) for one in area.symptoms), (none, button("button-back", "m:report")))


def _symptom(id_: str) -> Button:
    return button(f"symptom-{id_}", f"m:s:{id_}")


def _pairs(buttons: list[Button]) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
