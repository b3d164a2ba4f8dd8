"""`/alerts`: what is open with the patients of one's team: a few as cards, many as one list, the gravest first.

Forty cards at once would carry the emergency among them out of sight. Reads and shows; changes nothing.
"""

from bot.domain.alert import Alert, AlertState
from bot.domain.messages import Draft, Line, button, line, say, stacked
from bot.domain.people import Patient, Staff, responsible
from bot.service import cards, post
from bot.service.localview import at_the_clinic
from bot.service.office import Work
from bot.store import alerts, people

FEW = 3
LISTED = 40  # what one message can carry


async def show(work: Work, member: Staff) -> None:
    """Every unresolved alert of the team's patients."""
    mine = await _of(work, member)
    if len(mine) > FEW:
        await post.tell(work, member, await _list(work, member, mine))
        return
    for patient, alert in mine:
        await cards.send(work, patient, alert, member)
    if not mine:
        await post.tell(work, member, say(line("staff-no-alerts")))


async def _of(work: Work, member: Staff) -> list[tuple[Patient, Alert]]:
    found = [(await people.patient(work.tx, one.patient_id), one) for one in await alerts.unresolved(work.tx)]
    mine = [(patient, alert) for patient, alert in found if responsible(member, patient)]
    return sorted(mine, key=lambda one: (-one[1].urgency.rank, one[1].state is not AlertState.OPEN, one[1].id))


async def _list(work: Work, member: Staff, mine: list[tuple[Patient, Alert]]) -> Draft:
    each = [await _said(work, member, patient, alert) for patient, alert in mine[:LISTED]]
    more = [line("alerts-more", count=len(mine) - LISTED)] if len(mine) > LISTED else []
    rows = stacked(
        *(
            button("button-show-card", f"a:{alert.id}:card", pseudonym=patient.pseudonym)
            for patient, alert in mine[:LISTED]
        )
    )
    return Draft(lines=(line("alerts-head", count=len(mine)), *each, *more), rows=rows)


async def _said(work: Work, member: Staff, patient: Patient, alert: Alert) -> Line:
    since = at_the_clinic(work, alert.reasons[0].at)
    who, urgency = patient.pseudonym, line(f"urgency-{alert.urgency}")
    if alert.state is AlertState.OPEN:
        return line("handover-open", pseudonym=who, urgency=urgency, since=since)
    if alert.owner_id == member.id:
        return line("alerts-yours", pseudonym=who, urgency=urgency, since=since)
    owner = await people.member(work.tx, alert.owner_id or 0)
    return line("alerts-with", pseudonym=who, urgency=urgency, since=since, name=owner.name)
