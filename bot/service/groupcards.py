"""What a team's group sees of an alert: pseudonym, urgency, who has it, and [I'll take it]. Never more (S10).

Details go privately to whoever takes it. Where a team has no group, nothing happens here.
"""

from bot.domain.alert import Alert, AlertState
from bot.domain.messages import Draft, Kind, Line, Priority, button, line, say, stacked
from bot.domain.people import Patient
from bot.service import post
from bot.service.office import Work
from bot.store import alerts, groups, outbox, people
from bot.store.groups import Group
from bot.store.outbox import Outgoing


async def ring(work: Work, patient: Patient, alert: Alert, lane: Priority) -> None:
    """A message of its own, which the group hears; an older one about the same alert points to it."""
    group = await groups.of_team(work.tx, patient.team)
    if group is None or group.chat_id is None:
        return
    for row in await _copies(work, alert):
        if row.chat_id == group.chat_id:
            newer = say(line("card-newer", pseudonym=patient.pseudonym))
            await post.tell_group(work, group, newer, subject=_subject(alert), priority=lane, edits=row.id)
    draft = await _card(work, patient, alert)
    await post.tell_group(work, group, draft, kind=Kind.ALERT_CARD, subject=_subject(alert), priority=lane)


async def refresh(work: Work, patient: Patient, alert: Alert, lane: Priority) -> None:
    """Let the group's copy say what is true now; one that stayed behind when the group moved is said anew."""
    group = await groups.of_team(work.tx, patient.team)
    if group is None or group.chat_id is None:
        return
    for row in await _copies(work, alert):
        edits = row.id if row.chat_id == group.chat_id else None
        draft = await _card(work, patient, alert)
        await post.tell_group(work, group, draft, subject=_subject(alert), priority=lane, edits=edits)


async def end(work: Work, group: Group) -> None:
    """This group hears of nothing any more: no card stays there as if it were true, with a button that does nothing."""
    for alert in await alerts.unresolved(work.tx):
        for row in await _copies(work, alert):
            if row.chat_id == group.chat_id:
                patient = await people.patient(work.tx, alert.patient_id)
                ended = say(line("group-card-ended", pseudonym=patient.pseudonym))
                await post.tell_group(work, group, ended, subject=_subject(alert), edits=row.id)


async def _copies(work: Work, alert: Alert) -> tuple[Outgoing, ...]:
    """The newest message about an alert in its team's group, if there is one."""
    return (await outbox.about(work.tx, _subject(alert)))[-1:]


def _subject(alert: Alert) -> str:
    return f"group-alert:{alert.id}"


async def _card(work: Work, patient: Patient, alert: Alert) -> Draft:
    head = line("card-heading", urgency=line(f"urgency-{alert.urgency}"), pseudonym=patient.pseudonym)
    rows = stacked(button("group-take", f"a:{alert.id}:ack")) if alert.state is AlertState.OPEN else ()
    return say(head, await _standing(work, alert), rows=rows)


async def _standing(work: Work, alert: Alert) -> Line:
    match alert.state:
        case AlertState.OPEN:
            return line("group-open")
        case AlertState.ACKNOWLEDGED:
            return line("group-taken", name=(await people.member(work.tx, alert.owner_id or 0)).name)
        case _:
            return line("group-resolved", name=(await people.member(work.tx, alert.resolved_by or 0)).name)
