"""The process died and came back late: taps may be lost, so every open question is put again; not after a short gap."""

from collections import Counter
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest

from bot.clock import VirtualClock
from bot.store import tables
from bot.store.engine import create_engine
from tests.support.edge import BEFORE_THE_DOSE, DOSE_AT, SUNDAY_EVENING, bot_on, heard, rows, telegram
from tests.support.faults import Faults, Killed

ANTIEMETIC_AT = DOSE_AT - timedelta(minutes=30)
LONG, SHORT = timedelta(seconds=151), timedelta(seconds=100)
AFTER_THE_LEASE = timedelta(minutes=3)


async def joining(world):
    """Dan has opened his link and is to agree."""
    made = await world.perform("enrol", {"who": "dan"})
    dan = world.people["dan"]
    await dan.start(made["token"])
    await world.settle()
    await dan.tap(None, "English")
    await dan.say(made["number"])
    await world.settle()


async def agreed(world):
    """Dan is to say whether the plan is right."""
    await joining(world)
    await world.people["dan"].tap(None, "I agree")


async def tablets(world):
    """Dan is to say whether he has tablets."""
    await agreed(world)
    await world.settle()
    await world.people["dan"].tap(None, "Yes, it is")


async def box(world):
    """Dan is to read his box."""
    await tablets(world)
    await world.settle()
    await world.people["dan"].tap(None, "Yes, I have them")


def at(instant, *texts):
    """Amina has typed these words at an instant."""

    async def act(world):
        await world.advance_to(instant)
        for text in texts:
            await world.people["amina"].say(text)
            await world.settle()

    return act


def tapped(instant, *labels):
    """Amina has tapped along."""

    async def act(world):
        await world.advance_to(instant)
        for label in labels:
            await world.people["amina"].tap(None, label)
            await world.settle()

    return act


async def taken_twice(world):
    """Everything is taken, and Amina says so once more."""
    await tapped(ANTIEMETIC_AT, "Taken")(world)
    await tapped(DOSE_AT, "Taken both")(world)
    await world.people["amina"].say("taken")


OPEN = {
    "consent": (SUNDAY_EVENING, joining),
    "confirm-plan": (SUNDAY_EVENING, agreed),
    "tablets": (SUNDAY_EVENING, tablets),
    "box": (SUNDAY_EVENING, box),
    "antiemetic": (ANTIEMETIC_AT, at(ANTIEMETIC_AT)),
    "dose": (DOSE_AT, at(DOSE_AT)),
    "which": (DOSE_AT, at(DOSE_AT, "taken")),
    "why-not": (DOSE_AT, tapped(DOSE_AT, "Not taking it")),
    "box-differs": (DOSE_AT, tapped(DOSE_AT, "My box is different")),
    "late-dose": (DOSE_AT + timedelta(hours=2), at(DOSE_AT + timedelta(hours=2))),
    "again-or-second": (DOSE_AT, taken_twice),
    "report": (SUNDAY_EVENING, at(SUNDAY_EVENING, "/weight")),
    "read-back": (SUNDAY_EVENING, at(SUNDAY_EVENING, "/weight", "7")),
    "offer": (SUNDAY_EVENING, at(SUNDAY_EVENING, "I feel sick")),
    "wrong-day": (SUNDAY_EVENING, at(SUNDAY_EVENING, "taken")),
    "language": (SUNDAY_EVENING, at(SUNDAY_EVENING, "/language")),
}


@pytest.fixture
async def lives(prepared, library, tmp_path):
    """Opens one life of the bot after the other on the same database and the same Telegram."""
    with prepared.copy(tmp_path) as url:
        clock, engine = VirtualClock(SUNDAY_EVENING, autojump=True), create_engine(url)
        try:
            async with telegram(clock) as server:

                @asynccontextmanager
                async def life():
                    async with bot_on(engine, server, clock, library) as world:
                        yield world

                yield life
        finally:
            await engine.dispose()


async def open_questions(world):
    """What patients have been asked and have not answered."""
    return await rows(world.office.engine, tables.questions, role="patient", state="open")


async def put(world, question):
    """How often a question stands on the phone."""
    return len(await rows(world.office.engine, tables.outbox, subject=f"question:{question['id']}", state="sent"))


async def dies(world):
    """In the middle of handling what Amina types."""
    await world.people["amina"].say("/contact")
    with Faults(3, "kill").in_place(), pytest.raises(Killed):
        await world.connection.intake.poll(0)


@pytest.mark.parametrize("kind", OPEN)
async def test_every_open_question_is_put_again_after_a_long_gap(lives, kind):
    """Whatever is open, and however: after more than 150 seconds it is asked again, once, and why is said."""
    async with lives() as world:
        await OPEN[kind][1](world)
        await world.settle()
        waiting = await open_questions(world)
        before = {one["id"]: await put(world, one) for one in waiting}
        assert kind in {one["kind"] for one in waiting}
        await dies(world)
    await world.clock.advance(LONG)
    async with lives() as again:
        await again.settle()
        for one in await open_questions(again):
            if one["id"] in before:
                assert await put(again, one) == before[one["id"]] + 1, one["kind"]
        who = "dan" if again.people["dan"].started else "amina"
        assert len(heard(again.people[who], "We were away")) == 1
        assert len(heard(again.people["amina"], "Your care team, day and night")) == 1


@pytest.mark.parametrize("kind", ["dose", "report", "consent"])
async def test_nothing_is_asked_again_after_a_short_gap(lives, kind):
    """A restart of a minute or two loses no tap, so nobody is bothered."""
    async with lives() as world:
        await OPEN[kind][1](world)
        await world.settle()
        before = {one["id"]: await put(world, one) for one in await open_questions(world)}
        await dies(world)
    await world.clock.advance(SHORT)
    async with lives() as again:
        await again.settle()
        assert {one["id"]: await put(again, one) for one in await open_questions(again)} == before
        assert heard(again.people["amina"], "We were away") == []


async def test_it_dies_again_while_asking(lives):
    """Wherever the second life ends, the third one has asked exactly once."""
    point, struck = 0, True
    while struck:
        struck = await _asked_in_two_lives(lives, point)
        point += 1
    assert point > 5


async def _asked_in_two_lives(lives, point):
    async with lives() as world:
        await world.advance_to(max(BEFORE_THE_DOSE, world.clock.now()))
        await world.people["amina"].say("/weight")
        await world.settle()
        question = [one for one in await open_questions(world) if one["kind"] == "report"][-1]
        before = await put(world, question)
    await world.clock.advance(LONG)
    faults = Faults(point, "kill")
    async with lives() as second:
        with faults.in_place(), suppress(Killed):
            await second.connection.intake.poll(0)
    await world.clock.advance(AFTER_THE_LEASE if faults.struck else timedelta())
    async with lives() as third:
        await third.settle()
        told = await rows(third.office.engine, tables.outbox, subject=f"question:{question['id']}")
        states = Counter(one["state"] for one in told)  # asked anew, what had not left is taken back
        assert states["sent"] - before in ({1, 2} if faults.struck else {1})
        assert states["sent"] + states["cancelled"] == len(told)
    return faults.struck
