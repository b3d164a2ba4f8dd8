"""Taking a symptom report: a few questions one at a time, judged after every answer, kept with the alert it raises (S6).

Resumable: what was answered is a row. A red flag ends the questions at once and is answered first (S8); a report left
half-way is passed on as far as it came, for silence is never read as "fine" (S9).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.domain.measures import Reading, Unreadable, confirmed
from bot.domain.messages import Draft, button, line, say, stacked
from bot.domain.people import Patient
from bot.domain.questionnaire import Question as Asked
from bot.domain.questionnaire import QuestionKind, next_question, reported
from bot.domain.questions import Ask, Option, Question, option
from bot.service import checkinmoving, filing, finishing, lasttime, menu, post
from bot.service.office import Work
from bot.store import agenda, questions, reports
from bot.store.reports import Dialogue

WORDS_KEPT = 5200  # a full message and a caption


async def start(
    work: Work,
    patient: Patient,
    symptom: str,
    *,
    words: str | None = None,
    first: str | None = None,
    then: tuple[str, ...] = (),
) -> None:
    """Begin a report; the patient's own words, if any, stay with it. `first` answers its first question at once.

    `then` are symptoms to be asked about after it.
    """
    if symptom not in work.library.symptoms:
        await menu.show(work, patient)
        return
    kept = words[:WORDS_KEPT] if words else None
    await _drop_open_question(work, patient)
    dialogue_id = await reports.open_dialogue(work.tx, patient.id, symptom, kept, work.now, then=then)
    await agenda.add(work.tx, [finishing.left(patient, dialogue_id, work)])
    if first:
        data = {"dialogue": dialogue_id, "question": work.library.symptoms[symptom].first}
        number = await questions.add(work.tx, post.PATIENT, patient.id, Ask.REPORT, data, work.now)
        await on_typed(work, patient, await questions.one(work.tx, number), first)
        return
    dialogue = await reports.dialogue(work.tx, dialogue_id)
    last = await lasttime.look_up(work, patient, work.library.symptoms[symptom])
    await _go_on(work, patient, dialogue, last)


async def begin_check_in(work: Work, patient: Patient, symptom: str, on: date, until: datetime | None) -> int:
    """Ask a patient of our own accord; returns the dialogue. It is not passed on until something was answered."""
    await _drop_open_question(work, patient)
    dialogue_id = await reports.open_dialogue(work.tx, patient.id, symptom, None, work.now)
    dialogue = await reports.dialogue(work.tx, dialogue_id)
    first = work.library.symptoms[symptom].questions[work.library.symptoms[symptom].first]
    await _ask(work, patient, dialogue, first, {"on": on.isoformat()}, until=until)
    return dialogue_id


def begun_by_us(question: Question) -> bool:
    """Whether this is the first question of a check-in: nobody who types was answering it, unless it reads like a label."""
    return question.kind is Ask.REPORT and "on" in question.data


async def _drop_open_question(work: Work, patient: Patient) -> None:
    """A new report begins: what the one before had said is passed on first, not lost."""
    for one in await questions.open_of(work.tx, post.role_of(patient), patient.id):
        if one.kind in (Ask.REPORT, Ask.READ_BACK, Ask.OFFER, Ask.LESSON):
            await questions.close(work.tx, one.id)
            if one.kind in (Ask.OFFER, Ask.LESSON):
                await filing.words_to_a_human(work, patient, one.data["words"])
            if "dialogue" in one.data:
                await finishing.finish_if_left(work, patient, await reports.dialogue(work.tx, one.data["dialogue"]))


async def _go_on(work: Work, patient: Patient, dialogue: Dialogue, last: Mapping[str, Any] | None = None) -> None:
    """Judge what is known; a red flag or the end files the report, else the next question is asked."""
    decision = await filing.judge(work, patient, finishing.reported_by(work, patient, dialogue))
    asked = next_question(work.library.symptoms[dialogue.symptom], dialogue.answers)
    if asked is None or decision.urgency.red_flag:
        await _finish(work, patient, dialogue)
        return
    await _ask(work, patient, dialogue, asked, last)


async def _finish(work: Work, patient: Patient, dialogue: Dialogue) -> None:
    """Keep the report and go on with what it leads to; after a red flag nothing more is asked, and nothing is lost."""
    following = finishing.leads_to(work, dialogue)
    urgency = await finishing.finish(work, patient, dialogue, goes_on=bool(following))
    if urgency.red_flag:
        await finishing.keep_unasked(work, patient, following, told=False)
    elif following:
        await start(work, patient, following[0], then=following[1:])


async def _ask(
    work: Work,
    patient: Patient,
    dialogue: Dialogue,
    asked: Asked,
    last: Mapping[str, Any] | None = None,
    *,
    until: datetime | None = None,
) -> None:
    data = {"dialogue": dialogue.id, "question": asked.id, **(last or {})}
    draft = _put_as(work, dialogue, asked, data)
    await post.ask(work, patient, Ask.REPORT, draft, _options(asked, data), data=data, expires_at=until)


def _put_as(work: Work, dialogue: Dialogue, asked: Asked, data: Mapping[str, Any]) -> Draft:
    if "on" in data:
        key = "checkin-again" if data.get("again") else "checkin-head"
        return say(line(key, day=date.fromisoformat(data["on"])), line(asked.wording_id))
    said_last = lasttime.lines(work.library.symptoms[dialogue.symptom], data)
    return say(line(asked.wording_id), *said_last)


def _options(asked: Asked, data: Mapping[str, Any]) -> list[Option]:
    choices = [option(one.id, asked.choice_wording_id(one.id)) for one in asked.choices]
    return [*choices, *lasttime.options(data), *checkinmoving.options(data)]


def options_of(work: Work, question: Question, dialogue: Dialogue) -> list[Option]:
    """The buttons of a report question, for asking it again."""
    asked = work.library.symptoms[dialogue.symptom].questions[question.data["question"]]
    return _options(asked, question.data)


async def ask_again(work: Work, patient: Patient, question: Question, *, again: bool = False) -> None:
    """Put an open report question once more; of a check-in nobody has answered, saying so."""
    if again:
        question = replace(question, data={**question.data, "again": True})
        await questions.reopen(work.tx, question.id, question.data)
    dialogue = await reports.dialogue(work.tx, question.data["dialogue"])
    asked = work.library.symptoms[dialogue.symptom].questions[question.data["question"]]
    draft = _put_as(work, dialogue, asked, question.data)
    until = work.now + work.library.clinic.check_in_rules.again_after if again else None
    await post.put(work, patient, question.id, draft, options_of(work, question, dialogue), expires_at=until)


async def on_answer(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """A tapped choice, or typed words that are one."""
    dialogue = await finishing.taken_up(work, patient, question)
    asked = work.library.symptoms[dialogue.symptom].questions[question.data["question"]]
    if answer == checkinmoving.MOVE:
        await checkinmoving.ask(work, patient, question)
        return
    if answer == lasttime.SAME:
        await _same_as_last_time(work, patient, question, dialogue)
        return
    if asked.choice(answer) is None:
        await ask_again(work, patient, question)
        return
    await _answered(work, patient, question, dialogue, asked, answer)


async def _same_as_last_time(work: Work, patient: Patient, question: Question, dialogue: Dialogue) -> None:
    """The choices of last time, judged anew; what has to be measured or typed is asked all the same."""
    if not question.open or dialogue.state != "open":
        await _too_late(work, patient)
        return
    await questions.answered(work.tx, question.id, lasttime.SAME, work.now)
    answers = {**lasttime.chosen(question), **dialogue.answers}
    await reports.change_dialogue(work.tx, dialogue.id, answers=answers)
    await _go_on(work, patient, replace(dialogue, answers=answers))


async def on_typed(work: Work, patient: Patient, question: Question, typed: str) -> None:
    """Typed words: a number or words where they are asked, else the label of a choice."""
    dialogue = await finishing.taken_up(work, patient, question)
    asked = work.library.symptoms[dialogue.symptom].questions[question.data["question"]]
    match asked.kind:
        case QuestionKind.WORDS:
            await _answered(work, patient, question, dialogue, asked, typed[:WORDS_KEPT])
        case QuestionKind.CHOICE:
            await _other_words(work, patient, question, dialogue, typed)
        case QuestionKind.WEIGHT | QuestionKind.TEMPERATURE:
            await _typed_number(work, patient, question, dialogue, asked, typed)


async def _other_words(work: Work, patient: Patient, question: Question, dialogue: Dialogue, typed: str) -> None:
    await _keep_words(work, dialogue, typed)
    await post.tell(work, patient, say(line("report-words-kept")))
    await ask_again(work, patient, question)


async def _keep_words(work: Work, dialogue: Dialogue, typed: str) -> None:
    """What was typed instead of an answer may matter: it stays with the report, for a person to read."""
    words = f"{dialogue.words}\n{typed}" if dialogue.words else typed
    await reports.change_dialogue(work.tx, dialogue.id, words=words[:WORDS_KEPT])


async def _typed_number(
    work: Work, patient: Patient, question: Question, dialogue: Dialogue, asked: Asked, typed: str
) -> None:
    report = reported(
        work.library.symptoms[dialogue.symptom], {**dialogue.answers, asked.id: typed}, usual_kg=patient.baseline_kg
    )
    match report.measures.get(asked.id):
        case Reading(needs_read_back=False):
            await _answered(work, patient, question, dialogue, asked, typed)
        case Reading() as reading:
            await _read_back(work, patient, question, dialogue, asked, typed, reading)
        case Unreadable() | None:
            if question.data.get("tried"):
                await _answered(work, patient, question, dialogue, asked, typed)
                return
            await questions.reopen(work.tx, question.id, {**question.data, "tried": True})
            await _keep_words(work, dialogue, typed)
            await post.tell(work, patient, say(line(f"report-unreadable-{asked.kind}")))


async def _read_back(
    work: Work, patient: Patient, question: Question, dialogue: Dialogue, asked: Asked, typed: str, reading: Reading
) -> None:
    """Say back what was read; until it is confirmed the worst reading stays with the report (S9)."""
    await questions.answered(work.tx, question.id, typed[:60], work.now)
    answers = {**dialogue.answers, asked.id: typed}
    await reports.change_dialogue(work.tx, dialogue.id, answers=answers)
    shown = {f"{value.normalize():f}": value for value in reading.readings}
    options = [
        Option(answer=f"is:{plain}", label=line(f"readback-{asked.kind}", value=v)) for plain, v in shown.items()
    ]
    options.append(option("no", "readback-no"))
    data = {"dialogue": dialogue.id, "question": asked.id}
    await post.ask(work, patient, Ask.READ_BACK, say(line("readback-ask", typed=typed[:40])), options, data=data)


async def on_read_back(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """Which number was meant; "none of these" asks for it anew."""
    dialogue = await reports.dialogue(work.tx, question.data["dialogue"])
    asked = work.library.symptoms[dialogue.symptom].questions[question.data["question"]]
    if dialogue.state == "done" or not question.open:
        await _too_late(work, patient)
        return
    await questions.answered(work.tx, question.id, answer, work.now)
    if answer.startswith("is:"):
        unit = "kg" if asked.kind is QuestionKind.WEIGHT else "C"
        await _kept(work, patient, dialogue, asked, confirmed(Decimal(answer[3:]), unit))
        return
    await _ask(work, patient, dialogue, asked)


async def _answered(
    work: Work, patient: Patient, question: Question, dialogue: Dialogue, asked: Asked, answer: str
) -> None:
    if dialogue.state == "done":
        await _changed_afterwards(work, patient, question, dialogue, asked, answer)
        return
    if (
        dialogue.state == "dropped" and dialogue.symptom not in work.library.check_ins
    ):  # what we asked may be answered late
        await _too_late(work, patient)
        return
    await questions.answered(work.tx, question.id, answer[:60], work.now)
    await finishing.close_questions(work, patient, dialogue)
    await _kept(work, patient, dialogue, asked, answer)


async def _kept(work: Work, patient: Patient, dialogue: Dialogue, asked: Asked, answer: str) -> None:
    answers = {**dialogue.answers, asked.id: answer}
    await reports.change_dialogue(work.tx, dialogue.id, answers=answers)
    if dialogue.symptom in work.library.check_ins:  # begun by us: only from its first answer on can it be left half-way
        await reports.change_dialogue(work.tx, dialogue.id, state="open")
        await finishing.watch(work, patient, dialogue.id)
    await _go_on(work, patient, replace(dialogue, answers=answers))


async def _changed_afterwards(
    work: Work, patient: Patient, question: Question, dialogue: Dialogue, asked: Asked, answer: str
) -> None:
    """Another answer on a report already passed on is a report of its own: a worse one must not be lost (S9)."""
    if dialogue.answers.get(asked.id) == answer:
        await _too_late(work, patient)
        return
    await questions.answered(work.tx, question.id, answer[:60], work.now)
    answers = {**dialogue.answers, asked.id: answer}
    await reports.change_dialogue(work.tx, dialogue.id, answers=answers)
    await finishing.finish(work, patient, replace(dialogue, answers=answers))


async def _too_late(work: Work, patient: Patient) -> None:
    again = stacked(button("button-report", "m:report"))
    await post.tell(work, patient, say(line("report-already-passed-on"), rows=again))
