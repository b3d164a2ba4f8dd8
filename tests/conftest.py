"""What every test shares: fresh databases of both kinds, a clock that stands still, and no way out of this machine."""

import asyncio
import gc
import os
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.clock import VirtualClock
from bot.domain.localtime import use_locked_zones
from bot.heap import SELDOM
from bot.store.engine import create_engine
from tests.support import network, postgres
from tests.support.databases import PostgresqlDatabases, SqliteDatabases
from tests.support.tasks import other_tasks, settle

DATABASES = ("sqlite", "postgresql")
MONDAY_MORNING = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)

hypothesis.settings.register_profile("doseday", deadline=None, print_blob=True)
hypothesis.settings.load_profile("doseday")


def pytest_configure() -> None:
    """Put the machine in a zone nobody lives by, so that whatever reads the local time instead of a plan's zone fails."""
    os.environ["TZ"] = "Pacific/Kiritimati"
    time.tzset()
    _keep_files_in_memory()
    gc.set_threshold(*SELDOM)


def pytest_collection_finish() -> None:
    """Libraries and tests stay for good; the collector need not look through them after every test."""
    gc.collect()
    gc.freeze()


def _keep_files_in_memory() -> None:
    """Databases are synced at every commit, as in production; where memory serves as a disk, that costs nothing."""
    memory = "/dev/shm"
    if os.access(memory, os.W_OK):
        os.environ["TMPDIR"] = os.environ["PYTEST_DEBUG_TEMPROOT"] = memory
        tempfile.tempdir = None
    for name in [name for name in os.environ if name.startswith("DOSEDAY_")]:
        del os.environ[name]


@pytest.fixture(scope="session", autouse=True)
def only_this_machine() -> Iterator[None]:
    """Refuse every connection that leaves the machine."""
    with network.only_loopback():
        yield


@pytest.fixture(autouse=True)
def no_tasks_left(request: pytest.FixtureRequest) -> None:
    """Fail an asynchronous test that leaves a task running."""
    if request.node.get_closest_marker("asyncio"):
        request.getfixturevalue("tasks_of_this_test")


@pytest.fixture
async def tasks_of_this_test() -> AsyncIterator[None]:
    """Cancel whatever a test left running, then say what it was."""
    before = other_tasks()
    yield
    await settle()
    left = other_tasks() - before
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    if left:
        pytest.fail(f"The test left tasks running: {', '.join(sorted(str(task.get_coro()) for task in left))}")


@pytest.fixture(scope="session", autouse=True)
def locked_zones() -> None:
    """Read zones from the tzdata package, as the application does."""
    use_locked_zones()


@pytest.fixture
def clock() -> VirtualClock:
    """A clock that stands at Monday 4 May 2026, 06:00 UTC until it is moved."""
    return VirtualClock(MONDAY_MORNING)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a real PostgreSQL server, one per worker."""
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_databases(postgresql_server: str) -> PostgresqlDatabases:
    """A maker of fresh PostgreSQL databases."""
    return PostgresqlDatabases(postgresql_server)


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    """A maker of fresh SQLite files."""
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=DATABASES)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn; every test that asks for a database runs on both."""
    return request.param


@pytest.fixture
def databases(request: pytest.FixtureRequest, database_kind: str) -> SqliteDatabases | PostgresqlDatabases:
    """A maker of fresh databases of this kind."""
    return request.getfixturevalue(f"{database_kind}_databases")


@pytest.fixture
def database_url(databases: SqliteDatabases | PostgresqlDatabases, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh migrated database."""
    with databases.migrated(tmp_path) as url:
        yield url


@pytest.fixture
def empty_database_url(databases: SqliteDatabases | PostgresqlDatabases, tmp_path: Path) -> Iterator[str]:
    """The URL of a database no migration has ever run on."""
    with databases.empty(tmp_path) as url:
        yield url


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on a fresh migrated database, closed at the end."""
    made = create_engine(database_url)
    yield made
    await made.dispose()


@pytest.fixture
async def empty_engine(empty_database_url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on an empty database, closed at the end."""
    made = create_engine(empty_database_url)
    yield made
    await made.dispose()
