"""The plan a regimen offers, and the first version of one patient's plan: the offer with what the pharmacist set.

What a regimen leaves open (days, an amount, the cycle) is the pharmacist's: it is asked for and never inferred.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal

from bot.domain.antiemetic import Antiemetic
from bot.domain.plan import DrugSchedule, Plan, PlanError, Visit
from bot.domain.regimen import Drug, Regimen, RegimenDrug
from bot.domain.tablets import KNOWN_STRENGTHS, Stock, Tablets, of_one_strength, tablets_for, ways


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescribed:
    """What the pharmacist sets for one patient; what is not given is the regimen's own."""

    amounts: Mapping[Drug, Decimal] = field(default_factory=dict)
    days: Mapping[Drug, tuple[int, ...]] = field(default_factory=dict)
    tablets: Mapping[Drug, Tablets] = field(default_factory=dict)
    brands: Mapping[Drug, str] = field(default_factory=dict)
    cycle_days: int | None = None
    without: frozenset[Drug] = frozenset()  # drugs of the regimen that this patient does not take


def left_open(regimen: Regimen, own: Prescribed) -> tuple[Drug, ...]:
    """The drugs of which the regimen leaves something to the pharmacist that is not given yet."""
    return tuple(one.drug for one in regimen.drugs if one.drug not in own.without and not _whole(*_dose(one, own)))


def _whole(mg: Decimal | None, days: tuple[int, ...]) -> bool:
    return mg is not None and bool(days)


def _dose(one: RegimenDrug, own: Prescribed) -> tuple[Decimal | None, tuple[int, ...]]:
    return own.amounts.get(one.drug, one.mg), own.days.get(one.drug, one.days)


def first_plan(
    regimen: Regimen,
    *,
    start_on: date,
    zone: str,
    times: Mapping[Drug, time],
    antiemetics: Sequence[Antiemetic],
    own: Prescribed,
    stocked: Stock = KNOWN_STRENGTHS,
) -> Plan:
    """Version 1, in force from its first day, with the patient's own antiemetics."""
    offered = offered_plan(regimen, start_on=start_on, times=times, zone=zone, own=own, stocked=stocked)
    return replace(offered, antiemetics=tuple(antiemetics))


def offered_plan(
    regimen: Regimen,
    *,
    start_on: date,
    times: Mapping[Drug, time],
    zone: str,
    own: Prescribed | None = None,
    stocked: Stock = KNOWN_STRENGTHS,
) -> Plan:
    """The plan a regimen describes; raises PlanError where it leaves something open that `own` does not give."""
    own = own or Prescribed()
    cycle_days = own.cycle_days or regimen.cycle_days
    if cycle_days is None:
        raise PlanError(f"'{regimen.id}' has no cycle of its own: say how many days its cycle has")
    return Plan(
        version=1,
        regimen_id=regimen.id,
        cycle_days=cycle_days,
        c1d1_on=start_on,
        effective_on=start_on,
        zone=zone,
        drugs=tuple(
            _schedule(one, times[one.drug], own, stocked) for one in regimen.drugs if one.drug not in own.without
        ),
        antiemetics=tuple(one.antiemetic for one in regimen.offered_antiemetics),
        visits=tuple(Visit(name=one.name, days=one.days, at=one.at) for one in regimen.visits),
    )


def _schedule(one: RegimenDrug, at: time, own: Prescribed, stocked: Stock) -> DrugSchedule:
    mg, days = _dose(one, own)
    if mg is None or not days:
        lacks = "amount" if mg is None else "days"
        raise PlanError(f"the regimen leaves the {lacks} of {one.drug} to the pharmacist: give them, or leave it out")
    tablets = own.tablets.get(one.drug) or offered_tablets(one, mg, stocked[one.drug])
    return DrugSchedule(
        drug=one.drug, mg=mg, brand=own.brands.get(one.drug, one.drug), tablets=tablets, days=days, at=at
    )


def offered_tablets(one: RegimenDrug, mg: Decimal, strengths: tuple[Decimal, ...]) -> Tablets:
    """The regimen's own strength where it is stocked and makes the amount, else the fewest tablets that do."""
    usual = one.default_tablet_mg
    if usual is not None and usual in strengths and tablets_for(mg, usual) is not None:
        return of_one_strength(mg, usual)
    # An amount no tablets make is said in some all the same: the plan check then says what is wrong with it.
    found = ways(mg, strengths)
    return found[0] if found else of_one_strength(mg, usual or strengths[0])
