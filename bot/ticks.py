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
ENDLESS = 300.0  # a tick at work for longer is broken off: one entry is one transaction, so nothing is half done
WATCHED_EVERY = 15.0
LAST_BEAT = 10.0  # for a tick at work when the stop comes


async def settle(office: Office, relay: Relay) -> int:
    """Do what is due and send what may go, once; returns how much there was."""
    return await diary.do_what_is_due(office) + await relay.deliver()


class Heartbeat:
    """Calls ticks at their intervals until stopped."""

    def __init__(self, ticks: dict[str, tuple[float, Tick]]) -> None:
        """`ticks`: name to (seconds between, what to call)."""
        self._ticks = ticks
        self._last_beat = monotonic_seconds()
        self._began: dict[str, float] = {}
        self._beating: set[asyncio.Task[None]] = set()
        self._scheduler = self._made()

    def _made(self) -> AsyncIOScheduler:
        # Coalesced and without a misfire limit: a late tick runs once, and is never dropped.
        defaults = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        for name, (seconds, _) in self._ticks.items():
            scheduler.add_job(self._beat, "interval", seconds=seconds, id=name, args=[name])
        return scheduler

    async def _beat(self, name: str) -> None:
        task = asyncio.current_task()
        self._last_beat = self._began[name] = monotonic_seconds()
        if task is not None:
            self._beating.add(task)
            task.add_done_callback(self._beating.discard)
        try:
            await self._ticks[name][1]()
        except Exception:  # noqa: BLE001 - a tick that fails is tried again at its next beat; it must not end the rest
            event(log, "tick_failed", logging.ERROR, exc_info=True, tick=name)
        finally:
            self._began.pop(name, None)

    async def run(self, stop: asyncio.Event) -> None:
        """Beat until told to stop; a tick at work then may finish."""
        self._scheduler.start()
        try:
            while not stop.is_set():
                await self._watch(stop)
            self._scheduler.pause()
            if self._beating:
                await asyncio.wait(set(self._beating), timeout=LAST_BEAT)
        finally:
            self._scheduler.shutdown(wait=False)

    async def _watch(self, stop: asyncio.Event) -> None:
        try:
            await asyncio.wait_for(stop.wait(), WATCHED_EVERY)
        except TimeoutError:
            if self.stuck():
                self.restart()

    def stuck(self) -> bool:
        """Whether no tick came for too long, or one that came does not end."""
        now = monotonic_seconds()
        silent = now - self._last_beat > SILENT_TOO_LONG
        return silent or any(now - began > ENDLESS for began in self._began.values())

    def restart(self) -> None:
        """Begin anew with a fresh scheduler; what was still at work is broken off."""
        event(log, "heartbeat_restarted", logging.ERROR)
        self._scheduler.shutdown(wait=False)
        for task in set(self._beating):
            task.cancel()
        self._began.clear()
        self._last_beat = monotonic_seconds()
        self._scheduler = self._made()
        self._scheduler.start()
