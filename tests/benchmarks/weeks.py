"""Eight weeks of one patient, headless: the whole bot, its Telegram and its database on a virtual clock."""

from datetime import UTC, datetime, timedelta

from bot.clock import monotonic_seconds
from bot.domain.messages import line
from bot.rehearsal.stage import RehearsalStage, RehearsalWorld
from bot.rehearsal.world import CastMember, Setting
from tests.benchmarks.figures import Figure, median
from tests.benchmarks.places import Place

TITLE = "eight weeks of one patient, headless"
AIM = 3.0
RUNS, WEEKS = 5, 8
SUNDAY = datetime(2026, 5, 3, 16, 0, tzinfo=UTC)
HOW = f"""
The rehearsal's own stage, as `doseday rehearse --scenario` uses it: a pharmacist is invited, a patient enrolled and walked
through joining; then {WEEKS} weeks pass from event to event, with the patient tapping [Taken] under every antiemetic and every dose
ten minutes after it was sent. Median of {RUNS} runs, opening the world and enrolling included.
"""
REMAINS = """
It took 16.5 s at first: the rehearsal asked Telegram, the agenda and the outbox at every leap of its clock, and now does only what falls due
(8.3 s). Since then a rehearsal without a page keeps its database in memory and asks Telegram in the same process, and the garbage collector passes
over what stays. Over HTTP and on a durable file, as behind the page, it takes several times as long; what people read is the same.
"""


async def run(place: Place) -> list[Figure]:
    """The median of a few runs."""
    weeks, runs = (1, 1) if place.quick else (WEEKS, RUNS)
    took, messages = [], 0
    for _ in range(runs):
        began = monotonic_seconds()
        messages = await _weeks(place, weeks)
        took.append(monotonic_seconds() - began)
    usual = median(took)
    what = f"{weeks} weeks, {messages} messages and taps"
    return [Figure(what=what, measured=f"{usual:.2f} s", aim=f"at most {AIM:.0f} s", met=usual <= AIM)]


async def _weeks(place: Place, weeks: int) -> int:
    cast = {
        "amina": CastMember(key="amina", name="Amina", role="patient", language="en"),
        "boris": CastMember(key="boris", name="Boris", role="pharmacist", language="en"),
    }
    setting = Setting(title="weeks", language="en", start_at=SUNDAY, zone="Europe/Madrid", cast=cast)
    async with RehearsalStage(place.library, headless=True).open(setting) as world:
        await world.perform("staff", {"who": "boris"})
        await world.perform("enrol", {"who": "amina", "join": "yes"})
        await _live(world, SUNDAY + timedelta(weeks=weeks))
        return world.server.journal.mark()


async def _live(world: RehearsalWorld, until: datetime) -> None:
    say, seen = world.office.library.wording.say, 0
    labels = [say("en", line(key)) for key in ("answer-taken-both", "answer-taken")]
    while (coming := await world.next_event_at()) is not None and coming <= until:
        await world.advance_to(max(coming, world.clock.now()))
        newest = world.people["amina"].last
        shown = [one.label for row in newest.buttons for one in row if one.label in labels]
        if shown and newest.message_id > seen:
            seen = newest.message_id
            await world.advance_to(world.clock.now() + timedelta(minutes=10))
            await world.people["amina"].tap(newest.message_id, shown[0])
            await world.settle()
