"""The heartbeat: a handful of ticks that APScheduler calls, and a watch that restarts it when it stops.

A tick is a plain function that does what is due and returns; the rehearsal calls the same functions itself. APScheduler
stands still for as long as the clock was set back, so the watch goes by a clock that cannot be set.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import monotonic_seconds
from bot.logs import event
from bot.service import diary
from bot.service.delivery import Relay
from bot.service.office import Office

log = logging.getLogger(__name__)

Tick = Callable[[], Awaitable[object]]
SILENT_TOO_LONG = 60.0  # seconds
WATCHED_EVERY = 15.0


async def settle(office: Office, relay: Relay) -> int:
    """Do what is due and send what may go, once; returns how much there was."""
    return await diary.do_what_is_due(office) + await relay.deliver()


class Heartbeat:
    """Calls ticks at their intervals until stopped."""

    def __init__(self, ticks: dict[str, tuple[float, Tick]]) -> None:
        """`ticks`: name to (seconds between, what to call)."""
        self._ticks = ticks
        self._last_beat = monotonic_seconds()
        self._scheduler = self._made()

    def _made(self) -> AsyncIOScheduler:
        # Coalesced and without a misfire limit: a late tick runs once, and is never dropped.
        defaults = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        for name, (seconds, _) in self._ticks.items():
            scheduler.add_job(self._beat, "interval", seconds=seconds, id=name, args=[name])
        return scheduler

    async def _beat(self, name: str) -> None:
        self._last_beat = monotonic_seconds()
        try:
            await self._ticks[name][1]()
        except Exception:  # noqa: BLE001 - a tick that fails is tried again at its next beat; it must not end the rest
            event(log, "tick_failed", logging.ERROR, exc_info=True, tick=name)

    async def run(self, stop: asyncio.Event) -> None:
        """Beat until told to stop."""
        self._scheduler.start()
        try:
            while not stop.is_set():
                await self._watch(stop)
        finally:
            self._scheduler.shutdown(wait=False)

    async def _watch(self, stop: asyncio.Event) -> None:
        try:
            await asyncio.wait_for(stop.wait(), WATCHED_EVERY)
        except TimeoutError:
            if monotonic_seconds() - self._last_beat > SILENT_TOO_LONG:
                self.restart()

    def restart(self) -> None:
        """Begin anew with a fresh scheduler."""
        event(log, "heartbeat_restarted", logging.ERROR)
        self._scheduler.shutdown(wait=False)
        self._last_beat = monotonic_seconds()
        self._scheduler = self._made()
        self._scheduler.start()
