"""What staff read about symptoms that are asked about again: the latest answer of each, and when the next asking is.

Reads and says; changes nothing.
"""

from bot.domain.alert import Alert
from bot.domain.messages import Line, line
from bot.domain.people import Patient
from bot.service.localview import zone_of
from bot.service.office import Work
from bot.store import followups


async def of_alert(work: Work, patient: Patient, alert: Alert) -> tuple[Line, ...]:
    """The latest answer about each symptom of an alert that was asked about again."""
    zone = await zone_of(work, patient)
    return tuple(
        line(
            "card-follow", what=line(f"symptom-{one.symptom}"), said=line(f"card-follow-{one.since}"),
            at=one.since_at.astimezone(zone), times=one.in_a_row,
        )
        for one in await followups.on_alert(work.tx, alert.id)
        if one.since is not None and one.since_at is not None
    )  # fmt: skip


async def of_patient(work: Work, patient: Patient) -> tuple[Line, ...]:
    """What a patient is still asked about, and when next; the answers stand on the alert's card."""
    zone = await zone_of(work, patient)
    return tuple(
        line("card-follow-next", what=line(f"symptom-{one.symptom}"), at=one.due_at.astimezone(zone))
        for one in await followups.open_of(work.tx, patient.id)
        if one.due_at is not None and one.due_at > work.now
    )
