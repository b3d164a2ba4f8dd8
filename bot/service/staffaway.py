"""What was open with staff while the bot was away: their taps of that time are lost like a patient's, and are asked for again.

One message a person lists the alerts that wait for them, one tap each; what they had been asked lately stands again below.
Nothing is said to whom nothing is open, and nobody is woken by what can wait for the morning.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import alertrun
from bot.domain.alert import Alert, AlertState
from bot.domain.follows import Duty
from bot.domain.messages import Button, Draft, Kind, Line, Priority, button, line, stacked
from bot.domain.oncall import next_working_instant, working
from bot.domain.people import Patient, Role, Staff
from bot.domain.questions import Ask, Question
from bot.service import cards, closing, post, rostering
from bot.service.localview import at_the_clinic
from bot.service.office import Work
from bot.store import alerts, outbox, people, questions

LISTED = 8  # alerts with a button each; the rest is one command away
PUT_AGAIN = 5
LATELY = timedelta(hours=24)  # a menu left open last week is not what anybody was answering
WHENEVER = frozenset({Ask.ROSTER_OFFER})  # a colleague waits for it
TYPED = frozenset({Ask.LAB})  # stale soon: what is typed then would be read as something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An alert that waits for this member of staff: theirs already, or for them to take."""

    patient: Patient
    alert: Alert
    owner: Staff | None


async def ask_again(work: Work, member: Staff, since: datetime, *, lost: bool) -> None:
    """Tell one member of staff what is still open, if anything is; `lost`: words typed meanwhile did not survive either."""
    if not await people.reachable(work.tx, Role.STAFF, member.id):
        return
    duty = await rostering.duty(work, member.team)
    mine = await _alerts(work, member, duty)
    asked = await _asked(work, member, since, lost=lost)
    if not mine and not asked:
        return
    at = _when(work, member, duty, mine)
    lane = max((one.alert for one in mine), key=lambda one: one.urgency.rank, default=None)
    priority = Priority.ANSWER if lane is None else cards.priority_of(lane)
    draft = _list(work, member, since, mine, len(asked), lost=lost)
    await post.tell(work, member, draft, kind=Kind.NOTICE, priority=priority, not_before=at)
    for question in asked[:PUT_AGAIN]:
        rows = await outbox.about(work.tx, f"question:{question.id}")
        await post.copy(work, member, rows[-1], priority=priority, not_before=at)


def _when(work: Work, member: Staff, duty: Duty, mine: Sequence[Waiting]) -> datetime:
    """A red flag at once to whoever is on duty; the rest in working hours."""
    loud = any(one.alert.red_flag for one in mine) or working(work.now, duty.hours)
    on_duty = duty.roster.serves(member.id, work.now)
    return work.now if loud and on_duty else next_working_instant(work.now, duty.hours)


async def _alerts(work: Work, member: Staff, duty: Duty) -> list[Waiting]:
    found = []
    for alert in await alerts.unresolved(work.tx):
        patient = await people.patient(work.tx, alert.patient_id)
        if patient.team == member.team and alert.reasons[0].at < _taps_kept_since(work) and _for(alert, member, duty):
            owner = await people.member(work.tx, alert.owner_id) if alert.owner_id else None
            found.append(Waiting(patient=patient, alert=alert, owner=owner))
    return sorted(found, key=lambda one: (-one.alert.urgency.rank, one.alert.id))


def _for(alert: Alert, member: Staff, duty: Duty) -> bool:
    """Theirs, or one that has rung and is for whoever is on duty to take."""
    if alert.state is AlertState.ACKNOWLEDGED and alert.owner_id == member.id:
        return True
    free = alert.state is AlertState.OPEN and alert.step > 0
    return duty.roster.serves(member.id, duty.now) and (free or alertrun.hands_over(alert, duty))


def _taps_kept_since(work: Work) -> datetime:
    return work.now - work.library.clinic.outage


async def _asked(work: Work, member: Staff, since: datetime, *, lost: bool) -> list[Question]:
    """Questions a tap may have answered, newest first; one whose answer is typed only if words were lost too."""
    found = []
    for one in await questions.open_of(work.tx, post.STAFF, member.id):
        recent = one.kind in WHENEVER or one.asked_at >= since - LATELY
        if one.kind in TYPED or not recent or one.asked_at >= _taps_kept_since(work):
            continue
        rows = await outbox.about(work.tx, f"question:{one.id}")
        if rows and (lost or rows[-1].buttons) and not await closing.never_left(work, one.id):
            found.append(one)
    return found


def _list(
    work: Work, member: Staff, since: datetime, mine: Sequence[Waiting], asked: int, *, lost: bool
) -> Draft:  # fmt: skip
    begun, until = at_the_clinic(work, since), at_the_clinic(work, work.now)
    lines = [line("staff-away", since=begun, until=until)]
    if lost:
        lines.append(line("staff-away-lost"))
    lines.extend(_said(work, member, one) for one in mine[:LISTED])
    if len(mine) > LISTED:
        lines.append(line("staff-away-more", count=len(mine) - LISTED))
    if asked:
        lines.append(line("staff-away-asked", count=min(asked, PUT_AGAIN)))
    if asked > PUT_AGAIN:
        lines.append(line("staff-away-asked-more", count=asked - PUT_AGAIN))
    return Draft(lines=tuple(lines), rows=stacked(*(_button(member, one) for one in mine[:LISTED])))


def _said(work: Work, member: Staff, one: Waiting) -> Line:
    who, urgency = one.patient.pseudonym, line(f"urgency-{one.alert.urgency}")
    since = at_the_clinic(work, one.alert.reasons[0].at)
    if one.alert.state is AlertState.OPEN or one.owner is None:
        return line("handover-open", pseudonym=who, urgency=urgency, since=since)
    if one.owner.id == member.id:
        return line("staff-away-yours", pseudonym=who, urgency=urgency, since=since)
    return line("handover-from", pseudonym=who, urgency=urgency, since=since, name=one.owner.name)


def _button(member: Staff, one: Waiting) -> Button:
    if one.alert.state is AlertState.ACKNOWLEDGED and one.alert.owner_id == member.id:
        return button("button-show-card", f"a:{one.alert.id}:card", pseudonym=one.patient.pseudonym)
    return button("button-take", f"a:{one.alert.id}:take", pseudonym=one.patient.pseudonym)
