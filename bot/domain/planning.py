"""The first version of one patient's plan: the plan a regimen offers, with this patient's amounts, tablets and brands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from bot.domain.plan import Antiemetic, DrugSchedule, Plan
from bot.domain.regimen import Drug, Regimen
from bot.domain.tablets import Tablet
from bot.domain.timeline import offered_plan


def first_plan(
    regimen: Regimen,
    *,
    start_on: date,
    zone: str,
    times: Mapping[Drug, time],
    brands: Mapping[Drug, str],
    antiemetics: Sequence[Antiemetic],
    strengths: Mapping[Drug, Decimal] | None = None,
    amounts: Mapping[Drug, Decimal] | None = None,
) -> Plan:
    """Version 1, in force from its first day. Strengths and amounts (in mg) not given are the regimen's own."""
    offered = offered_plan(
        regimen, start_on=start_on, times=times, zone=zone, dose_mg=(amounts or {}).get(Drug.SELINEXOR)
    )

    def own(one: DrugSchedule) -> DrugSchedule:
        strength = (strengths or {}).get(one.drug, one.tablet.strength_mg)
        tablet = Tablet(strength_mg=strength, brand=brands[one.drug])
        return replace(one, mg=(amounts or {}).get(one.drug, one.mg), tablet=tablet)

    return replace(offered, drugs=tuple(own(one) for one in offered.drugs), antiemetics=tuple(antiemetics))
