"""Ten thousand prompts due in one minute, on a virtual clock; and emergencies raised while they leave."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import app
from bot.clock import SystemClock, VirtualClock, monotonic_seconds
from bot.domain.incoming import Arrival, Incoming
from bot.domain.messages import Priority
from bot.domain.pace import Pace
from bot.rehearsal.stage import NUMBERS
from bot.service import diary, frontdesk
from bot.service.delivery import Relay
from bot.service.office import Office
from bot.service.ports import OutMessage, SendResult, Sent
from bot.store import tables
from tests.benchmarks.apart import FIRST_CHAT
from tests.benchmarks.crowd import Crowd, add_moment, add_people, moment_on, plan_from
from tests.benchmarks.figures import Figure, median, percentile
from tests.benchmarks.places import Place

TITLE = "10 000 prompts due in one minute, and an emergency in the middle"
PROMPTS, EMERGENCIES, TEAMS, A_SECOND = 10_000, 200, 40, 30
SLACK, SOON = 1.02, 0.2
LATENCY = timedelta(milliseconds=100)  # between asking Telegram and its answer
DAY = date(2026, 5, 4)
EMERGENCY = "I cannot breathe"
HOW = f"""
{PROMPTS:,} patients take their dose at the same minute. The real agenda, relay loop and pace run on SQLite and a virtual clock
that moves only when nothing is left to do at an instant, so that what is measured is who waits for what, not this machine;
Telegram takes {LATENCY.total_seconds():.1f} s (virtual) to answer each message. Once undisturbed; then again while {EMERGENCIES}
other patients of {TEAMS} teams (Telegram takes one message a second in a chat, so that a single person on call could not be
rung so often) write "{EMERGENCY}" at random moments: the time from that update to the instant at which each emergency message
it causes (the patient's answer, the card of whoever is on call) is handed to Telegram.
"""
REMAINS = ""


class Slow:
    """A Telegram that takes its time, by the virtual clock."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self.sent = 0

    async def send(self, message: OutMessage) -> SendResult:
        del message
        self.sent += 1
        number = self.sent
        await self._clock.sleep_until(self._clock.now() + LATENCY)
        return Sent(number)


def quiet(engine: AsyncEngine) -> Callable[[], Awaitable[None]]:
    """Returns once no transaction is open and nobody has anything left to do at this instant."""
    pool, real = engine.sync_engine.pool, SystemClock()

    async def settled() -> None:
        calm = 0
        while calm < 20:
            if pool.checkedout():  # type: ignore[attr-defined]
                calm = 0
                await real.sleep_until(real.now() + timedelta(microseconds=300))
            else:
                calm += 1
                await asyncio.sleep(0)  # noqa: TID251 - a turn of the loop, not a wait

    return settled


@asynccontextmanager
async def running(office: Office, relay: Relay, clock: VirtualClock) -> Any:
    """What `doseday run` keeps running, with the heartbeat on the virtual clock."""
    stop = asyncio.Event()

    async def beat(tick: Callable[[], Awaitable[object]]) -> None:
        while True:
            await tick()
            await clock.sleep_until(clock.now() + timedelta(seconds=1))

    tasks = [
        asyncio.ensure_future(app._relay(SimpleNamespace(office=office, relay=relay), stop)),  # type: ignore[arg-type]
        asyncio.ensure_future(beat(lambda: diary.do_what_is_due(office))),
        asyncio.ensure_future(beat(relay.take_up)),
    ]
    try:
        yield
    finally:
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def emergencies(office: Office, clock: VirtualClock, crowd: Crowd, instants: list[datetime]) -> None:
    """People who need help, each at a moment of their own."""

    async def one(number: int, at: datetime) -> None:
        await clock.sleep_until(at)
        chat = FIRST_CHAT + crowd.patients - 1 - number
        said = Incoming(update_id=number + 1, kind=Arrival.TEXT, chat_id=chat, text=EMERGENCY, at=at)
        await frontdesk.receive(office, said)

    await asyncio.gather(*(one(number, at) for number, at in enumerate(instants)))


async def rush(place: Place, prompts: int, disturbed: int) -> tuple[list[Any], datetime, float]:
    """Everything sent, the instant all the doses fell due, and how long this machine took."""
    async with place.engine("sqlite") as engine:
        plan = plan_from(place.library, DAY)
        moment = moment_on(place.library, plan, DAY)
        eve = moment.at - timedelta(seconds=5)
        everybody = await add_people(
            engine, place.library, patients=prompts + disturbed, plan=plan, now=eve, teams=TEAMS
        )
        await add_moment(engine, Crowd(patients=prompts, plan=plan, first_patient=1), moment)
        clock = VirtualClock(eve, settle=quiet(engine))
        office = Office(engine, clock, place.library, NUMBERS)
        relay = Relay(office, Slow(clock), Pace())
        seconds = prompts / A_SECOND
        chance = random.Random(20260504)
        instants = sorted(moment.at + timedelta(seconds=chance.uniform(2, seconds)) for _ in range(disturbed))
        began = monotonic_seconds()
        async with running(office, relay, clock):
            crying = asyncio.ensure_future(emergencies(office, clock, everybody, instants))
            await clock.advance_to(eve)  # everybody finds their place
            await clock.advance_to(moment.at + timedelta(seconds=seconds * 1.5 + 10))
            await crying
        return await _sent(engine), moment.at, monotonic_seconds() - began


async def _sent(engine: AsyncEngine) -> list[Any]:
    async with engine.connect() as tx:
        return list((await tx.execute(sa.select(tables.outbox).order_by(tables.outbox.c.id))).mappings())


def _last(rows: list[Any], due_at: datetime) -> float:
    """Seconds until the last prompt was handed to Telegram; endless if one was not."""
    waits = [row["sent_at"] - LATENCY - due_at for row in rows if row["kind"] == "dose" and row["state"] == "sent"]
    return max(waits).total_seconds()


async def run(place: Place) -> list[Figure]:
    """Undisturbed, then disturbed."""
    prompts, disturbed = (600, 20) if place.quick else (PROMPTS, EMERGENCIES)
    rows, due_at, real = await rush(place, prompts, 0)
    ideal = prompts / A_SECOND
    took, sent = _last(rows, due_at), sum(row["state"] == "sent" for row in rows)
    share = took / ideal
    figures = [
        Figure(
            what=f"{sent:,} prompts, first due to last sent", measured=f"{took:.1f} s = {share:.3f} of {ideal:.0f} s",
            aim=f"at most {SLACK}", met=share <= SLACK and sent == prompts,
        ),
        Figure(what="real time this machine needed for it", measured=f"{real:.0f} s = {prompts / real:.0f} a second"),
    ]  # fmt: skip
    rows, due_at, _ = await rush(place, prompts, disturbed)
    return figures + _urgent(rows, due_at)


def _urgent(rows: list[Any], due_at: datetime) -> list[Figure]:
    mine = [row for row in rows if row["priority"] == Priority.EMERGENCY]
    waits = [(row["sent_at"] - LATENCY - row["made_at"]).total_seconds() for row in mine if row["state"] == "sent"]
    lost = len(mine) - len(waits)
    latest = percentile(waits, 0.99)
    others = sum(row["kind"] != "dose" for row in rows)
    return [
        Figure(
            what=f"emergency messages, raised to leaving, p99 of {len(waits)}", measured=f"{latest:.3f} s",
            aim=f"at most {SOON} s", met=latest <= SOON and not lost,
        ),
        Figure(what="the same, median and longest", measured=f"{median(waits):.3f} s, {max(waits):.3f} s"),
        Figure(
            what="prompts meanwhile, first due to last sent",
            measured=f"{_last(rows, due_at):.1f} s ({others} other messages went before them)",
        ),
    ]  # fmt: skip
