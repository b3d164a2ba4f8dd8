"""An antiemetic as a pharmacist types it, on one line, and the line an antiemetic is written as. The one grammar of them.

    ondansetron, 8 mg, 30 min before, 8 h after, every 12 h until 24 h, gap 6 h, max 3 a day, if not taken: stop
    olanzapine, 5 mg, at 21:00 on dose days and the day after

Name and amount first, then its times in any order; what is left out is not guessed. English and Spanish are understood,
accents and capitals aside. A number alone is minutes before the dose.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import time
from typing import Any, assert_never

from bot.domain.antiemetic import (
    After,
    Antiemetic,
    AntiemeticError,
    AtTime,
    Before,
    Every,
    IfNotTaken,
    IntakeTime,
    Wrong,
)

HOW = "ondansetron, 8 mg, 30 min before, 8 h after, every 12 h until 24 h, gap 6 h, max 3 a day, if not taken: stop"
HOW_BY_THE_CLOCK = "olanzapine, 5 mg, at 21:00 on dose days and the day after"

_LONG = r"(\d{1,4}) ?(min|minutes?|minutos?|h|hours?|horas?)"
_AFTER_LAST = r"(?: after the last dose| despues de la ultima (?:dosis|toma))"
_DAYS_AFTER = r"(?:the day after|the (\d) days after|el dia siguiente|los (\d) dias siguientes)"
_DOSE_DAYS = r"(?:on|en|los) (?:dose days|dias de (?:dosis|toma))"


def read_antiemetic(text: str) -> Antiemetic:
    """The antiemetic a line says; raises AntiemeticError, whose `line` tells what is wrong and how it is written."""
    parts = [" ".join(one.split()) for one in text.split(",")]
    if len(parts) < 3 or not all(parts):
        raise AntiemeticError(Wrong.TOO_SHORT, how=HOW)
    times: list[IntakeTime] = []
    rest: dict[str, Any] = {}
    for part in parts[2:]:
        found = _part(part)
        if not isinstance(found, Mapping):
            times.append(found)
        elif found.keys() & rest.keys():
            raise AntiemeticError(Wrong.TWICE)
        else:
            rest |= found
    return Antiemetic(name=parts[0], amount=parts[1], times=tuple(times), **rest)


def _part(part: str) -> IntakeTime | Mapping[str, Any]:
    plain = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode().casefold()
    for pattern, made in _PARTS:
        if found := pattern.fullmatch(plain):
            return made(found)
    raise AntiemeticError(Wrong.PART, part=part[:40], how=HOW, clock=HOW_BY_THE_CLOCK)


def _minutes(number: str, unit: str) -> int:
    return int(number) * (60 if unit.startswith("h") else 1)


def _before(found: re.Match[str]) -> Before:
    return Before(minutes=_minutes(found[1], found[2]))


def _after(found: re.Match[str]) -> After:
    return After(minutes=_minutes(found[1], found[2]))


def _every(found: re.Match[str]) -> Every:
    return Every(minutes=_minutes(found[1], found[2]), until_minutes=_minutes(found[3], found[4]))


def _clock(found: re.Match[str], **days: Any) -> AtTime:
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        raise AntiemeticError(Wrong.TIME, at=f"{hour}:{found[2]}")
    return AtTime(at=time(hour, minute), **days)


def _every_day(found: re.Match[str]) -> AtTime:
    return _clock(found)


def _dose_days(found: re.Match[str]) -> AtTime:
    after = found.group("after")
    return _clock(found, dose_day=True, days_after=0 if after is None else int(found[4] or found[5] or 1))


def _days_after(found: re.Match[str]) -> AtTime:
    return _clock(found, days_after=int(found[3] or found[4] or 1))


def _cycle_days(found: re.Match[str]) -> AtTime:
    return _clock(found, cycle_days=tuple(int(one) for one in re.findall(r"\d+", found[3])))


def _gap(found: re.Match[str]) -> Mapping[str, Any]:
    return {"gap_minutes": _minutes(found[1], found[2])}


def _most(found: re.Match[str]) -> Mapping[str, Any]:
    return {"most_a_day": int(found[1])}


def _if_not_taken(found: re.Match[str]) -> Mapping[str, Any]:
    stops = found[1] in ("stop", "parar", "para", "se para")
    return {"if_not_taken": IfNotTaken.STOP if stops else IfNotTaken.GOES_ON}


_AT = r"(?:at|a las?) (\d{1,2}):(\d{2}) "
_PARTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], IntakeTime | Mapping[str, Any]]], ...] = tuple(
    (re.compile(pattern, re.ASCII), made)
    for pattern, made in (
        (r"(\d{1,4})()", lambda found: Before(minutes=int(found[1]))),
        (r"with the dose|con la (?:dosis|toma)", lambda _: Before(minutes=0)),
        (rf"{_LONG} (?:before|antes)(?: the dose| de la (?:dosis|toma))?", _before),
        (rf"{_LONG} (?:after|later|despues)(?: the dose| de la (?:dosis|toma))?", _after),
        (
            rf"(?:then |luego )?(?:every|cada) {_LONG} (?:until|hasta) {_LONG}{_AFTER_LAST}?",
            _every,
        ),
        (rf"{_AT}(?:every day|cada dia|todos los dias)", _every_day),
        (rf"{_AT}{_DOSE_DAYS}(?P<after> (?:and|y) {_DAYS_AFTER})?", _dose_days),
        (rf"{_AT}(?:on )?{_DAYS_AFTER}", _days_after),
        (rf"{_AT}(?:on cycle days?|(?:en|el|los) dias? (?:de|del) ciclo) (\d+(?: (?:and |y )?\d+)*)", _cycle_days),
        (rf"(?:minimum )?(?:gap|separacion|intervalo)(?: minim[oa])? {_LONG}", _gap),
        (r"(?:max|maximo|at most) (\d{1,2}) (?:a day|per day|al dia|in 24 h|en 24 h)", _most),
        (r"(?:if not taken|si no se toma):? ?(stop|parar|para|se para|goes? on|sigue)", _if_not_taken),
    )
)


def written(one: Antiemetic) -> str:
    """The line that `read_antiemetic` reads as this antiemetic."""
    limits = [f"gap {_long(one.gap_minutes)}"] if one.gap_minutes else []
    if one.most_a_day is not None:
        limits.append(f"max {one.most_a_day} a day")
    if one.follows_doses:
        limits.append(f"if not taken: {one.if_not_taken.replace('-', ' ')}")
    return ", ".join((one.name, one.amount, *(_written(each) for each in one.times), *limits))


def _written(one: IntakeTime) -> str:
    match one:
        case Before(minutes=0):
            return "with the dose"
        case Before():
            return f"{_long(one.minutes)} before"
        case After():
            return f"{_long(one.minutes)} after"
        case Every():
            return f"every {_long(one.minutes)} until {_long(one.until_minutes)}"
        case AtTime():
            return f"at {one.at:%H:%M} {_days(one)}"
        case _:
            assert_never(one)


def _long(minutes: int) -> str:
    return f"{minutes} min" if minutes % 60 else f"{minutes // 60} h"


def _days(one: AtTime) -> str:
    if one.every_day:
        return "every day"
    if one.cycle_days:
        return f"on cycle days {' '.join(str(day) for day in one.cycle_days)}"
    after = "the day after" if one.days_after == 1 else f"the {one.days_after} days after"
    if not one.dose_day:
        return f"on {after}"
    return f"on dose days and {after}" if one.days_after else "on dose days"
