"""Carrying out what follows for an alert: keep it, watch its deadlines, ring people, tell the patient.

What follows is decided in the domain (`alertrun`), from the roster at the instant of ringing; what a card says is in `cards`.
"""

from dataclasses import replace

from bot.domain import alertrun
from bot.domain.agenda import Due, Entry
from bot.domain.alert import Alert
from bot.domain.follows import Deadline, Next, Waits
from bot.domain.people import Patient, Staff
from bot.service import cards, groupcards, patientnews, rostering
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
    if follows.to_group:
        await groupcards.ring(work, patient, alert, cards.priority_of(alert))
    await patientnews.follows(work, patient, alert, follows.told)
    return alert


def _reads_differently(before: Alert, after: Alert) -> bool:
    """Whether copies of the card have to say something else; a worse one is sent anew up its own ladder."""
    return before.state is not after.state or (before.urgency is after.urgency and before.reasons != after.reasons)


async def keep(work: Work, follows: Next) -> None:
    """Keep the alert, and let the agenda look after what it waits for."""
    await alerts.save(work.tx, follows.alert)
    await agenda.add(work.tx, [_entry(follows.alert, one) for one in follows.deadlines])


def _entry(alert: Alert, one: Deadline) -> Due:
    # Shifts may end several times under one owner, and an act may be put off; a step is written once, however often planned.
    which = one.step if one.waits is Waits.STEP else one.at.isoformat()
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
