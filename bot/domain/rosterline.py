"""What staff type about their hours, in English or Spanish: `Mon-Fri 08:00-17:00`, `away 24 Dec to 2 Jan`,
`Clara covers me on Mon 4 May`, `swap Mon 4 May with Clara on Tue 5 May`.

What cannot be read for certain comes back as a sentence that says what to type; nothing is guessed.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.domain.changetext import read_day
from bot.domain.messages import Line, line
from bot.domain.roster import Shift

LONGEST_ABSENCE = timedelta(days=366)

_DAYS = (("mon", "lun"), ("tue", "mar"), ("wed", "mie"), ("thu", "jue"), ("fri", "vie"), ("sat", "sab"), ("sun", "dom"))
_BY_NAME = {name: number for number, names in enumerate(_DAYS) for name in names}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FULL = frozenset({
    "mon", "monday", "tue", "tues", "tuesday", "wed", "weds", "wednesday", "thu", "thur", "thurs", "thursday", "fri",
    "friday", "sat", "saturday", "sun", "sunday", "lun", "lunes", "mar", "martes", "mie", "miercoles", "jue", "jueves",
    "vie", "viernes", "sab", "sabado", "sabados", "dom", "domingo", "domingos",
})  # fmt: skip
_EVERY_DAY = frozenset({"every day", "daily", "todos los dias", "cada dia", "a diario"})
_ANY_HOUR = frozenset({"any hour", "at any hour", "any time", "a cualquier hora", "siempre", "always"})
_NEVER = frozenset({"none", "no hours", "never", "ninguna", "ninguno", "sin horario", "nunca"})
_BACK = frozenset({"back", "i am back", "de vuelta", "he vuelto", "ya he vuelto"})
_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?"
_HOURS = re.compile(
    rf"(?P<days>[a-z].*?),?\s+(?:from |de |desde las )?{_TIME}\s*(?:-|–|to|until|till|a|hasta)\s*(?:las )?{_TIME}"
)
_AWAY = re.compile(
    r"(?:away|off|on holiday|holiday|ausente|fuera|de vacaciones|vacaciones)[:,]? (?:from |on |del |de |desde el |el )?(.+)"
)
_COVER = re.compile(r"(.+?) (?:covers(?: for)? me|me cubre|me sustituye),? (?:on |from |el |del |desde el )?(.+)")
_SWAP = re.compile(r"(?:swap|cambio|cambiar) (?:my |el |mi )?(.+?) (?:with|con) (.+?) (?:on|for|el|por el) (.+)")
_TO = re.compile(r" (?:to|until|till|al|a|hasta el|hasta) | +[-–] +")
_WEEKDAY = re.compile(r"([a-z]+)\.?,? \d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """The line cannot be taken as it stands; says what to type."""

    problem: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHours:
    """My hours are these; None: any hour."""

    shifts: tuple[Shift, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAway:
    """I am away on these days."""

    since_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeBack:
    """From today I am there again, whatever was said before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCover:
    """Somebody is to do my shifts of these days."""

    name: str
    since_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSwap:
    """Somebody is to do my shifts of one day, and I theirs of another."""

    name: str
    mine_on: date
    theirs_on: date


Wish = SetHours | SetAway | ComeBack | AskCover | AskSwap


def read_line(text: str, today: date) -> Wish | Unread:
    """One typed line."""
    said = _plain(text)
    if said in _BACK:
        return ComeBack()
    if found := _SWAP.fullmatch(said):
        return _swap(found[1], found[2], found[3], today)
    if found := _COVER.fullmatch(said):
        days = _range(found[2], today)
        return days if isinstance(days, Unread) else AskCover(name=found[1], since_on=days[0], until_on=days[1])
    if found := _AWAY.fullmatch(said):
        days = _range(found[1], today)
        return days if isinstance(days, Unread) else SetAway(since_on=days[0], until_on=days[1])
    read = read_hours(said)
    return read if isinstance(read, Unread) else SetHours(shifts=read)


