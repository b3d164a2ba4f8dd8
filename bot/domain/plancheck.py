"""Whether a plan can be right (law S14): what must be refused, whoever asks, and what is merely unusual.

Judged on what the patient lives through: doses prompted or recorded in the last 7 days, joined to the coming weeks of
the new version. Problems are values; their words are in `plan.ftl`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.domain.localtime import known_zone, suggest, to_local
from bot.domain.messages import Arg, Line
from bot.domain.occurrence import due_drugs
from bot.domain.plan import DrugSchedule, Plan, plan_on
from bot.domain.regimen import Drug
from bot.domain.tablets import ASK_PRESCRIBER, KNOWN_STRENGTHS, Stock, in_words, plain, total_mg, ways

MOST_AT_ONCE_MG = Decimal(100)  # F-DOSE-10, as the four below
MOST_A_WEEK_MG = Decimal(160)
MOST_DAYS_A_WEEK = 2
DAYS_LOOKED_BACK = 7
DAYS_LOOKED_AHEAD = 28
MOST_DEXAMETHASONE_A_DAY_MG = Decimal(40)  # ours, without a source
YEARS = range(2015, 2101)  # outside them a start date is a slip of the keyboard


class ProblemCode(StrEnum):
    """Why a plan is refused."""

    START_IMPLAUSIBLE = "start-implausible"
    ZONE_UNKNOWN = "zone-unknown"
    STRENGTH_UNKNOWN = "strength-unknown"
    STRENGTH_ASK_PRESCRIBER = "strength-ask-prescriber"
    TABLETS_CANNOT_MAKE = "tablets-cannot-make"
    TABLETS_DIFFER = "tablets-differ"
    TOO_MUCH_AT_ONCE = "too-much-at-once"
    CONSECUTIVE_DAYS = "consecutive-days"
    TOO_MANY_DAYS = "too-many-days"
    TOO_MUCH_A_WEEK = "too-much-a-week"
    TOO_MUCH_DEXAMETHASONE = "too-much-dexamethasone"


class UnusualCode(StrEnum):
    """Why a plan needs a reason and a second confirmation."""

    ALL_ENDS = "all-ends"
    NO_SELINEXOR = "no-selinexor"
    NOT_A_LEVEL = "not-a-level"
    DEXAMETHASONE_AMOUNT = "dexamethasone-amount"
    DEXAMETHASONE_DAYS = "dexamethasone-days"
    NO_ANTIEMETIC = "no-antiemetic"
    ABOVE_SURFACE_CAP = "above-surface-cap"


MOST_AT_A_TIME = {
    Drug.SELINEXOR: (MOST_AT_ONCE_MG, ProblemCode.TOO_MUCH_AT_ONCE),
    Drug.DEXAMETHASONE: (MOST_DEXAMETHASONE_A_DAY_MG, ProblemCode.TOO_MUCH_DEXAMETHASONE),  # a plan day has one dose
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProblem:
    """One problem of a plan, with what its sentence names."""

    code: ProblemCode | UnusualCode
    args: Mapping[str, Arg] = field(default_factory=dict)

    @property
    def line(self) -> Line:
        """The wording that says it."""
        area = "unusual" if isinstance(self.code, UnusualCode) else "problem"
        return Line(key=f"plan-{area}-{self.code}", args=self.args)


@dataclass(frozen=True, slots=True, kw_only=True)
class LivedDose:
    """A dose the patient was prompted for or told us of. `at` is its planned instant where known."""

    drug: Drug
    plan_day: date
    mg: Decimal
    at: datetime | None = None


def check_plan(
    versions_after: Sequence[Plan],
    lived: Sequence[LivedDose],
    change_on: date,
    stocked: Stock = KNOWN_STRENGTHS,
    *,
    made: int = 1,
) -> tuple[PlanProblem, ...]:
    """Why the newest of these versions (as many as one change `made`) must be refused; empty when they may stand.

    `change_on` is the day on which the change is made, whenever it begins. Only what the new versions add to is their problem: a hold is never refused
    for what was taken before it.
    """
    news = sorted(versions_after, key=lambda one: one.version)[-made:]
    if found := [problem for new in news for problem in (*_start_problems(new), *_zone_problems(new))]:
        return _once(found)  # without these, no day can be counted
    active = [one for new in news for one in new.drugs if one.drug not in new.held]
    found = [problem for one in active for problem in _amount_problems(one, stocked)]
    days = _Days.of(versions_after, news, lived, change_on)
    return _once([*found, *_consecutive(days), *_weekly(days)])


def _once(problems: Iterable[PlanProblem]) -> tuple[PlanProblem, ...]:
    """Two versions of one change may have the same problem."""
    found: list[PlanProblem] = []
    for one in problems:
        if one not in found:
            found.append(one)
    return tuple(found)


def _start_problems(new: Plan) -> Iterator[PlanProblem]:
    for day in (new.c1d1_on, new.effective_on):
        if day.year not in YEARS:
            yield PlanProblem(code=ProblemCode.START_IMPLAUSIBLE, args={"on": day.isoformat()})
            return


def _zone_problems(new: Plan) -> Iterator[PlanProblem]:
    if not known_zone(new.zone):
        near = ", ".join(suggest(new.zone)) or "Europe/Madrid"
        yield PlanProblem(code=ProblemCode.ZONE_UNKNOWN, args={"zone": new.zone, "near": near})


def _amount_problems(one: DrugSchedule, stocked: Stock) -> Iterator[PlanProblem]:
    yield from _tablet_problems(one, stocked)
    most, code = MOST_AT_A_TIME[one.drug]
    if one.mg > most:
        yield PlanProblem(code=code, args={"mg": one.mg, "most": most})


def _tablet_problems(one: DrugSchedule, stocked: Stock) -> Iterator[PlanProblem]:
    known = stocked.get(one.drug, ())
    if found := [problem for each in one.tablets for problem in _strength_problems(one.drug, each.strength_mg, known)]:
        yield from found
        return
    total = total_mg(one.tablets)
    if total == one.mg:
        return
    args: dict[str, Arg] = {"drug": drug_name(one.drug), "mg": one.mg}
    if ways(one.mg, known):
        args |= {"tablets": in_words(one.tablets), "total": total}
        yield PlanProblem(code=ProblemCode.TABLETS_DIFFER, args=args)
    else:
        args["known"] = ", ".join(plain(mg) for mg in known)
        yield PlanProblem(code=ProblemCode.TABLETS_CANNOT_MAKE, args=args)


def _strength_problems(drug: Drug, strength: Decimal, known: tuple[Decimal, ...]) -> Iterator[PlanProblem]:
    args: dict[str, Arg] = {"drug": drug_name(drug), "strength": strength}
    if strength in ASK_PRESCRIBER.get(drug, ()):
        yield PlanProblem(code=ProblemCode.STRENGTH_ASK_PRESCRIBER, args=args)
    elif strength not in known:
        args["known"] = ", ".join(plain(mg) for mg in known)
        yield PlanProblem(code=ProblemCode.STRENGTH_UNKNOWN, args=args)


def drug_name(drug: Drug) -> Line:
    """The drug as every sentence about a plan names it."""
    return Line(key=f"drug-{drug}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Days:
    """Selinexor by local day: what is lived or will be (`mg`), which days the new versions are answerable for (`new`),
    and the other local days on which a lived dose fell, seen from the new zone (`shadows`).
    """

    mg: Mapping[date, Decimal]
    new: frozenset[date]
    shadows: Mapping[date, frozenset[date]]

    @classmethod
    def of(cls, versions: Sequence[Plan], news: Sequence[Plan], lived: Sequence[LivedDose], change_on: date) -> "_Days":
        """Join lived doses to the coming ones. One plan day is one dose (S2): of two amounts the larger counts."""
        recent = [one for one in lived if one.drug is Drug.SELINEXOR and _recent(one, change_on)]
        mg: dict[date, Decimal] = {}
        for one in recent:
            mg[one.plan_day] = max(one.mg, mg.get(one.plan_day, Decimal(0)))
        mine = set()
        for day, amount in _coming(versions, news, change_on):
            mg[day] = max(amount, mg.get(day, Decimal(0)))
            if plan_on(versions, day) in news:
                mine.add(day)
        shadows = {one.plan_day: _shadow(one, news) for one in recent}
        return cls(mg=mg, new=frozenset(mine), shadows=shadows)


def _recent(one: LivedDose, change_on: date) -> bool:
    return one.plan_day >= change_on - timedelta(days=DAYS_LOOKED_BACK)


def _coming(versions: Sequence[Plan], news: Sequence[Plan], change_on: date) -> Iterator[tuple[date, Decimal]]:
    # A long cycle is read to its end and round the corner: day 35 and the next day 1 are neighbours too.
    ahead = max(DAYS_LOOKED_AHEAD, *(one.cycle_days + DAYS_LOOKED_BACK for one in news))
    last = max(change_on, *(max(one.effective_on, one.c1d1_on) for one in news)) + timedelta(days=ahead - 1)
    for number in range((last - change_on).days + 1):
        day = change_on + timedelta(days=number)
        yield from ((day, one.mg) for one in due_drugs(versions, day) if one.drug is Drug.SELINEXOR)


def _shadow(one: LivedDose, news: Sequence[Plan]) -> frozenset[date]:
    # After a flight the patient's calendar may have called the day of a dose by another date.
    return frozenset() if one.at is None else frozenset(to_local(one.at, new.zone).date() for new in news)


def _consecutive(days: _Days) -> Iterator[PlanProblem]:
    for earlier, later in _pairs(days):
        if {earlier, later} & days.new:
            yield PlanProblem(code=ProblemCode.CONSECUTIVE_DAYS, args={"first": earlier, "second": later})
            return  # the same two days of every week would say no more


def _pairs(days: _Days) -> Iterator[tuple[date, date]]:
    for earlier in sorted(days.mg):
        seen_as = {earlier, *days.shadows.get(earlier, ())}
        beside = {one + timedelta(days=1) for one in seen_as} | days.shadows.get(earlier, frozenset())
        yield from ((earlier, later) for later in sorted(beside) if later != earlier and later in days.mg)


def _weekly(days: _Days) -> Iterator[PlanProblem]:
    weeks = [week for week in _weeks(days) if set(week) & days.new]
    yield from _first(_too_many_days(week) for week in weeks)
    yield from _first(_too_much(days, week) for week in weeks)


def _weeks(days: _Days) -> Iterator[list[date]]:
    """Dose days of every rolling 7 local days that begin with one."""
    for first in sorted(days.mg):
        yield [day for day in sorted(days.mg) if first <= day < first + timedelta(days=7)]


def _too_many_days(week: list[date]) -> PlanProblem | None:
    if len(week) <= MOST_DAYS_A_WEEK:
        return None
    return PlanProblem(code=ProblemCode.TOO_MANY_DAYS, args={"days": len(week), "first": week[0], "last": week[-1]})


def _too_much(days: _Days, week: list[date]) -> PlanProblem | None:
    total = sum((days.mg[day] for day in week), Decimal(0))
    if total <= MOST_A_WEEK_MG:
        return None
    args: dict[str, Arg] = {"mg": total, "most": MOST_A_WEEK_MG, "first": week[0], "last": week[-1]}
    return PlanProblem(code=ProblemCode.TOO_MUCH_A_WEEK, args=args)


def _first(problems: Iterable[PlanProblem | None]) -> Iterator[PlanProblem]:
    yield from [one for one in problems if one is not None][:1]
