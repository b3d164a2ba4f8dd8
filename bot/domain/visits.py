"""Visits to the clinic that belong to a plan, such as an injection given there: shown and reminded of, never a dose.

A pure reading of plan versions, as `occurrence` is for doses. A hold does not touch visits: the clinic decides those.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.localtime import resolve, to_local
from bot.domain.plan import Plan, cycle_day, plan_on


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDue:
    """One visit on one day; its key is the same each time it is derived."""

    key: str
    version: int
    name: str
    plan_day: date
    cycle: int
    day: int
    at: datetime
    local: datetime


def visits_due(versions: Sequence[Plan], first: date, last: date) -> tuple[VisitDue, ...]:
    """Every visit of the plan days from `first` to `last`, by instant."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    found = (visit for day in days if (plan := plan_on(versions, day)) for visit in _visits_of(plan, day))
    return tuple(sorted(found, key=lambda one: (one.at, one.key)))


def _visits_of(plan: Plan, day: date) -> tuple[VisitDue, ...]:
    where = cycle_day(plan, day)
    if where is None or not plan.drugs:  # all is stopped
        return ()
    return tuple(
        VisitDue(
            key=f"visit:{day}:{one.name}",
            version=plan.version,
            name=one.name,
            plan_day=day,
            cycle=where.cycle,
            day=where.day,
            at=(at := resolve(day, one.at, plan.zone)),
            local=to_local(at, plan.zone),
        )
        for one in plan.visits
        if where.day in one.days
    )
