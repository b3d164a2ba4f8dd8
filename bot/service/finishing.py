"""The end of a report: complete, cut short by a red flag, or left half-way; each is kept and judged (S6, S9).

Also what a report leads to and was never asked: it is passed on unasked, for a tap on it said that it troubles somebody.
"""

from dataclasses import replace
from datetime import timedelta

from bot.domain.agenda import Due, Entry
from bot.domain.messages import line, say
from bot.domain.people import Patient
from bot.domain.questionnaire import Reported, opened, reported
from bot.domain.questions import Ask, Question
from bot.domain.triage import Decision
from bot.domain.urgency import Urgency, worst
from bot.service import filing, following, post
from bot.service.office import Work
from bot.store import agenda, people, questions, reports
from bot.store.reports import Dialogue

LEFT_AFTER = timedelta(minutes=30)


def reported_by(work: Work, patient: Patient, dialogue: Dialogue) -> Reported:
    """What a dialogue says so far."""
    symptom = work.library.symptoms[dialogue.symptom]
    return reported(symptom, dialogue.answers, words=dialogue.words, usual_kg=patient.baseline_kg)


def leads_to(work: Work, dialogue: Dialogue) -> tuple[str, ...]:
    """The symptoms that are still to be asked about after this one."""
    found = (*opened(work.library.symptoms[dialogue.symptom], dialogue.answers), *dialogue.then)
    return tuple(one for one in dict.fromkeys(found) if one in work.library.symptoms)


async def finish(
    work: Work, patient: Patient, dialogue: Dialogue, *, at_least: Urgency = Urgency.SELF_CARE, goes_on: bool = False
) -> Urgency:
    """Keep the report with its decision and its alert, in this one transaction, and tell the patient.

    When the questions go on with another symptom, "we have noted it" would read like the end and is left out.
    """
    await reports.change_dialogue(work.tx, dialogue.id, state="done")
    await agenda.cancel(work.tx, f"dialogue:{dialogue.id}:left")
    await close_questions(work, patient, dialogue)
    report = reported_by(work, patient, dialogue)
    decision = await filing.judge(work, patient, report)
    urgency = worst((decision.urgency, at_least))
    await filing.keep_measures(work, patient, report)
    told = not goes_on or urgency is not Urgency.SELF_CARE
    await filing.file(work, patient, report, replace(decision, urgency=urgency), told=told)
    return urgency


async def close_questions(work: Work, patient: Patient, dialogue: Dialogue) -> None:
    """A changed answer may lead elsewhere, and a filed report asks no more: no open question keeps words in vain."""
    for one in await questions.open_of(work.tx, post.role_of(patient), patient.id):
        if one.kind in (Ask.REPORT, Ask.READ_BACK) and one.data.get("dialogue") == dialogue.id:
            await questions.close(work.tx, one.id)


async def keep_unasked(work: Work, patient: Patient, symptoms: tuple[str, ...], *, told: bool) -> None:
    """Symptoms that were named and not asked about any more: as grave as one that was opened and left (S9)."""
    for one in symptoms:
        urgency = worst((Urgency.ROUTINE, work.library.symptoms[one].if_left))
        await filing.file(work, patient, Reported(symptom=one), Decision(urgency=urgency), told=told)


async def taken_up(work: Work, patient: Patient, question: Question) -> Dialogue:
    """The dialogue of a question; left before anything was said and answered only now, it goes on."""
    dialogue = await reports.dialogue(work.tx, question.data["dialogue"])
    if dialogue.state != "dropped" or not question.open or dialogue.symptom in work.library.check_ins:
        return dialogue
    await reports.change_dialogue(work.tx, dialogue.id, state="open")
    await watch(work, patient, dialogue.id)
    return replace(dialogue, state="open")


async def watch(work: Work, patient: Patient, dialogue_id: int) -> None:
    """Left half-way it is passed on, even if it was left once before."""
    entry = left(patient, dialogue_id, work)
    await agenda.add(work.tx, [entry])
    await agenda.reopen(work.tx, entry.key, entry.due_at)


def left(patient: Patient, dialogue_id: int, work: Work) -> Due:
    """The entry that passes a report on when nobody finishes it."""
    return Due(
        key=f"dialogue:{dialogue_id}:left", kind=Entry.REPORT_LEFT, patient_id=patient.id, subject_id=dialogue_id,
        due_at=work.now + LEFT_AFTER,
    )  # fmt: skip


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
            await filing.words_to_a_human(work, patient, question.data["words"])
        return
    await finish_if_left(work, patient, await reports.dialogue(work.tx, due.subject_id or 0))


async def finish_if_left(work: Work, patient: Patient, dialogue: Dialogue) -> None:
    """Pass on what a dialogue that is still open has said; one without a word in it may just end."""
    if dialogue.state != "open":
        return
    worse = await following.told_worse(work, patient, dialogue.symptom) or Urgency.SELF_CARE
    least = worst((work.library.symptoms[dialogue.symptom].if_left, worse))
    if not dialogue.answers and not dialogue.words and not dialogue.then and least is Urgency.SELF_CARE:
        await reports.change_dialogue(work.tx, dialogue.id, state="dropped")
        return
    if dialogue.words:
        least = worst((least, Urgency.ROUTINE))  # words that no answer stands for are for a person to read
    await post.tell(work, patient, say(line("report-left", symptom=line(f"symptom-{dialogue.symptom}"))))
    await finish(work, patient, dialogue, at_least=least)
    await keep_unasked(work, patient, leads_to(work, dialogue), told=True)
