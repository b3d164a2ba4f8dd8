"""What is said of blood tests, weights and visits: a reminder, one more when nobody answers, then the care team (S9).

Silence is never "done". A late "done" counts, for that check. Nothing here decides which checks there are.
"""

import re
from datetime import date, timedelta

from bot.domain.agenda import Due, Entry
from bot.domain.alert import CHECK_CAUSES, Cause
from bot.domain.measures import Reading, parse_weight
from bot.domain.messages import Kind, Priority, line, say
from bot.domain.monitoring import CheckState, all_due, rests
from bot.domain.people import Patient, PatientStatus
from bot.domain.phrases import Heard
from bot.domain.questions import Ask, Question
from bot.domain.regimen import MonitoringKind
from bot.domain.urgency import Urgency
from bot.service import alerting, cards, checkplan, checkwords, post, reporting
from bot.service.checkwords import again_words, first_words, options_of, what
from bot.service.localview import local_now
from bot.service.office import Work
from bot.store import agenda, alerts, checks, ledger, outbox, people, plans, questions
from bot.store.checks import Check

_BARE_NUMBER = re.compile(r"\s*\d{1,3}(?:[.,]\d{1,2})?\s*\.?\s*")
_UNIT = re.compile(r"\d\s*(?:kgs?|kilos?|lbs?|pounds?|libras?|st|stones?)\b", re.IGNORECASE)


async def on_due(work: Work, due: Due) -> None:
    """A check is due: ask, unless it rests, or a later one of its kind is due already (one message, not a pile)."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    check = await checks.find(work.tx, patient.id, due.data["kind"], due.data["name"], _day(due))
    if not _spoken_to(work, patient) or check is None or check.state is not CheckState.PLANNED:
        return
    schedule = await checkplan.accepted(work, patient)
    versions = await plans.versions(work.tx, patient.id)
    if not check.name and rests(schedule, versions, check.due_on):  # a visit of the plan is the clinic's to call off
        await checks.change(work.tx, check.id, state=CheckState.PAUSED)
        return
    following = all_due(schedule, versions, check.due_on + timedelta(days=1), (await local_now(work, patient)).date())
    if any((one.kind, one.name) == (check.kind, check.name) and one.at <= work.now for one in following):
        await _give_up(work, patient, check)
        return
    for older in await checks.in_states(work.tx, patient.id, CheckState.ASKED):
        if (older.kind, older.name) == (check.kind, check.name):
            await _give_up(work, patient, older)
    await _ask(work, patient, check, due.key)


def _day(due: Due) -> date:
    return date.fromisoformat(due.data["on"])


def _spoken_to(work: Work, patient: Patient) -> bool:
    """Whether anything may be said at all: the plan runs, and practice only where that is all."""
    return patient.status is PatientStatus.ACTIVE and (patient.practice or not work.practice_only)


async def _ask(work: Work, patient: Patient, check: Check, key: str) -> None:
    rules = work.library.clinic.check_rules
    again_at = work.now + rules.again_after
    late = (await local_now(work, patient)).date() > check.due_on
    draft = again_words(check) if late else first_words(check)
    number = await post.ask(
        work, patient, Ask.CHECK, draft, options_of(check, again=late), kind=Kind.CHECK, priority=Priority.PROMPT,
        key=f"send:{key}", expires_at=again_at, data={"check": check.id, "again": late},
    )  # fmt: skip
    await checks.change(work.tx, check.id, state=CheckState.ASKED, question_id=number)
    entry = Due(
        key=f"check:{check.id}:again", kind=Entry.CHECK_AGAIN, patient_id=patient.id, subject_id=check.id,
        due_at=again_at,
    )  # fmt: skip
    await agenda.add(work.tx, [entry])


async def on_again(work: Work, due: Due) -> None:
    """No answer yet: ask once more, and let the care team know if that stays unanswered too."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    check = await checks.one(work.tx, due.subject_id or 0)
    if not _spoken_to(work, patient) or check.state is not CheckState.ASKED:
        return
    await _put_again(work, patient, check, key=f"send:{due.key}")
    rules = work.library.clinic.check_rules
    entry = Due(
        key=f"check:{check.id}:overdue", kind=Entry.CHECK_OVERDUE, patient_id=patient.id, subject_id=check.id,
        due_at=work.now + rules.overdue_after - rules.again_after,
    )  # fmt: skip
    await agenda.add(work.tx, [entry])


async def _put_again(work: Work, patient: Patient, check: Check, *, key: str | None = None) -> None:
    number = check.question_id or 0
    question = await questions.one(work.tx, number)
    if question.open:
        await questions.reopen(work.tx, number, {**question.data, "again": True})
    draft, options = again_words(check), options_of(check, again=True)
    await post.put(work, patient, number, draft, options, kind=Kind.CHECK, priority=Priority.PROMPT, key=key)


