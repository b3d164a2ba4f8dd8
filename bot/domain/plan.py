"""A treatment plan: a regimen verified for one patient, as immutable versions, and which version a day belongs to.

A plan is a value. Whether it can be right is judged in `plancheck`; when things fall due is told by `occurrence`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from bot.domain.antiemetic import Antiemetic, AtTime
from bot.domain.localtime import to_local
from bot.domain.regimen import Drug, RegimenId
from bot.domain.tablets import Tablets, in_words
from bot.errors import DoseDayError


class PlanError(DoseDayError):
    """A plan whose shape makes no sense, such as one drug listed twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugSchedule:
    """One drug of a plan: how much, in which tablets, on which cycle days (from 1), at what time of day."""

    drug: Drug
    mg: Decimal
    brand: str
    tablets: Tablets  # as dispensed; whether they come to the amount is judged in `plancheck`
    days: tuple[int, ...]
    at: time

    def __post_init__(self) -> None:
        if not (self.mg.is_finite() and all(one.strength_mg.is_finite() for one in self.tablets)):
            raise PlanError("an amount is not a number")
        if self.at.tzinfo is not None:
            raise PlanError("a time of day carries a zone of its own")
        _countable(self.tablets)

    @property
    def in_tablets(self) -> str:
        """The amount in tablets: `4 x 20 mg`, `1 x 60 mg + 1 x 40 mg`."""
        return in_words(self.tablets)


def _countable(tablets: Tablets) -> None:
    if not tablets or any(one.count < 1 or one.strength_mg <= 0 for one in tablets):
        raise PlanError("a drug has no tablets, or less than one of a kind")
    strengths = [one.strength_mg for one in tablets]
    if strengths != sorted(set(strengths), reverse=True):
        raise PlanError("tablets name each strength once, the largest first")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Something given at the clinic on days of the cycle: a visit, never a dose to take."""

    name: str
    days: tuple[int, ...]
    at: time = time(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One version of a patient's plan. Counts from C1D1; its times are wall times of its zone."""

    version: int
    regimen_id: RegimenId
    cycle_days: int
    c1d1_on: date
    effective_on: date
    zone: str
    drugs: tuple[DrugSchedule, ...]
    antiemetics: tuple[Antiemetic, ...] = ()
    held: frozenset[Drug] = frozenset()
    antiemetics_held: bool = False
    visits: tuple[Visit, ...] = ()

    def __post_init__(self) -> None:
        if not self.drugs and self.version == 1:
            raise PlanError("a plan has at least one drug")  # only a later version may say that all is stopped
        _whole_day_numbers(self)
        _once_each("drug", (one.drug for one in self.drugs))
        _once_each("visit", (one.name for one in self.visits))
        _once_each("antiemetic", ((one.medicine, one.amount) for one in self.antiemetics))

    @property
    def began_before(self) -> bool:
        """Whether treatment had begun before this version came into force; of a first one: before we knew of it."""
        return self.c1d1_on < self.effective_on

    def schedule_of(self, drug: Drug) -> DrugSchedule | None:
        """The schedule of one drug, held or not; None when the plan does not have it."""
        for one in self.drugs:  # asked so often that a generator would be felt
            if one.drug is drug:
                return one
        return None


def _whole_day_numbers(plan: Plan) -> None:
    if plan.cycle_days < 1:
        raise PlanError("a cycle has at least one day")
    named = [*((one.drug, one.days) for one in plan.drugs), *((one.name, one.days) for one in plan.visits)]
    for name, days in named:
        if not days or not all(1 <= day <= plan.cycle_days for day in days):
            raise PlanError(f"a day of {name} lies outside the cycle")
        _once_each("day", days)
    on_days = (
        day for one in plan.antiemetics for each in one.times if isinstance(each, AtTime) for day in each.cycle_days
    )
    if any(day > plan.cycle_days for day in on_days):
        raise PlanError("a day of an antiemetic lies outside the cycle")


def _once_each(what: str, values: Iterable[object]) -> None:
    if any(count > 1 for count in Counter(values).values()):
        raise PlanError(f"the same {what} is listed twice")


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleDay:
    """A day of treatment: C2D3 is cycle 2, day 3."""

    cycle: int
    day: int


def plan_on(versions: Sequence[Plan], day: date) -> Plan | None:
    """The version in force on a local day: the highest that has come into effect; None before the first."""
    found: Plan | None = None
    for one in versions:
        if one.effective_on <= day and (found is None or one.version > found.version):
            found = one
    return found


def plan_at(versions: Sequence[Plan], instant: datetime) -> Plan:
    """The version in force at an instant, each by its own clock; the first one before any is."""
    in_effect = [one for one in versions if one.effective_on <= to_local(instant, one.zone).date()]
    return max(in_effect, key=lambda one: one.version, default=versions[0])


def cycle_day(plan: Plan, day: date) -> CycleDay | None:
    """Where in treatment a local day lies; None before C1D1."""
    passed = (day - plan.c1d1_on).days
    if passed < 0:
        return None
    return CycleDay(cycle=passed // plan.cycle_days + 1, day=passed % plan.cycle_days + 1)
