"""The running bot: polling, sending and beating side by side, through faults, until told to stop."""

import asyncio
from unittest import mock

import pytest

from bot import app
from bot.chat import intake
from bot.chat.intake import AnotherCopyError
from bot.cli import serving
from bot.clock import SystemClock
from bot.rehearsal.refusals import Refusal, conflict
from bot.store import tables
from tests.support.edge import BLEEDING, heard, rows
from tests.support.faults import database_gone


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Milliseconds instead of seconds."""
    monkeypatch.setattr(intake, "BACK_OFF", intake.BACK_OFF / 500)


@pytest.fixture
def world(world):
    """A world on the machine's clock: what waits, waits."""
    system = SystemClock()
    world.office.clock.sleep_until = system.sleep_until
    return world


async def until(true):
    """Real milliseconds, until something holds."""
    for _ in range(1000):
        if true():
            return
        await asyncio.wait({asyncio.get_running_loop().create_future()}, timeout=0.005)
    pytest.fail("It did not come to pass.")


class Running:
    """The bot at work, for the length of a block."""

    def __init__(self, world):
        self.stop = asyncio.Event()
        self.task = asyncio.ensure_future(app.run(world.connection, self.stop))

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        self.stop.set()
        await asyncio.wait_for(self.task, 60)


async def test_it_answers_while_it_runs_and_stops_when_told(world):
    """A report is answered, the team is rung, and the stop takes no longer than what is at work."""
    async with Running(world):
        await until(lambda: world.server.polled)
        await world.people["amina"].say(BLEEDING)
        await until(lambda: heard(world.people["boris"], BLEEDING))
    assert heard(world.people["amina"], "112")
    assert await rows(world.office.engine, tables.outbox, state="pending", kind="red-flag") == []


async def test_another_copy_at_the_start_ends_it(world):
    """Two bots with one token would take updates from each other."""

    async def refuse(method, asked):
        if method == "getUpdates":
            raise conflict("terminated by other getUpdates request")

    world.server.intercept = refuse
    with pytest.raises(ExceptionGroup) as said:
        await app.run(world.connection, asyncio.Event())
    assert said.group_contains(AnotherCopyError)


async def test_the_command_says_so_in_one_sentence(world, capsys):
    """409 at the start: what is wrong and what to do, and no traceback."""

    async def refuse(method, asked):
        if method == "getUpdates":
            raise conflict("terminated by other getUpdates request")

    world.server.intercept = refuse
    with pytest.raises(SystemExit) as ended:
        await serving._run_app(world.connection, asyncio.Event(), polling=True)
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("E005 Another copy of this bot is polling with the same token.")


async def test_another_copy_later_is_waited_out(world):
    """Once it serves, a passing rival does not end it."""
    refused = []

    async def refuse(method, asked):
        if method == "getUpdates" and world.server.people["Amina"].messages and len(refused) < 5:
            refused.append(method)
            raise conflict("terminated by other getUpdates request")

    with mock.patch.object(app, "POLL_SECONDS", 0):
        async with Running(world):
            await until(lambda: world.connection.intake._noted_at is not None)
            with mock.patch.object(app, "FIRST_TRIES", 0):
                await world.people["amina"].say("/help")
                world.server.intercept = refuse
                await until(lambda: len(refused) == 5)
                await until(lambda: heard(world.people["amina"], ""))


@pytest.mark.parametrize("refusal", [
    Refusal(429, "Too Many Requests", {"retry_after": 1}), Refusal(502, "Bad Gateway"), Refusal(401, "Unauthorized"),
])  # fmt: skip
async def test_what_telegram_refuses_is_asked_for_again(world, refusal):
    """A poll that fails is a passing thing."""
    refused = []

    async def refuse(method, asked):
        if method == "getUpdates" and not refused:
            refused.append(method)
            raise refusal

    world.server.intercept = refuse
    async with Running(world):
        await world.people["amina"].say("/help")
        await until(lambda: heard(world.people["amina"], ""))
    assert refused


async def test_a_database_that_goes_and_comes_back_loses_nothing(world):
    """Meanwhile Amina gets the one sentence; afterwards her report is there and answered."""
    async with Running(world):
        await until(lambda: world.server.polled)
        with database_gone():
            await world.people["amina"].say(BLEEDING)
            await until(lambda: heard(world.people["amina"], "I could not save"))
        await until(lambda: heard(world.people["amina"], "Passed on"))
    assert [one["words"] for one in await rows(world.office.engine, tables.reports)] == [BLEEDING]
    assert await rows(world.office.engine, tables.updates, state="parked") == []


async def test_a_stop_while_the_database_is_gone_is_still_a_stop(world):
    """Nothing to be done is no error."""
    running = Running(world)
    await until(lambda: world.server.polled)
    with database_gone():
        await world.people["amina"].say(BLEEDING)
        await until(lambda: heard(world.people["amina"], "I could not save"))
        running.stop.set()
        await asyncio.wait_for(running.task, 60)
    assert world.server.pending == 1
