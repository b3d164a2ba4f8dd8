"""When the intakes of a plan's antiemetics fall due, plan day by plan day (F-EMET-03, S1).

Expanding twice or in pieces gives the same intakes: each plan day is read from the plan versions alone, and where two
days come too close the later day goes first. Hours are elapsed time from the planned instant of the dose.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.antiemetic import (
    LEAST_WINDOW,
    After,
    Antiemetic,
    AtTime,
    Before,
    Every,
    IfNotTaken,
    Intake,
    too_close,
    too_many,
)
from bot.domain.localtime import resolve, to_local
from bot.domain.plan import CycleDay, DrugSchedule, Plan, cycle_day, plan_on
from bot.domain.regimen import Drug

RUN_DAYS = 3  # (ours) doses of selinexor at most so many days apart are one run: twice a week, days 1 and 3 (F-DOSE-01)
REACH = timedelta(days=5)  # no intake is due longer than this after its plan day


@dataclass(frozen=True, slots=True, kw_only=True)
class DueIntake:
    """One intake. `slot` tells it from the others of its day; `dose_at` is the dose it is timed against, if any."""

    plan: Plan
    plan_day: date
    where: CycleDay
    antiemetic: Antiemetic
    slot: str
    when: Intake
    until: datetime
    zone: str
    dose_at: datetime | None = None
    wall: str = ""

    @property
    def key(self) -> str:
        """The same each time the intake is derived."""
        return f"antiemetic:{self.plan_day}:{self.wall}{self.slot}:{self.antiemetic.name}"

    @property
    def later(self) -> bool:
        """Whether it comes after its dose, so that what became of the dose decides."""
        return self.dose_at is not None and self.when.at > self.dose_at


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anchor:
    """The dose a day's intakes are timed against. `held`: selinexor is on hold; `empty`: nothing is due in its place."""

    at: datetime
    wall: str
    run_on: datetime | None  # the next dose of the run
    held: bool
    empty: bool

    def silences(self, entry: Antiemetic, *, later: bool) -> bool:
        """Whether a hold ends this intake: only what is set to go on goes on without a dose."""
        return self.held and entry.if_not_taken is IfNotTaken.STOP and (later or self.empty)


Known = dict[date, tuple[DueIntake, ...]]


def intakes_of(versions: Sequence[Plan], day: date, window: timedelta, known: Known) -> tuple[DueIntake, ...]:
    """The intakes of one plan day. `known` keeps what was worked out for other days of the same versions."""
    own = _candidates(versions, day, window, known)
    if not own:
        return ()
    coming = _coming(versions, own, window, known)
    kept: list[DueIntake] = []
    for one in own:
        others = [other for other in (*kept, *coming) if other.antiemetic.medicine == one.antiemetic.medicine]
        if _room(one, others):
            kept.append(one)
    return tuple(_closed_in_time(one, (*kept, *coming)) for one in kept)


def _coming(
    versions: Sequence[Plan], own: Sequence[DueIntake], window: timedelta, known: Known
) -> tuple[DueIntake, ...]:
    """What later plan days ask for, as far as it can come near."""
    first = own[0].plan_day + timedelta(days=1)
    last = to_local(max(one.when.at for one in own), own[0].zone).date() + timedelta(days=2)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(one for day in days for one in _candidates(versions, day, window, known))


def _room(one: DueIntake, others: Sequence[DueIntake]) -> bool:
    """Whether minimum gaps and most in 24 hours leave room for it."""
    gap = max(each.antiemetic.gap_minutes for each in (one, *others))
    limits = [each.antiemetic.most_a_day for each in (one, *others) if each.antiemetic.most_a_day is not None]
    near = [each.when for each in others]
    if any(too_close(one.when, each, timedelta(minutes=gap)) for each in near):
        return False
    return not too_many(one.when, near, min(limits, default=None))


def _closed_in_time(one: DueIntake, others: Sequence[DueIntake]) -> DueIntake:
    """Its window ends early enough to leave the gap before the next one."""
    same = [
        each for each in others if each.antiemetic.medicine == one.antiemetic.medicine and each.when.at > one.when.at
    ]
    if not same:
        return one
    following = min(same, key=lambda each: each.when.at)
    gap = max(one.antiemetic.gap_minutes, following.antiemetic.gap_minutes)
    latest = max(following.when.at - timedelta(minutes=gap), one.when.at + LEAST_WINDOW)
    return replace(one, until=min(one.until, latest))


def _candidates(versions: Sequence[Plan], day: date, window: timedelta, known: Known) -> tuple[DueIntake, ...]:
    """All the plan of a day says, in time order, before any of it is left out."""
    if day not in known:
        known[day] = tuple(sorted(_said(versions, day, window), key=lambda one: one.when.at))
    return known[day]


def _said(versions: Sequence[Plan], day: date, window: timedelta) -> Iterator[DueIntake]:
    plan = plan_on(versions, day)
    where = cycle_day(plan, day) if plan else None
    if plan is None or where is None or plan.antiemetics_held or plan.schedule_of(Drug.SELINEXOR) is None:
        return  # they stand against selinexor
    anchor = _anchor(plan, day, where)
    for entry in plan.antiemetics:
        for slot, when, dosed in _times(versions, plan, entry, day, where, anchor):
            zone = _zone_at(versions, plan, entry, when.at)
            later = dosed and anchor is not None and when.at > anchor.at
            if zone is None or (dosed and anchor is not None and anchor.silences(entry, later=later)):
                continue
            yield DueIntake(
                plan=plan, plan_day=day, where=where, antiemetic=entry, slot=slot, when=when, zone=zone,
                dose_at=anchor.at if dosed and anchor else None, wall=anchor.wall if dosed and anchor else "",
                until=_end(slot, when.at, anchor, window),
            )  # fmt: skip


