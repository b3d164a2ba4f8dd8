"""The process dies at every await of intake and relay; after a restart nothing is lost and nothing is doubled."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from bot.chat.intake import StaysWithTelegramError
from bot.clock import VirtualClock
from bot.store import tables
from bot.store.engine import create_engine
from bot.ticks import settle
from tests.support.edge import (
    BEFORE_THE_DOSE,
    BLEEDING,
    DOSE_AT,
    NIGHT,
    Snapshot,
    bot_on,
    heard,
    pending,
    rows,
    telegram,
)
from tests.support.faults import Faults, Killed

AFTER_THE_LEASE = timedelta(minutes=3)
# The points are the same on either database, and each costs two lives of a bot: every one of them on SQLite, every third
# on PostgreSQL, and all of them there too in the soak.
EVERY = {"sqlite": 1, "postgresql": 3}


async def reported(world):
    """Amina reports, the bot handles it, confirms it and answers."""
    for _ in range(2):
        await world.connection.intake.poll(0)
        await settle(world.office, world.connection.relay)


async def prompted(world):
    """A dose falls due and is said."""
    for _ in range(2):
        await settle(world.office, world.connection.relay)


class Story:
    """What happens, and what must be true at the end however it went."""

    def __init__(self, name, starts_at, acts_at, run):
        self.name, self.starts_at, self.acts_at, self.run = name, starts_at, acts_at, run

    async def prelude(self, world):
        if self.run is reported:
            await world.people["amina"].say(BLEEDING)

    async def check(self, world):
        engine, amina = world.office.engine, world.people["amina"]
        assert await pending(engine) == []
        assert world.server.pending == 0
        assert await rows(engine, tables.updates, state="parked") == []
        assert await rows(engine, tables.agenda, state="failed") == []
        said = Counter(one.text for one in amina.messages if one.from_bot)
        assert max(said.values()) <= 2, "a message came more often than once for the try that died and once after"
        if self.run is reported:
            await self._check_report(world)
        else:
            await self._check_dose(world)

    async def _check_report(self, world):
        engine = world.office.engine
        assert [one["words"] for one in await rows(engine, tables.reports)] == [BLEEDING]
        (alert,) = await rows(engine, tables.alerts)
        assert len(alert["reasons"]) == 1
        assert heard(world.people["amina"], "112")
        assert heard(world.people["amina"], "Passed on")
        assert heard(world.people["boris"], BLEEDING)

    async def _check_dose(self, world):
        engine = world.office.engine
        assert sorted(one["drug"] for one in await rows(engine, tables.doses, plan_day=DOSE_AT.date())) == [
            "dexamethasone",
            "selinexor",
        ]
        prompts = heard(world.people["amina"], "Please take:\n• selinexor")
        assert prompts
        assert len(set(prompts)) == 1, "two messages that differ could look like two doses"
        assert len(await rows(engine, tables.outbox, kind="dose")) == 1
        assert len(await rows(engine, tables.questions, kind="dose", state="open")) == 1


STORIES = [
    Story("a bleeding reported at night", NIGHT, NIGHT, reported),
    Story("a dose prompted", BEFORE_THE_DOSE, DOSE_AT, prompted),
]


class Stage:
    """One database and one Telegram, put back to the beginning before each death."""

    def __init__(self, story, server, engine, clock, library):
        self.story, self.server, self.engine, self.clock, self.library = story, server, engine, clock, library
        self.snapshot = Snapshot()

    async def reset(self):
        await self.snapshot.restore(self.engine)
        self.clock.set_to(self.story.acts_at)
        self.server._exchange.updates.forget_all()
        for person in self.server.people.values():
            person.chat._messages.clear()

    async def play(self, how, step=1):
        """Strike at every point in turn; returns how many points there were."""
        await self.snapshot.take(self.engine)
        at, struck = 0, True
        while struck:
            await self.reset()
            faults = Faults(at, how)
            try:
                await self._two_lives(faults)
            except AssertionError as wrong:
                pytest.fail(f"{how} at point {at} ({faults.names[-1]}): {wrong}")
            struck, at = faults.struck, at + step
        assert self.server.violations == []
        return at

    async def _two_lives(self, faults):
        """One life of the bot that ends at the fault, and a second one that goes on."""
        async with bot_on(self.engine, self.server, self.clock, self.library) as world:
            await self.story.prelude(world)
            with faults.in_place():
                faults.victim = asyncio.ensure_future(self.story.run(world))
                await asyncio.wait({faults.victim})
            _ended_as_expected(faults)
        async with bot_on(self.engine, self.server, self.clock, self.library) as again:
            await again.settle()
            await self.clock.advance(AFTER_THE_LEASE)
            await again.settle()
            await self.story.check(again)


def _ended_as_expected(faults):
    if faults.victim.cancelled():
        return
    error = faults.victim.exception()
    if isinstance(error, BaseExceptionGroup) and error.split(Killed)[1] is None:
        return
    assert error is None or isinstance(error, Killed | StaysWithTelegramError), repr(error)


@pytest.fixture(params=STORIES, ids=lambda one: one.name)
async def stage(request, prepared, library, tmp_path):
    """A story about to happen."""
    story = request.param
    with prepared.copy(tmp_path, story.starts_at) as url:
        clock, engine = VirtualClock(story.acts_at, autojump=True), create_engine(url)
        try:
            async with telegram(clock) as server:
                yield Stage(story, server, engine, clock, library)
        finally:
            await engine.dispose()


async def test_nothing_is_lost_wherever_the_process_dies(stage, database_kind):
    """Killed at every point in turn, then started again: one report, one alert, one dose, everybody told."""
    assert await stage.play("kill", step=EVERY[database_kind]) > 15


async def test_nothing_is_lost_wherever_the_work_is_broken_off(stage, database_kind):
    """Cancelled, as a stop does it, at every second point: the same."""
    assert await stage.play("cancel", step=2 * EVERY[database_kind]) > 15


@pytest.mark.soak
async def test_nothing_is_lost_at_any_point_at_all(stage):
    """Both ways, at every point, on both databases."""
    assert await stage.play("kill") > 15
    assert await stage.play("cancel") > 15
