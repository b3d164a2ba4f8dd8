"""What a change of a plan makes different, as values to be worded, and which days it touches.

Compares what plan versions say, before and after; knows no change and no message.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.antiemetic import Antiemetic
from bot.domain.intakes import REACH
from bot.domain.occurrence import AntiemeticDue, DayRules, Event, HeadsUp, expand
from bot.domain.plan import DrugSchedule, Plan, plan_on
from bot.domain.regimen import Drug


class Differs(StrEnum):
    """What has become of one drug."""

    SAME = "same"
    STOPPED = "stopped"
    HELD = "held"
    STAYS_HELD = "stays-held"
    RESUMED = "resumed"
    DOSE = "dose"
    DAYS = "days"
    TABLETS = "tablets"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugDifference:
    """One drug before and after. `goes_on_on`: the planned end of its hold."""

    what: Differs
    before: DrugSchedule
    after: DrugSchedule | None = None
    goes_on_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything a change makes different on its first day."""

    drugs: tuple[DrugDifference, ...]
    zone: str | None = None
    c1d1_on: date | None = None
    antiemetics_held: bool | None = None
    removed: tuple[Antiemetic, ...] = ()
    added: tuple[Antiemetic, ...] = ()


def difference(before: Plan, made: Sequence[Plan]) -> Difference:
    """The plan in force until now against the versions that follow it, the first of which holds next."""
    after = made[0]
    return Difference(
        drugs=tuple(_drug(one, before, made) for one in before.drugs),
        zone=after.zone if after.zone != before.zone else None,
        c1d1_on=after.c1d1_on if after.c1d1_on != before.c1d1_on else None,
        antiemetics_held=after.antiemetics_held if after.antiemetics_held != before.antiemetics_held else None,
        removed=tuple(one for one in before.antiemetics if one not in after.antiemetics),
        added=tuple(one for one in after.antiemetics if one not in before.antiemetics),
    )


def _drug(one: DrugSchedule, before: Plan, made: Sequence[Plan]) -> DrugDifference:
    drug, after = one.drug, made[0].schedule_of(one.drug)
    goes_on = next((each.effective_on for each in made if drug not in each.held), None)
    on_hold = drug in made[0].held
    what = _what(one, after, was_held=drug in before.held, on_hold=on_hold)
    return DrugDifference(what=what, before=one, after=after, goes_on_on=goes_on if on_hold else None)


def _what(before: DrugSchedule, after: DrugSchedule | None, *, was_held: bool, on_hold: bool) -> Differs:
    if after is None:
        return Differs.STOPPED
    if on_hold:
        return Differs.STAYS_HELD if was_held else Differs.HELD
    return Differs.RESUMED if was_held else _otherwise(before, after)


def _otherwise(before: DrugSchedule, after: DrugSchedule) -> Differs:
    if before.mg != after.mg:
        return Differs.DOSE
    if before.days != after.days:
        return Differs.DAYS
    if (before.brand, before.tablets) != (after.brand, after.tablets):
        return Differs.TABLETS
    return Differs.TIME if before.at != after.at else Differs.SAME


def events_on(versions: Sequence[Plan], day: date, rules: DayRules) -> tuple[Event, ...]:
    """What a day says, whichever version says it. An antiemetic belongs to the day it is taken on: what a dose of two
    days ago still asks for is nothing of that dose's day.
    """
    around = expand(versions, day - REACH, day + timedelta(days=1), rules)
    return tuple(_unversioned(one) for one in around if _falls_on(one, day))


def _falls_on(one: Event, day: date) -> bool:
    return (one.local.date() if isinstance(one, AntiemeticDue) else one.plan_day) == day


def _unversioned(one: Event) -> Event:
    if isinstance(one, AntiemeticDue):
        return replace(one, version=0, until=one.at)  # how long it holds depends on the next one, perhaps days later
    if isinstance(one, HeadsUp):
        return replace(one, version=0, moments=tuple(replace(each, version=0) for each in one.moments))
    return replace(one, version=0)


def days_touched(
    before: Sequence[Plan], after: Sequence[Plan], first: date, last: date, rules: DayRules
) -> tuple[date, ...]:
    """The plan days from `first` to `last` of which the versions say something else than before."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(day for day in days if events_on(before, day, rules) != events_on(after, day, rules))


def schedule_on(versions: Sequence[Plan], day: date, drug: Drug) -> DrugSchedule | None:
    """What the version in force on a day says of one drug, due that day or not; None when it is not in the plan."""
    plan = plan_on(versions, day)
    return None if plan is None else plan.schedule_of(drug)
