"""Taking a symptom report: a few questions one at a time, judged after every answer, kept with the alert it raises (S6).

Resumable: what was answered is a row. A red flag ends the questions at once and is answered first (S8); a report left
half-way is passed on as far as it came, for silence is never read as "fine" (S9).
"""

from dataclasses import replace
from datetime import timedelta

from bot.domain.agenda import Due, Entry
from bot.domain.alert import Cause
from bot.domain.measures import Reading, Unreadable
from bot.domain.messages import Draft, button, line, say, stacked
from bot.domain.people import Patient
from bot.domain.questionnaire import Question as Asked
from bot.domain.questionnaire import QuestionKind, Reported, next_question, reported
from bot.domain.questions import Ask, Option, Question, option
from bot.domain.triage import About, Decision, triage
from bot.domain.urgency import Urgency
from bot.service import alerting, post, redflags
from bot.service.office import Work
from bot.store import agenda, people, questions, reports
from bot.store.reports import Dialogue

LEFT_AFTER = timedelta(minutes=30)
WORDS_KEPT = 5200  # a full message and a caption
CAUSES = {"too-much-taken": Cause.TOO_MUCH, "wrong-day": Cause.WRONG_DAY, "pregnancy": Cause.PREGNANCY}


async def menu(work: Work, patient: Patient) -> None:
    """What can be reported, one button each."""
    chosen = [one for one in work.library.symptoms.values() if one.in_menu]
    rows = tuple(button(one.wording_id, f"m:s:{one.id}") for one in chosen)
    pairs = tuple(rows[at : at + 2] for at in range(0, len(rows), 2))
    await post.tell(work, patient, say(line("report-what"), rows=pairs))


async def start(work: Work, patient: Patient, symptom: str, *, words: str | None = None) -> None:
    """Begin a report; the patient's own words, if any, stay with it."""
    if symptom not in work.library.symptoms:
        await menu(work, patient)
        return
    kept = words[:WORDS_KEPT] if words else None
    await _drop_open_question(work, patient)
    dialogue_id = await reports.open_dialogue(work.tx, patient.id, symptom, kept, work.now)
    await agenda.add(work.tx, [_left(patient, dialogue_id, work)])
    await _go_on(work, patient, await reports.dialogue(work.tx, dialogue_id))


def _left(patient: Patient, dialogue_id: int, work: Work) -> Due:
    return Due(
        key=f"dialogue:{dialogue_id}:left", kind=Entry.REPORT_LEFT, patient_id=patient.id, subject_id=dialogue_id,
        due_at=work.now + LEFT_AFTER,
    )  # fmt: skip


async def _drop_open_question(work: Work, patient: Patient) -> None:
    """A new report begins: what the one before had said is passed on first, not lost."""
    for one in await questions.open_of(work.tx, post.role_of(patient), patient.id):
        if one.kind in (Ask.REPORT, Ask.READ_BACK, Ask.OFFER):
            await questions.close(work.tx, one.id)
            if one.kind is Ask.OFFER:
                await words_to_a_human(work, patient, one.data["words"])
            if "dialogue" in one.data:
                await _file_if_left(work, patient, await reports.dialogue(work.tx, one.data["dialogue"]))


async def _go_on(work: Work, patient: Patient, dialogue: Dialogue) -> None:
    """Judge what is known; a red flag or the end files the report, else the next question is asked."""
    decision = _judge(work, patient, await _about(work, patient), _reported(work, patient, dialogue))
    asked = next_question(work.library.symptoms[dialogue.symptom], dialogue.answers)
    if asked is None or decision.urgency.red_flag:
        await _file(work, patient, dialogue)
        return
    await _ask(work, patient, dialogue, asked)


def _reported(work: Work, patient: Patient, dialogue: Dialogue) -> Reported:
    symptom = work.library.symptoms[dialogue.symptom]
    return reported(symptom, dialogue.answers, words=dialogue.words, usual_kg=patient.baseline_kg)


async def _about(work: Work, patient: Patient) -> About:
    lately = await reports.recent_reports(work.tx, patient.id, work.now - timedelta(hours=24))
    routine = {row["symptom"] for row in lately if Urgency(row["urgency"]).rank >= Urgency.ROUTINE.rank}
    limit = work.library.clinic.fever_limit_c
    return About(fever_limit_c=limit, baseline_kg=patient.baseline_kg, recent_routine=frozenset(routine))


def _judge(work: Work, patient: Patient, about: About, report: Reported) -> Decision:
    return triage(work.library.rules, report, about, work.library.symptoms[report.symptom])


