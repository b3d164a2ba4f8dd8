"""A clinic to break the laws in: Boris on call, Clara the lead, Dan of another team, and Amina the patient."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.content.library import Library, load_library
from bot.domain.localtime import use_locked_zones
from bot.rehearsal.simulation.databases import InMemory
from bot.rehearsal.stage import RehearsalStage
from bot.rehearsal.world import CastMember, Setting
from bot.store.engine import create_engine
from tests.service.clinic import Clinic

CONTENT = Path(__file__).parents[2] / "content"
SUNDAY_EVENING = datetime(2026, 5, 3, 16, 0, tzinfo=UTC)  # 18:00 in Madrid; C1D1 is the next morning at 09:00
CAST = ("amina", "boris", "clara", "dan", "eva", "stranger")


@pytest.fixture(scope="session")
def library() -> Library:
    """The content as it is shipped."""
    use_locked_zones()
    return load_library(CONTENT)


@pytest.fixture(params=["memory"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """SQLite in memory, unless a test is marked `BOTH`: what only the wording decides is the same on any database."""
    return request.param


@pytest.fixture(scope="session")
def in_memory() -> InMemory:
    """Fresh databases that cost next to nothing."""
    return InMemory()


@pytest.fixture
async def engine(request: pytest.FixtureRequest, database_kind: str, in_memory: InMemory) -> AsyncIterator[AsyncEngine]:
    """An engine on a fresh migrated database of this kind."""
    if database_kind == "memory":
        async with in_memory.fresh() as made:
            yield made
        return
    made = create_engine(request.getfixturevalue("database_url"))
    yield made
    await made.dispose()


@pytest.fixture
def setting() -> Setting:
    """Sunday evening in Madrid."""
    cast = {key: CastMember(key=key, name=key.capitalize(), role="", language="en") for key in CAST}
    return Setting(title="test", language="en", start_at=SUNDAY_EVENING, zone="Europe/Madrid", cast=cast)


@pytest.fixture
def practice_only() -> bool:
    """Whether the bot serves practice chats alone."""
    return False


@pytest.fixture
def networked() -> bool:
    """Whether the bot asks Telegram over HTTP; only where the connection itself is broken does that matter here."""
    return False


@pytest.fixture
async def clinic(
    engine: AsyncEngine, library: Library, setting: Setting, practice_only: bool, networked: bool
) -> AsyncIterator[Clinic]:
    """Staff of two teams; no patient yet. What no test may break is checked at its end."""
    stage = RehearsalStage(library, headless=not networked)
    async with stage.on(engine, setting, practice_only=practice_only) as world:
        made = Clinic(world)
        await made.staff("boris", position=1)
        await made.staff("clara", role="lead", position=2)
        await made.staff("dan", team="other")
        await made.settle()
        yield made
        world.server.intercept = None
        await made.settle()
        await made.check()


@pytest.fixture
async def day(clinic: Clinic) -> Clinic:
    """Amina has joined and confirmed; her first dose is due on Monday at 09:00."""
    await clinic.patient("amina")
    await clinic.settle()
    return clinic


@pytest.fixture
async def dia(clinic: Clinic) -> Clinic:
    """The same, with Amina reading Spanish."""
    await clinic.patient("amina", language="es")
    await clinic.settle()
    return clinic
