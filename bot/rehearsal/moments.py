"""Points in time as scenarios and the page write them: "Mon 09:00", "+1h", an instant.

A time without a zone is read on the clocks of the scenario's zone; every answer is an instant in UTC.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.localtime import resolve, to_local

NEXT_EVENT = "next-event"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_STEP = re.compile(r"\+((?:\d{1,4}[dhms])+)")
_PART = re.compile(r"(\d+)([dhms])")
_CLOCK_TIME = re.compile(r"(?:(mon|tue|wed|thu|fri|sat|sun)[a-z]* )?(\d{1,2}):(\d{2})")
_UNITS = {"h": "hours", "m": "minutes", "s": "seconds"}
_HINT = 'say "Mon 09:00", "09:00", "2026-05-04 09:00", an ISO instant, "+1h", "+2d" or next-event'


class NoMomentError(ValueError):
    """The words name no point in time; the message says what would."""


def read_moment(words: str, now: datetime, zone: str) -> datetime:
    """The instant meant, as seen from now."""
    try:
        return _read(words.strip(), now, zone)
    except OverflowError:
        raise NoMomentError(f"{words[:40]!r} is too far away") from None


def _read(said: str, now: datetime, zone: str) -> datetime:
    if stepped := _STEP.fullmatch(said):
        return _after(now, stepped[1], zone)
    if clock_time := _CLOCK_TIME.fullmatch(said.lower()):
        return _next(clock_time[1], _time(clock_time[2], clock_time[3]), now, zone)
    return read_instant(said, zone)


def read_instant(words: str, zone: str) -> datetime:
    """The instant written out, with an offset or on the clocks of the zone."""
    try:
        written = datetime.fromisoformat(words.strip())
    except ValueError:
        raise NoMomentError(f"{words!r} is no point in time: {_HINT}") from None
    if written.tzinfo is None:
        return resolve(written.date(), written.time(), zone)
    return written.astimezone(UTC)


def show_moment(instant: datetime, zone: str) -> str:
    """The instant as people say it: "Mon 4 May, 09:00"."""
    local = to_local(instant, zone)
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"


def _after(now: datetime, parts: str, zone: str) -> datetime:
    """Days keep the wall time, as a person would say it; smaller units are elapsed time."""
    moment = now
    for amount, unit in _PART.findall(parts):
        if unit == "d":
            local = to_local(moment, zone)
            moment = resolve(local.date() + timedelta(days=int(amount)), local.time(), zone)
        else:
            moment += timedelta(**{_UNITS[unit]: int(amount)})
    return moment


def _next(day: str | None, at: time, now: datetime, zone: str) -> datetime:
    today = to_local(now, zone).date()
    for ahead in range(9):
        candidate = today + timedelta(days=ahead)
        if _is(day, candidate) and (moment := resolve(candidate, at, zone)) > now:
            return moment
    raise NoMomentError(f"there is no such time within a week: {_HINT}")


def _is(day: str | None, candidate: date) -> bool:
    return day is None or _DAYS[candidate.weekday()] == day


def _time(hours: str, minutes: str) -> time:
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        raise NoMomentError(f"{hours}:{minutes} is no time of day") from None
