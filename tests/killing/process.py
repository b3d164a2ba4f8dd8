"""`doseday run` as a process of its own: started, killed with SIGKILL at a seeded moment, started again.

A moment is so many seconds after the start, the n-th request to Telegram, or the request that says a dose; before or after
Telegram took it.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.clock import SystemClock
from bot.rehearsal.refusals import Refusal
from bot.rehearsal.server import BotApiServer

DOSEDAY = Path(sys.executable).with_name("doseday")
CLOCK = SystemClock()
LONGEST_START, LONGEST_DOSE = 60.0, 15.0
LOOK_EVERY = 0.05
WRITES = {"sendMessage", "editMessageText", "answerCallbackQuery"}
SAYS_TAKE = ("It is time for this dose", "Es la hora de esta toma")
MOMENTS = ("while starting", "by time", "by request", "by request", "as a dose is said")


async def wait(seconds: float) -> None:
    """Real seconds."""
    await CLOCK.sleep_until(CLOCK.now() + timedelta(seconds=seconds))


async def until(holds: Callable[[], Awaitable[bool]], within: float, what: str) -> None:
    """Look again and again until it holds."""
    end = CLOCK.now() + timedelta(seconds=within)
    while not await holds():
        assert CLOCK.now() < end, f"Waited in vain until {what}."
        await wait(LOOK_EVERY)


class Process:
    """One bot's process on one database; `deaths` counts how often it was killed."""

    def __init__(self, server: BotApiServer, database_url: str, folder: Path) -> None:
        self._server, self._url = server, database_url
        self._log = folder / "log.txt"
        self._running: asyncio.subprocess.Process | None = None
        self._struck = False
        self.deaths = 0

    def said(self) -> str:
        """Everything every life of it wrote."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    def environment(self) -> Mapping[str, str]:
        """The settings of a practice bot."""
        ours = {
            "TELEGRAM_TOKEN": self._server.token,
            "TELEGRAM_API_URL": self._server.url,
            "DATABASE_URL": self._url,
            "EMERGENCY_NUMBER": "112",
            "CLINIC_PHONE": "555 0100",
        }
        return {**os.environ, **{f"DOSEDAY_{name}": value for name, value in ours.items()}}

    async def start(self) -> None:
        """Start it; it may take seconds until it listens."""
        self._struck = False
        with self._log.open("ab") as log:
            self._running = await asyncio.create_subprocess_exec(
                DOSEDAY, "run", "--allow-draft", env=self.environment(), stdin=asyncio.subprocess.DEVNULL,
                stdout=log, stderr=log,
            )  # fmt: skip

    async def listens(self) -> None:
        """Until it waits for updates."""

        async def polled() -> bool:
            assert self._running is not None, self.said()
            assert self._running.returncode is None, self.said()
            return self._server.polled

        await until(polled, LONGEST_START, "the bot listened:\n" + self.said())

    def strike(self) -> None:
        """As the kernel does when memory ends: no handler runs, nothing more is read or written."""
        if self._running is not None and self._running.returncode is None and not self._struck:
            self._running.kill()
            self._struck = True
            self.deaths += 1

    async def kill(self) -> None:
        """Strike, and see it gone."""
        self.strike()
        running, self._running = self._running, None
        if running is not None:
            await running.wait()

    async def stop(self) -> int:
        """The ordinary end."""
        assert self._running is not None
        self._running.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self._running.wait(), 30)


class Moments:
    """Seeded moments to die at."""

    def __init__(self, process: Process, server: BotApiServer, rng: Random) -> None:
        self._process, self._server, self._rng = process, server, rng

    async def next(self, longest: float) -> None:
        """Start the process and kill it."""
        await self._process.start()
        moment = self._rng.choice(MOMENTS)
        match moment:
            case "while starting":
                await wait(self._rng.uniform(0.3, 3))
            case "by time":
                await self._process.listens()
                await wait(self._rng.uniform(0, longest))
            case _:
                await self._at_a_request(longest, dose=moment == "as a dose is said")
        await self._process.kill()

    async def _at_a_request(self, longest: float, *, dose: bool) -> None:
        left, taken = 1 if dose else self._rng.randint(1, 8), self._rng.random() < 0.5
        struck = asyncio.Event()

        async def intercept(method: str, asked: Mapping[str, Any]) -> None:
            nonlocal left
            said = any(one in str(asked.get("text")) for one in SAYS_TAKE)
            left -= said if dose else method in WRITES
            if left > 0 or struck.is_set():
                return
            self._process.strike()  # nothing is awaited here: Telegram goes on in the same breath
            struck.set()
            if not taken:
                raise Refusal(500, "Internal Server Error")

        if not dose:
            await self._process.listens()
        self._server.intercept = intercept
        try:
            async with asyncio.timeout(LONGEST_DOSE if dose else longest):
                await struck.wait()
        except TimeoutError:
            pass
        finally:
            self._server.intercept = None
