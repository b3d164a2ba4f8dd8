"""A monitoring schedule on one line, as a pharmacist writes it and as it is kept.

`weight: baseline, every 7 until 57, then every 28 at 08:00; blood test: day 8, day 29` and the same in Spanish. What
cannot be read comes back as a sentence that says what and how; nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import time

from bot.domain.messages import Line, line
from bot.domain.monitoring import Schedule, Series, Stage, closer, day_stage, days_until
from bot.domain.regimen import MonitoringKind

LAST_DAY = 3650  # ten years: a later day is a slip of the keyboard
MOST_PARTS = 40

_KINDS = {
    MonitoringKind.WEIGHT: ("weight", "weights", "peso"),
    MonitoringKind.BLOOD_TEST: ("blood-test", "blood test", "blood tests", "bloods", "analitica", "analiticas", "analisis"),
    MonitoringKind.VISIT: ("visit", "visits", "clinic visit", "visita", "visitas"),
}  # fmt: skip
_BY_NAME = {name: kind for kind, names in _KINDS.items() for name in names}
_THEN = re.compile(r"^(?:and then|then|luego|despues|y)\s+")
_AT = re.compile(r",?\s*\b(?:at|a las)\s+([01]?\d|2[0-3]):([0-5]\d)$")
_BASELINE = re.compile(r"baseline|before the first dose|basal|inicial|antes de la primera (?:toma|dosis)")
_DAY = re.compile(r"(?:on )?(?:day|dia)\s+(\d{1,5})")
_EVERY = re.compile(
    r"(?:every|cada)\s+(\d{1,5})(?:\s+(?:days?|dias?))?"
    r"(?:\s+(?:until|till|to|hasta)(?:\s+(?:the|el))?(?:\s+(?:day|dia))?\s+(\d{1,5}))?"
)
_CLOSER = re.compile(r"closer|mas a menudo|mas seguido")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """The line cannot be taken as it stands; says why and how to write it."""

    problem: Line


@dataclass(slots=True)
class _Reader:
    """One series as it is read, part by part."""

    kinds: tuple[MonitoringKind, ...]
    baseline: bool = False
    at: time = time(8)
    stages: list[Stage] = field(default_factory=list)

    @property
    def reached(self) -> int:
        days = days_until(Series(kind=self.kinds[0], stages=tuple(self.stages)), LAST_DAY)
        return days[-1] if days else 1

    @property
    def endless(self) -> bool:
        return bool(self.stages) and self.stages[-1].until_day is None


def read_choice(text: str, offer: Schedule) -> Schedule | Unread:
    """What a pharmacist may answer: `offered`, `closer every 14 until 91`, `none`, or a schedule of their own."""
    said = _plain(text)
    if said in {"offered", "accept", "ofrecido", "aceptar"}:
        return offer
    if said in {"none", "ninguno", "ninguna", "no"}:
        return Schedule()
    if found := _CLOSER.match(said):
        return read_closer(said[found.end() :], offer)
    return read_schedule(text)


def read_closer(text: str, offer: Schedule) -> Schedule | Unread:
    """`every 14 until 91`: the offered schedule with these checks before the long intervals begin."""
    found = _EVERY.fullmatch(_plain(text).strip(" :,"))
    if found is None or found[2] is None:
        return Unread(problem=line("monitoring-problem-closer"))
    every, until = int(found[1]), int(found[2])
    made = closer(offer, every, until) if 1 <= every <= until <= LAST_DAY else None
    return Unread(problem=line("monitoring-problem-closer-room", every=every, until=until)) if made is None else made


def read_schedule(text: str) -> Schedule | Unread:
    """A schedule written out."""
    found: list[Series] = []
    for written in re.split(r"[;\n]", _plain(text)):
        if not written.strip():
            continue
        read = _series(written.strip())
        if isinstance(read, Unread):
            return read
        found += read
    kinds = [one.kind for one in found]
    if twice := [kind for kind in kinds if kinds.count(kind) > 1]:
        return Unread(problem=line("monitoring-problem-twice", what=line(f"check-{twice[0]}")))
    return Schedule(series=tuple(found)) if found else Unread(problem=line("monitoring-problem-empty"))


def _series(written: str) -> Sequence[Series] | Unread:
    named, colon, rest = written.partition(":")
    kinds = tuple(_BY_NAME.get(one.strip()) for one in re.split(r",|\+|&|\band\b|\by\b", named))
    known = tuple(one for one in kinds if one is not None)
    if not colon or not known or len(known) < len(kinds):
        return Unread(problem=line("monitoring-problem-kind", written=written[:60]))
    reader = _Reader(known)
    if found := _AT.search(rest):
        reader.at, rest = time(int(found[1]), int(found[2])), rest[: found.start()]
    for part in rest.split(",")[:MOST_PARTS]:
        if problem := _part(reader, _THEN.sub("", part.strip())):
            return Unread(problem=problem)
    if not reader.stages and not reader.baseline:
        return Unread(problem=line("monitoring-problem-empty"))
    made = Series(kind=known[0], stages=tuple(reader.stages), baseline=reader.baseline, at=reader.at)
    return [replace(made, kind=kind) for kind in known]


def _part(reader: _Reader, part: str) -> Line | None:
    """Take in one part of a series; a line says why it cannot be taken."""
    if _BASELINE.fullmatch(part):
        reader.baseline = True
        return None
    if reader.endless:
        return line("monitoring-problem-after-end", part=part[:60])
    if found := _DAY.fullmatch(part):
        return _day(reader, int(found[1]))
    if found := _EVERY.fullmatch(part):
        return _every(reader, int(found[1]), None if found[2] is None else int(found[2]))
    return line("monitoring-problem-part", part=part[:60] or "-")


def _day(reader: _Reader, day: int) -> Line | None:
    if day == 1 and not reader.stages:
        reader.baseline = True
        return None
    if not reader.reached < day <= LAST_DAY:
        return line("monitoring-problem-day", day=day, reached=reader.reached)
    reader.stages += day_stage(reader.reached, day)
    return None


def _every(reader: _Reader, every: int, until: int | None) -> Line | None:
    first = reader.reached + every
    if every < 1 or first > (LAST_DAY if until is None else min(until, LAST_DAY)) or (until or 0) > LAST_DAY:
        return line("monitoring-problem-every", every=every, until=until or 0, first=first)
    reader.stages.append(Stage(every_days=every, until_day=until))
    return None


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(one for one in folded if not unicodedata.combining(one)).replace(".", "").strip()
    return re.sub(r"[ \t]+", " ", kept)


def written(schedule: Schedule) -> str:
    """The schedule on one line; reading it gives the same schedule."""
    return "; ".join(f"{one.kind}: {', '.join(_parts(one))} at {one.at:%H:%M}" for one in schedule.series)


def _parts(series: Series) -> Iterable[str]:
    if series.baseline:
        yield "baseline"
    for one in series.stages:
        yield f"every {one.every_days}" + ("" if one.until_day is None else f" until {one.until_day}")
