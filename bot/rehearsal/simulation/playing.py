"""Playing a story: the real bot among people who live, event by event, until its weeks are over and all is calm.

It looks at nothing but times; what was wrong is judged afterwards, from what is returned.
"""

import hashlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.chat.connection import Connection, connect
from bot.clock import VirtualClock
from bot.content.library import Library
from bot.logs import describe
from bot.rehearsal.exchange import BOT_ID
from bot.rehearsal.inprocess import InProcess
from bot.rehearsal.journal import Entry
from bot.rehearsal.laws import Rows, rows_of
from bot.rehearsal.simulation.breaking import Breaker
from bot.rehearsal.simulation.deeds import Deed
from bot.rehearsal.simulation.performing import Performer, Trouble
from bot.rehearsal.simulation.sources import Living, Source, Told
from bot.rehearsal.simulation.story import GROUP, Cast, Story, cast_of
from bot.rehearsal.stage import NUMBERS, RehearsalWorld, opened
from bot.service.office import Office

CALM = timedelta(hours=3)  # after the last week nothing goes wrong any more, and what was left over is done


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What there is to judge by: what the phones saw and said, the rows, and when something was wrong."""

    story: Story
    cast: Cast
    library: Library
    script: Sequence[Deed]
    journal: Sequence[Entry]
    rows: Rows
    troubles: Sequence[Trouble]
    enrolled: Mapping[str, Mapping[str, str]]
    taps_answered: frozenset[tuple[str, datetime]]
    ended_at: datetime
    broke: str
    violations: Sequence[str]

    @property
    def digest(self) -> str:
        """The same for the same run: phone by phone, for which of two was reached first within an instant says nothing."""
        told = "".join(f"{one.as_json()}\n" for one in sorted(self.journal, key=lambda one: one.chat))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


async def play(
    story: Story, library: Library, engine: AsyncEngine, script: Sequence[Deed] | None = None, cast: Cast | None = None
) -> Played:
    """Live it, or with a script tell it again."""
    cast = cast or cast_of(story)
    async with _world(story, cast, library, engine) as (world, breaker):
        on = Performer(world=world, breaker=breaker)
        source: Source = Living(story, cast, world) if script is None else Told(script)
        run = _Run(on, source, cast)
        broke = await _to_its_end(run, cast.start_at + story.span)
        return Played(
            story=story, cast=cast, library=library, script=run.script, journal=tuple(world.server.journal),
            rows=await rows_of(world.office), troubles=on.troubles, enrolled=on.enrolled, ended_at=world.clock.now(),
            broke=broke, taps_answered=frozenset((run.keys[name], at) for name, at in world.server.answered_taps),
            violations=[f"{one.method}: {one.problem}" for one in world.server.violations],
        )  # fmt: skip


@asynccontextmanager
async def _world(
    story: Story, cast: Cast, library: Library, engine: AsyncEngine
) -> AsyncIterator[tuple[RehearsalWorld, Breaker]]:
    clock = VirtualClock(cast.start_at, autojump=True)
    office = Office(engine, clock, library, NUMBERS, chance=Random(f"{story.seed}/secrets"))
    async with InProcess(clock, token=f"{BOT_ID}:simulated-{story.seed}") as server:
        breaker = Breaker(engine.sync_engine, server)

        async def connecting(office: Office) -> Connection:
            return await connect(office, server.token, server.url, breaker.answer)

        try:
            async with opened(clock, server, office, cast.setting(), connecting) as world:
                yield world, breaker
        finally:
            breaker.close()


async def _to_its_end(run: "_Run", end_at: datetime) -> str:
    """What the bot broke at, if it did."""
    try:
        await run.until(end_at)
        await run.on.relieve()
        await run.until(max(run.on.world.clock.now(), end_at) + CALM)
    except Exception as broken:  # noqa: BLE001 - whatever it is, it is a finding
        run.on.mend()
        return describe(broken)
    return ""


class _Run:
    def __init__(self, on: Performer, source: Source, cast: Cast) -> None:
        self.on, self.script = on, list[Deed]()
        self._source, self._world = source, on.world
        self.keys = {GROUP: GROUP, **{one.name: one.key for one in cast.everybody}}
        self._mark = 0
        self._coming: datetime | None = None

    async def until(self, end_at: datetime) -> None:
        await self._settle()
        while True:
            deed_at, event_at = self._source.next_at(), self._event_at()
            coming = min((one for one in (deed_at, event_at) if one is not None), default=end_at)
            if coming >= end_at:
                break
            if event_at is not None and event_at == coming:
                await self._event(event_at)
            else:
                await self._deeds(coming)
            self._look()
        await self._pass(end_at)

    def _event_at(self) -> datetime | None:
        return self.on.off_until or self._coming

    async def _event(self, at: datetime) -> None:
        await self._pass(at)
        self.on.unlock()
        if self.on.off_until is not None:
            await self.on.come_back()
        await self._settle()

    async def _deeds(self, at: datetime) -> None:
        await self._pass(at)
        for deed in self._source.next(self._world.clock.now()):
            if await self.on.perform(deed):
                self.script.append(deed)
        await self._settle()

    async def _settle(self) -> None:
        if self.on.off_until is None:
            self._coming = await self.on.settled()

    async def _pass(self, at: datetime) -> None:
        """Time goes on; only a bot that runs hears."""
        at = max(at, self._world.clock.now())
        moved: Callable[[datetime], Any] = (
            self._world.move_to if self.on.off_until is None else self._world.clock.advance_to
        )
        await moved(at)

    def _look(self) -> None:
        journal = self._world.server.journal
        fresh = journal.since(self._mark)
        self._mark = journal.mark()
        written = dict.fromkeys(self.keys[one.chat] for one in fresh if one.from_bot and one.chat in self.keys)
        self._source.look(written, self._world.clock.now())
