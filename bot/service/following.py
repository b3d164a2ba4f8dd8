"""Which symptoms are asked about again: those that raised an alert, until they are better or a human closes it.

Keeps the rows and when each is due; what is asked is `followasking`, what an answer leads to `followanswers`.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.agenda import Due, Entry
from bot.domain.alert import Alert
from bot.domain.followup import FollowUp, Since, answered, closed, next_asking, told_anew, unsaid
from bot.domain.people import Patient
from bot.domain.questionnaire import MEASURED, Reported, Symptom
from bot.domain.questions import Ask
from bot.domain.urgency import Urgency
from bot.service import post
from bot.service.localview import by_day
from bot.service.office import Work
from bot.store import agenda, followups, people, questions


async def told(work: Work, patient: Patient, report: Reported, urgency: Urgency, alert: Alert | None) -> None:
    """A symptom was told, or told again: followed from now, or better when its own questions find nothing any more."""
    # Told in a treatment that has ended, and begun again since.
    if alert is not None and alert.patient_id != patient.id:
        patient = await people.patient(work.tx, alert.patient_id)
    known = await followups.of_symptom(work.tx, patient.id, report.symptom)
    symptom = work.library.symptoms[report.symptom]
    if alert is not None and symptom.followed(urgency):
        await _follow(work, patient, known, report.symptom, urgency, alert)
    elif known is not None and known.open and alert is None:
        await settled(work, patient, answered(known, _by_report(symptom, report), work.now))


def _by_report(symptom: Symptom, report: Reported) -> Since:
    """No rule matched. What was left unsaid or unmeasured is no better than before (S9)."""
    said = len(report.scores) + len(report.measures) == len(report.answers)
    measured = not any(one.kind in MEASURED and one.id in report.scores for one in symptom.questions.values())
    if not report.answers or not said:
        return Since.SAME
    return Since.BETTER if measured else Since.NOT_MEASURED


async def _follow(
    work: Work, patient: Patient, known: FollowUp | None, symptom: str, urgency: Urgency, alert: Alert
) -> None:
    if known is None:
        fresh = FollowUp(
            id=0, patient_id=patient.id, alert_id=alert.id, symptom=symptom, urgency=urgency, told_at=work.now
        )
        await plan_next(work, patient, replace(fresh, id=await followups.add(work.tx, fresh)))
        return
    await settled(work, patient, told_anew(known, urgency, alert.id, work.now))


async def settled(work: Work, patient: Patient, now: FollowUp) -> FollowUp:
    """Whatever was asked is answered: its questions end, and what still goes on is planned anew."""
    await drop_questions(work, patient, now)
    if not now.open:
        stale = replace(now, turn=now.turn + 1, due_at=None)
        await followups.save(work.tx, stale)
        return stale
    return await plan_next(work, patient, now)


async def plan_next(work: Work, patient: Patient, known: FollowUp) -> FollowUp:
    """Write when to ask next; everything planned before is stale from here on."""
    every = work.library.symptoms[known.symptom].follow_up_every
    at = await by_day(work, patient, next_asking(known, work.library.clinic.follow_rules, work.now, every))
    planned = replace(known, turn=known.turn + 1, due_at=at)
    await followups.save(work.tx, planned)
    await agenda.add(work.tx, [entry(planned, Entry.FOLLOW_UP, at)])
    return planned


async def put_off(work: Work, known: FollowUp, at: datetime) -> None:
    """Not now, but later. It stays due, so that a sitting that comes before may come to it."""
    later = replace(known, turn=known.turn + 1)
    await followups.save(work.tx, later)
    await agenda.add(work.tx, [entry(later, Entry.FOLLOW_UP, at)])


def entry(known: FollowUp, kind: Entry, at: datetime) -> Due:
    """An agenda entry of this turn."""
    return Due(
        key=f"follow:{known.id}:{known.turn}:{kind}", kind=kind, patient_id=known.patient_id, subject_id=known.id,
        due_at=at, data={"turn": known.turn},
    )  # fmt: skip


async def drop_questions(work: Work, patient: Patient, known: FollowUp) -> None:
    """No question about it stays open; a late tap still counts."""
    for one in await questions.open_of(work.tx, post.PATIENT, patient.id):
        if one.kind is Ask.FOLLOW_UP and one.data["follow"] == known.id:
            await questions.close(work.tx, one.id)


async def close(work: Work, patient: Patient, alert: Alert) -> bool:
    """A human has closed the alert: its symptoms are asked about no more. Tells whether the patient must hear of it.

    Of a weight nothing is said: monitoring goes on asking for it.
    """
    mine = [one for one in await followups.on_alert(work.tx, alert.id) if one.open]
    for one in mine:
        await settled(work, patient, closed(one))
    return any(not work.library.symptoms[one.symptom].weighed for one in mine)


async def taken_back(work: Work, patient: Patient, symptom: str, told_at: datetime) -> None:
    """What staff entered at that instant had ended it, and was not about this patient: it is asked about again."""
    known = await followups.of_symptom(work.tx, patient.id, symptom)
    if known is not None and known.since_at == told_at:
        await plan_next(work, patient, unsaid(known))


async def hand_on(work: Work, before: int, patient: Patient) -> None:
    """Somebody begins again: what is still asked about comes along with its alert, and is asked in the treatment of now."""
    for one in await followups.open_of(work.tx, before):
        if await followups.of_symptom(work.tx, patient.id, one.symptom) is None:
            await plan_next(work, patient, replace(one, patient_id=patient.id, question_id=None))
        else:
            await settled(work, await people.patient(work.tx, before), closed(one))


async def told_otherwise(work: Work, patient: Patient, *, worse: bool) -> None:
    """A red flag was typed where we had asked how something is: that was heard, and what was asked waits for its next turn."""
    waiting = {
        one.data["follow"]
        for one in await questions.open_of(work.tx, post.PATIENT, patient.id)
        if one.kind is Ask.FOLLOW_UP
    }
    for number in sorted(waiting):
        known = await followups.get(work.tx, number)
        await settled(work, patient, answered(known, Since.WORSE, work.now) if worse else known)


async def told_worse(work: Work, patient: Patient, symptom: str) -> Urgency | None:
    """How urgent a symptom was when its patient said "worse"; None when that was not said, or was told anew since."""
    known = await followups.of_symptom(work.tx, patient.id, symptom)
    return known.urgency if known is not None and known.worse else None
