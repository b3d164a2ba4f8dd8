"""The webhook route: 200 only after the commit, nothing for whoever does not know the secret, health without details."""

import io
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestClient, TestServer

from bot.chat.intake import StaysWithTelegramError
from bot.chat.webhook import BIGGEST, PATH, SECRET_HEADER, Web
from bot.service import health
from bot.store import tables
from tests.service.clinic import Clinic

SECRET = "a-secret-of-some-length"
RIGHT = {SECRET_HEADER: SECRET}


@pytest.fixture
async def web(day: Clinic) -> AsyncIterator[TestClient[Any, Any]]:
    """The routes in front of the clinic's own intake."""
    routes = Web(day.world.connection.intake, lambda: health.troubles(day.office), SECRET)
    async with TestClient(TestServer(routes.application())) as client:
        yield client


def update(clinic: Clinic, text: str, number: int = 9_000_001) -> dict[str, Any]:
    """A typed message as Telegram sends it."""
    chat = clinic.person("amina").chat.id
    sender = {"id": chat, "is_bot": False, "first_name": "A"}
    message = {"message_id": 77, "date": 1_777_800_000, "chat": {"id": chat, "type": "private"}, "from": sender}
    return {"update_id": number, "message": {**message, "text": text}}


async def seen(clinic: Clinic) -> int:
    """How many updates of ours are recorded."""
    async with clinic.office.reading() as tx:
        count = sa.select(sa.func.count()).where(tables.updates.c.update_id >= 9_000_000)
        return int((await tx.execute(count)).scalar_one())


async def test_an_update_is_answered_once_it_is_committed(day: Clinic, web: TestClient[Any, Any]) -> None:
    """200 means that the report and its alert are in the database."""
    answer = await web.post(PATH, json=update(day, "my gums are bleeding"), headers=RIGHT)
    assert answer.status == 200
    assert await seen(day) == 1
    await day.settle()
    assert day.told("amina", "advice-urgent", ever=True)


async def test_the_same_update_twice_changes_nothing(day: Clinic, web: TestClient[Any, Any]) -> None:
    """Telegram sends again what it is unsure of; the second time nothing new is said."""
    for _ in range(2):
        assert (await web.post(PATH, json=update(day, "/help"), headers=RIGHT)).status == 200
    await day.settle()
    assert len([one for one in day.heard("amina", ever=True) if day.words("amina", "help") in one.text]) == 1


@pytest.mark.parametrize("given", [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: SECRET + "x"}])
async def test_without_the_secret_nothing_is_taken(
    day: Clinic, web: TestClient[Any, Any], given: dict[str, str]
) -> None:
    """A missing or wrong secret is refused before the body is looked at."""
    answer = await web.post(PATH, json=update(day, "/help"), headers=given)
    assert answer.status == 403
    assert await seen(day) == 0


async def test_an_oversized_body_is_refused(day: Clinic, web: TestClient[Any, Any]) -> None:
    """More than a megabyte is no update of Telegram's."""
    headers = {**RIGHT, "Content-Type": "application/json"}
    answer = await web.post(PATH, data=io.BytesIO(b" " * (BIGGEST + 1)), headers=headers)
    assert answer.status == 413
    assert await seen(day) == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"update_id": "x"}', b"[" * 100_000, b"\xff\xfe"])
async def test_a_malformed_body_is_refused(web: TestClient[Any, Any], body: bytes) -> None:
    """What is no update is answered with 400 and harms nobody."""
    answer = await web.post(PATH, data=body, headers={**RIGHT, "Content-Type": "application/json"})
    assert answer.status == 400


async def test_only_json_is_read(day: Clinic, web: TestClient[Any, Any]) -> None:
    """A form is no update."""
    answer = await web.post(
        PATH, data=json.dumps(update(day, "/help")), headers={**RIGHT, "Content-Type": "text/plain"}
    )
    assert answer.status == 415


async def test_what_cannot_be_saved_stays_with_telegram(
    day: Clinic, web: TestClient[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No 200 without a commit: Telegram keeps the update and brings it again."""

    async def refuse(*_args: object, **_more: object) -> None:
        raise StaysWithTelegramError

    monkeypatch.setattr(day.world.connection.intake, "take", refuse)
    assert (await web.post(PATH, json=update(day, "/help"), headers=RIGHT)).status == 503
    monkeypatch.undo()
    assert (await web.post(PATH, json=update(day, "/help"), headers=RIGHT)).status == 200


async def test_alive_and_ready(day: Clinic, web: TestClient[Any, Any]) -> None:
    """A monitor can ask without the secret, and learns codes only."""
    assert (await web.get("/live")).status == 200
    answer = await web.get("/ready")
    assert (answer.status, await answer.text()) == (200, "ready\n")
    await day.world.clock.advance(day.office.library.clinic.outage * 400)
    answer = await web.get("/ready")
    assert (answer.status, await answer.text()) == (503, "agenda-late\n")


async def test_without_a_secret_there_is_no_webhook(day: Clinic) -> None:
    """In polling mode only health is served."""
    routes = Web(day.world.connection.intake, lambda: health.troubles(day.office))
    async with TestClient(TestServer(routes.application())) as client:
        assert (await client.post(PATH, json=update(day, "/help"), headers=RIGHT)).status == 404
        assert (await client.get("/live")).status == 200
