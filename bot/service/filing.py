"""Keeping a report: the patient is answered first, then report and alert are written in the same transaction (S6).

How the questions of a report are asked is `reporting`; here a report is complete, or complete enough.
"""

from bot.domain.alert import Cause
from bot.domain.measures import Reading
from bot.domain.messages import Draft, button, line, say, stacked
from bot.domain.people import Patient
from bot.domain.questionnaire import QuestionKind, Reported
from bot.domain.triage import Decision, triage
from bot.domain.urgency import Urgency
from bot.service import alerting, background, checkplan, following, post, redflags
from bot.service.office import Work
from bot.store import measurements, reports

WORDS_KEPT = 5200  # a full message and a caption
CAUSES = {"too-much-taken": Cause.TOO_MUCH, "wrong-day": Cause.WRONG_DAY, "pregnancy": Cause.PREGNANCY}


async def judge(work: Work, patient: Patient, report: Reported) -> Decision:
    """How urgent the report is, by all that is known today."""
    about = await background.of(work, patient, report.symptom)
    return triage(work.library.rules, report, about, work.library.symptoms[report.symptom])


async def file(work: Work, patient: Patient, report: Reported, decision: Decision, *, told: bool = True) -> None:
    """Answer the patient first (unless more is said at once), then keep the report and raise what it raises."""
    if told:
        await _tell(work, patient, report, decision)
    alert = await alerting.raise_alert(
        work, patient, CAUSES.get(report.symptom, Cause.SYMPTOM), decision.urgency,
        subject=report.symptom, words=report.words or "", rules=decision.rules, answers=tuple(report.answers.items()),
    )  # fmt: skip
    row = {"answers": dict(report.answers), "words": report.words, "urgency": decision.urgency}
    more = {"rules": list(decision.rules), "content_hash": work.library.content_hash, "made_at": work.now}
    linked = {"patient_id": patient.id, "symptom": report.symptom, "alert_id": alert.id if alert else None}
    await reports.add_report(work.tx, {**row, **more, **linked})
    await following.told(work, patient, report, decision.urgency, alert)
    if told:
        await alerting.passed_on(work, patient, alert)


async def _tell(work: Work, patient: Patient, report: Reported, decision: Decision) -> None:
    """Red flags first and alone; then what helps, with a way to report again."""
    beside = [one for one in decision.advice if one in redflags.BESIDE] if decision.urgency.red_flag else []
    if decision.urgency.red_flag:
        await redflags.answer(work, patient, decision.urgency, beside)
    known = [one for one in decision.advice if one not in (*redflags.SENTENCES, *beside)]
    advice = [line(one, **redflags.numbers(work)) for one in known]
    rows = stacked(button("button-report", "m:report"))
    if not advice and not decision.urgency.red_flag:
        only_words = report.words and not report.answers
        advice = [line("report-words") if only_words else line("report-noted")]
        rows = redflags.under_words() if only_words else rows
    if advice:
        await post.tell(work, patient, Draft(lines=tuple(advice), rows=rows))


async def keep_measures(work: Work, patient: Patient, report: Reported) -> None:
    """Keep the numbers of a report with their units and the words they were typed in."""
    for question_id, measured in report.measures.items():
        if isinstance(measured, Reading):
            asked = work.library.symptoms[report.symptom].questions[question_id]
            typed = report.answers[question_id]
            unit = "kg" if asked.kind is QuestionKind.WEIGHT else "C"
            value = measured.value
            await measurements.add(work.tx, patient.id, str(asked.kind), value, unit, typed, work.now)
            if asked.kind is QuestionKind.WEIGHT:
                await checkplan.weighed(work, patient)


async def keep_words(work: Work, patient: Patient, text: str, alert_id: int) -> None:
    """Keep words as a report of an alert that carries them already."""
    row = {"patient_id": patient.id, "symptom": "something-else", "answers": {}, "words": text[:WORDS_KEPT]}
    judged = {"urgency": Urgency.ROUTINE, "rules": [], "content_hash": work.library.content_hash}
    await reports.add_report(work.tx, {**row, **judged, "made_at": work.now, "alert_id": alert_id})


async def words_to_a_human(work: Work, patient: Patient, text: str) -> None:
    """Not understood for certain: the words go to the team as they are."""
    report = Reported(symptom="something-else", words=text)
    await file(work, patient, report, Decision(urgency=Urgency.ROUTINE))


async def unreadable(work: Work, patient: Patient) -> None:
    """Voice, photo, video, file: nobody here can read it, so the patient gets a number and a human gets to know."""
    await post.tell(work, patient, say(line("unreadable", phone=work.numbers.clinic)))
    alert = await alerting.raise_alert(work, patient, Cause.UNREADABLE, Urgency.ROUTINE)
    await alerting.passed_on(work, patient, alert)