def _end(slot: str, at: datetime, anchor: _Anchor | None, window: timedelta) -> datetime:
    """What is to be taken before a dose is over with it; the rest keeps a window of its own."""
    before = anchor is not None and slot.startswith("-") and at < anchor.at
    return min(anchor.at, at + window) if before and anchor else at + window


def _zone_at(versions: Sequence[Plan], plan: Plan, entry: Antiemetic, at: datetime) -> str | None:
    """The zone its time is shown in; None when a version that came into force meanwhile holds it, has it no more, or ends
    all treatment.
    """
    now = plan_on(versions, to_local(at, plan.zone).date())
    if now is None or now.version <= plan.version:
        return plan.zone
    listed = any((one.medicine, one.amount) == (entry.medicine, entry.amount) for one in now.antiemetics)
    return now.zone if listed and now.drugs and not now.antiemetics_held else None


def _anchor(plan: Plan, day: date, where: CycleDay) -> _Anchor | None:
    """Selinexor's planned instant, or that of what is due in its place while it alone is on hold."""
    selinexor = plan.schedule_of(Drug.SELINEXOR)
    if selinexor is None or where.day not in selinexor.days:
        return None
    held = Drug.SELINEXOR in plan.held
    due = [one for one in plan.drugs if where.day in one.days and one.drug not in plan.held]
    anchor = min(due, key=lambda one: one.at) if held and due else selinexor
    return _Anchor(
        at=resolve(day, anchor.at, plan.zone), wall=f"{anchor.at:%H:%M}", run_on=_next_of_run(plan, selinexor, day),
        held=held, empty=not due,
    )  # fmt: skip


def _next_of_run(plan: Plan, selinexor: DrugSchedule, day: date) -> datetime | None:
    for later in (day + timedelta(days=number) for number in range(1, RUN_DAYS + 1)):
        where = cycle_day(plan, later)
        if where is not None and where.day in selinexor.days:
            return resolve(later, selinexor.at, plan.zone)
    return None


_Time = tuple[str, Intake, bool]  # slot, instant, whether it is timed against a dose


def _times(
    versions: Sequence[Plan], plan: Plan, entry: Antiemetic, day: date, where: CycleDay, anchor: _Anchor | None
) -> Iterator[_Time]:
    if anchor is not None:
        yield from _around_dose(entry, anchor)
    for one in entry.times:
        if isinstance(one, AtTime):
            yield from _on_the_clock(versions, plan, one, day, where, anchor)


def _around_dose(entry: Antiemetic, anchor: _Anchor) -> Iterator[_Time]:
    for one in entry.times:
        if isinstance(one, Before):
            yield f"-{one.minutes}", Intake(at=anchor.at - timedelta(minutes=one.minutes)), True
        elif isinstance(one, After):
            yield f"+{one.minutes}", Intake(at=anchor.at + timedelta(minutes=one.minutes)), True
        elif isinstance(one, Every):
            yield from _chain(entry, one, anchor)


def _chain(entry: Antiemetic, every: Every, anchor: _Anchor) -> Iterator[_Time]:
    """Until so long after the last dose of the run; the next dose of it begins a chain of its own."""
    end = anchor.at + timedelta(minutes=every.until_minutes) if anchor.run_on is None else anchor.run_on
    for minutes in entry.chain(every, int((end - anchor.at).total_seconds() // 60)):
        at = anchor.at + timedelta(minutes=minutes)
        if at != anchor.run_on:
            yield f"+{minutes}", Intake(at=at), True


def _on_the_clock(
    versions: Sequence[Plan], plan: Plan, one: AtTime, day: date, where: CycleDay, anchor: _Anchor | None
) -> Iterator[_Time]:
    if one.every_day or where.day in one.cycle_days:
        yield f"@{one.at:%H:%M}", _at(plan.zone, day, one), False
    elif anchor is not None:
        for offset in one.offsets:
            on = day + timedelta(days=offset)
            there = plan_on(versions, on) or plan
            yield f"@{one.at:%H:%M}+{offset}", _at(there.zone, on, one), True


def _at(zone: str, day: date, one: AtTime) -> Intake:
    at = resolve(day, one.at, zone)
    return Intake(at=at, clock=datetime.combine(day, one.at))


def run_end(plan: Plan, since: date, every: Every) -> datetime | None:
    """Until when, on the plan's clocks, intakes go on after the next run of doses from a day on."""
    selinexor = plan.schedule_of(Drug.SELINEXOR)
    days = (max(since, plan.c1d1_on) + timedelta(days=number) for number in range(plan.cycle_days))
    dose_days = [day for day in days if selinexor and (where := cycle_day(plan, day)) and where.day in selinexor.days]
    if selinexor is None or not dose_days:
        return None
    last = dose_days[0]
    for day in dose_days[1:]:
        last = day if day - last <= timedelta(days=RUN_DAYS) else last
    end = resolve(last, selinexor.at, plan.zone) + timedelta(minutes=every.until_minutes)
    return to_local(end, plan.zone)
