"""Asking how a symptom is now: once more when nobody answers, then the silence is counted and told, never "better" (S9).

At most one asking a day, check-ins among them; not at night, not while the patient is telling us something, and not while
the team is still being rung for an emergency. An open red flag is no reason to stay away: that is what is asked about.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain import alertrun
from bot.domain.agenda import Due, Entry
from bot.domain.alert import AlertState
from bot.domain.followup import CHOICES, FollowUp, Since, answered, tells_the_owner
from bot.domain.localtime import resolve
from bot.domain.messages import Draft, Kind, Line, Priority, line, say
from bot.domain.monitoring import CheckState
from bot.domain.oncall import next_working_instant
from bot.domain.people import Patient
from bot.domain.questions import Ask, Option, Question, option
from bot.domain.regimen import MonitoringKind
from bot.domain.urgency import Urgency
from bot.service import alerting, cards, checkinplan, following, permitted, post, ringing, rostering
from bot.service.closing import never_left
from bot.service.localview import at_night, by_day, local_now, midnight, zone_of
from bot.service.office import Work
from bot.store import agenda, alerts, checks, followups, ledger, people, plans, questions, reports

UNTIL_JOINED = timedelta(days=1)  # somebody on the way in, or in a rehearsal that is not for them
WHILE_RINGING = timedelta(hours=1)  # an emergency nobody has acknowledged: looked at again after this long
WHILE_TELLING = timedelta(minutes=45)  # a report that is being made is finished, or passed on, by then


async def on_due(work: Work, due: Due) -> None:
    """It is time to ask, if nothing stands against it; else later."""
    patient, known = await _meant(work, due)
    if patient is None or known is None:
        return
    later = await _not_before(work, patient)
    if later is not None:
        await following.put_off(work, known, later)
        return
    await ask_first(work, patient, {})
    known = await followups.get(work.tx, known.id)
    if known.turn == due.data["turn"]:  # another one goes first, or its number is asked for already
        tomorrow = await by_day(work, patient, work.now + timedelta(days=1))
        await following.put_off(work, known, tomorrow)


async def _meant(work: Work, due: Due) -> tuple[Patient | None, FollowUp | None]:
    """Whom and what an entry is about; nobody when it is stale."""
    known = await followups.get(work.tx, due.subject_id or 0)
    patient = await people.patient(work.tx, known.patient_id)
    return (patient, known) if known.open and known.turn == due.data["turn"] else (None, None)


async def _not_before(work: Work, patient: Patient) -> datetime | None:
    """Until when asking has to wait; None when it need not."""
    if not permitted.spoken_to(work, patient):
        return await by_day(work, patient, work.now + UNTIL_JOINED)
    if await at_night(work, patient):
        return await by_day(work, patient, work.now)
    if await _rings_for_an_emergency(work, patient):
        return await by_day(work, patient, work.now + WHILE_RINGING)
    if await is_telling(work, patient):
        return await by_day(work, patient, work.now + WHILE_TELLING)
    if await asked_today(work, patient):
        tomorrow = await local_now(work, patient) + timedelta(days=1)
        return resolve(tomorrow.date(), tomorrow.time(), (await zone_of(work, patient)).key)
    return await _check_in_to_come(work, patient)


async def _rings_for_an_emergency(work: Work, patient: Patient) -> bool:
    running = await alerts.unresolved(work.tx, patient.id)
    return any(one.urgency is Urgency.EMERGENCY and one.state is AlertState.OPEN for one in running)


async def is_telling(work: Work, patient: Patient) -> bool:
    """Whether the patient is telling us something right now; one begun and left long ago keeps nothing waiting."""
    waiting = await questions.open_of(work.tx, post.PATIENT, patient.id)
    since = work.now - WHILE_TELLING
    return any(
        one.kind in (Ask.REPORT, Ask.READ_BACK, Ask.OFFER) and "on" not in one.data and one.asked_at > since
        for one in waiting
    )


async def asked_today(work: Work, patient: Patient) -> bool:
    """Whether we have asked how the patient is today, by whichever question."""
    since = await midnight(work, patient)
    if await followups.asked_since(work.tx, patient.id, since):
        return True
    return await reports.begun_since(work.tx, patient.id, work.library.check_ins, since)


async def _check_in_to_come(work: Work, patient: Patient) -> datetime | None:
    """Just after the check-in that is still to come today: the two are one asking, and that begins with this."""
    if await alerting.blocking(work, patient):
        return None  # then no check-in is asked at all
    today = (await local_now(work, patient)).date()
    planned = checkinplan.of(work, patient, await plans.versions(work.tx, patient.id), today, today)
    return next((one.at + timedelta(minutes=1) for one in planned if one.at > work.now), None)


async def ask_first(work: Work, patient: Patient, then: Mapping[str, Any]) -> bool:
    """Ask about a symptom due today and not asked about yet; `then` is the check-in to go on with.

    False when there is none. A weight goes before no check-in: its number is a report of its own, and ends the sitting.
    """
    since = await midnight(work, patient)
    for one in await followups.open_of(work.tx, patient.id):
        if _due_today(one, since) and not await _weight_waits(work, patient, one, then):
            await _ask(work, patient, one, then)
            return True
    return False


def _due_today(known: FollowUp, since: datetime) -> bool:
    asked = known.asked_at is not None and known.asked_at >= since
    return not asked and known.due_at is not None and known.due_at < since + timedelta(days=1)


async def _weight_waits(work: Work, patient: Patient, known: FollowUp, then: Mapping[str, Any]) -> bool:
    """Whether this is a weight, and a check-in comes first or monitoring asks for it by tomorrow."""
    if not work.library.symptoms[known.symptom].weighed:
        return False
    soon = await checks.in_states(work.tx, patient.id, CheckState.PLANNED, CheckState.ASKED)
    until = work.now + timedelta(days=1)
    return bool(then) or any(one.kind is MonitoringKind.WEIGHT and one.due_at < until for one in soon)


async def _ask(work: Work, patient: Patient, known: FollowUp, then: Mapping[str, Any]) -> None:
    await following.drop_questions(work, patient, known)
    number = await post.ask(
        work, patient, Ask.FOLLOW_UP, await _words(work, patient, known), options(work, known),
        data={"follow": known.id, "then": dict(then)}, kind=Kind.ANSWER, priority=Priority.PROMPT,
    )  # fmt: skip
    asked = replace(known, asked_at=work.now, question_id=number, turn=known.turn + 1, due_at=None)
    await followups.save(work.tx, asked)
    rules = work.library.clinic.check_in_rules
    again = await by_day(work, patient, work.now + rules.again_after)
    over = await by_day(work, patient, max(work.now + rules.over_after, again + timedelta(hours=1)))
    entries = ((Entry.FOLLOW_UP_AGAIN, again), (Entry.FOLLOW_UP_OVER, over))
    await agenda.add(work.tx, [following.entry(asked, kind, at) for kind, at in entries])


async def _words(work: Work, patient: Patient, known: FollowUp, *, again: bool = False) -> Draft:
    zone = await zone_of(work, patient)
    told_on = known.told_at.astimezone(zone).date()
    what = named(known)
    weighed = work.library.symptoms[known.symptom].weighed
    head = line("follow-again" if again else "follow-head", day=work.now.astimezone(zone).date())
    if weighed:
        return say(head, line("follow-ask-weight", day=told_on))
    if what is None:
        return say(head, line("follow-ask-own", day=told_on))
    return say(head, line("follow-ask", what=what, day=told_on))


def named(known: FollowUp) -> Line | None:
    """The name of the symptom; None for what has none of its own."""
    return None if known.symptom in WITHOUT_NAME else line(f"symptom-{known.symptom}")


SEND = "send"
WITHOUT_NAME = frozenset({"something-else", "check-in", "check-in-week"})


def options(work: Work, known: FollowUp) -> list[Option]:
    """The answers, each one tap; a weight is sent, not felt."""
    if work.library.symptoms[known.symptom].weighed:
        return [option(SEND, "answer-send-weight"), option(Since.NOT_MEASURED, "answer-no-weight")]
    return [option(one, f"follow-{one}") for one in CHOICES]


async def put_again(work: Work, patient: Patient, question: Question) -> None:
    """The same question once more."""
    known = await followups.get(work.tx, question.data["follow"])
    draft = await _words(work, patient, known, again=True)
    await post.put(work, patient, question.id, draft, options(work, known), priority=Priority.PROMPT)


async def on_again(work: Work, due: Due) -> None:
    """No answer yet: ask once more, unless something stands against it by now."""
    patient, known = await _meant(work, due)
    question = await _waiting(work, known) if known else None
    if patient is None or question is None or await at_night(work, patient):
        return
    if not await _rings_for_an_emergency(work, patient):
        await put_again(work, patient, question)


async def _waiting(work: Work, known: FollowUp) -> Question | None:
    question = await questions.one(work.tx, known.question_id) if known.question_id else None
    return question if question is not None and question.open else None


async def on_over(work: Work, due: Due) -> None:
    """Still no answer: counted, told to the team, and asked about again like before."""
    patient, known = await _meant(work, due)
    question = await _waiting(work, known) if known else None
    if patient is None or known is None or question is None:
        return
    if await never_left(work, question.id):  # nobody is silent who has not been asked yet
        await following.put_off(work, replace(known, asked_at=None, due_at=work.now), work.now + WHILE_RINGING)
        await questions.close(work.tx, question.id)
        return
    silent = await following.settled(work, patient, answered(known, Since.NO_ANSWER, work.now))
    await ledger.note(work.tx, work.now, "patient", "follow-up-no-answer", patient.id, follow=silent.id)
    await show(work, patient, silent)


async def show(work: Work, patient: Patient, known: FollowUp) -> None:
    """The card says the latest answer; whoever has the alert is rung when it is one to hear of."""
    alert = await alerts.get(work.tx, known.alert_id)
    if alert is None or not alert.unresolved:
        return
    await cards.refresh(work, patient, alert)
    if alert.state is AlertState.ACKNOWLEDGED and tells_the_owner(known, work.library.clinic.follow_rules):
        at = work.now if alert.red_flag else next_working_instant(work.now, work.library.clinic)
        await agenda.add(work.tx, [following.entry(known, Entry.FOLLOW_UP_NEWS, at)])


async def on_news(work: Work, due: Due) -> None:
    """Ring whoever has the alert with the whole card, unless it has been closed, or rings by itself."""
    known = await followups.get(work.tx, due.subject_id or 0)
    alert = await alerts.get(work.tx, known.alert_id)
    if alert is not None and alert.state is AlertState.ACKNOWLEDGED:
        patient = await people.patient(work.tx, known.patient_id)
        chosen = alertrun.concerned(alert, await rostering.duty(work, patient.team))
        await ringing.ring(work, patient, alert, chosen, news=True)
