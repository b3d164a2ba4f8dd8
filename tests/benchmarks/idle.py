"""One idle tick: nothing is due and nothing is to be sent, however many patients and however long the history."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.clock import VirtualClock, monotonic_seconds
from bot.domain.pace import Pace
from bot.rehearsal.stage import NUMBERS
from bot.service import diary
from bot.service.delivery import Relay
from bot.service.office import Office
from bot.service.ports import OutMessage, SendResult
from tests.benchmarks.crowd import add_coming, add_history, add_people, analyse, plan_from
from tests.benchmarks.figures import Figure, median, percentile
from tests.benchmarks.places import KINDS, NAMES, Place

TITLE = "one idle tick"
AIM = 5.0  # milliseconds
TICKS = 300
PATIENTS, HISTORY = 100_000, (10_000, 100_000, 1_000_000)
NOW = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
HOW = f"""
{PATIENTS:,} active patients, each with four entries waiting in the agenda, none of them due; so many past doses, and for
each past dose a done entry, an answered question, a sent message and a handled update. Then {TICKS} times what the heartbeat
does every second: the agenda is asked what is due, and the relay leases from an outbox in which nothing waits.
"""
REMAINS = ""


class Silent:
    """A messenger nobody should call."""

    async def send(self, message: OutMessage) -> SendResult:
        raise AssertionError(message.chat_id)


async def run(place: Place) -> list[Figure]:
    """Growing history on both databases."""
    patients, history = (1_000, (1_000, 10_000)) if place.quick else (PATIENTS, HISTORY)
    figures = []
    for kind in KINDS:
        async with place.engine(kind) as engine:
            figures += await _grow(engine, place, NAMES[kind], patients, history)
    return figures


async def _grow(engine: AsyncEngine, place: Place, name: str, patients: int, history: tuple[int, ...]) -> list[Figure]:
    crowd = await add_people(
        engine, place.library, patients=patients, plan=plan_from(place.library, NOW.date()), now=NOW
    )
    await add_coming(engine, crowd, NOW)
    office = Office(engine, VirtualClock(NOW + timedelta(minutes=1)), place.library, NUMBERS)
    relay = Relay(office, Silent(), Pace())
    figures, written = [], 0
    for doses in history:
        await add_history(engine, crowd, first=written, until=doses, now=NOW)
        await analyse(engine)
        written = doses
        took = await _ticks(office, relay)
        typical = median(took)
        shown = f"{typical:.2f} ms (95 % within {percentile(took, 0.95):.2f} ms)"
        what = f"{name}: {doses:,} past doses"
        figures.append(Figure(what=what, measured=shown, aim=f"at most {AIM:.0f} ms", met=typical <= AIM))
    return figures


async def _ticks(office: Office, relay: Relay) -> list[float]:
    took = []
    for at in range(TICKS + 10):
        began = monotonic_seconds()
        assert await diary.do_what_is_due(office) == 0
        assert await relay.take_up() == 0
        if at >= 10:
            took.append(1000 * (monotonic_seconds() - began))
    return took
