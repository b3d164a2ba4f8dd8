"""What could not be said in its time: each such thing, an absence and why, and what a team has to know of it.

Pure: it counts and orders. Nothing here knows a drug, a message or the time.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Late(StrEnum):
    """What became of something that could not be said in its time."""

    DOSE_EXPIRED = "dose-expired"  # no message within the dose's window; the patient is asked what happened
    ANTIEMETIC_EXPIRED = "antiemetic-expired"
    DOSE_LATE = "dose-late"  # the first message came late, but within the window, and asked
    ASKED_AGAIN = "asked-again"  # an answer may have been lost


NEVER_SAID = (Late.DOSE_EXPIRED, Late.ANTIEMETIC_EXPIRED)


class Why(StrEnum):
    """What kept the bot from working, as far as it knows."""

    BOT = "bot"  # the process was not running
    TELEGRAM = "telegram"
    DATABASE = "database"
    CLOCK = "clock"  # it was not away at all: the machine's clock was put forward
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """A time in which nothing was heard."""

    since: datetime
    until: datetime
    why: Why

    def to_json(self) -> dict[str, Any]:
        """JSON types only."""
        return {"since": self.since.isoformat(), "until": self.until.isoformat(), "why": str(self.why)}

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> "Outage":
        """The reverse of `to_json`."""
        since, until = (datetime.fromisoformat(body[name]) for name in ("since", "until"))
        return cls(since=since, until=until, why=Why(body["why"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One thing that was late, of one patient."""

    patient_id: int
    what: Late
    at: datetime
    subject: str = ""


def counted(noted: Iterable[Noted]) -> tuple[tuple[Late, int], ...]:
    """How many there were of each kind, the worst kind first."""
    found = Counter(one.what for one in noted)
    return tuple((what, found[what]) for what in Late if found[what])


def who_matters(noted: Sequence[Noted], red_flags: frozenset[int]) -> tuple[tuple[int, Late], ...]:
    """The patients somebody should look at, each with the worst of it: those with an open red flag first."""
    worst: dict[int, Late] = {}
    for what in NEVER_SAID:
        for one in noted:
            if one.what is what:
                worst.setdefault(one.patient_id, what)
    return tuple(sorted(worst.items(), key=lambda one: one[0] not in red_flags))
