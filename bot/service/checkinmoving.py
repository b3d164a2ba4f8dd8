"""[Another time]: the patient moves a check-in to later today, or all of them to another time of day.

It moves questions only; nothing about a medicine is ever moved here.
"""

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.domain.agenda import Entry
from bot.domain.messages import line, say
from bot.domain.people import Patient
from bot.domain.questions import Ask, Option, Question, option
from bot.service import checkinplan, post
from bot.service.localview import local_now, zone_of
from bot.service.office import Work
from bot.store import agenda, people, questions

MOVE = "=move"  # no choice of content can have this id
LATER = "later"


def options(data: Mapping[str, Any]) -> list[Option]:
    """Its button, under the first question of a check-in."""
    return [option(MOVE, "checkin-move")] if "on" in data else []


async def ask(work: Work, patient: Patient, question: Question) -> None:
    """When would be better?"""
    again = await _asked_again_at(work, patient, question)
    later = [option(LATER, "checkin-later", at=again)] if again else []
    times = [option(f"{at:%H:%M}", "checkin-time", at=at) for at in work.library.clinic.check_in_rules.times]
    data = {"dialogue": question.data["dialogue"]}
    await post.ask(work, patient, Ask.CHECK_IN_TIME, say(line("checkin-when")), [*later, *times], data=data)


async def _asked_again_at(work: Work, patient: Patient, question: Question) -> time | None:
    """When the one further message of this check-in comes by itself; None when it has been, or is not today."""
    mine = await agenda.pending(work.tx, patient.id, Entry.CHECK_IN_AGAIN)
    zone = await zone_of(work, patient)
    found = [one.due_at.astimezone(zone) for one in mine if one.subject_id == question.data["dialogue"]]
    today = (await local_now(work, patient)).date()
    return next((one.time() for one in found if one.date() == today), None)


async def on_time(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """Later today needs nothing more than a word; a time of day is kept for every check-in to come."""
    await questions.answered(work.tx, question.id, answer, work.now)
    chosen = next((at for at in work.library.clinic.check_in_rules.times if f"{at:%H:%M}" == answer), None)
    if chosen is None:
        await post.tell(work, patient, say(line("checkin-later-told")))
        return
    await people.change_patient(work.tx, patient.id, check_in_at=answer)
    fresh = await people.patient(work.tx, patient.id)
    await checkinplan.moved(work, fresh, (await local_now(work, patient)).date())
    waits = [line("checkin-still-waits")] if await _still_waits(work, patient, question) else []
    await post.tell(work, patient, say(line("checkin-moved", at=chosen), *waits))


async def _still_waits(work: Work, patient: Patient, question: Question) -> bool:
    """Whether the check-in under which the time was moved can still be answered there."""
    still_open = await questions.open_of(work.tx, post.PATIENT, patient.id)
    return any(one.kind is Ask.REPORT and one.data["dialogue"] == question.data["dialogue"] for one in still_open)
