"""The first version of one patient's plan: the plan a regimen offers, with this patient's amounts, tablets and brands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from bot.domain.plan import Antiemetic, DrugSchedule, Plan
from bot.domain.regimen import Drug, Regimen
from bot.domain.tablets import Tablets
from bot.domain.timeline import offered_plan


def first_plan(
    regimen: Regimen,
    *,
    start_on: date,
    zone: str,
    times: Mapping[Drug, time],
    brands: Mapping[Drug, str],
    antiemetics: Sequence[Antiemetic],
    tablets: Mapping[Drug, Tablets] | None = None,
    amounts: Mapping[Drug, Decimal] | None = None,
    days: Mapping[Drug, tuple[int, ...]] | None = None,
) -> Plan:
    """Version 1, in force from its first day. Tablets, amounts (in mg) and cycle days not given are the regimen's own."""
    offered = offered_plan(regimen, start_on=start_on, times=times, zone=zone, amounts=amounts)

    def own(one: DrugSchedule) -> DrugSchedule:
        counted, on = (tablets or {}).get(one.drug, one.tablets), (days or {}).get(one.drug, one.days)
        return replace(one, brand=brands[one.drug], tablets=counted, days=on)

    return replace(offered, drugs=tuple(own(one) for one in offered.drugs), antiemetics=tuple(antiemetics))
