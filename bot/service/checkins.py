"""Asking a patient how they are, once more when nobody answers, and counting the silence, which is never "fine" (S9).

Not while an open red flag asks for a call (S15), not at night, not twice a day, and not when the patient has told us of
something that day already; while something is being told it waits. A symptom that is followed comes first, in the same
sitting. What is asked, and what an answer leads to, is `reporting`.
"""

from datetime import date, datetime, timedelta

from bot.domain.agenda import Due, Entry
from bot.domain.alert import Cause
from bot.domain.checkin import CheckInKind
from bot.domain.people import Patient, PatientStatus
from bot.domain.questions import Ask, Question
from bot.domain.triage import About, without_report
from bot.service import alerting, checkinplan, followasking, permitted, post, reporting
from bot.service.closing import never_left
from bot.service.localview import at_night, by_day, midnight
from bot.service.office import Work
from bot.store import agenda, alerts, followups, people, plans, questions, reports
from bot.store.reports import Dialogue

LONGEST_RUN = 20  # silent check-ins that are looked back at


async def on_due(work: Work, due: Due) -> None:
    """A check-in is due: ask, if the plan still says so and nothing stands against it."""
    patient = await permitted.ready(work, due)
    if patient is None or (due.until is not None and work.now >= due.until) or await at_night(work, patient):
        return
    on = date.fromisoformat(due.data["on"])
    planned = checkinplan.of(work, patient, await plans.versions(work.tx, patient.id), on, on)
    if not planned or await alerting.blocking(work, patient) or await _told_us_today(work, patient):
        return
    if await followups.asked_since(work.tx, patient.id, await midnight(work, patient)):
        return
    if await followasking.is_telling(work, patient):
        await agenda.reopen(work.tx, due.key, work.now + followasking.WHILE_TELLING)
        return
    then = {"kind": planned[0].kind, "on": due.data["on"], "until": due.until.isoformat() if due.until else None}
    if not await followasking.ask_first(work, patient, then):
        await begin(work, patient, planned[0].kind, on, due.until)


async def begin(work: Work, patient: Patient, kind: CheckInKind, on: date, until: datetime | None) -> None:
    """Put its first question, and watch over the answer."""
    await _count_the_one_before(work, patient)
    dialogue_id = await reporting.begin_check_in(work, patient, kind, on, until)
    await _watch(work, patient, dialogue_id)


async def _told_us_today(work: Work, patient: Patient) -> bool:
    """Whether the patient told us of a symptom today: then asking again would be a bother. Neither a weight nor "thank you" is one."""
    today = await reports.recent_reports(work.tx, patient.id, await midnight(work, patient))
    return any(row["symptom"] != "weight" and (row["answers"] or row["rules"]) for row in today)


async def _watch(work: Work, patient: Patient, dialogue_id: int) -> None:
    rules = work.library.clinic.check_in_rules
    again = await by_day(work, patient, work.now + rules.again_after)
    over = max(work.now + rules.over_after, again + timedelta(hours=1))
    times = ((Entry.CHECK_IN_AGAIN, again), (Entry.CHECK_IN_OVER, over))
    await agenda.add(
        work.tx,
        [
            Due(
                key=f"dialogue:{dialogue_id}:{kind}",
                kind=kind,
                patient_id=patient.id,
                subject_id=dialogue_id,
                due_at=at,
            )
            for kind, at in times
        ],
    )


async def on_again(work: Work, due: Due) -> None:
    """No answer yet: ask once more, unless something stands against it by now."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    question = await _unanswered(work, patient, due.subject_id or 0)
    if question is None or patient.status is not PatientStatus.ACTIVE:
        return
    if await at_night(work, patient) or await alerting.blocking(work, patient):
        return
    await reporting.ask_again(work, patient, question, again=True)


async def on_over(work: Work, due: Due) -> None:
    """Still no answer: counted as such; a rule of content says from how many on a person asks."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    dialogue = await reports.dialogue(work.tx, due.subject_id or 0)
    await _count(work, patient, dialogue)


async def _unanswered(work: Work, patient: Patient, dialogue_id: int) -> Question | None:
    """The question of a check-in nobody has answered anything of; None once there is an answer or another report."""
    dialogue = await reports.dialogue(work.tx, dialogue_id)
    if dialogue.state != "open" or dialogue.answers or dialogue.words:
        return None
    waiting = await questions.open_of(work.tx, post.PATIENT, patient.id)
    return next((one for one in waiting if one.kind is Ask.REPORT and one.data["dialogue"] == dialogue_id), None)


async def _count_the_one_before(work: Work, patient: Patient) -> None:
    for one in await questions.open_of(work.tx, post.PATIENT, patient.id):
        if one.kind is Ask.REPORT:
            await _count(work, patient, await reports.dialogue(work.tx, one.data["dialogue"]))


async def _count(work: Work, patient: Patient, dialogue: Dialogue) -> None:
    question = await _unanswered(work, patient, dialogue.id)
    if question is None or dialogue.symptom not in work.library.check_ins:
        return
    await questions.close(work.tx, question.id)  # a late tap still counts
    if await never_left(work, question.id):  # nobody is silent who has not been asked
        await reports.change_dialogue(work.tx, dialogue.id, state="dropped")
        return
    await reports.change_dialogue(work.tx, dialogue.id, state="unanswered")
    run = await reports.silent_run(work.tx, patient.id, LONGEST_RUN)
    await _tell_the_team(work, patient, run)


async def _tell_the_team(work: Work, patient: Patient, run: int) -> None:
    about = About(fever_limit_c=work.library.clinic.fever_limit_c, unanswered_check_ins=run)
    decision = without_report(work.library.rules, about)
    known = [one.cause for alert in await alerts.unresolved(work.tx, patient.id) for one in alert.reasons]
    if decision.rules and Cause.CHECK_INS_UNANSWERED not in known:
        await alerting.raise_alert(work, patient, Cause.CHECK_INS_UNANSWERED, decision.urgency, rules=decision.rules)
