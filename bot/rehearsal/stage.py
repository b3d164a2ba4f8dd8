"""The real bot on a virtual clock: the same transactions, the same connection, a temporary database, our own Telegram.

It ignores every production setting and talks to no Bot API but the one it opens itself. Nobody waits for real: a call
that hangs is dropped unanswered at once, which is the same to the bot (it may have arrived), and the seconds of the
bot's own patience do not pass on the virtual clock.
"""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.chat.connection import Connection, connect
from bot.clock import VirtualClock
from bot.content.library import Library
from bot.rehearsal import acts
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.ear import Ear
from bot.rehearsal.inprocess import InProcess
from bot.rehearsal.people import Group, Person
from bot.rehearsal.server import BotApiServer
from bot.rehearsal.simulation.databases import InMemory
from bot.rehearsal.world import ActFailedError, Setting, World
from bot.service.database import open_database
from bot.service.office import Numbers, Office
from bot.store import agenda, outbox
from bot.ticks import settle

NUMBERS = Numbers(emergency="112", clinic="555 0100", crisis="555 0199")
ROUNDS = 500  # a rehearsal that is busier than this within one instant is going in circles


Connecting = Callable[[Office], Awaitable[Connection]]


@dataclass(slots=True, kw_only=True)
class RehearsalWorld:
    """One running rehearsal."""

    clock: VirtualClock
    server: BotApi
    office: Office
    connection: Connection
    setting: Setting
    connecting: Connecting | None = None  # without it the world cannot be restarted
    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    _ear: Ear = field(init=False)
    _coming: datetime | None = None
    _people_changed: bool = True  # by the clinic's acts or in a chat: menus may have to be told

    def __post_init__(self) -> None:
        self._ear = Ear(self.office, self.server)

    async def settle(self) -> None:
        """Until the bot has nothing left to do at this instant; while it hears nothing, what people do waits."""
        await self.settled()

    async def settled(self) -> datetime | None:
        """The same; returns when something is next due."""
        await self.server.catch_up()
        for _ in range(ROUNDS):
            heard = await self._ear.listen(self.connection.intake)
            self._people_changed |= heard > 0
            if heard or self._due():
                await self._do_what_is_due()
                continue
            self._coming = coming = await self.next_event_at()
            did = await self._do_what_is_due() if self._due() else 0
            if not did and (self._ear.deaf or not self.server.pending):
                await self._menus()
                return coming
        raise ActFailedError("The bot does not come to rest at this instant.")

    def _due(self) -> bool:
        """Whether the time has come that was known before: to ask again would cost as much as to do it."""
        return self._coming is not None and self._coming <= self.clock.now()

    async def _do_what_is_due(self) -> int:
        self._coming = None
        await self._ear.listened()
        return await settle(self.office, self.connection.relay)

    async def _menus(self) -> None:
        """Once at rest: telling a menu makes nothing else to do, and one that cannot be told is told another time."""
        if self._people_changed and not self._ear.deaf:
            await self.connection.menus()
            self._people_changed = False

    async def advance_to(self, instant: datetime) -> None:
        """Move on from event to event, each at its own time."""
        coming = await self.settled()
        while coming is not None and coming <= instant:
            await self.move_to(coming)
            coming = await self.settled()
        await self.move_to(instant)

    async def step_to(self, instant: datetime) -> None:
        """Move on at once, past whatever falls due on the way, and settle there."""
        await self.move_to(instant)
        await self.settle()

    async def move_to(self, instant: datetime) -> None:
        """The bot listens all the while: a virtual hour is no outage."""
        await self.clock.advance_to(max(instant, self.clock.now()))

    async def away_until(self, instant: datetime) -> None:
        """The bot is switched off until then; people go on."""
        await self._ear.away()
        await self.clock.advance_to(instant)
        self.office.started_at = self.clock.now()

    async def restart(self) -> None:
        """The process ends and a new one begins on the same database."""
        if self.connecting is None:
            raise ActFailedError("Nobody knows how this bot was connected.")
        await self._ear.listened()
        await self.connection.close()
        before = self.office
        self.office = Office(
            before.engine, self.clock, before.library, before.numbers, practice_only=before.practice_only,
            chance=before.chance,
        )  # fmt: skip
        self.connection = await self.connecting(self.office)
        self._ear = Ear(self.office, self.server)

    async def next_event_at(self) -> datetime | None:
        """When something is next due, or the bot tries again to reach Telegram."""
        async with self.office.reading() as tx:
            planned, sending = await agenda.next_due_at(tx), await outbox.next_due_at(tx)
        coming = (planned, self._ear.worth_sending_at(sending), self._ear.again_at, self.server.faults.outage_until())
        return min((one for one in coming if one is not None), default=None)

    async def perform(self, act: str, options: Mapping[str, str]) -> Mapping[str, str]:
        """Do what the clinic does outside Telegram."""
        self._people_changed = True
        return await acts.ACTS[act].do(self, options)