def read_hours(text: str) -> tuple[Shift, ...] | Unread | None:
    """`Mon-Fri 08:00-17:00; Sat 09:00-13:00`, `any hour` (None) or `none` (empty)."""
    said = _plain(text)
    if said in _ANY_HOUR:
        return None
    if said in _NEVER:
        return ()
    shifts: list[Shift] = []
    for part in re.split(r"[;\n]", said):
        if not part.strip():
            continue
        shift = _shift(part.strip())
        if shift is None:
            return Unread(problem=line("roster-problem-hours", written=part.strip()[:60]))
        shifts.append(shift)
    return tuple(shifts) if shifts else Unread(problem=line("roster-problem-hours", written="-"))


def written(shifts: tuple[Shift, ...]) -> str:
    """The hours on one line; reading it gives the same hours."""
    each = (
        f"{','.join(WEEKDAYS[day] for day in sorted(one.days))} {one.since:%H:%M}-{one.until:%H:%M}" for one in shifts
    )
    return "; ".join(each) or "none"


def _shift(part: str) -> Shift | None:
    found = _HOURS.fullmatch(part)
    days = _week_days(found["days"]) if found else None
    since, until = (_time(found[2], found[3]), _time(found[4], found[5])) if found else (None, None)
    if found is None or days is None or since is None or until is None:
        return None
    if until <= since and not (found[3] and found[5]):
        return None  # "9-5" means the afternoon to most and the next morning to us: let it be written out
    return Shift(days=days, since=since, until=until)


def _time(hours: str, minutes: str | None) -> time | None:
    """`8`, `08:00`; 24 is the midnight that ends the day."""
    hour, minute = int(hours), int(minutes or 0)
    if (hour, minute) == (24, 0):
        return time(0)
    return time(hour, minute) if hour <= 23 and minute <= 59 else None


def _week_days(text: str) -> frozenset[int] | None:
    said = re.sub(r"^(?:from|de|del|los|on) ", "", text.strip(" ,"))
    if said in _EVERY_DAY:
        return frozenset(range(7))
    days: set[int] = set()
    for item in re.split(r",| and | y |&|\+", said):
        ends = [_week_day(one) for one in re.split(r"-|–| to | a ", item.strip())]
        if len(ends) > 2 or None in ends:
            return None
        first, last = ends[0] or 0, ends[-1] or 0
        days |= {(first + number) % 7 for number in range((last - first) % 7 + 1)}
    return frozenset(days) or None


def _week_day(word: str) -> int | None:
    name = word.strip().rstrip(".").removeprefix("los ").removeprefix("el ")
    return _BY_NAME[name[:3]] if name in _FULL else None


def _swap(mine: str, name: str, theirs: str, today: date) -> AskSwap | Unread:
    days = [_one_day(one, today) for one in (mine, theirs)]
    wrong = [one for one in days if isinstance(one, Unread)]
    first, second = days
    if isinstance(first, Unread) or isinstance(second, Unread):
        return wrong[0]
    return AskSwap(name=name.strip(), mine_on=first, theirs_on=second)


def _range(text: str, today: date) -> tuple[date, date] | Unread:
    """`24 Dec to 2 Jan`, or one day."""
    first, *rest = _TO.split(text.strip(), maxsplit=1)
    since = _one_day(first, today)
    if isinstance(since, Unread):
        return since
    until = _one_day(rest[0], since) if rest else since
    if isinstance(until, Unread):
        return until
    if not timedelta(0) <= until - since <= LONGEST_ABSENCE:
        return Unread(problem=line("roster-problem-order", since=since, until=until))
    return since, until


def _one_day(text: str, today: date) -> date | Unread:
    """A day that is not past; a weekday that does not fit it is a slip, and nobody guesses which of both was meant."""
    said = text.strip(" ,.")
    day = read_day(said, today)
    if day is None:
        return Unread(problem=line("roster-problem-day", written=said[:40] or "-"))
    if day < today:
        return Unread(problem=line("roster-problem-past", day=day))
    named = _WEEKDAY.match(said)
    weekday = _week_day(named[1]) if named else None
    if weekday is not None and weekday != day.weekday():
        return Unread(problem=line("roster-problem-weekday", day=day, written=said[:40]))
    return day


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(one for one in folded if not unicodedata.combining(one))
    return "\n".join(" ".join(row.split()) for row in kept.splitlines()).strip(" .\n")
