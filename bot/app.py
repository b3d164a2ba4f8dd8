"""Running the product: polling, the relay and the heartbeat side by side, until told to stop; then a clean stop.

What must be in place before is checked in `readiness`. The rehearsal does not pass through here.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from bot.chat.connection import Connection
from bot.chat.intake import PASSING, AnotherCopyError, pause
from bot.logs import event
from bot.service import diary, gaps, handover, zones
from bot.service.delivery import Relay
from bot.ticks import Heartbeat, Tick

log = logging.getLogger(__name__)

POLL_SECONDS = 25
FIRST_TRIES = 3  # another copy found this early means that the bot already runs
LAST_WORDS = timedelta(seconds=5)  # for what is being sent when the stop comes


async def run(connection: Connection, stop: asyncio.Event, *, polling: bool = True) -> None:
    """Serve until `stop` is set; what is being handled then is finished first. Without polling, a webhook brings updates."""
    office, relay = connection.office, connection.relay
    ticks: dict[str, tuple[float, Tick]] = {
        "agenda": (1.0, lambda: diary.do_what_is_due(office)),
        "deliver": (1.0, relay.take_up),
        "menus": (60.0, connection.menus),
    }
    if not polling:
        ticks["heard"] = (20.0, lambda: gaps.note_poll(office))  # while we run, Telegram can reach us
    heartbeat = Heartbeat(ticks)
    await zones.derive_again(office)  # before anything is prompted by the old rules
    await handover.plan_turns(office)
    event(log, "running")
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(heartbeat.run(stop))
            tasks.create_task(_relay(connection, stop))
            if polling:
                tasks.create_task(_poll(connection, stop))
        await _send_what_waits(relay)
    finally:
        await relay.finish(LAST_WORDS)
    event(log, "stopped")


async def _send_what_waits(relay: Relay) -> None:
    """The answers to what was handled last; whatever does not get away now leaves at the next start."""
    try:
        await relay.finish(LAST_WORDS)
        async with asyncio.timeout(LAST_WORDS.total_seconds()):
            while await relay.take_up():
                await relay.finish(LAST_WORDS)
    except Exception:  # noqa: BLE001 - it is all in the outbox; a stop must not end in an error
        event(log, "delivery_failed", logging.ERROR, exc_info=True)


async def _relay(connection: Connection, stop: asyncio.Event) -> None:
    """Send as soon as something was committed; the heartbeat sends what this one misses."""
    waiting = connection.office.something_to_send
    while not stop.is_set():
        if await _unless_stopped(waiting.wait, stop) is None:
            return
        waiting.clear()
        try:
            await connection.relay.take_up()
        except Exception:  # noqa: BLE001 - whatever failed is still in the outbox; the next beat tries again
            event(log, "delivery_failed", logging.ERROR, exc_info=True)


async def _poll(connection: Connection, stop: asyncio.Event) -> None:
    tries = 0
    while not stop.is_set():
        tries += 1
        try:
            bodies = await _unless_stopped(lambda: connection.intake.fetch(POLL_SECONDS), stop)
            await connection.intake.handle(bodies or ())
        except AnotherCopyError as said:
            if tries <= FIRST_TRIES:
                raise
            await _pause(connection, said, stop)
        except PASSING as said:
            await _pause(connection, said, stop)
        except Exception as said:  # noqa: BLE001 - the database is gone, say: Telegram keeps the updates meanwhile
            await _pause(connection, said, stop)


async def _pause(connection: Connection, said: Exception, stop: asyncio.Event) -> None:
    await _unless_stopped(lambda: pause(connection.office, said), stop)


async def _unless_stopped(wait_for: Callable[[], Awaitable[Any]], stop: asyncio.Event) -> Any:
    """The result of waiting, or None as soon as the stop comes."""
    waiting, stopping = asyncio.ensure_future(wait_for()), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({waiting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return waiting.result() if waiting.done() else None
    finally:
        for one in (waiting, stopping):
            one.cancel()
        await asyncio.gather(waiting, stopping, return_exceptions=True)
