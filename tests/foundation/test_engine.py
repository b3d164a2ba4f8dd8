"""The database keeps what was committed, lets two writers take turns, and gives instants back as they went in."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.engine import async_url, create_engine, reading
from bot.store.types import Json, UtcDateTime

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
MADRID = timezone(timedelta(hours=2))

tables = sa.MetaData()
counters = sa.Table("counters", tables, sa.Column("id", sa.Integer, primary_key=True), sa.Column("count", sa.Integer))
moments = sa.Table(
    "moments",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", UtcDateTime),
    sa.Column("data", Json),
    sa.Column("counter_id", sa.ForeignKey("counters.id")),
)


@pytest.fixture
async def engine(empty_engine: AsyncEngine) -> AsyncIterator[AsyncEngine]:
    """A database with two small tables of this file's own."""
    async with empty_engine.begin() as tx:
        await tx.run_sync(tables.create_all)
        await tx.execute(counters.insert().values(id=1, count=0))
    return empty_engine


async def setting(engine: AsyncEngine, name: str) -> object:
    statement = f"PRAGMA {name}" if engine.dialect.name == "sqlite" else f"SHOW {name}"
    async with engine.connect() as connection:
        return (await connection.execute(sa.text(statement))).scalar_one()


async def test_a_commit_is_on_the_disk(engine: AsyncEngine) -> None:
    """The settings that make a commit survive a power cut are on (S6)."""
    if engine.dialect.name == "sqlite":
        assert await setting(engine, "journal_mode") == "wal"
        assert await setting(engine, "synchronous") == 2
        assert await setting(engine, "busy_timeout") == 30_000
    else:
        assert await setting(engine, "synchronous_commit") == "on"
        assert await setting(engine, "timezone") == "UTC"
        assert await setting(engine, "lock_timeout") == "30s"


async def test_a_reference_to_nothing_is_refused(engine: AsyncEngine) -> None:
    """Foreign keys are enforced on both databases."""
    with pytest.raises(sa.exc.IntegrityError):
        async with engine.begin() as tx:
            await tx.execute(moments.insert().values(id=1, counter_id=99))


async def test_writers_that_read_first_take_turns(engine: AsyncEngine) -> None:
    """Two transactions that read and then write the same row both succeed and neither loses the other's."""

    async def add_one() -> None:
        async with engine.begin() as tx:
            row = counters.select().with_for_update()
            count = (await tx.execute(row)).mappings().one()["count"]
            await tx.execute(counters.update().values(count=count + 1))

    await asyncio.gather(*(add_one() for _ in range(8)))
    async with engine.connect() as connection:
        assert (await connection.execute(sa.select(counters.c.count))).scalar_one() == 8


async def test_what_is_not_committed_is_gone(engine: AsyncEngine) -> None:
    """Leaving a transaction by an exception undoes all of it, tables included."""
    with pytest.raises(RuntimeError):
        async with engine.begin() as tx:
            await tx.execute(counters.update().values(count=5))
            await tx.execute(sa.text("CREATE TABLE half (id INTEGER)"))
            raise RuntimeError
    async with engine.connect() as connection:
        assert (await connection.execute(sa.select(counters.c.count))).scalar_one() == 0
        assert "half" not in await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names())


async def test_readers_wait_for_no_writer_and_cannot_write(engine: AsyncEngine) -> None:
    """A read-only transaction runs beside an open writer; a write in it fails; the connection is fit to write after."""
    async with engine.begin() as tx:
        await tx.execute(counters.update().values(count=5))
        async with reading(engine).connect() as connection:
            assert (await connection.execute(sa.select(counters.c.count))).scalar_one() == 0
    with pytest.raises(sa.exc.DBAPIError):
        async with reading(engine).begin() as tx:
            await tx.execute(counters.update().values(count=6))
    for _ in range(3):
        async with engine.begin() as tx:
            await tx.execute(counters.update().values(count=counters.c.count + 1))


