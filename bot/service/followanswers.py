"""What a patient answers when asked how a symptom is now: better, the same, worse, or that it has stopped.

"Worse" goes through the one triage of reports (S9): a red flag is answered and rung at once, anything else is asked about
anew. Nothing here asks by itself.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.apart import SINCE, apart, nothing_else, since_said, symptoms_beside
from bot.domain.checkin import CheckInKind
from bot.domain.followup import CHOICES, FollowState, FollowUp, Since, answered
from bot.domain.messages import button, line, say, stacked
from bot.domain.people import Patient
from bot.domain.phrases import Heard
from bot.domain.questionnaire import Reported
from bot.domain.questions import Question
from bot.service import checkins, checks, filing, finishing, followasking, following, offering, post, reporting
from bot.service.localview import midnight
from bot.service.office import Work
from bot.store import alerts, followups, ledger, questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What was typed in one sentence with the answer: the words, and the symptoms they sound like."""

    words: str
    symptoms: tuple[str, ...] = ()


async def on_answer(
    work: Work, patient: Patient, question: Question, answer: str, beside: Beside | None = None
) -> None:
    """A tap, or typed words that are one; on a question long closed it is a late answer and counts."""
    known = await followups.get(work.tx, question.data["follow"])
    if answer == followasking.SEND:
        await reporting.start(work, patient, known.symptom)
        return
    if answer not in (*CHOICES, Since.NOT_MEASURED):
        await followasking.put_again(work, patient, question)
        return
    said = Since(answer)
    if not question.open and question.answer == said:
        await post.tell(work, patient, say(line("noted-before")))
        return
    await questions.answered(work.tx, question.id, said, work.now)
    await ledger.note(work.tx, work.now, "patient", "follow-up", patient.id, follow=known.id, said=said)
    if said is Since.WORSE:
        await _worse(work, patient, known, beside)
        return
    if known.state is FollowState.CLOSED:
        await _after_it_was_closed(work, patient, known, said)
        return
    await _noted(work, patient, known, said)
    await _go_on(work, patient, question)


async def _worse(work: Work, patient: Patient, known: FollowUp, beside: Beside | None = None) -> None:
    """Judged before any question is asked: what was urgent rings now, the rest is asked about anew. No word is lost."""
    words, then = (beside.words, beside.symptoms) if beside else (None, ())
    worse = await following.settled(work, patient, answered(known, Since.WORSE, work.now))
    report = Reported(symptom=known.symptom, words=words)
    decision = await filing.judge(work, patient, report)
    if decision.urgency.red_flag:
        advice = dict.fromkeys((*await _advised(work, known), *decision.advice))
        await filing.file(work, patient, report, replace(decision, advice=tuple(advice)))
        await finishing.keep_unasked(work, patient, then, told=False)
        return
    await followasking.show(work, patient, worse)
    await reporting.start(work, patient, known.symptom, words=words, then=then)


async def _advised(work: Work, known: FollowUp) -> tuple[str, ...]:
    """What was advised when it was told: whoever gets worse needs that number again, beside the first one."""
    alert = await alerts.get(work.tx, known.alert_id)
    matched = {rule for one in alert.reasons for rule in one.rules} if alert else set()
    by_rules = [one.advice for one in work.library.rules if one.id in matched and one.symptom == known.symptom]
    phrases = work.library.phrasebook.phrases
    by_words = [one.advice for one in phrases if one.id in matched and one.symptom == known.symptom]
    return tuple(advice for each in (*by_rules, *by_words) for advice in each)


async def _after_it_was_closed(work: Work, patient: Patient, known: FollowUp, said: Since) -> None:
    """The team has closed it: what is still there is a report of its own."""
    if said is Since.SAME:
        await reporting.start(work, patient, known.symptom)
        return
    await post.tell(work, patient, say(line("report-noted")))


async def _noted(work: Work, patient: Patient, known: FollowUp, said: Since) -> None:
    after = await following.settled(work, patient, answered(known, said, work.now))
    if after.open:
        key = "follow-noted-same-urgent" if known.urgency.red_flag else "follow-noted-same"
        told = line(key, phone=work.numbers.clinic)
    else:
        told = line("follow-noted-over", phone=work.numbers.clinic)
    await post.tell(work, patient, say(told, rows=stacked(button("button-report", "m:report"))))
    await followasking.show(work, patient, after)


async def _go_on(work: Work, patient: Patient, question: Question) -> None:
    """One sitting: the next symptom due today, then the check-in whose place this took."""
    then = question.data["then"]
    if question.asked_at < await midnight(work, patient):
        return  # yesterday's
    if await followasking.ask_first(work, patient, then) or not then:
        return
    until = datetime.fromisoformat(then["until"]) if then["until"] else None
    if until is None or work.now < until:
        await checkins.begin(work, patient, CheckInKind(then["kind"]), date.fromisoformat(then["on"]), until)


async def on_typed(work: Work, patient: Patient, question: Question, text: str, heard: Heard) -> bool:
    """One of the answers in plain words; False when the words are about something else."""
    known = await followups.get(work.tx, question.data["follow"])
    if work.library.symptoms[known.symptom].weighed:
        return await _weight_typed(work, patient, known, text, heard)
    said = {SINCE[one] for one in heard.answers if one in SINCE}
    if len(said) == 1 and not set(heard.symptoms) - {known.symptom}:
        await on_answer(work, patient, question, said.pop())
        return True
    return await _in_parts(work, patient, question, known, text)


async def _in_parts(work: Work, patient: Patient, question: Question, known: FollowUp, text: str) -> bool:
    """The answer, and how else somebody is, in one sentence: the rest is offered as what it sounds like."""
    parts = apart(text, work.library.phrasebook)
    since = since_said(parts, known.symptom)
    if since is None:
        return False
    symptoms = symptoms_beside(parts, known.symptom)
    beside = None if nothing_else(parts) else Beside(words=text, symptoms=symptoms)
    await on_answer(work, patient, question, since, beside)
    if since is not Since.WORSE and symptoms:
        await offering.offer(work, patient, text, Heard(symptoms=symptoms))
    return True


async def _weight_typed(work: Work, patient: Patient, known: FollowUp, text: str, heard: Heard) -> bool:
    if set(heard.symptoms) - {known.symptom} or not checks.is_weight(text, patient):
        return False
    await reporting.start(work, patient, known.symptom, first=text)
    return True


async def unasked(work: Work, patient: Patient, text: str, heard: Heard) -> bool:
    """A bare "worse" is about what we asked last, else about the gravest symptom still followed; False when none is."""
    parts = apart(text, work.library.phrasebook)
    in_parts = since_said(parts, "") is Since.WORSE and nothing_else(parts)
    if (heard.answers != ("now-worse",) or heard.symptoms) and not in_parts:
        return False
    mine = await followups.open_of(work.tx, patient.id)
    if mine:
        await _worse(work, patient, max(mine, key=lambda one: (one.waits, one.urgency.rank)))
    return bool(mine)
