"""By webhook too, 200 means committed, and nobody waits in silence behind a database that hangs."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from bot.chat import intake
from bot.chat.webhook import PATH, SECRET_HEADER, served
from bot.store import tables
from tests.support.edge import BLEEDING, IDS, heard, rows
from tests.support.faults import database_gone, database_hangs

SECRET = "a-secret-of-the-clinic"


def body(number, text, who="amina"):
    """An update as Telegram brings it."""
    chat = {"id": IDS[who], "type": "private", "first_name": who.title()}
    user = {"id": IDS[who], "is_bot": False, "first_name": who.title()}
    return {"update_id": number, "message": {"message_id": number, "date": 1, "chat": chat, "from": user, "text": text}}


@pytest.fixture
async def bring(world):
    """Bring one update, as Telegram does; returns the status."""

    async def nothing():
        return []

    pages = world.connection.web(nothing, SECRET).application()
    async with served(pages, "127.0.0.1", 0) as port, httpx.AsyncClient(trust_env=False) as http:

        async def post(content, secret=SECRET):
            headers = {SECRET_HEADER: secret}
            return (await http.post(f"http://127.0.0.1:{port}{PATH}", headers=headers, json=content)).status_code

        yield post


async def words(world):
    """What was reported."""
    return [one["words"] for one in await rows(world.office.engine, tables.reports)]


async def test_only_what_is_committed_is_answered_with_200(world, bring):
    """While the database fails Telegram is told to come again, and Amina is told to phone; a replay changes nothing."""
    with database_gone():
        assert await bring(body(900_001, BLEEDING)) == 503
    assert heard(world.people["amina"], "I could not save")
    assert await words(world) == []
    for _ in range(2):
        assert await bring(body(900_001, BLEEDING)) == 200
    assert await words(world) == [BLEEDING]


async def test_whoever_waits_behind_a_hanging_database_is_told(world, bring, monkeypatch):
    """The second person's red flag does not wait for the first one's commit."""
    monkeypatch.setattr(intake, "TOO_LONG", timedelta(milliseconds=50))
    monkeypatch.setattr(intake, "GIVE_UP", timedelta(milliseconds=400))
    with database_hangs():
        first = asyncio.ensure_future(bring(body(900_001, "/help", "boris")))
        second = asyncio.ensure_future(bring(body(900_002, BLEEDING)))
        assert await asyncio.gather(first, second) == [503, 503]
    assert heard(world.people["amina"], "I could not save")


async def test_whoever_does_not_know_the_secret_changes_nothing(world, bring):
    """Nor does anything that is no update."""
    assert await bring(body(900_001, BLEEDING), secret="guessed") == 403
    for odd in ([], {}, {"update_id": "x"}, "text"):
        assert await bring(odd) == 400
    assert await words(world) == []
