"""The real process dies without a word, again and again, while people act; nothing is lost and nothing is doubled."""

import asyncio
import json
import sys
from pathlib import Path
from random import Random

import pytest

from bot.rehearsal.server import BotApiServer
from bot.store.engine import create_engine
from tests.killing.checks import Aftermath, at_rest, lets_go, shown
from tests.killing.clinic import A_FEW_SECONDS, MINUTES, Bustle, Crowd, gather
from tests.killing.process import CLOCK, Moments, Process, until, wait

LONGEST_LIFE = 3.0
SEED = 330  # dies when Telegram has just taken a dose's message, and then while starting
LOOK = """
import asyncio, json
from bot.cli.common import office, settings
async def look():
    async with office(settings()) as opened, opened.work() as work:
        names = ("synchronous", "journal_mode") if work.tx.dialect.name == "sqlite" else ("synchronous_commit",)
        ask = "PRAGMA " if work.tx.dialect.name == "sqlite" else "SHOW "
        print(json.dumps({one: (await work.tx.exec_driver_sql(ask + one)).scalar() for one in names}))
asyncio.run(look())
"""


async def lives_and_deaths(process, server, crowd: Crowd, seed: int, deaths: int, engine) -> None:
    """People act all the while; the process is killed so often, and lives on after the last time."""
    acting = [asyncio.ensure_future(one.live()) for one in crowd.everybody]
    try:
        moments = Moments(process, server, Random(seed))
        while process.deaths < deaths:
            await moments.next(LONGEST_LIFE)
            await lets_go(engine)
        await process.start()
        await process.listens()
        await wait(1.0)
    finally:
        for one in acting:
            one.cancel()
        ended = await asyncio.gather(*acting, return_exceptions=True)
    assert [one for one in ended if not isinstance(one, asyncio.CancelledError)] == []


async def play(url, library, folder, *, seed: int, deaths: int, bustle: Bustle) -> str:
    """One clinic's worst day; returns the figures."""
    engine = create_engine(url)
    async with BotApiServer(CLOCK) as server:
        process = Process(server, url, folder)
        try:
            crowd = await gather(url, server, library, Random(seed), bustle)
            await lives_and_deaths(process, server, crowd, seed, deaths, engine)
            began_at = CLOCK.now()
            await until(lambda: at_rest(engine, server), 120, "everything had come to rest")
            assert await process.stop() == 0, process.said()
            after = Aftermath(engine, server, crowd, library)
            await after.check(process.deaths)
            after.figures["seconds to rest"] = round((CLOCK.now() - began_at).total_seconds())
            _nothing_private(process.said(), crowd, server.token)
        finally:
            await process.kill()
            await engine.dispose()
    return f"seed {seed}: {process.deaths} deaths, {shown(after.figures)}"


def _nothing_private(said: str, crowd: Crowd, token: str) -> None:
    typed = [text for one in crowd.everybody for text in (*one.plain, *one.red_flags)]
    names = [one.person.name for one in crowd.everybody]
    chats = [str(one.person.chat.id) for one in crowd.everybody]
    assert [one for one in (*typed, *names, *chats, token) if one in said] == []


async def test_nothing_is_lost_when_the_process_is_killed(database_url, library, tmp_path, record_property):
    """Two deaths in a few busy seconds: every report once, every dose once, every message delivered."""
    record_property("figures", await play(database_url, library, tmp_path, seed=SEED, deaths=2, bustle=A_FEW_SECONDS))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1, 6))
async def test_nothing_is_lost_over_many_deaths(database_url, library, tmp_path, seed, capsys):
    """The same, twenty deaths long, from several seeds."""
    said = await play(database_url, library, tmp_path, seed=seed, deaths=20, bustle=MINUTES)
    with capsys.disabled():
        sys.stdout.write(f"\n{database_url.partition(':')[0]} {said}\n")


async def test_what_is_committed_survives_a_power_cut(database_url, tmp_path):
    """Asked from inside a process of the product: every commit waits for the disk."""
    async with BotApiServer(CLOCK) as server:
        environment = Process(server, database_url, Path(tmp_path)).environment()
    asked = await asyncio.create_subprocess_exec(
        sys.executable, "-c", LOOK, env=environment, stdout=asyncio.subprocess.PIPE
    )
    answer, _ = await asked.communicate()
    expected = {"synchronous": 2, "journal_mode": "wal"} if "sqlite" in database_url else {"synchronous_commit": "on"}
    assert json.loads(answer) == expected
