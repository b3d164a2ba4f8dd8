"""Time comes from one place, moves only when told, and never runs backwards unnoticed."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import ClockWentBackError, SystemClock, VirtualClock
from tests.support.tasks import settle

HOUR = timedelta(hours=1)


async def test_sleepers_wake_in_time_order_each_at_its_own_time(clock: VirtualClock) -> None:
    """Whoever waits for an earlier instant is woken earlier, and reads exactly that instant."""
    start, woken = clock.now(), []

    async def sleeper(hours: int) -> None:
        await clock.sleep_until(start + hours * HOUR)
        woken.append((hours, clock.now() - start))

    async with asyncio.TaskGroup() as tasks:
        for hours in (3, 1, 2):
            tasks.create_task(sleeper(hours))
        await settle()
        await clock.advance(5 * HOUR)
    assert woken == [(1, HOUR), (2, 2 * HOUR), (3, 3 * HOUR)]
    assert clock.now() == start + 5 * HOUR


async def test_a_loop_that_sleeps_again_is_woken_at_every_step(clock: VirtualClock) -> None:
    """One long advance wakes a repeated sleeper as often as many short ones would."""
    start, seen = clock.now(), []

    async def heartbeat() -> None:
        while True:
            seen.append(clock.now() - start)
            await clock.sleep_until(clock.now() + HOUR)

    beating = asyncio.create_task(heartbeat())
    await settle()
    await clock.advance(24 * HOUR)
    beating.cancel()
    assert seen == [count * HOUR for count in range(25)]


async def test_nobody_is_woken_a_moment_too_early(clock: VirtualClock) -> None:
    """One microsecond before its time a sleeper sleeps, at its time it wakes."""
    due_at = clock.now() + HOUR
    asleep = asyncio.create_task(clock.sleep_until(due_at))
    await settle()
    await clock.advance_to(due_at - timedelta(microseconds=1))
    assert not asleep.done()
    await clock.advance_to(due_at)
    assert asleep.done()


async def test_the_past_is_not_waited_for(clock: VirtualClock) -> None:
    """Sleeping until now or earlier returns at once."""
    await clock.sleep_until(clock.now())
    await clock.sleep_until(clock.now() - HOUR)


async def test_settling_is_awaited_before_time_moves_on() -> None:
    """Whoever moves the clock can make it wait for work a woken sleeper started."""
    seen: list[timedelta] = []
    start = datetime(2026, 5, 4, tzinfo=UTC)

    async def settling() -> None:
        await settle()
        seen.append(clock.now() - start)

    clock = VirtualClock(start, settle=settling)
    asleep = asyncio.create_task(clock.sleep_until(start + HOUR))
    await settle()
    await clock.advance(2 * HOUR)
    await asleep
    assert seen == [HOUR, 2 * HOUR]


async def test_the_next_sleeper_is_known_and_a_cancelled_one_forgotten(clock: VirtualClock) -> None:
    """The instant of the next event is that of the next sleeper still waiting."""
    start = clock.now()
    first = asyncio.create_task(clock.sleep_until(start + HOUR))
    second = asyncio.create_task(clock.sleep_until(start + 2 * HOUR))
    await settle()
    assert clock.next_sleeper_at() == start + HOUR
    first.cancel()
    await settle()
    assert clock.next_sleeper_at() == start + 2 * HOUR
    await clock.advance(3 * HOUR)
    await second
    assert clock.next_sleeper_at() is None


async def test_going_back_must_be_meant(clock: VirtualClock) -> None:
    """Advancing to the past raises and moves nothing; setting the clock back is its own call."""
    start = clock.now()
    with pytest.raises(ClockWentBackError):
        await clock.advance_to(start - HOUR)
    assert clock.now() == start
    clock.set_to(start - HOUR)
    assert clock.now() == start - HOUR


async def test_a_sleeper_waits_for_its_instant_after_the_clock_was_set_back(clock: VirtualClock) -> None:
    """Setting the clock back makes a sleeper wait longer, never wake early or twice."""
    start = clock.now()
    asleep = asyncio.create_task(clock.sleep_until(start + HOUR))
    await settle()
    clock.set_to(start - 3 * HOUR)
    await clock.advance_to(start)
    assert not asleep.done()
    await clock.advance_to(start + HOUR)
    assert asleep.done()


async def test_autojump_moves_the_clock_by_sleeping() -> None:
    """With one actor, sleeping is what makes time pass."""
    clock = VirtualClock(datetime(2026, 5, 4, tzinfo=UTC), autojump=True)
    await clock.sleep_until(clock.now() + 56 * 24 * HOUR)
    assert clock.now() == datetime(2026, 6, 29, tzinfo=UTC)


async def test_an_instant_without_a_zone_is_refused(clock: VirtualClock) -> None:
    """A naive datetime is never taken for UTC."""
    naive = datetime(2026, 5, 4, 9, 0)  # noqa: DTZ001 - naive on purpose
    with pytest.raises(ValueError, match="zone"):
        VirtualClock(naive)
    with pytest.raises(ValueError, match="zone"):
        await clock.advance_to(naive)
    with pytest.raises(ValueError, match="zone"):
        await SystemClock().sleep_until(naive)


async def test_instants_of_any_zone_come_back_in_utc() -> None:
    """A clock started in another zone shows the same instant in UTC."""
    clock = VirtualClock(datetime(2026, 5, 4, 9, 0, tzinfo=timezone(3 * HOUR)))
    assert (clock.now().hour, clock.now().tzinfo) == (6, UTC)


async def test_the_system_clock_is_aware_and_does_not_wait_for_the_past() -> None:
    """The machine's clock answers in UTC and returns at once for a passed instant."""
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    await clock.sleep_until(clock.now() - HOUR)
    soon = clock.now() + timedelta(milliseconds=5)
    await clock.sleep_until(soon)
    assert clock.now() >= soon
