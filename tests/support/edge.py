"""The whole bot on any database: a world like the rehearsal's, with Amina, Boris and Clara linked, ready to be broken.

Enrolling is slow, so it is done once per kind of database and copied.
"""

import itertools
import shutil
import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.chat.connection import connect
from bot.clock import VirtualClock
from bot.content.library import Library
from bot.rehearsal.chats import Door
from bot.rehearsal.people import Person
from bot.rehearsal.server import BotApiServer
from bot.rehearsal.stage import NUMBERS, RehearsalWorld
from bot.rehearsal.world import CastMember, Setting
from bot.service.office import Office
from bot.store import tables
from bot.store.engine import create_engine
from bot.store.metadata import metadata
from tests.support.databases import SqliteDatabases, run_aside

CONTENT = Path(__file__).parents[2] / "content"
CERTIFICATES = ssl.create_default_context()
SUNDAY_EVENING = datetime(2026, 5, 3, 16, 0, tzinfo=UTC)
NIGHT = datetime(2026, 5, 4, 0, 30, tzinfo=UTC)
BEFORE_THE_DOSE = datetime(2026, 5, 4, 6, 59, tzinfo=UTC)
DOSE_AT = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
IDS = {"amina": 700_001, "boris": 700_002, "clara": 700_003, "dan": 700_004}
_numbers = itertools.count(500_001, 10_000)
BLEEDING = "My nose is bleeding and it does not stop"


def setting(start_at: datetime = SUNDAY_EVENING) -> Setting:
    """The fixed cast."""
    roles = {"amina": "patient", "boris": "pharmacist", "clara": "lead", "dan": "stranger"}
    cast = {key: CastMember(key=key, name=key.title(), role=role, language="en") for key, role in roles.items()}
    return Setting(title="Edge", language="en", start_at=start_at, zone="Europe/Madrid", cast=cast)


@asynccontextmanager
async def telegram(clock: Any) -> AsyncIterator[BotApiServer]:
    """The embedded server with the four phones; only Dan has not pressed Start."""
    async with BotApiServer(clock) as server:
        for key, user_id in IDS.items():
            person = server.person(key.title(), user_id)
            person.chat.door = Door.NEVER_STARTED if key == "dan" else Door.OPEN
        server._exchange.updates._next_id = next(_numbers)  # a real one never uses a number twice
        server._exchange._last_message_id = server._exchange.updates._next_id
        yield server


@asynccontextmanager
async def bot_on(engine: AsyncEngine, server: BotApiServer, clock: Any, library: Library) -> AsyncIterator[Any]:
    """One process of the bot on this database and this Telegram; a second one is a restart."""
    office = Office(engine, clock, library, NUMBERS)
    # Reading the machine's certificates takes longer than all the rest, and plain HTTP needs none.
    with mock.patch("httpx._transports.default.create_ssl_context", return_value=CERTIFICATES):
        connection = await connect(office, server.token, server.url)
    people: dict[str, Person] = {key: server.person(key.title()) for key in IDS}
    world = RehearsalWorld(
        clock=clock, server=server, office=office, connection=connection, setting=setting(), people=people
    )
    try:
        yield world
    finally:
        await connection.close()


@asynccontextmanager
async def world_on(url: str, library: Library, start_at: datetime) -> AsyncIterator[RehearsalWorld]:
    """Server, engine and bot together."""
    clock, engine = VirtualClock(start_at, autojump=True), create_engine(url)
    try:
        async with telegram(clock) as server, bot_on(engine, server, clock, library) as world:
            yield world
    finally:
        await engine.dispose()


async def enrolled(url: str, library: Library, until: datetime) -> None:
    """Boris and Clara linked, Amina joined, everything up to an instant done."""
    async with world_on(url, library, SUNDAY_EVENING) as world:
        await world.perform("staff", {"who": "boris"})
        await world.perform("staff", {"who": "clara", "role": "lead"})
        await world.perform("enrol", {"who": "amina", "join": "yes"})
        await world.connection.menus()
        await world.advance_to(until)
        assert world.server.violations == []


class Prepared:
    """Databases in which the cast is enrolled, as of an instant; made once, then copied."""

    def __init__(self, databases: Any, folder: Path, library: Library) -> None:
        self._databases, self._folder, self._library = databases, folder, library
        self._made: dict[datetime, str] = {}
        self._open: list[Any] = []  # they go with the server or the folder they are on

    @contextmanager
    def copy(self, folder: Path, as_of: datetime = SUNDAY_EVENING) -> Iterator[str]:
        """The URL of a fresh copy."""
        if as_of not in self._made:
            self._made[as_of] = self._make(as_of)
        original = self._made[as_of]
        if isinstance(self._databases, SqliteDatabases):
            path = folder / "copy.db"
            shutil.copyfile(urlsplit(original).path.removeprefix("/"), path)
            for left in (path.with_name("copy.db-wal"), path.with_name("copy.db-shm")):
                left.unlink(missing_ok=True)
            yield f"sqlite:///{path}"
            return
        with self._databases._copy_of(urlsplit(original).path.removeprefix("/")) as url:
            yield url

    def _make(self, as_of: datetime) -> str:
        folder = self._folder / f"{as_of:%d-%H%M}"
        folder.mkdir()
        opened = self._databases.migrated(folder)
        url = opened.__enter__()
        self._open.append(opened)
        run_aside(enrolled(url, self._library, as_of))
        return url


class Snapshot:
    """Every row as it was, to be put back: faster than another database."""

    def __init__(self) -> None:
        self._rows: list[tuple[sa.Table, list[dict[str, Any]]]] = []

    async def take(self, engine: AsyncEngine) -> None:
        self._rows = [(table, [dict(one) for one in await rows(engine, table)]) for table in metadata.sorted_tables]

    async def restore(self, engine: AsyncEngine) -> None:
        async with engine.begin() as tx:
            for table, _ in reversed(self._rows):
                await tx.execute(sa.delete(table))
            for table, kept in self._rows:
                if kept:
                    await tx.execute(sa.insert(table), kept)


async def rows(engine: AsyncEngine, table: sa.Table, **where: Any) -> list[Mapping[str, Any]]:
    """The rows of a table with these values, oldest first."""
    wanted = sa.select(table).where(*(table.c[name] == value for name, value in where.items()))
    async with engine.connect() as tx:
        found = (await tx.execute(wanted.order_by(*table.primary_key.columns))).mappings().all()
    return [dict(one) for one in found]


async def pending(engine: AsyncEngine) -> list[Mapping[str, Any]]:
    """What is still to be sent."""
    return await rows(engine, tables.outbox, state="pending")


def heard(person: Person, part: str) -> list[str]:
    """What the bot said to a person that contains these words."""
    return [one.text for one in person.messages if one.from_bot and part in one.text]
