"""How a blood test, a weight or a visit is spoken of: the reminder, the question after it, and the answer on every copy.

Says; decides nothing.
"""

from typing import assert_never

from bot.domain.messages import Draft, Line, Priority, line, say
from bot.domain.monitoring import CheckState
from bot.domain.people import Patient
from bot.domain.questions import Option, answer_button, option
from bot.domain.regimen import MonitoringKind
from bot.service import post
from bot.service.office import Work
from bot.store import outbox
from bot.store.checks import Check


def what(check: Check) -> Line:
    """What is to be done."""
    return line(f"check-{check.kind}")


def first_words(check: Check) -> Draft:
    """It starts with the day and a quiet word: it stands on a lock screen."""
    head = line("check-first" if check.baseline else "check-head", day=check.due_on, what=what(check))
    match check.kind:
        case MonitoringKind.WEIGHT:
            return say(head, line("check-how-weight"), line("advice-weigh-yourself"))
        case MonitoringKind.VISIT if check.name:
            return say(head, line("check-visit-for", name=check.name), line("check-how-done"))
        case MonitoringKind.VISIT | MonitoringKind.BLOOD_TEST:
            return say(head, line("check-how-done"))
        case _:
            assert_never(check.kind)


def again_words(check: Check) -> Draft:
    """It asks; by then the check may have been on another day."""
    head = line("check-again", day=check.due_on, what=what(check))
    if check.kind is MonitoringKind.WEIGHT:
        return say(head, line("check-again-weight"))
    return say(head, line("check-again-done"))


def options_of(check: Check, *, again: bool) -> list[Option]:
    """The buttons of a reminder, or of the question after it."""
    if check.kind is MonitoringKind.WEIGHT:
        return [option("send", "answer-send-weight"), option("not-done", "answer-no-weight")]
    # Before the first dose, and the second time, there is nothing left to wait for.
    not_yet = [] if again or check.baseline else [option("not-yet", "answer-check-not-yet")]
    return [option("done", "answer-check-done"), *not_yet, option("not-done", "answer-check-not-done")]


async def show_answer(work: Work, patient: Patient, check: Check) -> None:
    """Every message that asked says what was noted, with the button that corrects it."""
    if check.question_id is None:
        return
    head = line("check-answered", day=check.due_on, what=what(check), state=line(f"check-state-{check.state}"))
    rows = tuple((answer_button(check.question_id, one),) for one in _corrections(check))
    for row in await outbox.about(work.tx, f"question:{check.question_id}"):
        await post.rewrite(work, patient, row, say(head, rows=rows), priority=Priority.ANSWER)


def _corrections(check: Check) -> list[Option]:
    if check.kind is MonitoringKind.WEIGHT:
        return [] if check.state is CheckState.DONE else [option("send", "answer-send-weight")]
    if check.state is CheckState.DONE:
        return [option("not-done", "answer-check-not-done")]
    return [option("done", "answer-check-done")]
