"""When a patient is asked how they are: the day after each dose of selinexor, and once a week what comes slowly as well.

One check-in a day at most, for there is one entry for each date: the weekly one takes the place of the last check-in of
its week of treatment, or has a day of its own in a week without. A hold changes nothing: that day is asked about too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.localtime import resolve, to_local
from bot.domain.plan import Plan, cycle_day, plan_on
from bot.domain.quiet import QuietHours
from bot.domain.regimen import CheckIn, Drug, RegimenId

WEEK = timedelta(days=7)


class CheckInKind(StrEnum):
    """What is asked: the ids of the questions in content."""

    AFTER_DOSE = "check-in"
    WEEKLY = "check-in-week"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInRules:
    """The clinic's patience and the times a patient may choose; each default is ours, without a source."""

    again_after: timedelta = timedelta(hours=4)  # no answer: asked once more
    over_after: timedelta = timedelta(hours=20)  # still none: counted as unanswered
    times: tuple[time, ...] = (time(9), time(12), time(16), time(19))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInDue:
    """One check-in, on the patient's clock."""

    kind: CheckInKind
    on: date
    local: datetime

    @property
    def at(self) -> datetime:
        """The instant."""
        return self.local.astimezone(UTC)


_Known = dict[tuple[RegimenId, date], tuple[date, ...]]  # by the first day of a week: its days that follow a dose


def check_ins(
    versions: Sequence[Plan],
    offered: Mapping[RegimenId, CheckIn],
    first: date,
    last: date,
    *,
    quiet: QuietHours,
    moved_to: time | None = None,
) -> tuple[CheckInDue, ...]:
    """The check-ins of these days, at the time the patient chose or the regimen says, never in the quiet hours."""
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    known: _Known = {}
    return tuple(
        _due(versions, offered, day, kind, quiet, moved_to)
        for day in days
        for kind in _kind(versions, offered, day, known)
    )


def _kind(
    versions: Sequence[Plan], offered: Mapping[RegimenId, CheckIn], day: date, known: _Known
) -> Iterator[CheckInKind]:
    plan = _running(versions, day)
    rules = offered.get(plan.regimen_id) if plan else None
    if plan is None or rules is None:
        return
    week_began = day - (day - plan.c1d1_on) % WEEK
    if (key := (plan.regimen_id, week_began)) not in known:
        week = (week_began + timedelta(days=ahead) for ahead in range(7))
        known[key] = tuple(one for one in week if _follows_a_dose(versions, rules, one))
    after_dose = known[key]
    weekly = after_dose[-1] if after_dose else week_began + timedelta(days=(rules.weekly_day or 7) - 1)
    if rules.weekly_day is not None and day == weekly:
        yield CheckInKind.WEEKLY
    elif day in after_dose:
        yield CheckInKind.AFTER_DOSE


def _running(versions: Sequence[Plan], day: date) -> Plan | None:
    """The plan in force on a day of treatment; none before C1D1, nor when all is stopped for good."""
    plan = plan_on(versions, day)
    return plan if plan is not None and plan.drugs and day >= plan.c1d1_on else None


def _follows_a_dose(versions: Sequence[Plan], rules: CheckIn, day: date) -> bool:
    """Whether a day of selinexor, held or not, lies that many days before."""
    dose_day = day - timedelta(days=rules.days_after_dose)
    plan = _running(versions, dose_day)
    schedule = plan.schedule_of(Drug.SELINEXOR) if plan else None
    where = cycle_day(plan, dose_day) if plan else None
    return schedule is not None and where is not None and where.day in schedule.days


def _due(
    versions: Sequence[Plan],
    offered: Mapping[RegimenId, CheckIn],
    day: date,
    kind: CheckInKind,
    quiet: QuietHours,
    moved_to: time | None,
) -> CheckInDue:
    plan = plan_on(versions, day) or versions[0]
    at = quiet.clear_of(moved_to or offered[plan.regimen_id].at)
    return CheckInDue(kind=kind, on=day, local=to_local(resolve(day, at, plan.zone), plan.zone))
