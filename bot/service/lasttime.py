"""[Same as last time]: what the patient chose when they last told of a symptom, shown and offered with the first question.

Only choices are taken over; a number is measured anew and words are typed anew. What is taken over is judged as if it had
been answered now (S9): on top of the last report it can weigh more, never less.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.messages import Line, line
from bot.domain.people import Patient
from bot.domain.questionnaire import Answers, Symptom, path, same_again
from bot.domain.questions import Option, Question, option
from bot.service import following
from bot.service.localview import zone_of
from bot.service.office import Work
from bot.store import reports

SAME = "=same"  # no choice of content can have this id


async def look_up(work: Work, patient: Patient, symptom: Symptom) -> dict[str, Any]:
    """What the first question has to keep to offer it; nothing when there was no last time, or too long ago.

    Nor when the patient has just said that it is worse: the same would take that back.
    """
    if await following.told_worse(work, patient, symptom.id):
        return {}
    last = await reports.last_answered(work.tx, patient.id, symptom.id, work.now - work.library.clinic.same_as_last)
    answers = same_again(symptom, last["answers"]) if last else {}
    if last is None or not answers:
        return {}
    on = last["made_at"].astimezone(await zone_of(work, patient)).date()
    return {"last": dict(answers), "last_on": on.isoformat()}


def chosen(question: Question) -> Answers:
    """The choices a tap on [Same as last time] stands for; none when it was not offered."""
    kept: Answers = question.data.get("last", {})
    return kept


def lines(symptom: Symptom, data: Mapping[str, Any]) -> tuple[Line, ...]:
    """What was said last time, so that "the same" is said knowingly."""
    if "last" not in data:
        return ()
    said: Answers = data["last"]
    asked = [one for one in path(symptom, said) if one.id in said]
    head = line("last-time", day=date.fromisoformat(data["last_on"]))
    answers = [
        line("last-time-answer", question=line(one.wording_id), answer=line(one.choice_wording_id(said[one.id])))
        for one in asked
    ]
    return (head, *answers)


def options(data: Mapping[str, Any]) -> list[Option]:
    """Its button, where it is offered."""
    return [option(SAME, "last-time-same")] if "last" in data else []
