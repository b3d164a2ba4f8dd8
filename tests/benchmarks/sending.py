"""Messages a second through the outbox, against a bare loop of `Bot.send_message` to the same server."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot import app
from bot.chat.connection import Connection, connect
from bot.chat.sender import Sender
from bot.clock import SystemClock, monotonic_seconds
from bot.domain.pace import Pace
from bot.rehearsal.stage import NUMBERS
from bot.service.delivery import Relay
from bot.service.office import Office
from bot.service.ports import OutMessage, SendResult
from bot.store import outbox
from tests.benchmarks.apart import Telegram, telegram
from tests.benchmarks.figures import Figure, median
from tests.benchmarks.places import KINDS, NAMES, Place

TITLE = "messages a second through the outbox"
AIM = 0.8
ROUNDS, MESSAGES, CHATS, WRITTEN_AT_ONCE = 9, 400, 1000, 30
NO_LIMIT = timedelta(0)
HOW = f"""
{ROUNDS} rounds in one process; in each, every arm sends {MESSAGES} dose prompts (seven buttons) to {CHATS} chats of the
embedded Bot API server, which runs in a process of its own; the arms take turns and the ratio is the median of the rounds'
own ratios. *Bare* is a loop that awaits `Bot.send_message` with the same words and buttons; *bare, 30 at once* sends as many
at a time as the relay may. *Outbox* is the whole path: the row is written (in transactions of {WRITTEN_AT_ONCE}), leased,
sent by the real relay and sender, and marked; *rows there already* leaves the writing out. No pace limit in any arm.
"""
REMAINS = """
What remains. With a messenger that does nothing, writing a row costs 0.2 ms of processor time and relaying it 0.3 to 0.4 ms (SQLite; it
was twice that before each statement made one trip to its thread). The larger part of the gap is paid in the HTTP library: twenty
requests at a time keep twenty connections, and httpx looks at each of them for every request (in a profile of 800 messages a fifth of
all time). Fewer at a time would look better here and worse in life, where an answer takes a
tenth of a second and a slow chat must not hold up the others. Telegram's own limit is 30 a second, a seventh of what is reached here.
"""
TEXT = (
    "Mon 4 May, 09:00. Selinexor (Xpovio) 80 mg = 4 tablets marked 20 mg.\nMon 4 May, 09:00. Dexamethasone 20 mg = 5 "
    "tablets marked 4 mg.\nSwallow the tablets whole with water.\nIf your box says another number, do not take them yet: "
    "tap [My box is different].\nIf you read this after 11:00, do not take it; tell us."
)
LABELS = ("Taken both", "Only one…", "Later", "Not taking it", "I vomited it", "Not sure", "My box is different")
BUTTONS = tuple(((label, f"q:{at}:answer"),) for at, label in enumerate(LABELS))

Arm = Callable[[int], Awaitable[float]]


def no_limit() -> Pace:
    return Pace(overall=NO_LIMIT, per_chat=NO_LIMIT)


class Counting:
    """The real sender, and an event once so many were sent."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self.left = 0

    async def send(self, message: OutMessage) -> SendResult:
        result = await self._sender.send(message)
        self.left -= 1
        return result


def bare(bot: Bot, server: Telegram, at_once: int) -> Arm:
    """A loop that sends and no more; `at_once` of them side by side."""

    async def loop(numbers: range) -> None:
        for number in numbers:
            rows = [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in BUTTONS]
            await bot.send_message(
                server.chat(number), TEXT, reply_markup=InlineKeyboardMarkup(rows), protect_content=True
            )

    async def arm(messages: int) -> float:
        began = monotonic_seconds()
        await asyncio.gather(*(loop(range(at, messages, at_once)) for at in range(at_once)))
        return messages / (monotonic_seconds() - began)

    return arm


