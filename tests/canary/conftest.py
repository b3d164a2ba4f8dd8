"""A clinic whose every name, number, word and token is a canary; everything written about it is caught."""

import dataclasses
import io
import logging
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import date
from unittest import mock

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import logs
from bot.clock import VirtualClock
from bot.content.library import Library
from bot.domain.antiemetic import Antiemetic
from bot.domain.planning import Prescribed, first_plan
from bot.rehearsal import acts
from bot.rehearsal.server import BotApiServer
from bot.rehearsal.stage import RehearsalWorld
from bot.service import enrolling
from bot.service.enrolling import Enrolled
from tests.canary.birds import BIRDS, IDS, NAMES, PHONE, REFERENCE, SECOND
from tests.support import edge
from tests.support.edgefixtures import library

__all__ = ["library"]

LIBRARIES = ("httpx", "httpcore", "telegram", "sqlalchemy", "asyncio", "aiosqlite", "apscheduler", "aiohttp.access")


class Caught(io.StringIO):
    """What an operator would read."""

    def sings(self, *more: str) -> list[str]:
        """The canaries that got out."""
        text = self.getvalue()
        return [one for one in (*BIRDS, *more) if one in text]


@pytest.fixture
def caught(capfd: pytest.CaptureFixture[str]) -> Iterator[Caught]:
    """Our own logging at its most talkative, the libraries' too; everything is put back."""
    root, stream = logging.getLogger(), Caught()
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    before, raising = (root.handlers[:], root.level), logging.raiseExceptions
    levels = {name: logging.getLogger(name).level for name in (*LIBRARIES, *logs._NOISY)}
    root.handlers.clear()
    logs.set_up(stream=stream, level=logging.DEBUG)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    root.handlers[:], logging.raiseExceptions = before[0], raising
    root.setLevel(before[1])
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    printed = capfd.readouterr()
    assert [one for one in BIRDS if one in printed.err + printed.out] == []


class Aviary:
    """The world and what its people have to do with it."""

    def __init__(self, world: RehearsalWorld) -> None:
        self.world = world
        self.patient = world.people["amina"]
        self.boris, self.clara = world.people["boris"], world.people["clara"]

    async def say(self, who: str, *texts: str) -> None:
        """Type, and let the bot answer."""
        for text in texts:
            await self.world.people[who].say(text)
            await self.world.settle()

    async def tap(self, who: str, *labels: str) -> None:
        """Tap the newest button of this label, and let the bot answer."""
        for label in labels:
            await self.world.people[who].tap(None, label)
            await self.world.settle()

    async def enrol(self) -> Enrolled:
        """A patient whose every particular is a canary."""
        office, start = self.world.office, date(2026, 5, 4)
        regimen = office.library.regimens["sd-twice-weekly"]
        wanted = acts._enrolment(self.world, {"who": "amina", "reference": REFERENCE, "phone": PHONE}, "en")
        brands = dict.fromkeys(acts.BRANDS, "Brandcanary")
        plan = first_plan(
            regimen, start_on=start, zone="Europe/Madrid", times={one.drug: acts.time(9) for one in regimen.drugs},
            own=Prescribed(brands=brands), antiemetics=[Antiemetic(name="Emeticanary", amount="8 mg")],
        )  # fmt: skip
        made = await enrolling.enrol(
            office, dataclasses.replace(wanted, plan=plan, second_contact=SECOND, by=NAMES["clara"])
        )
        assert isinstance(made, Enrolled), made
        return made


@pytest.fixture
async def aviary(engine: AsyncEngine, library: Library, caught: Caught) -> AsyncIterator[Aviary]:
    """Boris and Clara on call, nobody enrolled yet."""
    clock = VirtualClock(edge.SUNDAY_EVENING, autojump=True)
    async with BotApiServer(clock) as server:
        people = {key: server.person(NAMES[key], IDS[key]) for key in NAMES}
        with mock.patch.object(edge, "IDS", {}):
            async with edge.bot_on(engine, server, clock, library) as world:
                world.people.update(people)
                yield Aviary(world)
                assert caught.sings(server.token, server.token.partition(":")[2]) == []
