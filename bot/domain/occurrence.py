"""What a plan makes due: doses, antiemetics, heads-ups and held days, as instants with all their messages need (S1, S4).

A pure reading of plan versions: expanding twice, or in pieces, gives the same events under the same keys. It does not
know what was sent or answered.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.domain.antiemetic import Antiemetic, Intake
from bot.domain.intakes import Known, intakes_of
from bot.domain.localtime import resolve, to_local
from bot.domain.plan import CycleDay, DrugSchedule, Plan, cycle_day, plan_on
from bot.domain.quiet import QuietHours
from bot.domain.regimen import Drug


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRules:
    """The clinic's settings for a dose day; each default is ours, without a source."""

    heads_up_at: time = time(19)
    window: timedelta = timedelta(hours=2)
    late_after: timedelta = timedelta(minutes=10)  # a first message later than this asks instead of saying "take"
    nudges: tuple[timedelta, ...] = (timedelta(minutes=30), timedelta(minutes=60))
    later: timedelta = timedelta(minutes=30)
    ask_next_morning_at: time = time(9)
    quiet: QuietHours = field(default_factory=QuietHours)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """What every event has: the plan day it belongs to, from when and until when its message makes sense, and a key
    that is the same each time the event is derived.
    """

    key: str
    version: int
    plan_day: date
    cycle: int
    day: int
    at: datetime
    local: datetime
    until: datetime

    @property
    def local_until(self) -> datetime:
        """The end of the window on the patient's clock."""
        return self.until.astimezone(self.local.tzinfo)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseMoment(_Event):
    """Drugs due at one instant, in one message. `held` would be due that day, were they not on hold; `not_due` are the
    plan's other drugs that this day has no dose of.
    """

    schedules: tuple[DrugSchedule, ...]
    held: tuple[Drug, ...] = ()
    not_due: tuple[Drug, ...] = ()

    @property
    def drugs(self) -> tuple[Drug, ...]:
        """The drugs due at this instant."""
        return tuple(one.drug for one in self.schedules)