async def test_an_instant_comes_back_in_utc_and_sorts_by_time(engine: AsyncEngine) -> None:
    """Instants given in different zones are ordered and compared as instants, in SQL too."""
    instants = [
        NOON.astimezone(MADRID) + timedelta(microseconds=1),
        NOON,
        NOON - timedelta(hours=1),
        NOON.astimezone(timezone(timedelta(hours=-11))) + timedelta(seconds=1),
        datetime(999, 1, 1, tzinfo=UTC),
    ]
    async with engine.begin() as tx:
        await tx.execute(moments.insert(), [{"id": n, "at": at} for n, at in enumerate(instants)])
        found = (await tx.execute(sa.select(moments.c.at).order_by(moments.c.at))).scalars().all()
        until_noon = (await tx.execute(sa.select(moments.c.id).where(moments.c.at <= NOON))).scalars().all()
    assert found == sorted(instants)
    assert {at.tzinfo for at in found} == {UTC}
    assert sorted(until_noon) == [1, 2, 4]


@pytest.mark.parametrize("wrong", [datetime(2026, 5, 4), date(2026, 5, 4), "2026-05-04T00:00:00Z", 1_777_852_800])  # noqa: DTZ001
async def test_anything_but_an_aware_datetime_is_refused(engine: AsyncEngine, wrong: object) -> None:
    """A naive time is no instant: it never reaches a row, nor a comparison."""
    for statement in (moments.insert().values(id=1, at=wrong), moments.select().where(moments.c.at < wrong)):
        with pytest.raises(sa.exc.StatementError):
            async with engine.begin() as tx:
                await tx.execute(statement)


@given(st.datetimes(timezones=st.timezones()), st.datetimes(timezones=st.timezones()))
def test_the_text_sqlite_keeps_orders_as_time_does(one: datetime, other: datetime) -> None:
    """Fixed width makes text order time order, for every year and zone, and nothing is lost."""
    column, dialect = UtcDateTime(), sa.dialects.sqlite.dialect()
    try:
        texts = [column.process_bind_param(at, dialect) for at in (one, other)]
    except OverflowError:
        return
    assert (texts[0] < texts[1]) == (one.astimezone(UTC) < other.astimezone(UTC))
    assert column.process_result_value(texts[0], dialect) == one.astimezone(UTC)


async def test_nothing_is_null_and_words_are_kept_to_the_letter(engine: AsyncEngine) -> None:
    """None is SQL's NULL, and any script and emoji comes back unchanged."""
    words = {"words": "náuseas 37º6 🤢 שלום", "list": [1, None, True]}
    async with engine.begin() as tx:
        await tx.execute(moments.insert(), [{"id": 1, "data": None}, {"id": 2, "data": words}])
        absent = sa.select(moments.c.id).where(moments.c.data.is_(None))
        assert (await tx.execute(absent)).scalars().all() == [1]
        assert (await tx.execute(sa.select(moments.c.data).where(moments.c.id == 2))).scalar_one() == words


async def test_what_is_not_a_number_is_no_json(engine: AsyncEngine) -> None:
    """A value other databases could not read back is refused."""
    with pytest.raises(sa.exc.StatementError):
        async with engine.begin() as tx:
            await tx.execute(moments.insert().values(id=1, data=float("nan")))


@pytest.mark.parametrize(
    ("plain", "driver"),
    [
        ("sqlite:///doseday.db", "sqlite+aiosqlite"),
        ("postgresql://u:p@h/d", "postgresql+asyncpg"),
        ("postgres://u:p@h/d", "postgresql+asyncpg"),
        ("postgresql+psycopg://u:p@h/d", "postgresql+asyncpg"),
    ],
)
def test_plain_urls_get_our_drivers(plain: str, driver: str) -> None:
    """Nobody who installs the bot needs to know a driver's name."""
    assert async_url(plain).drivername == driver


@pytest.mark.parametrize("url", ["mysql://u:secretpw@h/d", "://secretpw", "secretpw"])
def test_other_urls_are_refused_without_being_shown(url: str) -> None:
    """The refusal does not repeat a password, nor does its cause."""
    with pytest.raises(ValueError, match="sqlite:///path") as caught:
        create_engine(url)
    assert "secretpw" not in str(caught.value)
    assert caught.value.__context__ is None


async def test_the_engine_hides_its_password() -> None:
    """The engine's own repr is safe to print."""
    engine = create_engine("postgresql://bot:secretpw@nowhere/doseday")
    assert "secretpw" not in repr(engine) + str(engine.url)
    await engine.dispose()
