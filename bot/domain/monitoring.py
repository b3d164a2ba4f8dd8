"""When a patient is to be checked: series of days of treatment, as the pharmacist accepted or wrote them (F-MON-06).

Days count from C1D1, which is day 1, of the plan in force on that day; a check of that very day is the baseline. How a
schedule is written on one line is `monitoringtext`. Nothing here prescribes a schedule or knows what was answered.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.localtime import resolve, to_local
from bot.domain.plan import Plan, plan_on
from bot.domain.regimen import Monitoring, MonitoringKind
from bot.domain.visits import VisitDue, visits_due


class CheckState(StrEnum):
    """What became of one check. Silence is never read as done (S9)."""

    PLANNED = "planned"  # nobody was asked yet
    ASKED = "asked"
    DONE = "done"
    NOT_DONE = "not-done"
    OVERDUE = "overdue"  # no answer; the care team was told
    PAUSED = "paused"  # every drug was on hold, and the pharmacist had said that monitoring rests then

    @property
    def outstanding(self) -> bool:
        """Whether it was due and nobody has said that it is done."""
        return self in {CheckState.ASKED, CheckState.NOT_DONE, CheckState.OVERDUE}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRules:
    """The clinic's patience; each default is ours, without a source."""

    again_after: timedelta = timedelta(hours=24)  # no answer: asked once more
    overdue_after: timedelta = timedelta(hours=48)  # still none: the care team is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Every so many days, until a day of treatment at most; without one, for as long as the plan lasts."""

    every_days: int
    until_day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One kind of check. Each stage goes on from the last day of the one before it, the first from day 1."""

    kind: MonitoringKind
    stages: tuple[Stage, ...] = ()
    baseline: bool = False
    at: time = time(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What one patient is to have checked. It goes on during a hold, unless the pharmacist says that it rests."""

    series: tuple[Series, ...] = ()
    rests_in_hold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDue:
    """One check on one day. `name` tells visits of one day apart."""

    kind: MonitoringKind
    on: date
    day: int  # of treatment
    at: datetime
    local: datetime
    name: str = ""

    @property
    def baseline(self) -> bool:
        """Whether it belongs before the first dose."""
        return self.day == 1 and not self.name

    @property
    def key(self) -> str:
        """The same each time the check is derived."""
        return f"{self.kind}:{self.name}:{self.on}"


def offered(monitoring: Sequence[Monitoring]) -> Schedule:
    """What a regimen offers, as a schedule to accept."""
    return Schedule(series=tuple(_offered(one) for one in monitoring))


def _offered(one: Monitoring) -> Series:
    first = () if one.from_day == 1 + one.every_days else day_stage(1, one.from_day)
    close = Stage(every_days=one.every_days, until_day=one.until_day)
    later = Stage(every_days=one.then_every_days)
    return Series(kind=one.kind, stages=(*first, close, later), baseline=one.baseline or one.from_day == 1, at=one.at)


def day_stage(reached: int, day: int) -> tuple[Stage, ...]:
    """A single day as the stage that leads to it; none when it is already reached."""
    return (Stage(every_days=day - reached, until_day=day),) if day > reached else ()


def closer(schedule: Schedule, every_days: int, until_day: int) -> Schedule | None:
    """The schedule with more checks before its last, endless stage; None when a series has no room for them.

    For the first months, in the pharmacist's figures (F-MON-01, F-MON-04): none of ours.
    """
    made = tuple(_closer(one, Stage(every_days=every_days, until_day=until_day)) for one in schedule.series)
    fitting = tuple(one for one in made if one is not None)
    return replace(schedule, series=fitting) if fitting and len(fitting) == len(made) else None


def _closer(series: Series, more: Stage) -> Series | None:
    close = tuple(one for one in series.stages if one.until_day is not None)
    end = more.until_day or 0
    reached = days_until(replace(series, stages=close), max((one.until_day or 0 for one in close), default=0))
    if (reached[-1] if reached else 1) + more.every_days > end:
        return None
    return replace(series, stages=(*close, more, *series.stages[len(close) :]))


def days_until(series: Series, last_day: int) -> tuple[int, ...]:
    """The days of treatment of a series after its baseline, up to a day."""
    return tuple(day for day in _days(series, last_day) if day <= last_day)


def _days(series: Series, last_day: int) -> Iterator[int]:
    reached = 1
    for stage in series.stages:
        # A stage is counted to its own end even when that lies beyond the day asked for: the next one hangs on it.
        end = last_day if stage.until_day is None else stage.until_day
        for day in range(reached + stage.every_days, end + 1, stage.every_days):
            reached = day
            yield day


def checks_due(schedule: Schedule, versions: Sequence[Plan], first: date, last: date) -> tuple[CheckDue, ...]:
    """Every check of the days from `first` to `last`, by instant; each day counts by the version in force on it."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return _in_order(one for day in days for one in _of_day(schedule, versions, day))


def all_due(schedule: Schedule, versions: Sequence[Plan], first: date, last: date) -> tuple[CheckDue, ...]:
    """The same, with the visits that belong to the plan itself."""
    plans = {one.version: one for one in versions}
    visits = [one for one in visits_due(versions, first, last) if plans[one.version].drugs]
    named = [_visit(plans[one.version], one) for one in visits]
    return _in_order((*checks_due(schedule, versions, first, last), *named))


def _in_order(found: Iterable[CheckDue]) -> tuple[CheckDue, ...]:
    return tuple(sorted(found, key=lambda one: (one.at, one.key)))


def _visit(plan: Plan, one: VisitDue) -> CheckDue:
    day = (one.plan_day - plan.c1d1_on).days + 1
    kind = MonitoringKind.VISIT
    return CheckDue(kind=kind, on=one.plan_day, day=day, at=one.at, local=one.local, name=one.name)


def _of_day(schedule: Schedule, versions: Sequence[Plan], on: date) -> Iterator[CheckDue]:
    plan = plan_on(versions, on)
    if plan is None or not plan.drugs or on < plan.c1d1_on:  # without drugs: stopped for good
        return
    day = (on - plan.c1d1_on).days + 1
    for one in schedule.series:
        if (one.baseline and day == 1) or day in days_until(one, day):
            yield _check(plan, one.kind, on, day, one.at)


def _check(plan: Plan, kind: MonitoringKind, on: date, day: int, at: time) -> CheckDue:
    instant = resolve(on, at, plan.zone)
    if day == 1:  # what was true before treatment: on the first day it never comes after a dose
        instant = min(instant, *(resolve(on, one.at, plan.zone) for one in plan.drugs if 1 in one.days), instant)
    return CheckDue(kind=kind, on=on, day=day, at=instant, local=to_local(instant, plan.zone))


def rests(schedule: Schedule, versions: Sequence[Plan], on: date) -> bool:
    """Whether monitoring rests on a day: every drug is on hold, and the pharmacist has said so."""
    plan = plan_on(versions, on)
    return schedule.rests_in_hold and plan is not None and all(one.drug in plan.held for one in plan.drugs)
