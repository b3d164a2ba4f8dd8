"""Answered in one place, shown as answered in all: every copy of a question on the phone says what was noted, and when.

Only copies that exist are written to, each at most once for an answer; those that have yet to leave stay away. What a
copy says by now (an alert or a hold may have rewritten it) is kept, and one button to correct the answer.
"""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.dose import DoseAnswer, DoseState
from bot.domain.messages import Button, Draft, Kind, Line, Priority, Verbatim, line
from bot.domain.people import Patient
from bot.domain.questions import Ask, Question, answer_button, option
from bot.service import doseform, post
from bot.service.localview import zone_of
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
    known = await plans.doses_by_id(work.tx, {number for one in concerned for number in one.data["doses"]})
    written = await outbox.all_about(work.tx, *(_subject(one) for one in concerned))
    zone = await zone_of(work, patient)
    for question in concerned:
        of_it = [one for one in known if one.id in question.data["doses"]]
        rows = [one for one in written if one.subject == _subject(question)]
        noted = [_noted(one, zone) for one in of_it if _answered(one)]
        await _show(work, patient, rows, noted, _still_needed(question, of_it))


def _subject(question: Question) -> str:
    return f"question:{question.id}"


def _noted(dose: Dose, zone: ZoneInfo) -> Line:
    at = (dose.answered_at or dose.planned_at).astimezone(zone)
    state = line("state-not-sure" if dose.state is DoseState.UNKNOWN else f"state-{dose.state}")
    return line("answered-dose", at=at, drug=line(f"drug-{dose.drug}"), mg=dose.mg, state=state)


def _still_needed(question: Question, doses: Sequence[Dose]) -> Rows:
    """The buttons for the drug that is still open, or the one to correct the answer."""
    left = [one for one in doses if not _answered(one)]
    if len(left) == 1 and len(doses) > 1 and question.kind is Ask.DOSE and left[0].state.open:
        options = doseform.options_of_one(question, left[0].drug)
        return tuple((answer_button(question.id, one),) for one in options)
    return _change(question)


def _answered(dose: Dose) -> bool:
    not_sure = dose.state is DoseState.UNKNOWN and dose.reason == DoseAnswer.NOT_SURE
    return dose.state in ANSWERED or not_sure


def _change(question: Question) -> Rows:
    return ((answer_button(question.id, option(CHANGE, "button-change-answer")),),)


async def show_antiemetic(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """The answer about an antiemetic, on each copy of its reminder."""
    noted = line(f"answered-{answer}", at=work.now.astimezone(await zone_of(work, patient)))
    written = await outbox.all_about(work.tx, _subject(question))
    await _show(work, patient, written, [noted], _change(question))


async def _show(work: Work, patient: Patient, written: Sequence[Outgoing], noted: Sequence[Line], rows: Rows) -> None:
    by_now = {one.edits: one.text for one in written if one.edits is not None and one.kind != Kind.ANSWERED}
    for row in written:
        if row.edits is None and row.state in ("pending", "sent"):
            says = Draft(lines=(Verbatim(text=by_now.get(row.id, row.text)), *noted), rows=rows)
            await post.rewrite(work, patient, row, says, priority=Priority.PROMPT, kind=Kind.ANSWERED)
