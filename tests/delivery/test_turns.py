"""Whose turn it is, and what shares a transaction: an emergency waits for nobody, one fault costs nobody else."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import VirtualClock
from bot.domain.messages import Priority
from bot.domain.pace import Pace
from bot.service.together import Together
from bot.service.turns import Turns
from tests.support.tasks import settle

NOW = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
TICK = timedelta(seconds=1) / 30


class TestPace:
    """Arithmetic only."""

    def test_thirty_a_second_and_no_more(self):
        """Whoever asks at once is given places one after the other."""
        pace, now, left = Pace(), NOW, []
        for _ in range(301):
            now = pace.free_at(now)
            pace.take(now)
            left.append(now)
        assert left[-1] - left[0] == 300 * TICK

    def test_a_late_wake_up_does_not_slow_the_rest(self):
        """A millisecond late each time, and still thirty a second."""
        pace, now = Pace(), NOW
        for _ in range(300):
            now = pace.free_at(now) + timedelta(milliseconds=1)
            pace.take(now)
        assert now - NOW <= 300 * TICK

    def test_a_rest_earns_no_flood(self):
        """After an hour of nothing a few may follow each other, not a hundred."""
        pace = Pace()
        pace.take(NOW)
        later = NOW + timedelta(hours=1)
        at_once = 0
        while pace.free_at(later) == later:
            pace.take(later)
            at_once += 1
        assert at_once <= 5

    def test_a_clock_set_back_keeps_nobody_waiting(self):
        """Places given an hour ahead of the clock are forgotten."""
        pace, chat = Pace(), 7
        for _ in range(7):
            pace.chat_slot(chat, NOW)
            pace.take(NOW)
        before = NOW - timedelta(hours=1)
        assert pace.free_at(before) == before
        assert pace.chat_slot(chat, before) == before
        pace.take(before)
        assert pace.free_at(before) == before + TICK

    def test_a_chat_gets_its_burst_and_then_one_a_second(self):
        """Nobody else's places are touched."""
        pace = Pace()
        slots = [pace.chat_slot(7, NOW) for _ in range(8)]
        assert slots[:5] == [NOW] * 5
        assert slots[5:] == [NOW + timedelta(seconds=one) for one in (1, 2, 3)]
        assert pace.chat_slot(8, NOW) == NOW


class TestTurns:
    """The queue in front of the door."""

    @pytest.fixture
    def clock(self):
        """A clock that moves only when told."""
        return VirtualClock(NOW)

    async def test_an_emergency_that_comes_last_leaves_next(self, clock):
        """Twenty prompts wait; the emergency that comes a moment later is behind the one that leaves now, at most."""
        turns, left = Turns(clock, Pace()), []

        async def one(number, priority):
            await turns.wait(number, priority, number)
            left.append((number, clock.now()))

        waiting = [asyncio.ensure_future(one(number, Priority.PROMPT)) for number in range(20)]
        await settle()
        await clock.advance(TICK * 3)
        before = len(left)
        waiting.append(asyncio.ensure_future(one(99, Priority.EMERGENCY)))
        await settle()
        await clock.advance(timedelta(seconds=2))
        await asyncio.gather(*waiting)
        assert [number for number, _ in left].index(99) == before
        assert left[before][1] - (NOW + TICK * 3) <= TICK
        assert [number for number, _ in left if number != 99] == list(range(20))

    async def test_whoever_gives_up_leaves_the_door_open(self, clock):
        """The first of the queue is broken off, and the others go."""
        turns = Turns(clock, Pace())
        await turns.wait(1, Priority.PROMPT, 1)
        waiting = [asyncio.ensure_future(turns.wait(number, Priority.PROMPT, number)) for number in (2, 3, 4)]
        await settle()
        waiting[0].cancel()
        await clock.advance(TICK * 3)
        assert [one.done() for one in waiting] == [True, True, True]
        assert [one.cancelled() for one in waiting] == [True, False, False]

    async def test_thirty_leave_in_a_second_whoever_asks_when(self, clock):
        """Many side by side keep the pace."""
        turns, left = Turns(clock, Pace()), []

        async def one(number):
            await turns.wait(number, Priority.PROMPT, number)
            left.append(clock.now())

        waiting = [asyncio.ensure_future(one(number)) for number in range(90)]
        await settle()
        await clock.advance(timedelta(seconds=4))
        await asyncio.gather(*waiting)
        assert left[-1] - left[0] == 89 * TICK


class TestTogether:
    """One call for many askers."""

    async def test_whoever_asks_meanwhile_shares_the_next_call(self):
        """One alone, then all the others in one."""
        calls, door = [], asyncio.Event()

        async def all_of(items):
            calls.append(list(items))
            await door.wait()
            return [item * 10 for item in items]

        together = Together(all_of)
        asked = [asyncio.ensure_future(together.ask(number)) for number in range(5)]
        await settle()
        door.set()
        assert await asyncio.gather(*asked) == [0, 10, 20, 30, 40]
        assert calls == [[0], [1, 2, 3, 4]]

    async def test_one_that_fails_costs_the_others_nothing(self):
        """What fails together is tried alone."""

        async def all_of(items):
            await settle()
            if 3 in items:
                raise OSError("three")
            return items

        together = Together(all_of)
        found = await asyncio.gather(*(together.ask(number) for number in range(6)), return_exceptions=True)
        assert [one for one in found if not isinstance(one, OSError)] == [0, 1, 2, 4, 5]
        assert isinstance(found[3], OSError)

    @pytest.mark.parametrize("broken_off", [0, 1, 3])
    async def test_whoever_is_broken_off_leaves_the_others_served(self, broken_off):
        """Whether it was carrying out the call for all or waiting for it."""

        async def all_of(items):
            await settle()
            return items

        together = Together(all_of)
        asked = [asyncio.ensure_future(together.ask(number)) for number in range(5)]
        await asyncio.sleep(0)  # noqa: TID251 - a turn of the loop: the first has begun
        asked[broken_off].cancel()
        found = await asyncio.gather(*asked, return_exceptions=True)
        assert [one for one in found if not isinstance(one, asyncio.CancelledError)] == [
            number for number in range(5) if number != broken_off
        ]

    async def test_a_crash_of_one_leaves_nobody_waiting_for_ever(self):
        """Not even one that no handler catches."""

        class CrashError(BaseException):
            pass

        tries = 0

        async def all_of(items):
            nonlocal tries
            tries += 1
            await settle()
            if tries == 2:
                raise CrashError
            return items

        together = Together(all_of)

        async def one(number):
            try:
                return await together.ask(number)
            except CrashError:
                return "crashed"

        found = await asyncio.wait_for(asyncio.gather(*(one(number) for number in range(5))), 5)
        assert found.count("crashed") == 1
        assert sorted(one for one in found if one != "crashed") == [0, 2, 3, 4]
