"""Scripted faults between the bot and Telegram: what goes wrong, for which calls, how often and until when.

It decides which call a fault strikes and remembers who hangs; the server does the breaking. Time is the virtual clock's.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.clock import Clock

JSON_SERVER_ERROR = 500
SERVER_ERRORS = (500, 502, 503, 504)


class What(StrEnum):
    """The kinds of faults."""

    TOO_MANY_REQUESTS = "too-many-requests"
    SERVER_ERROR = "server-error"
    HANG = "hang"
    DROPPED_BEFORE = "dropped-before"
    DROPPED_AFTER = "dropped-after"
    OUTAGE = "outage"


_CHOOSING = frozenset({"method", "who", "times", "until"})
# What may be said of each kind; `who` is a chat here, a person in scenarios and on the page.
OPTIONS: Mapping[What, frozenset[str]] = {
    What.TOO_MANY_REQUESTS: _CHOOSING | {"retry_after"},
    What.SERVER_ERROR: _CHOOSING | {"code"},
    What.HANG: _CHOOSING,
    What.DROPPED_BEFORE: _CHOOSING,
    What.DROPPED_AFTER: _CHOOSING,
    What.OUTAGE: frozenset({"until"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault. No method: any; no chat: any; no `times`: every time; no `until`: until it is lifted."""

    what: What
    method: str | None = None
    chat_id: int | None = None
    times: int | None = None
    until: datetime | None = None
    retry_after: int = 30
    code: int = 502

    def __post_init__(self) -> None:
        if self.what is What.OUTAGE and any(one is not None for one in (self.method, self.chat_id, self.times)):
            raise ValueError("An outage is for every call, of everyone.")
        if (self.times is not None and self.times < 1) or self.retry_after < 1 or self.code not in SERVER_ERRORS:
            raise ValueError("A fault strikes once or more, asks to wait a second or more, and has a code from 500 up.")

    def strikes(self, method: str, chat_id: int | None) -> bool:
        """Whether it is about this call."""
        called = self.method is None or self.method.lower() == method.lower()
        return self.what is not What.OUTAGE and called and self.chat_id in {None, chat_id}

    def told(self) -> str:
        """What happens, in a few words."""
        match self.what:
            case What.TOO_MANY_REQUESTS:
                return f"429 Too Many Requests, retry after {self.retry_after}"
            case What.SERVER_ERROR:
                return f"{self.code}, a server error"
            case What.HANG:
                return "no answer"
            case What.DROPPED_BEFORE:
                return "connection lost before it was taken"
            case What.DROPPED_AFTER:
                return "taken, then connection lost"
            case What.OUTAGE:
                return "Telegram cannot be reached"


class Faults:
    """The faults in force, by number, oldest first; the oldest that is about a call strikes it."""

    def __init__(self, clock: Clock) -> None:
        """None yet."""
        self._clock = clock
        self._active: dict[int, Fault] = {}
        self._hanging: dict[asyncio.Future[None], int] = {}
        self._last = 0
        self.struck = 0

    @property
    def active(self) -> Mapping[int, Fault]:
        """Those that may still strike; `times` is how often."""
        now = self._clock.now()
        self._active = {n: one for n, one in self._active.items() if one.until is None or one.until > now}
        return dict(self._active)

    @property
    def outages(self) -> tuple[Fault, ...]:
        """The outages going on."""
        return tuple(one for one in self.active.values() if one.what is What.OUTAGE)

    def outage_until(self) -> datetime | None:
        """When an outage going on ends, if that is known."""
        known = [one.until for one in self.outages if one.until is not None]
        return max(known, default=None) if len(known) == len(self.outages) else None

    def add(self, fault: Fault) -> int:
        """From now on; returns the number to lift it by."""
        self._last += 1
        self._active[self._last] = fault
        return self._last

    def lift(self, which: int | What | None = None) -> None:
        """End one, those of a kind, or all; whatever hangs on them goes on."""
        ended = {n for n, one in self._active.items() if which in {None, n, one.what}}
        self._active = {n: one for n, one in self._active.items() if n not in ended}
        for hanging, on in self._hanging.items():
            if (which in {None, What.HANG, on}) and not hanging.done():
                hanging.set_result(None)

    def strike(self, method: str, chat_id: int | None) -> tuple[int, Fault] | None:
        """The fault that this call meets, if any; uses up one of its times."""
        for number, fault in self.active.items():
            if fault.strikes(method, chat_id):
                self._use(number, fault)
                return number, fault
        return None

    def _use(self, number: int, fault: Fault) -> None:
        self.struck += 1
        if fault.times == 1:
            del self._active[number]
        elif fault.times is not None:
            self._active[number] = replace(fault, times=fault.times - 1)

    async def hang(self, number: int) -> None:
        """Return when the fault is lifted."""
        hanging = asyncio.get_running_loop().create_future()
        self._hanging[hanging] = number
        try:
            await hanging
        finally:
            del self._hanging[hanging]
