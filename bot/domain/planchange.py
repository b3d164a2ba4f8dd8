"""A change of a plan as a value, and the versions it makes (S1, S14): what is decided, never what is inferred.

A change is applied to every stretch of the plan from its day on, so that what was decided about other things for later
days stays decided; it never touches a day before. Whether the result can be right is judged in `plancheck`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from typing import assert_never

from bot.domain.antiemetic import Antiemetic
from bot.domain.plan import DrugSchedule, Plan, PlanError, plan_on
from bot.domain.regimen import Drug
from bot.domain.tablets import Stock, Tablets, of_one_strength, ways


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """These drugs are not taken until they are resumed; `antiemetics`: on hold too, going on, or (None) as they are."""

    drugs: frozenset[Drug]
    antiemetics: bool | None = None
    resumes_on: date | None = None  # the planned day from which they go on; None: not known yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """These drugs go on."""

    drugs: frozenset[Drug]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDose:
    """Another amount or other days of one drug."""

    drug: Drug
    mg: Decimal
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redose:
    """Other doses. A change of selinexor names dexamethasone too, wherever the plan has it: nothing is inferred."""

    doses: tuple[NewDose, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retime:
    """Another time of day for these drugs."""

    drugs: frozenset[Drug]
    at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Rezone:
    """The patient lives by other clocks."""

    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart:
    """Another C1D1; every cycle day moves with it."""

    c1d1_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispense:
    """A new box, or new boxes, of one drug: other tablets for the same dose."""

    drug: Drug
    brand: str
    strengths: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescribe:
    """The antiemetics from now on, all of them."""

    antiemetics: tuple[Antiemetic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """These drugs end for good."""

    drugs: frozenset[Drug]


Change = Hold | Resume | Redose | Retime | Rezone | Restart | Dispense | Prescribe | Stop


def next_versions(versions: Sequence[Plan], change: Change, *, effective_on: date, stocked: Stock) -> tuple[Plan, ...]:
    """The versions the change makes, in order of their days; empty when it changes nothing. Raises PlanError.

    One for each stretch of the plan from `effective_on` on: a hold with a planned end makes two.
    """
    stretches = [_Stretch(since=since, plan=plan) for since, plan in _stretches(versions, effective_on)]
    changed = [_Stretch(since=one.since, plan=_applied(change, one, stocked)) for one in _cut(change, stretches)]
    if _merged(changed) == _merged(stretches) and not isinstance(change, Dispense):
        return ()  # a new box of the same kind is a dispensing all the same
    number = max(one.version for one in versions)
    return tuple(
        replace(one.plan, version=number + place, effective_on=one.since)
        for place, one in enumerate(_merged(changed), start=1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A plan and the day from which it holds, until the next stretch begins."""

    since: date
    plan: Plan


def _stretches(versions: Sequence[Plan], first: date) -> Iterator[tuple[date, Plan]]:
    before_all = min(versions, key=lambda one: (one.effective_on, -one.version))
    later = sorted({one.effective_on for one in versions if one.effective_on > first})
    for day in (first, *later):
        yield day, replace(plan_on(versions, day) or before_all, version=0)  # numbered once they are made


def _cut(change: Change, stretches: list[_Stretch]) -> list[_Stretch]:
    """The stretches, with one that begins where a hold is planned to end."""
    if not isinstance(change, Hold) or change.resumes_on is None:
        return stretches
    ends_on = change.resumes_on
    if ends_on <= stretches[0].since:
        raise PlanError("a hold ends before it begins")
    if any(one.since == ends_on for one in stretches):
        return stretches
    running = [one.plan for one in stretches if one.since < ends_on][-1]
    return sorted([*stretches, _Stretch(since=ends_on, plan=running)], key=lambda one: one.since)


def _merged(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """The same without a stretch that says what the one before it says."""
    found: list[_Stretch] = []
    for one in stretches:
        plain = replace(one.plan, version=0, effective_on=stretches[0].since)
        if not found or found[-1].plan != plain:
            found.append(_Stretch(since=one.since, plan=plain))
    return found


def _applied(change: Change, one: _Stretch, stocked: Stock) -> Plan:  # noqa: C901, PLR0911 - one branch for each kind of change
    plan = one.plan
    match change:
        case Hold() if change.resumes_on is not None and one.since >= change.resumes_on:
            return _resumed(plan, change.drugs)
        case Hold():
            return _held(plan, change)
        case Resume():
            return _resumed(plan, change.drugs)
        case Redose():
            return _redosed(plan, change, stocked)
        case Retime():
            return _with(
                plan, {each.drug: replace(each, at=change.at) for each in plan.drugs if each.drug in change.drugs}
            )
        case Rezone():
            return replace(plan, zone=change.zone)
        case Restart():
            return replace(plan, c1d1_on=change.c1d1_on)
        case Dispense():
            return _dispensed(plan, change)
        case Prescribe():
            return replace(plan, antiemetics=change.antiemetics)
        case Stop():
            left = tuple(each for each in plan.drugs if each.drug not in change.drugs)
            return replace(plan, drugs=left, held=plan.held - change.drugs)
        case _:
            assert_never(change)


def _with(plan: Plan, schedules: dict[Drug, DrugSchedule]) -> Plan:
    return replace(plan, drugs=tuple(schedules.get(one.drug, one) for one in plan.drugs))


def _held(plan: Plan, change: Hold) -> Plan:
    held = plan.held | (change.drugs & {one.drug for one in plan.drugs})
    antiemetics = plan.antiemetics_held if change.antiemetics is None else change.antiemetics
    return replace(plan, held=held, antiemetics_held=antiemetics)


def _resumed(plan: Plan, drugs: frozenset[Drug]) -> Plan:
    held = plan.held - drugs
    # They stand against selinexor: with it they go on.
    return replace(plan, held=held, antiemetics_held=plan.antiemetics_held and Drug.SELINEXOR in held)


def _redosed(plan: Plan, change: Redose, stocked: Stock) -> Plan:
    named = {one.drug for one in change.doses}
    mine = {one.drug for one in plan.drugs}
    if Drug.SELINEXOR in named and Drug.DEXAMETHASONE in mine - named:
        raise PlanError("a change of selinexor names the days of dexamethasone")
    doses = {one.drug: one for one in change.doses}
    return _with(plan, {one.drug: _redose(one, doses[one.drug], stocked) for one in plan.drugs if one.drug in doses})


def _redose(one: DrugSchedule, dose: NewDose, stocked: Stock) -> DrugSchedule:
    same = one.tablets if one.mg == dose.mg else _tablets(one, dose.mg, stocked)
    return replace(one, mg=dose.mg, days=dose.days, tablets=same)


def _tablets(one: DrugSchedule, mg: Decimal, stocked: Stock) -> Tablets:
    """Of the tablets in hand where they make the amount, else the fewest that are stocked."""
    in_hand = tuple(each.strength_mg for each in one.tablets)
    able = (*ways(mg, in_hand), *ways(mg, stocked.get(one.drug, ())))
    return able[0] if able else of_one_strength(mg, in_hand[0])  # for S14 to refuse


def _dispensed(plan: Plan, change: Dispense) -> Plan:
    one = plan.schedule_of(change.drug)
    if one is None:
        return plan
    able = ways(one.mg, change.strengths)
    tablets = able[0] if able else of_one_strength(one.mg, max(change.strengths))  # for S14 to refuse
    return _with(plan, {one.drug: replace(one, brand=change.brand, tablets=tablets)})