async def on_overdue(work: Work, due: Due) -> None:
    """Still no answer: the care team hears of it. It is not read as done."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    check = await checks.one(work.tx, due.subject_id or 0)
    if patient.status is PatientStatus.ACTIVE and check.state is CheckState.ASKED:
        await _give_up(work, patient, check)


async def _give_up(work: Work, patient: Patient, check: Check) -> None:
    """From here on it is the care team's; an answer still counts."""
    await checks.change(work.tx, check.id, state=CheckState.OVERDUE)
    if check.question_id is not None:
        await questions.close(work.tx, check.question_id)
        unsent = [row.id for row in await outbox.about(work.tx, f"question:{check.question_id}") if row.untouched]
        await outbox.cancel(work.tx, unsent)
    await alerting.raise_alert(work, patient, Cause.CHECK_OVERDUE, Urgency.ROUTINE, subject=check.subject)


async def on_answer(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """A tap, or typed words that are one; on a question long closed it is a late answer and counts."""
    check = await checks.one(work.tx, question.data["check"])
    weight = check.kind is MonitoringKind.WEIGHT
    match answer:
        case "send":
            await reporting.start(work, patient, "weight")
        case "done" if not weight:
            await _done(work, patient, check)
        case "yes" if question.data["again"] and not weight:
            await _done(work, patient, check)
        case "not-yet" if check.state is CheckState.ASKED:
            await post.tell(work, patient, say(line("check-noted-not-yet")))
        case "not-done" | "no" if answer == "not-done" or question.data["again"]:
            await _not_done(work, patient, check)
        case _ if check.state in (CheckState.ASKED, CheckState.OVERDUE):
            await _put_again(work, patient, check)
        case _:
            await post.tell(work, patient, say(line("noted-before")))


async def _done(work: Work, patient: Patient, check: Check) -> None:
    if check.state is CheckState.DONE:
        await post.tell(work, patient, say(line("noted-before")))
        return
    await _settle(work, patient, check, CheckState.DONE)
    await post.tell(work, patient, say(line("check-noted-done", what=what(check), day=check.due_on)))
    await refresh_cards(work, patient)


async def _not_done(work: Work, patient: Patient, check: Check) -> None:
    if check.state is CheckState.NOT_DONE:
        await post.tell(work, patient, say(line("noted-before")))
        return
    await _settle(work, patient, check, CheckState.NOT_DONE)
    await post.tell(work, patient, say(line("check-noted-not-done", what=what(check), day=check.due_on)))
    cause = Cause.BASELINE_NOT_DONE if check.baseline else Cause.CHECK_NOT_DONE
    alert = await alerting.raise_alert(work, patient, cause, Urgency.ROUTINE, subject=check.subject)
    await alerting.passed_on(work, patient, alert)


async def _settle(work: Work, patient: Patient, check: Check, state: CheckState) -> None:
    await checks.change(work.tx, check.id, state=state, answered_at=work.now, answered_by="patient")
    await questions.answered(work.tx, check.question_id or 0, state, work.now)
    await checkwords.show_answer(work, patient, await checks.one(work.tx, check.id))
    await ledger.note(work.tx, work.now, "patient", f"check-{state}", patient.id, check=check.id, was=check.state)


async def refresh_cards(work: Work, patient: Patient) -> None:
    """A check done after all: the cards that miss it say so."""
    for alert in await alerts.unresolved(work.tx, patient.id):
        if any(one.cause in CHECK_CAUSES for one in alert.reasons):
            await cards.refresh(work, patient, alert)


async def on_typed(work: Work, patient: Patient, question: Question, text: str, heard: Heard) -> bool:
    """A weight typed for a weight, or a plain yes or no; False when the words are about something else."""
    check = await checks.one(work.tx, question.data["check"])
    about_weight = set(heard.symptoms) <= {"weight"}  # "72 kg" is heard as one
    if check.kind is MonitoringKind.WEIGHT and about_weight and is_weight(text, patient):
        await reporting.start(work, patient, "weight", first=text)
        return True
    if heard.answers in (("yes",), ("no",)) and not heard.symptoms:
        await on_answer(work, patient, question, heard.answers[0])
        return True
    return False


def is_weight(text: str, patient: Patient) -> bool:
    """Whether the words are a weight and nothing else could be meant: a bare number, or one with its unit."""
    said = bool(_BARE_NUMBER.fullmatch(text) or _UNIT.search(text))
    return said and isinstance(parse_weight(text, patient.baseline_kg), Reading)


async def about_to_ask(work: Work, patient: Patient, question: Question) -> bool:
    """Whether the bot, back from an absence, asks this by itself: now, or a moment ago."""
    again = await agenda.pending(work.tx, patient.id, Entry.CHECK_AGAIN)
    if any(one.subject_id == question.data["check"] and one.due_at <= work.now for one in again):
        return True
    rows = await outbox.about(work.tx, f"question:{question.id}")
    return bool(rows) and rows[-1].state == "pending"
