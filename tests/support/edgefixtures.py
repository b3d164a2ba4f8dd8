"""The whole bot on both databases, for tests of the edge."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.content.library import Library, load_library
from bot.rehearsal.stage import RehearsalWorld
from tests.support.edge import CONTENT, SUNDAY_EVENING, Prepared, world_on


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped content, read once."""
    return load_library(CONTENT)


@pytest.fixture(scope="session")
def prepared_makers() -> dict[str, Prepared]:
    """Prepared databases by kind."""
    return {}


@pytest.fixture
def prepared(prepared_makers, databases, database_kind, library, tmp_path_factory) -> Prepared:
    """Databases with the cast enrolled, of this kind."""
    if database_kind not in prepared_makers:
        folder = tmp_path_factory.mktemp("prepared")
        prepared_makers[database_kind] = Prepared(databases, folder, library)
    return prepared_makers[database_kind]


@pytest.fixture
async def world(prepared, library, tmp_path) -> AsyncIterator[RehearsalWorld]:
    """Amina enrolled and joined, Boris and Clara on call, Sunday evening; every request must fit the Bot API."""
    with prepared.copy(tmp_path) as url:
        async with world_on(url, library, SUNDAY_EVENING) as opened:
            yield opened
            assert opened.server.violations == []


@pytest.fixture
def engine(world) -> AsyncEngine:
    """The engine of the world's bot."""
    return world.office.engine
