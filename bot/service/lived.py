"""The doses somebody was prompted for or told us of lately, whichever of their treatments they belonged to (S14)."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.domain.dose import DoseState
from bot.domain.plancheck import DAYS_LOOKED_BACK, LivedDose
from bot.service.office import Work
from bot.store import people, plans

NEVER_LIVED = (DoseState.PLANNED, DoseState.HELD)


async def recorded(work: Work, reference: str, today: date, *running: int) -> tuple[LivedDose, ...]:
    """Of the running treatments named and of those that ended under the same reference."""
    found: list[LivedDose] = []
    for patient_id in (*await people.ended_with_reference(work.tx, reference), *running):
        recent = await plans.doses_of(work.tx, patient_id, today - timedelta(days=DAYS_LOOKED_BACK), today)
        found.extend(_lived(recent))
    return tuple(found)


def _lived(doses: Iterable[plans.Dose]) -> Iterable[LivedDose]:
    for one in doses:
        if one.state not in NEVER_LIVED:
            yield LivedDose(drug=one.drug, plan_day=one.plan_day, mg=one.mg, at=one.planned_at)