class RehearsalStage:
    """Makes worlds from one content library."""

    def __init__(self, library: Library, *, headless: bool = False) -> None:
        """The library is read once and shared. Headless: a database in memory, and Telegram without a connection to it."""
        self._library = library
        self._headless = headless
        self._memory = InMemory()

    @property
    def acts(self) -> Mapping[str, frozenset[str]]:
        """What `perform` can do."""
        return {name: act.options for name, act in acts.ACTS.items()}

    def open(self, setting: Setting) -> AbstractAsyncContextManager[World]:
        """A fresh world; closing it leaves nothing behind."""
        return self._in_memory(setting) if self._headless else self._on_a_file(setting)

    @asynccontextmanager
    async def _in_memory(self, setting: Setting) -> AsyncIterator[World]:
        async with self._memory.fresh() as engine, self.on(engine, setting) as world:
            yield world

    @asynccontextmanager
    async def _on_a_file(self, setting: Setting) -> AsyncIterator[World]:
        with tempfile.TemporaryDirectory(prefix="doseday-rehearsal-") as folder:
            engine = await open_database(f"sqlite:///{Path(folder) / 'rehearsal.db'}")
            try:
                async with self.on(engine, setting) as world:
                    yield world
            finally:
                await engine.dispose()

    @asynccontextmanager
    async def on(
        self, engine: AsyncEngine, setting: Setting, *, practice_only: bool = False
    ) -> AsyncIterator[RehearsalWorld]:
        """A world on a database that is already there and stays the caller's."""
        clock = VirtualClock(setting.start_at, autojump=True)
        office = Office(engine, clock, self._library, NUMBERS, practice_only=practice_only)
        async with (_opened_in_process if self._headless else _opened_over_http)(clock, office, setting) as world:
            yield world


@asynccontextmanager
async def _opened_over_http(clock: VirtualClock, office: Office, setting: Setting) -> AsyncIterator[RehearsalWorld]:
    async with (
        BotApiServer(clock, patience=0) as server,
        opened(clock, server, office, setting, lambda it: connect(it, server.token, server.url)) as world,
    ):
        yield world


@asynccontextmanager
async def _opened_in_process(clock: VirtualClock, office: Office, setting: Setting) -> AsyncIterator[RehearsalWorld]:
    async with (
        InProcess(clock) as server,
        opened(
            clock, server, office, setting, lambda it: connect(it, server.token, server.url, server.answer)
        ) as world,
    ):
        yield world


@asynccontextmanager
async def opened(
    clock: VirtualClock, server: BotApi, office: Office, setting: Setting, connecting: Connecting
) -> AsyncIterator[RehearsalWorld]:
    """A world of these parts, connected, with everybody of the cast holding a phone."""
    world = RehearsalWorld(
        clock=clock, server=server, office=office, connection=await connecting(office), setting=setting,
        connecting=connecting,
    )  # fmt: skip
    for key, one in setting.cast.items():
        world.people[key] = server.person(one.name, language_code=one.language)
    try:
        yield world
    finally:
        await world.connection.close()