async def _ask(work: Work, patient: Patient, dialogue: Dialogue, asked: Asked) -> None:
    options = [option(one.id, asked.choice_wording_id(one.id)) for one in asked.choices]
    data = {"dialogue": dialogue.id, "question": asked.id}
    await post.ask(work, patient, Ask.REPORT, say(line(asked.wording_id)), options, data=data)


def options_of(work: Work, question: Question, dialogue: Dialogue) -> list[Option]:
    """The buttons of a report question, for asking it again."""
    asked = work.library.symptoms[dialogue.symptom].questions[question.data["question"]]
    return [option(one.id, asked.choice_wording_id(one.id)) for one in asked.choices]


async def ask_again(work: Work, patient: Patient, question: Question) -> None:
    """Put an open report question once more."""
    dialogue = await reports.dialogue(work.tx, question.data["dialogue"])
    asked = work.library.symptoms[dialogue.symptom].questions[question.data["question"]]
    draft = say(line(asked.wording_id))
    await post.put(work, patient, question.id, draft, options_of(work, question, dialogue))


async def on_answer(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """A tapped choice, or typed words that are one."""
    dialogue = await reports.dialogue(work.tx, question.data["dialogue"])
    asked = work.library.symptoms[dialogue.symptom].questions[question.data["question"]]
    if asked.choice(answer) is None:
        await ask_again(work, patient, question)
        return
    await _answered(work, patient, question, dialogue, asked, answer)


async def on_typed(work: Work, patient: Patient, question: Question, typed: str) -> None:
    """Typed words: a number or words where they are asked, else the label of a choice."""
    dialogue = await reports.dialogue(work.tx, question.data["dialogue"])
    asked = work.library.symptoms[dialogue.symptom].questions[question.data["question"]]
    match asked.kind:
        case QuestionKind.WORDS:
            await _answered(work, patient, question, dialogue, asked, typed[:WORDS_KEPT])
        case QuestionKind.CHOICE:
            await _typed_choice(work, patient, question, dialogue, asked, typed)
        case QuestionKind.WEIGHT | QuestionKind.TEMPERATURE:
            await _typed_number(work, patient, question, dialogue, asked, typed)


async def _typed_choice(
    work: Work, patient: Patient, question: Question, dialogue: Dialogue, asked: Asked, typed: str
) -> None:
    labels = {one.id: line(asked.choice_wording_id(one.id)) for one in asked.choices}
    chosen = redflags.label_typed(work, labels, typed)
    if chosen is not None:
        await _answered(work, patient, question, dialogue, asked, chosen)
        return
    # What was typed instead of an answer may matter: it stays with the report, for a person to read.
    words = f"{dialogue.words}\n{typed}" if dialogue.words else typed
    await reports.change_dialogue(work.tx, dialogue.id, words=words[:WORDS_KEPT])
    await post.tell(work, patient, say(line("report-words-kept")))
    await ask_again(work, patient, question)


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
            await post.tell(work, patient, say(line(f"report-unreadable-{asked.kind}")))


async def _read_back(
    work: Work, patient: Patient, question: Question, dialogue: Dialogue, asked: Asked, typed: str, reading: Reading
) -> None:
    """Say back what was read; until it is confirmed the worst reading stays with the report (S9)."""
    await questions.answered(work.tx, question.id, typed[:60], work.now)
    answers = {**dialogue.answers, asked.id: typed}
    await reports.change_dialogue(work.tx, dialogue.id, answers=answers)
    shown = {f"{value.normalize():f}": value for value in reading.readings}
    options = [Option(answer=f"is:{plain}", label=line(f"readback-{asked.kind}", value=v)) for plain, v in shown.items()]
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
        await _kept(work, patient, dialogue, asked, f"{answer[3:]} {unit}")
        return
    await _ask(work, patient, dialogue, asked)


async def _answered(
    work: Work, patient: Patient, question: Question, dialogue: Dialogue, asked: Asked, answer: str
) -> None:
    if dialogue.state == "done":
        await _changed_afterwards(work, patient, question, dialogue, asked, answer)
        return
    if dialogue.state == "dropped":
        await _too_late(work, patient)
        return
    await questions.answered(work.tx, question.id, answer[:60], work.now)
    await _close_later_questions(work, patient, question)
    await _kept(work, patient, dialogue, asked, answer)


async def _close_later_questions(work: Work, patient: Patient, question: Question) -> None:
    """A changed answer may lead elsewhere: what was asked after it no longer waits."""
    for one in await questions.open_of(work.tx, post.role_of(patient), patient.id):
        if one.kind in (Ask.REPORT, Ask.READ_BACK) and one.data.get("dialogue") == question.data["dialogue"]:
            await questions.close(work.tx, one.id)


async def _kept(work: Work, patient: Patient, dialogue: Dialogue, asked: Asked, answer: str) -> None:
    answers = {**dialogue.answers, asked.id: answer}
    await reports.change_dialogue(work.tx, dialogue.id, answers=answers)
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
    await _file(work, patient, replace(dialogue, answers=answers))


async def _too_late(work: Work, patient: Patient) -> None:
    again = stacked(button("button-report", "m:report"))
    await post.tell(work, patient, say(line("report-already-passed-on"), rows=again))


async def _file(work: Work, patient: Patient, dialogue: Dialogue, *, at_least: Urgency = Urgency.SELF_CARE) -> None:
    """Keep the report with its decision and its alert, in this one transaction, and tell the patient."""
    await reports.change_dialogue(work.tx, dialogue.id, state="done")
    await agenda.cancel(work.tx, f"dialogue:{dialogue.id}:left")
    report = _reported(work, patient, dialogue)
    decision = _judge(work, patient, await _about(work, patient), report)
    urgency = max(decision.urgency, at_least, key=lambda one: one.rank)
    await _keep_measures(work, patient, report)
    await file(work, patient, report, replace(decision, urgency=urgency))


async def file(work: Work, patient: Patient, report: Reported, decision: Decision) -> None:
    """Answer the patient first, then keep the report and raise what it raises."""
    await _tell(work, patient, decision)
    alert = await alerting.raise_alert(
        work, patient, CAUSES.get(report.symptom, Cause.SYMPTOM), decision.urgency,
        subject=report.symptom, words=report.words or "", rules=decision.rules,
    )  # fmt: skip
    row = {"answers": dict(report.answers), "words": report.words, "urgency": decision.urgency}
    more = {"rules": list(decision.rules), "content_hash": work.library.content_hash, "made_at": work.now}
    linked = {"patient_id": patient.id, "symptom": report.symptom, "alert_id": alert.id if alert else None}
    await reports.add_report(work.tx, {**row, **more, **linked})
    await alerting.passed_on(work, patient, alert)


async def _tell(work: Work, patient: Patient, decision: Decision) -> None:
    """Red flags first and alone; then what helps, with a way to report again."""
    if decision.urgency.red_flag:
        await redflags.answer(work, patient, decision.urgency)
    known = [one for one in decision.advice if one not in redflags.SENTENCES]
    advice = [line(one, **redflags.numbers(work)) for one in known]
    if not advice and not decision.urgency.red_flag:
        advice = [line("report-noted")]
    if advice:
        rows = stacked(button("button-report", "m:report"))
        await post.tell(work, patient, Draft(lines=tuple(advice), rows=rows))


async def _keep_measures(work: Work, patient: Patient, report: Reported) -> None:
    for question_id, measured in report.measures.items():
        if isinstance(measured, Reading):
            asked = work.library.symptoms[report.symptom].questions[question_id]
            typed = report.answers[question_id]
            unit = "kg" if asked.kind is QuestionKind.WEIGHT else "C"
            value = measured.value
            await reports.add_measurement(work.tx, patient.id, str(asked.kind), value, unit, typed, work.now)


async def words_to_a_human(work: Work, patient: Patient, text: str) -> None:
    """Not understood for certain: the words go to the team as they are."""
    report = Reported(symptom="something-else", words=text)
    await file(work, patient, report, Decision(urgency=Urgency.ROUTINE))


async def pass_on_later(work: Work, patient: Patient, question_id: int) -> None:
    """Words with an offer that nobody takes up still reach a human: silence is never "fine" (S9)."""
    entry = Due(
        key=f"question:{question_id}:left", kind=Entry.REPORT_LEFT, patient_id=patient.id,
        due_at=work.now + LEFT_AFTER, data={"question": question_id},
    )  # fmt: skip
    await agenda.add(work.tx, [entry])


async def on_left(work: Work, due: Due) -> None:
    """A report left half-way, or words whose offer was not taken up: pass on what was said."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    if "question" in due.data:
        question = await questions.get(work.tx, due.data["question"], post.PATIENT, patient.id)
        if question is not None and question.open:
            await questions.close(work.tx, question.id)
            await words_to_a_human(work, patient, question.data["words"])
        return
    await _file_if_left(work, patient, await reports.dialogue(work.tx, due.subject_id or 0))


async def _file_if_left(work: Work, patient: Patient, dialogue: Dialogue) -> None:
    if dialogue.state != "open":
        return
    if not dialogue.answers and not dialogue.words:
        await reports.change_dialogue(work.tx, dialogue.id, state="dropped")
        return
    await post.tell(work, patient, say(line("report-left", symptom=line(f"symptom-{dialogue.symptom}"))))
    await _file(work, patient, dialogue, at_least=Urgency.ROUTINE)