def through_outbox(connection: Connection, server: Telegram, *, written_before: bool) -> Arm:
    """Rows, the relay as `doseday run` runs it, and the end of the last mark."""
    office, counting = connection.office, Counting(Sender(connection.application.bot))
    relay = Relay(office, counting, no_limit())
    serial = count(0 if written_before else 10**6)

    async def arm(messages: int) -> float:
        counting.left, stop = messages, asyncio.Event()
        began = monotonic_seconds()
        if written_before:
            await _write(office, server, messages, serial)
            began = monotonic_seconds()
        running = asyncio.ensure_future(app._relay(SimpleNamespace(office=office, relay=relay), stop))  # type: ignore[arg-type]
        if written_before:
            office.something_to_send.set()
        else:
            await _write(office, server, messages, serial)
        while await _unsent(office):
            await SystemClock().sleep_until(SystemClock().now() + timedelta(milliseconds=5))
        took = monotonic_seconds() - began
        stop.set()
        await running
        await relay.finish(timedelta(seconds=5))
        return messages / took

    async def _unsent(office: Office) -> bool:
        if counting.left > 0 or relay._under_way:
            return True
        async with office.reading() as tx:
            return bool((await outbox.counts(tx)).get("pending"))

    return arm


async def _write(office: Office, server: Telegram, messages: int, serial: Any) -> None:
    for first in range(0, messages, WRITTEN_AT_ONCE):
        async with office.work() as work:
            for _ in range(first, min(first + WRITTEN_AT_ONCE, messages)):
                number = next(serial)
                row = {
                    "dedupe_key": f"bench:{number}", "chat_id": server.chat(number), "role": "patient", "person_id": 1,
                    "kind": "dose", "priority": 3, "text": TEXT, "buttons": [[list(one) for one in r] for r in BUTTONS],
                    "content_hash": "x", "subject": f"question:{number}", "not_before": work.now, "made_at": work.now,
                }  # fmt: skip
                await outbox.add(work.tx, row)


async def run(place: Place) -> list[Figure]:
    """Every arm in turn, round after round."""
    rounds, messages = (3, 150) if place.quick else (ROUNDS, MESSAGES)
    async with AsyncExitStack() as stack:
        server = stack.enter_context(telegram(CHATS))
        arms: dict[str, Arm] = {}
        for kind in KINDS:
            engine = await stack.enter_async_context(place.engine(kind))
            connection = await connect(Office(engine, SystemClock(), place.library, NUMBERS), server.token, server.url)
            stack.push_async_callback(connection.close)
            arms.setdefault("bare", bare(connection.application.bot, server, 1))
            arms.setdefault("bare, 30 at once", bare(connection.application.bot, server, 30))
            arms[f"outbox, {NAMES[kind]}"] = through_outbox(connection, server, written_before=False)
            arms[f"outbox, {NAMES[kind]}, rows there already"] = through_outbox(connection, server, written_before=True)
        return _figures(await _measure(arms, rounds, messages))


async def _measure(arms: dict[str, Arm], rounds: int, messages: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in arms}
    for one in arms.values():
        await one(60)  # connections, caches
    for at in range(rounds):
        names = list(arms) if at % 2 == 0 else list(reversed(arms))
        for name in names:
            found[name].append(await arms[name](messages))
    return found


def _figures(found: dict[str, list[float]]) -> list[Figure]:
    made = []
    for name, rates in found.items():
        shown = f"{median(rates):.0f} a second"
        if not name.startswith("outbox"):
            made.append(Figure(what=name, measured=shown))
            continue
        for other in ("bare", "bare, 30 at once"):
            ratio = median([rate / base for rate, base in zip(rates, found[other], strict=True)])
            counts = other == "bare" and "already" not in name
            made.append(
                Figure(
                    what=f"{name} / {other}", measured=f"{ratio:.2f} ({shown})",
                    aim=f"at least {AIM}" if counts else "", met=ratio >= AIM if counts else None,
                )
            )  # fmt: skip
    return made