@dataclass(frozen=True, slots=True, kw_only=True)
class AntiemeticDue(_Event):
    """One antiemetic due, around a dose or at a time of day. `slot` tells it from the others of its plan day; what is
    `later` than its dose follows what became of the dose.
    """

    antiemetic: Antiemetic
    slot: str
    later: bool
    by_the_clock: bool

    @property
    def when(self) -> Intake:
        """Its instant, as gaps and the most in 24 hours are judged by."""
        return Intake(at=self.at, clock=self.local.replace(tzinfo=None) if self.by_the_clock else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadsUp(_Event):
    """The evening before a dose day, with that day's moments."""

    moments: tuple[DoseMoment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDay(_Event):
    """A day that would be a dose day, were all its drugs not on hold."""

    drugs: tuple[Drug, ...]


Event = DoseMoment | AntiemeticDue | HeadsUp | HeldDay


def expand(versions: Sequence[Plan], first: date, last: date, rules: DayRules) -> tuple[Event, ...]:
    """Every event of the plan days from `first` to `last`, by instant. A heads-up belongs to its dose's plan day."""
    known: Known = {}
    events = (event for day in _days(first, last) for event in _events_of(versions, day, rules, known))
    return tuple(sorted(events, key=lambda one: (one.at, one.key)))


def dose_moments(versions: Sequence[Plan], first: date, last: date, rules: DayRules) -> tuple[DoseMoment, ...]:
    """The dose moments among those events; found without the antiemetics around them, which take most of the time."""
    days = (_dose_day(versions, day) for day in _days(first, last))
    moments = (moment for one in days if one for moment in _moments(one, rules))
    return tuple(sorted(moments, key=lambda one: (one.at, one.key)))


def due_drugs(versions: Sequence[Plan], day: date) -> tuple[DrugSchedule, ...]:
    """The drugs a plan day asks to be taken; what is on hold is not among them."""
    found = _dose_day(versions, day)
    return () if found is None else tuple(one for one in found.would_be if one.drug not in found.plan.held)


def nudge_times(moment: DoseMoment, rules: DayRules) -> tuple[datetime, ...]:
    """When to ask again about an unanswered prompt; never at or past the end of its window."""
    return tuple(at for at in (moment.at + after for after in rules.nudges) if at < moment.until)


def next_morning(plan_day: date, zone: str, rules: DayRules) -> datetime:
    """When to ask once about a dose that closed as unknown: the morning after its plan day."""
    return resolve(plan_day + timedelta(days=1), rules.ask_next_morning_at, zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class _DoseDay:
    """A plan day with at least one drug scheduled, held or not."""

    plan: Plan
    on: date
    where: CycleDay
    would_be: tuple[DrugSchedule, ...]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _dose_day(versions: Sequence[Plan], day: date) -> _DoseDay | None:
    plan = plan_on(versions, day)
    where = cycle_day(plan, day) if plan else None
    if plan is None or where is None:
        return None
    would_be = tuple(one for one in plan.drugs if where.day in one.days)
    return _DoseDay(plan=plan, on=day, where=where, would_be=would_be) if would_be else None


def _events_of(versions: Sequence[Plan], day: date, rules: DayRules, known: Known) -> Iterator[Event]:
    yield from _antiemetics(versions, day, rules, known)
    found = _dose_day(versions, day)
    if found is None:
        return
    moments = _moments(found, rules)
    if not moments:
        yield _held_day(found, rules)
        return
    yield _heads_up(found, moments, rules)
    yield from moments


def _moments(found: _DoseDay, rules: DayRules) -> tuple[DoseMoment, ...]:
    due = [one for one in found.would_be if one.drug not in found.plan.held]
    held = tuple(one.drug for one in found.would_be if one.drug in found.plan.held)
    not_due = tuple(one.drug for one in found.plan.drugs if one not in found.would_be)
    # Grouped by instant, not by wall time: in a DST gap two wall times are the same moment, and one message.
    at_instants: dict[datetime, list[DrugSchedule]] = {}
    for one in sorted(due, key=lambda each: each.at):
        at_instants.setdefault(resolve(found.on, one.at, found.plan.zone), []).append(one)
    return tuple(_moment(found, at, tuple(group), held, not_due, rules) for at, group in at_instants.items())


def _moment(
    found: _DoseDay,
    at: datetime,
    group: tuple[DrugSchedule, ...],
    held: tuple[Drug, ...],
    not_due: tuple[Drug, ...],
    rules: DayRules,
) -> DoseMoment:
    in_order = tuple(one for one in found.plan.drugs if one in group)
    return DoseMoment(
        key=f"dose:{_slot(found, group[0].at)}:{_names(one.drug for one in in_order)}",
        version=found.plan.version,
        plan_day=found.on,
        cycle=found.where.cycle,
        day=found.where.day,
        at=at,
        local=to_local(at, found.plan.zone),
        until=at + rules.window,
        schedules=in_order,
        held=held,
        not_due=not_due,
    )


def _heads_up(found: _DoseDay, moments: tuple[DoseMoment, ...], rules: DayRules) -> HeadsUp:
    zone = found.plan.zone
    at = resolve(found.on - timedelta(days=1), rules.quiet.clear_of(rules.heads_up_at), zone)
    return HeadsUp(
        key=f"heads-up:{found.on}",
        version=found.plan.version,
        plan_day=found.on,
        cycle=found.where.cycle,
        day=found.where.day,
        at=at,
        local=to_local(at, zone),
        until=resolve(found.on, time(0), zone),  # it says "tomorrow"
        moments=moments,
    )


def _antiemetics(versions: Sequence[Plan], day: date, rules: DayRules, known: Known) -> Iterator[AntiemeticDue]:
    for one in intakes_of(versions, day, rules.window, known):
        yield AntiemeticDue(
            key=one.key,
            version=one.plan.version,
            plan_day=day,
            cycle=one.where.cycle,
            day=one.where.day,
            at=one.when.at,
            local=to_local(one.when.at, one.zone),
            until=one.until,
            antiemetic=one.antiemetic,
            slot=one.slot,
            later=one.later,
            by_the_clock=one.when.clock is not None,
        )


def _held_day(found: _DoseDay, rules: DayRules) -> HeldDay:
    earliest = min(found.would_be, key=lambda one: one.at)
    at = resolve(found.on, earliest.at, found.plan.zone)
    drugs = tuple(one.drug for one in found.would_be)
    return HeldDay(
        key=f"held:{_slot(found, earliest.at)}:{_names(drugs)}",
        version=found.plan.version,
        plan_day=found.on,
        cycle=found.where.cycle,
        day=found.where.day,
        at=at,
        local=to_local(at, found.plan.zone),
        until=at + rules.window,
        drugs=drugs,
    )


def _slot(found: _DoseDay, at: time) -> str:
    return f"{found.on}:{at:%H:%M}"


def _names(drugs: Iterable[Drug]) -> str:
    return "+".join(drugs)
