"""Wall time, zones and instants: the one place that turns a local date and time of day into UTC.

Zones come from the locked tzdata, never from the machine, so that every server computes the same instants. Nothing here
knows what time it is.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, reset_tzpath

AREAS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)


def use_locked_zones() -> None:
    """Read zones from the tzdata package only; call once at start, before any zone is used."""
    reset_tzpath([])
    ZoneInfo.clear_cache()


@cache
def zones_version() -> str:
    """Which edition of the world's rules the locked tzdata holds: `2026a`."""
    first = files("tzdata").joinpath("zoneinfo/tzdata.zi").read_text("utf-8").partition("\n")[0]
    return first.removeprefix("# version").strip()


@cache
def known_zones() -> frozenset[str]:
    """Every zone a plan may name: Area/City names of the locked tzdata, and UTC."""
    names = files("tzdata").joinpath("zones").read_text("utf-8").split()
    return frozenset(name for name in names if name == "UTC" or name.split("/")[0] in AREAS)


def known_zone(name: str) -> bool:
    """Whether a plan may name this zone."""
    return name in known_zones()


def place_key(name: str) -> str:
    """A place's name without capitals, accents and spare blanks, so that it is found however it is typed."""
    plain = unicodedata.normalize("NFKD", name.strip()).casefold()
    letters = "".join(one if one.isalnum() or one == "/" else " " for one in plain if not unicodedata.combining(one))
    return "_".join(letters.split())


def suggest(name: str) -> tuple[str, ...]:
    """Up to three zones that may have been meant by a name we do not take; the likeliest first."""
    wanted = re.sub(r"[\s_]+", "_", name.strip()).casefold()
    zones = sorted(known_zones())
    exact = tuple(zone for zone in zones if wanted in {zone.casefold(), _city(zone)})
    if exact or wanted in _old_names():
        return exact[:3] or (_old_names()[wanted],)
    spelt = {key: zone for zone in zones for key in (zone.casefold(), _city(zone))}
    close = get_close_matches(wanted, spelt, n=6, cutoff=0.75)
    return tuple(dict.fromkeys(spelt[one] for one in close))[:3]


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].casefold()


@cache
def _old_names() -> dict[str, str]:
    """Old names such as `US/Eastern`, and the Area/City name each stands for."""
    rules = files("tzdata").joinpath("zoneinfo/tzdata.zi").read_text("utf-8").splitlines()
    links = (line.split() for line in rules if line.startswith("L "))
    return {old.casefold(): new for _, new, old in links if known_zone(new) and not known_zone(old)}


def place(zone: str) -> str:
    """A zone as a person calls it: `New York`."""
    return zone.rpartition("/")[2].replace("_", " ")


def resolve(day: date, at: time, zone: str) -> datetime:
    """The instant of a wall time, read as RFC 5545 does: in a gap with the offset before it, in a fold the first."""
    # fold=0 is both: before a gap it keeps the earlier offset, in a fold it is the earlier of the two instants.
    return datetime.combine(day, at.replace(fold=0), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def to_local(instant: datetime, zone: str) -> datetime:
    """An instant on the clocks of a zone; raises ValueError for a time without a zone of its own."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(ZoneInfo(zone))
