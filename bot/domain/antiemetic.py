"""One antiemetic as prescribed: its times around a dose or on the clock, its minimum gap and its most in 24 hours.

A value and its arithmetic (F-EMET-03, F-EMET-10); it refuses to contradict itself. When its intakes fall due is told by
`intakes`, how a pharmacist writes it by `antiemeticline`. Nothing here chooses a medicine, an amount or a time.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import assert_never

from bot.domain.messages import Arg, Line
from bot.errors import DoseDayError

DAY = timedelta(hours=24)
# (ours) An intake may be taken this much late and still leave the whole gap before the next one.
LEAST_WINDOW = timedelta(minutes=30)
LONGEST_CHAIN = 96 * 60  # (ours) minutes after a dose; longer and one dose's chain would run into the next week's
EARLIEST = 12 * 60  # (ours) minutes before a dose
WIDEST_GAP = 22 * 60  # (ours) minutes; what is taken once a day must fit it on a day of 23 hours too
MOST_DAYS_AFTER = 4
LONGEST_NAME = 40


class Wrong(StrEnum):
    """What can be wrong with an antiemetic as written."""

    TOO_SHORT = "too-short"
    PART = "part"
    NAME = "name"
    NO_TIME = "no-time"
    TWICE = "twice"
    TIME = "time"
    BEFORE = "before"
    AFTER = "after"
    EVERY = "every"
    DAYS = "days"
    CYCLE_DAYS = "cycle-days"
    GAP = "gap"
    MOST = "most"
    TOO_CLOSE = "too-close"
    TOO_MANY = "too-many"


class AntiemeticError(DoseDayError, ValueError):
    """An antiemetic that contradicts itself, or that nobody can read; `line` says so to a pharmacist."""

    def __init__(self, code: Wrong, **args: Arg) -> None:
        super().__init__(code)
        self.line = Line(key=f"antiemetic-wrong-{code}", args=args)


class IfNotTaken(StrEnum):
    """What becomes of the intakes after a dose that was not taken, is unknown, was vomited or is on hold."""

    STOP = "stop"
    GOES_ON = "goes-on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """So many minutes before the planned instant of the dose; none: with it."""

    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """So many minutes after the planned instant of the dose."""

    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """Again and again from the last of the hours after the dose (or from the dose), until so long after the last dose
    of a run: doses of selinexor at most `intakes.RUN_DAYS` apart.
    """

    minutes: int
    until_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AtTime:
    """At a time of day: on dose days, on so many days after them, on days of the cycle; on every day if none is said."""

    at: time
    dose_day: bool = False
    days_after: int = 0
    cycle_days: tuple[int, ...] = ()

    @property
    def every_day(self) -> bool:
        """Whether it belongs to no dose and to no day of the cycle."""
        return not (self.dose_day or self.days_after or self.cycle_days)

    @property
    def offsets(self) -> range:
        """Days after a dose day on which it is due."""
        return range(0 if self.dose_day else 1, self.days_after + 1)


IntakeTime = Before | After | Every | AtTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Antiemetic:
    """One antiemetic of the patient's own prescription, in the pharmacist's words."""

    name: str
    amount: str
    times: tuple[IntakeTime, ...] = (Before(minutes=30),)
    gap_minutes: int = 0
    most_a_day: int | None = None
    if_not_taken: IfNotTaken = IfNotTaken.STOP

    def __post_init__(self) -> None:
        for text in (self.name, self.amount):
            if not text.strip() or len(text) > LONGEST_NAME or not text.isprintable():
                raise AntiemeticError(Wrong.NAME, most=LONGEST_NAME)
        _check_times(self.times)
        if not 0 <= self.gap_minutes <= WIDEST_GAP:
            raise AntiemeticError(Wrong.GAP, most=WIDEST_GAP // 60)
        if self.most_a_day is not None and not 1 <= self.most_a_day <= 24:
            raise AntiemeticError(Wrong.MOST)
        _check_limits(self)

    @property
    def mg(self) -> Decimal | None:
        """The amount in milligrams where it is written so (`8 mg`); None otherwise."""
        found = re.fullmatch(r"(\d{1,5}(?:\.\d{1,3})?) ?mg", self.amount.strip())
        return Decimal(found[1]) if found else None

    @property
    def medicine(self) -> str:
        """The name, for telling whether two entries are one medicine."""
        return medicine(self.name)

    @property
    def earliest_minutes(self) -> int:
        """How long before a dose its first intake is."""
        return max((one.minutes for one in self.times if isinstance(one, Before)), default=0)

    @property
    def follows_doses(self) -> bool:
        """Whether something of it comes after a dose, so that it matters what became of the dose."""
        return any(isinstance(one, After | Every) or (isinstance(one, AtTime) and one.offsets) for one in self.times)

    def chain(self, every: Every, until: int) -> range:
        """Minutes after the dose of what comes every so many hours, none later than `until`."""
        first = max((one.minutes for one in self.times if isinstance(one, After)), default=0) + every.minutes
        return range(first, until + 1, every.minutes)


def medicine(name: str) -> str:
    """A name as it is compared: capitals and spaces aside."""
    return " ".join(name.casefold().split())


def _check_times(times: Sequence[IntakeTime]) -> None:
    if not times:
        raise AntiemeticError(Wrong.NO_TIME)
    twice = any(count > 1 for count in Counter(times).values())
    if twice or sum(isinstance(one, Every) for one in times) > 1:
        raise AntiemeticError(Wrong.TWICE)
    for one in times:
        _check_time(one)


def _check_time(one: IntakeTime) -> None:
    match one:
        case Before():
            _within(Wrong.BEFORE, one.minutes, 0, EARLIEST)
        case After():
            _within(Wrong.AFTER, one.minutes, 1, LONGEST_CHAIN)
        case Every():
            _within(Wrong.EVERY, one.minutes, 60, 48 * 60)
            _within(Wrong.AFTER, one.until_minutes, 1, LONGEST_CHAIN)
        case AtTime():
            _check_clock(one)
        case _:
            assert_never(one)


def _within(code: Wrong, minutes: int, least: int, most: int) -> None:
    if not least <= minutes <= most:
        raise AntiemeticError(code, most=most // 60)


def _check_clock(one: AtTime) -> None:
    if one.at.tzinfo is not None or not 0 <= one.days_after <= MOST_DAYS_AFTER:
        raise AntiemeticError(Wrong.DAYS, most=MOST_DAYS_AFTER)
    if one.cycle_days and (one.dose_day or one.days_after):
        raise AntiemeticError(Wrong.DAYS, most=MOST_DAYS_AFTER)
    if any(day < 1 for day in one.cycle_days) or len(set(one.cycle_days)) < len(one.cycle_days):
        raise AntiemeticError(Wrong.CYCLE_DAYS)


def _check_limits(entry: Antiemetic) -> None:
    """What is written around one dose must keep its own gap and its own most in 24 hours."""
    chain = sorted(_around_one_dose(entry))
    room = entry.gap_minutes + int(LEAST_WINDOW.total_seconds() // 60)
    if entry.gap_minutes and any(later - earlier < room for earlier, later in pairwise(chain)):
        raise AntiemeticError(Wrong.TOO_CLOSE)
    most = entry.most_a_day
    if most is not None and any(later - earlier < 24 * 60 for earlier, later in zip(chain, chain[most:], strict=False)):
        raise AntiemeticError(Wrong.TOO_MANY)


def _around_one_dose(entry: Antiemetic) -> Iterator[int]:
    for one in entry.times:
        match one:
            case Before():
                yield -one.minutes
            case After():
                yield one.minutes
            case Every():
                yield from entry.chain(one, max(one.until_minutes, 48 * 60))  # a run is longer than one dose
            case AtTime():
                continue
            case _:
                assert_never(one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """An instant at which a medicine is due. `clock` is its wall time where it goes by the clock."""

    at: datetime
    clock: datetime | None = None

    def apart(self, other: "Intake") -> timedelta:
        """Elapsed time; what goes by the clock twice is a day apart from one evening to the next, whatever the clocks
        did in the night: once a day stays once a day.
        """
        elapsed = abs(self.at - other.at)
        if self.clock is None or other.clock is None:
            return elapsed
        return max(elapsed, abs(self.clock - other.clock))


def too_close(one: Intake, other: Intake, gap: timedelta) -> bool:
    """Whether a minimum gap forbids the two together, with a little room to take the first one late."""
    least = gap + LEAST_WINDOW if gap else timedelta(0)
    apart = one.apart(other)
    return apart < least or apart == timedelta(0)


def too_many(one: Intake, others: Sequence[Intake], most: int | None) -> bool:
    """Whether one more intake would make more than `most` in some 24 hours."""
    if most is None:
        return False
    by_time = sorted((one, *others), key=lambda each: each.at)
    windows = zip(by_time, by_time[most:], strict=False)
    return any(first.at <= one.at <= last.at and last.apart(first) < DAY for first, last in windows)


def free_from(taken_at: Sequence[datetime], gap: timedelta) -> datetime | None:
    """From when the minimum gap allows another intake, by what was said to be taken."""
    return max(taken_at) + gap if taken_at and gap else None
