"""Answered in one place, shown as answered in all: every copy of a question on the phone says what was noted, and when.

Only copies that exist are written to, each at most once for an answer; those that have yet to leave stay away. A copy no
longer says "take"; the buttons that may still be needed stay.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.dose import DoseAnswer, DoseState
from bot.domain.messages import Button, Draft, Kind, Line, Priority, Verbatim, line
from bot.domain.people import Patient
from bot.domain.questions import Ask, Question, answer_button, option
from bot.service import doseform, post
from bot.service.localview import clock_of, zone_of
from bot.service.office import Work
from bot.store import outbox, plans, questions
from bot.store.outbox import Outgoing
from bot.store.plans import Dose

ANSWERED = (DoseState.TAKEN, DoseState.VOMITED, DoseState.NOT_TAKEN)
CHANGE = "change"

Rows = tuple[tuple[Button, ...], ...]


async def show_doses(work: Work, patient: Patient, doses: Sequence[Dose]) -> None:
    """The answer about these doses is written: show it on whatever asks about any of them."""
    about = {one.id for one in doses}
    since = min(one.planned_at for one in doses) - timedelta(days=1)
    asked = await questions.of_kinds(work.tx, post.PATIENT, patient.id, (Ask.DOSE, Ask.LATE_DOSE), since)
    concerned = [one for one in asked if about & set(one.data["doses"])]
    wanted = {number for one in concerned for number in one.data["doses"]}
    known = {one.id: one for one in await plans.doses_by_id(work.tx, wanted)}
    written = await outbox.all_about(work.tx, *(_subject(one) for one in concerned))
    for question in concerned:
        of_it = [known[number] for number in question.data["doses"]]
        rows = [one for one in written if one.subject == _subject(question)]
        zone = await clock_of(work, patient, of_it[0])
        noted = [_noted(one, zone) for one in of_it if _answered(one)]
        head = line("answered-head", at=of_it[0].planned_at.astimezone(zone))
        left = await _left(work, patient, question, of_it)
        await _show(work, patient, rows, (head, *noted, *left), (*noted, *left), _still_needed(question, of_it))


def _subject(question: Question) -> str:
    return f"question:{question.id}"


def _noted(dose: Dose, zone: ZoneInfo) -> Line:
    at = (dose.answered_at or dose.planned_at).astimezone(zone)
    state = line("state-not-sure" if dose.state is DoseState.UNKNOWN else f"state-{dose.state}")
    return line("answered-dose", at=at, drug=line(f"drug-{dose.drug}"), mg=dose.mg, state=state)


def _open(question: Question, doses: Sequence[Dose]) -> tuple[Dose, ...]:
    """The one of two drugs that is answered by itself, while it still can be."""
    left = doseform.still_asked(question, doses) if question.kind is Ask.DOSE else ()
    return left if len(left) == 1 < len(doses) else ()


async def _left(work: Work, patient: Patient, question: Question, doses: Sequence[Dose]) -> tuple[Line, ...]:
    left = _open(question, doses)
    if not left:
        return ()
    end = await doseform.until(work, patient, left)
    return (line("other-ask", until=end.time(), day=end.date()), *await doseform.about(work, patient, left))


def _still_needed(question: Question, doses: Sequence[Dose]) -> Rows:
    """The buttons for the drug that is still open; else what may yet happen to one taken, and a way to correct."""
    left = _open(question, doses)
    if left:
        options = doseform.options_of_one(question, left[0].drug)
        return tuple((answer_button(question.id, one),) for one in options)
    return (*_vomited(question, doses), *_change(question))


def _vomited(question: Question, doses: Sequence[Dose]) -> Rows:
    taken = [one.drug for one in doses if one.state is DoseState.TAKEN]
    which = "vomited" if len(taken) == len(doses) else "vomited:" + "".join(taken[:1])
    return ((answer_button(question.id, option(which, "answer-vomited")),),) if taken else ()


def _answered(dose: Dose) -> bool:
    not_sure = dose.state is DoseState.UNKNOWN and dose.reason == DoseAnswer.NOT_SURE
    return dose.state in ANSWERED or not_sure


def _change(question: Question) -> Rows:
    return ((answer_button(question.id, option(CHANGE, "button-change-answer")),),)


async def show_antiemetic(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """The answer about an antiemetic, on each copy of its reminder."""
    at = datetime.fromisoformat(question.data["at"])
    head = line("answered-antiemetic", at=at, name=question.data["name"])
    noted = line(f"answered-{answer}", at=work.now.astimezone(await zone_of(work, patient)))
    written = await outbox.all_about(work.tx, _subject(question))
    await _show(work, patient, written, (head, noted), (noted,), _change(question))


async def _show(
    work: Work,
    patient: Patient,
    written: Sequence[Outgoing],
    instead: Sequence[Line],
    added: Sequence[Line],
    rows: Rows,
) -> None:
    """A prompt answered must not go on saying "take": other words stand in its place. A warning stays, and is added to."""
    by_now = {one.edits: one.text for one in written if one.edits is not None and one.kind != Kind.ANSWERED}
    for row in written:
        if row.edits is None and row.state in ("pending", "sent"):
            lines: tuple[Line | Verbatim, ...] = tuple(instead)
            if row.id in by_now:
                lines = (Verbatim(text=by_now[row.id]), *added)
            says = Draft(lines=lines, rows=rows)
            await post.rewrite(work, patient, row, says, priority=Priority.PROMPT, kind=Kind.ANSWERED)
