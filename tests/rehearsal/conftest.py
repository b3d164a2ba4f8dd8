"""An embedded Bot API server on a clock that stands still, and a bot's plain way to call it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.clock import VirtualClock
from bot.content.library import Library, load_library
from bot.rehearsal.people import Person
from bot.rehearsal.server import BotApiServer
from bot.rehearsal.stage import RehearsalStage

ROOT = Path(__file__).parents[2]


class Caller:
    """Calls methods as a bot does; returns what the server answered, errors too."""

    def __init__(self, server: BotApiServer, http: httpx.AsyncClient) -> None:
        self._http = http
        self.base = f"{server.url}/bot{server.token}"

    async def raw(self, method: str, **parameters: Any) -> dict[str, Any]:
        answer = await self._http.post(f"{self.base}/{method}", json=parameters)
        told = answer.json()
        assert answer.status_code == told.get("error_code", 200)
        return told

    async def __call__(self, method: str, **parameters: Any) -> Any:
        told = await self.raw(method, **parameters)
        assert told["ok"], told
        return told["result"]

    async def refused(self, method: str, **parameters: Any) -> tuple[int, str]:
        told = await self.raw(method, **parameters)
        assert not told["ok"], told
        return told["error_code"], told["description"]


@pytest.fixture
async def server(clock: VirtualClock) -> AsyncIterator[BotApiServer]:
    async with BotApiServer(clock) as opened:
        yield opened


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


@pytest.fixture
def call(server: BotApiServer, http: httpx.AsyncClient) -> Caller:
    return Caller(server, http)


@pytest.fixture
async def amina(server: BotApiServer) -> Person:
    """Amina, who has pressed Start."""
    person = server.person("Amina", language_code="es")
    await person.start()
    return person


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped content, read once."""
    return load_library(ROOT / "content")


@pytest.fixture(scope="session")
def stage(library: Library) -> RehearsalStage:
    """The real bot over HTTP, on a database in a file, as behind the page."""
    return RehearsalStage(library)


@pytest.fixture(scope="session")
def headless(library: Library) -> RehearsalStage:
    """The real bot as scenarios are played to it."""
    return RehearsalStage(library, headless=True)
