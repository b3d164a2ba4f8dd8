"""`doseday run` as its own process, as systemd starts it: it serves over long polling and stops when told."""

import asyncio
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest

from bot.clock import SystemClock
from bot.domain.pace import Pace
from bot.store import tables
from bot.store.engine import create_engine
from tests.support.edge import BLEEDING, IDS, bot_on, heard, rows, telegram

ROOT = Path(__file__).parents[2]
RUN = (sys.executable, "-W", "error", "-c", "from bot.start import main; main()", "run", "--allow-draft")


async def until(true, what):
    """Real milliseconds, until something holds."""
    clock = SystemClock()
    for _ in range(3000):
        if true():
            return
        await clock.sleep_until(clock.now() + timedelta(milliseconds=10))
    pytest.fail(f"Waited in vain for {what}.")


async def linked(engine, server, library):
    """Boris on call and Amina joined, as of today."""
    fast = Pace(overall=timedelta(0), per_chat=timedelta(0))
    with mock.patch("bot.chat.connection.Pace", return_value=fast):
        async with bot_on(engine, server, SystemClock(), library) as world:
            await world.perform("staff", {"who": "boris"})
            await world.perform("enrol", {"who": "amina", "join": "yes"})


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_it_serves_and_stops_cleanly(database_url, library):
    """Started with --allow-draft once staff are linked: /help is answered, a red flag rings, SIGTERM ends it with 0."""
    engine = create_engine(database_url)
    async with telegram(SystemClock()) as server:
        await linked(engine, server, library)
        env = {name: value for name, value in os.environ.items() if not name.startswith("DOSEDAY_")} | {
            "DOSEDAY_TELEGRAM_TOKEN": server.token, "DOSEDAY_TELEGRAM_API_URL": server.url,
            "DOSEDAY_DATABASE_URL": database_url, "DOSEDAY_EMERGENCY_NUMBER": "112",
            "DOSEDAY_CLINIC_PHONE": "555 0100",
        }  # fmt: skip
        process = await asyncio.create_subprocess_exec(*RUN, cwd=ROOT, env=env, stderr=asyncio.subprocess.PIPE)
        try:
            await until(lambda: server.polled or process.returncode is not None, "the first poll")
            amina = server.people["Amina"]
            count = len(amina.messages)
            await amina.say("/help")
            await until(lambda: len(amina.messages) >= count + 2, "an answer to /help")
            await amina.say(BLEEDING)
            await until(lambda: heard(server.people["Boris"], BLEEDING), "the ring")
            process.send_signal(signal.SIGTERM)
            _, said = await asyncio.wait_for(process.communicate(), 60)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        assert process.returncode == 0, said.decode()
        assert server.violations == []
    assert [one["words"] for one in await rows(engine, tables.reports)] == [BLEEDING]
    assert await rows(engine, tables.outbox, state="pending") == []
    await engine.dispose()
    _silent(said.decode(), server.token)


def _silent(said, token):
    assert "running" in said
    assert "stopped" in said
    assert "Traceback" not in said
    for canary in (
        token,
        token.split(":")[1],
        "Amina",
        "Boris",
        "bleeding",
        "555 0",
        *(str(one) for one in IDS.values()),
    ):
        assert canary not in said, canary
