"""The heartbeat: one bad tick ends nothing, a stuck scheduler is made anew, and nothing late is dropped."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot import ticks
from bot.ticks import Heartbeat
from tests.support.tasks import settle


class FakeSeconds:
    """Seconds that go on when told."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def seconds(monkeypatch):
    """The monotonic clock of the watch."""
    fake = FakeSeconds()
    monkeypatch.setattr(ticks, "monotonic_seconds", fake)
    monkeypatch.setattr(ticks, "WATCHED_EVERY", 0.001)
    return fake


async def let_it_run(until, most=400):
    """Real milliseconds, until something holds."""
    for _ in range(most):
        if until():
            return
        await asyncio.wait({asyncio.ensure_future(settle())}, timeout=0.01)
        await asyncio.wait({asyncio.get_running_loop().create_future()}, timeout=0.005)
    pytest.fail("It did not come to pass.")


async def beating(heartbeat, until):
    """Run a heartbeat until something holds, then stop it."""
    stop = asyncio.Event()
    running = asyncio.ensure_future(heartbeat.run(stop))
    try:
        await let_it_run(until)
    finally:
        stop.set()
        await running


async def test_a_failing_tick_does_not_end_the_rest():
    """It is tried again at its next beat, and its neighbour never notices."""
    count = {"bad": 0, "good": 0}

    async def bad():
        count["bad"] += 1
        raise ValueError("what a patient said")

    async def good():
        count["good"] += 1

    await beating(Heartbeat({"bad": (0.01, bad), "good": (0.01, good)}), lambda: min(count.values()) >= 3)


async def test_a_scheduler_that_stands_still_is_made_anew(seconds, monkeypatch):
    """No beat for longer than a minute, by a clock that cannot be set: restarted, and it beats again."""
    monkeypatch.setattr(ticks, "SILENT_TOO_LONG", 60.0)
    beats = []

    async def tick():
        beats.append(seconds.now)

    heartbeat = Heartbeat({"tick": (0.01, tick)})
    stop = asyncio.Event()
    running = asyncio.ensure_future(heartbeat.run(stop))
    await let_it_run(lambda: len(beats) >= 1)
    stuck = heartbeat._scheduler
    stuck.pause()
    await settle()
    count = len(beats)
    seconds.now += 59
    await let_it_run(lambda: True)
    assert heartbeat._scheduler is stuck
    seconds.now += 2
    await let_it_run(lambda: heartbeat._scheduler is not stuck and len(beats) > count)
    stop.set()
    await running


async def test_a_tick_that_never_ends_is_broken_off(seconds):
    """The others beat on meanwhile, and after five minutes it gets another chance."""
    begun, others = [], []

    async def endless():
        begun.append(1)
        await asyncio.get_running_loop().create_future()

    async def other():
        others.append(1)

    heartbeat = Heartbeat({"endless": (0.01, endless), "other": (0.01, other)})
    stop = asyncio.Event()
    running = asyncio.ensure_future(heartbeat.run(stop))
    await let_it_run(lambda: len(begun) == 1 and len(others) >= 3)
    assert not heartbeat.stuck()
    seconds.now += ticks.ENDLESS + 1
    await let_it_run(lambda: len(begun) >= 2)
    for task in set(heartbeat._beating):
        task.cancel()
    stop.set()
    await running


async def test_a_tick_at_work_when_the_stop_comes_may_finish():
    """What it is sending is sent and marked."""
    begun, ended = asyncio.Event(), []
    go_on = asyncio.Event()

    async def slow():
        begun.set()
        await go_on.wait()
        ended.append(1)

    heartbeat = Heartbeat({"slow": (0.01, slow)})
    stop = asyncio.Event()
    running = asyncio.ensure_future(heartbeat.run(stop))
    await begun.wait()
    stop.set()
    await settle()
    assert not running.done()
    go_on.set()
    await running
    assert ended


async def test_nothing_late_is_dropped_and_nothing_piles_up():
    """Every job is coalesced, has no limit on lateness, and runs once at a time."""
    heartbeat = Heartbeat({"one": (1.0, settle), "two": (60.0, settle)})
    jobs = {job.id: job for job in heartbeat._scheduler.get_jobs()}
    assert set(jobs) == {"one", "two"}
    heartbeat._scheduler.start(paused=True)
    try:
        for job in heartbeat._scheduler.get_jobs():
            assert job.misfire_grace_time is None
            assert job.coalesce is True
            assert job.max_instances == 1
    finally:
        heartbeat._scheduler.shutdown(wait=False)


async def test_an_hour_late_it_still_beats():
    """A busy loop or a suspended machine does not cost a tick."""
    beats = []

    async def tick():
        beats.append(1)

    heartbeat = Heartbeat({"tick": (3600.0, tick)})
    scheduler = heartbeat._scheduler
    scheduler.start(paused=True)
    scheduler.modify_job("tick", next_run_time=datetime.fromtimestamp(1_700_000_000, UTC) - timedelta(hours=1))
    scheduler.resume()
    await let_it_run(lambda: len(beats) == 1)
    scheduler.shutdown(wait=False)
