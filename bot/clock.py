"""The only reader of time in the product; every other way to ask is refused by the linter.

A use case reads `now()` once and passes it on. The virtual clock moves only when told, and waits for nothing real.
"""

import asyncio
import heapq
import itertools
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

# A long sleep is cut into slices, so that a wall clock that was set is noticed within a minute.
_SLICE = timedelta(seconds=60)
# A machine that slept was away: where there is a clock that counts its sleep, that one tells what was lived through.
_LIVED = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
# Turns of the event loop given to whoever has just been woken, before time moves on.
_TURNS = 20


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """Return the present instant, aware and in UTC."""

    def lived(self) -> timedelta:
        """Return a time that goes on evenly whatever the clock is set to: for lengths within one process, no instant."""

    async def sleep_until(self, instant: datetime) -> None:
        """Return once the clock has reached the instant; at once when it has passed."""


class ClockWentBackError(Exception):
    """A virtual clock was asked to go back without saying that this is meant."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def lived(self) -> timedelta:
        return timedelta(seconds=time.clock_gettime(_LIVED))

    async def sleep_until(self, instant: datetime) -> None:
        _aware(instant)
        while (left := instant - self.now()) > timedelta(0):  # noqa: ASYNC110 - no event tells that time has passed
            await asyncio.sleep(min(left, _SLICE).total_seconds())


async def let_others_run() -> None:
    """Give every task that is ready a few turns of the event loop."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)


class VirtualClock:
    """A clock that stands still until it is moved.

    `settle` is awaited each time a sleeper has been woken and after the last step: a rehearsal passes one that returns
    only when the bot has nothing left to do. With `autojump`, `sleep_until` moves the clock itself: for one actor alone.
    """

    def __init__(
        self,
        start: datetime,
        *,
        autojump: bool = False,
        settle: Callable[[], Awaitable[None]] = let_others_run,
    ) -> None:
        self._now = _aware(start)
        self._lived = timedelta(0)
        self._autojump = autojump
        self._settle = settle
        self._order = itertools.count()
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        return self._now

    def lived(self) -> timedelta:
        return self._lived

    async def sleep_until(self, instant: datetime) -> None:
        due_at = _aware(instant)
        if due_at <= self._now:
            await asyncio.sleep(0)
        elif self._autojump:
            await self.advance_to(due_at)
        else:
            woken = asyncio.get_running_loop().create_future()
            heapq.heappush(self._sleepers, (due_at, next(self._order), woken))
            await woken

    def next_sleeper_at(self) -> datetime | None:
        """Return the instant the next sleeper waits for, if anybody waits."""
        self._forget_cancelled()
        return self._sleepers[0][0] if self._sleepers else None

    async def advance_to(self, instant: datetime) -> None:
        """Move to the instant, waking sleepers one by one, each at its own time."""
        target = _aware(instant)
        if target < self._now:
            raise ClockWentBackError(f"The clock stands at {self._now} and was asked to advance to {target}.")
        while (due_at := self.next_sleeper_at()) is not None and due_at <= target:
            _, _, woken = heapq.heappop(self._sleepers)
            # Two may advance at once (a page and a scenario): the clock still never runs backwards.
            self._live_until(due_at)
            woken.set_result(None)
            await self._settle()
        self._live_until(target)
        await self._settle()

    async def advance(self, step: timedelta) -> None:
        """Move on by so much."""
        await self.advance_to(self._now + step)

    def set_to(self, instant: datetime) -> None:
        """Set the clock, wrong or right, as a person does with a machine's; no time passes, sleepers wait for theirs."""
        self._now = _aware(instant)

    def _live_until(self, instant: datetime) -> None:
        later = max(self._now, instant)
        self._lived += later - self._now
        self._now = later

    def _forget_cancelled(self) -> None:
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)


def monotonic_seconds() -> float:
    """Seconds that never go back, for watchdogs and rate limits of the machine itself; not an instant."""
    return time.monotonic()


def _aware(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise ValueError("An instant needs a zone.")
    return instant.astimezone(UTC)
