"""Carrying out what follows for an alert: keep it, watch its deadlines, ring people, tell the patient.

What follows is decided in the domain (`alertrun`), from the roster at the instant of ringing; what a card says is in `cards`.
"""

from dataclasses import replace

from bot.domain import alertrun
from bot.domain.agenda import Due, Entry
from bot.domain.alert import Alert
from bot.domain.follows import Deadline, Next, Told, Waits
from bot.domain.messages import Kind, line, say
from bot.domain.people import Patient, Staff
from bot.domain.urgency import Urgency
from bot.service import cards, groupcards, post, rostering
from bot.service.office import Work
from bot.store import agenda, alerts, people

ENTRIES = {
    Waits.STEP: Entry.ALERT_STEP,
    Waits.ACT: Entry.ALERT_ACTION_DUE,
    Waits.ACT_AGAIN: Entry.ALERT_ACTION_DUE,
    Waits.HANDOVER: Entry.ALERT_HANDOVER,
}


async def carry_out(work: Work, patient: Patient, follows: Next) -> Alert:
    """Keep the alert as it now is, and do what follows from it; returns the alert."""
    alert = follows.alert
    before = await alerts.get(work.tx, alert.id) if alert.id else None
    if before is None:
        alert = replace(alert, id=await alerts.add(work.tx, alert))
    await keep(work, replace(follows, alert=alert))
    if before is not None and _reads_differently(before, alert):
        await cards.refresh(work, patient, alert)
    await ring(work, patient, alert, follows.rings, news=follows.news)
    if follows.news:
        await groupcards.ring(work, patient, alert, cards.priority_of(alert))
    await _tell(work, patient, alert, follows.told)
    return alert


def _reads_differently(before: Alert, after: Alert) -> bool:
    """Whether copies of the card have to say something else; a worse one is sent anew up its own ladder."""
    return before.state is not after.state or (before.urgency is after.urgency and before.reasons != after.reasons)


async def keep(work: Work, follows: Next) -> None:
    """Keep the alert, and let the agenda look after what it waits for."""
    await alerts.save(work.tx, follows.alert)
    await agenda.add(work.tx, [_entry(follows.alert, one) for one in follows.deadlines])


def _entry(alert: Alert, one: Deadline) -> Due:
    # Shifts may end several times under one owner; a step is written once, however often it is planned.
    which = one.at.isoformat() if one.waits is Waits.HANDOVER else one.step
    return Due(
        key=f"alert:{alert.id}:{one.waits}:{one.run}:{which}",
        kind=ENTRIES[one.waits],
        patient_id=alert.patient_id,
        subject_id=alert.id,
        due_at=one.at,
        data={"waits": one.waits, "run": one.run, "step": one.step},
    )


async def on_due(work: Work, due: Due) -> None:
    """A deadline of an alert has come; one that the alert has outlived says nothing."""
    alert = await alerts.get(work.tx, due.subject_id or 0)
    if alert is None:
        return
    patient = await people.patient(work.tx, alert.patient_id)
    deadline = Deadline(waits=Waits(due.data["waits"]), at=due.due_at, run=due.data["run"], step=due.data["step"])
    follows = alertrun.came_due(alert, deadline, await rostering.duty(work, patient.team))
    if follows is not None:
        await carry_out(work, patient, follows)


async def ring(work: Work, patient: Patient, alert: Alert, staff: tuple[Staff, ...], *, news: bool = False) -> None:
    """Ring these people: with the whole card when there is something new on it, briefly when they have it already."""
    for one in staff:
        await (cards.send if news else cards.ring_again)(work, patient, alert, one)


async def _tell(work: Work, patient: Patient, alert: Alert, told: Told | None) -> None:
    if told is None or not alert.known_to_patient:
        return
    if told is Told.ASKED_AGAIN:
        await _asked_again(work, patient, alert)
    else:
        await _nobody_answered(work, patient, alert)


async def _asked_again(work: Work, patient: Patient, alert: Alert) -> None:
    """What was seen is with nobody again: the patient must not go on believing that somebody has it."""
    key = "alert-asked-again-emergency" if alert.urgency is Urgency.EMERGENCY else "alert-asked-again"
    told = line(key, phone=work.numbers.clinic, emergency=work.numbers.emergency)
    await post.tell(work, patient, say(told), kind=Kind.NOTICE, priority=cards.priority_of(alert))


async def _nobody_answered(work: Work, patient: Patient, alert: Alert) -> None:
    """S7: the patient is told plainly that nobody has answered, with a number to phone."""
    key = "alert-nobody-emergency" if alert.urgency is Urgency.EMERGENCY else "alert-nobody"
    if alert.acknowledged_at is not None:
        key = "alert-nobody-again"  # somebody had read it; saying that nobody has would be untrue
    told = line(key, phone=work.numbers.clinic, emergency=work.numbers.emergency)
    await post.tell(work, patient, say(told), kind=Kind.RED_FLAG, priority=cards.priority_of(alert))
