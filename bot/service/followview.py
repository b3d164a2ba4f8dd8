"""What staff read about symptoms that are asked about again: the latest answer of each, and when the next asking is.

Reads and says; changes nothing.
"""

from collections.abc import Iterable

from bot.domain.alert import Alert
from bot.domain.followup import FollowUp
from bot.domain.messages import Line, line
from bot.domain.people import Patient
from bot.service.localview import zone_of
from bot.service.office import Work
from bot.store import followups


async def of_alert(work: Work, patient: Patient, alert: Alert) -> tuple[Line, ...]:
    """One line for each symptom of an alert that was asked about again, whatever came of it."""
    return await _lines(work, patient, [one for one in await followups.on_alert(work.tx, alert.id) if one.since])


async def of_patient(work: Work, patient: Patient) -> tuple[Line, ...]:
    """What a patient is still asked about."""
    return await _lines(work, patient, await followups.open_of(work.tx, patient.id))


async def _lines(work: Work, patient: Patient, shown: Iterable[FollowUp]) -> tuple[Line, ...]:
    zone = await zone_of(work, patient)
    lines: list[Line] = []
    for one in shown:
        what = line(f"symptom-{one.symptom}")
        if one.since is not None and one.since_at is not None:
            said, at = line(f"card-follow-{one.since}"), one.since_at.astimezone(zone)
            lines.append(line("card-follow", what=what, said=said, at=at, times=one.in_a_row))
        if one.due_at is not None:
            lines.append(line("card-follow-next", what=what, at=one.due_at.astimezone(zone)))
    return tuple(lines)
