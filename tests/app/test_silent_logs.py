"""S12: whatever fails, no token, name, chat id, phone number, drug or word of anybody reaches a log."""

import io
import logging
import sys
import threading
from datetime import timedelta
from unittest import mock

import httpx
import pytest

from bot import logs
from bot.chat import intake
from bot.chat.connection import CannotConnectError, connect
from bot.chat.intake import StaysWithTelegramError, pause
from bot.chat.sender import Sender
from bot.rehearsal.refusals import Refusal, bad_request
from bot.service import diary, frontdesk
from tests.support.edge import BLEEDING, DOSE_AT, IDS
from tests.support.faults import database_gone, database_hangs

WORDS = "xyzzy selinexor Amina +34 600 123 456"
CANARIES = (
    "xyzzy", "selinexor", "Selinexor", "ondansetron", "Amina", "Boris", "Clara", "600 123", "555 0123", "555 0100",
    "bleeding", "REF-amina", *(str(one) for one in IDS.values()),
)  # fmt: skip


@pytest.fixture
def written(world):
    """What the guarded handler writes, with everything that was in place before put back afterwards."""
    root, stream = logging.getLogger(), io.StringIO()
    before = (
        root.handlers[:],
        root.level,
        sys.excepthook,
        threading.excepthook,
        sys.unraisablehook,
        logging.raiseExceptions,
    )
    root.handlers[:] = []  # not closed: pytest goes on with its own
    logs.set_up(stream=stream, level=logging.DEBUG, secrets=[world.server.token])
    for name in ("httpx", "httpcore", "telegram", "sqlalchemy", "asyncio"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    for name in ("httpx", "httpcore", "telegram", "sqlalchemy", "asyncio"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    root.handlers[:], level, sys.excepthook, threading.excepthook, sys.unraisablehook, logging.raiseExceptions = before
    root.setLevel(level)


def check(written, world):
    """Something was written, and nothing of anybody."""
    text = written.getvalue()
    assert text.strip()
    for canary in (*CANARIES, world.server.token, world.server.token.split(":")[1]):
        assert canary not in text, canary


async def test_failing_updates(world, written):
    """The exception quotes the patient, SQL and the token; the log shows where, not what."""

    async def receive(office, incoming):
        raise ValueError(f"{incoming.text} {incoming.chat_id} {world.server.token} {WORDS}")

    await world.people["amina"].say(WORDS)
    with mock.patch.object(frontdesk, "receive", receive):
        await world.connection.intake.poll(0)
    await world.connection.intake.handle([{"update_id": 1, "message": {"chat": {"id": IDS["amina"]}, "text": WORDS}}])
    assert "update_parked" in written.getvalue()
    check(written, world)


async def test_a_database_that_is_gone_or_hangs(world, written, monkeypatch):
    """Neither the statement nor its parameters."""
    monkeypatch.setattr(intake, "TOO_LONG", timedelta(milliseconds=5))
    monkeypatch.setattr(intake, "GIVE_UP", timedelta(milliseconds=5))
    await world.people["amina"].say(BLEEDING)
    for broken in (database_gone, database_hangs):
        with broken(), pytest.raises(StaysWithTelegramError) as said:
            await world.connection.intake.poll(0)
        await pause(world.office, said.value)
    check(written, world)


async def test_failing_deliveries(world, written):
    """Refused, faulty and unreachable messages are row numbers."""
    refusals = [
        bad_request(f"can't parse {WORDS}"),
        Refusal(502, f"Bad {WORDS}"),
        Refusal(429, "x", {"retry_after": 1}),
    ]

    async def intercept(method, asked):
        if method == "sendMessage" and refusals:
            raise refusals.pop()

    await world.people["amina"].say(BLEEDING)
    world.server.intercept = intercept
    with mock.patch.object(Sender, "_try", side_effect=RuntimeError(f"{WORDS} {IDS['amina']} {world.server.token}")):
        await world.settle()
    await world.advance_to(world.clock.now() + timedelta(minutes=5))
    assert "sending_failed" in written.getvalue()
    check(written, world)


async def test_a_dose_day_in_full(world, written):
    """Every library as talkative as it can be, and a failing entry among them."""
    await world.advance_to(DOSE_AT)
    await world.people["amina"].say("taken")
    await world.settle()
    await world.people["amina"].say("/report")
    with mock.patch.dict(diary.DOES, dict.fromkeys(diary.DOES, _quoting)):
        await world.clock.advance(timedelta(hours=12))
        await diary.do_what_is_due(world.office)
    assert "agenda_entry_failed" in written.getvalue()
    check(written, world)


async def _quoting(work, due):
    raise ValueError(WORDS)


async def test_a_bot_api_that_cannot_be_used(world, written):
    """The token is in every address; it is in no line."""
    with pytest.raises(CannotConnectError) as said:
        await connect(world.office, world.server.token, "http://127.0.0.1:9")
    logging.getLogger("bot").error("cannot_connect", exc_info=said.value)
    logging.getLogger("httpx").error("HTTP Request: %s", f"http://x/bot{world.server.token}/getMe")
    logging.getLogger("httpx").error("failed", exc_info=httpx.ConnectError(f"bot{world.server.token}/sendMessage"))
    check(written, world)
