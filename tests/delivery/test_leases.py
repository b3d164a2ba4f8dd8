"""Who sends what, and in which order: leases, lanes, and nobody slowed by somebody else's chat."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.messages import Priority
from bot.domain.pace import Pace
from bot.service.delivery import LEASE, Relay
from bot.service.ports import NotSent, OutMessage, Sent, Unknown
from bot.store import outbox, tables
from tests.support.edge import pending, rows
from tests.support.tasks import settle

CHATS = range(9_000_001, 9_000_013)


class Recorder:
    """A messenger that remembers what it sent, and lets some chats wait until they are let go."""

    def __init__(self):
        self.sent: list[OutMessage] = []
        self.at_work = 0
        self.slow: dict[int, asyncio.Event] = {}
        self.started: list[str] = []

    async def send(self, message):
        self.started.append(message.text)
        await settle()
        if message.chat_id in self.slow:
            await self.slow[message.chat_id].wait()
        self.sent.append(message)
        return Sent(len(self.sent))

    @property
    def texts(self):
        return [one.text for one in self.sent]


@pytest.fixture
def messenger():
    """Where everything goes."""
    return Recorder()


@pytest.fixture
def office(world):
    """An office whose outbox is empty."""
    return world.office


def relay_of(office, messenger):
    """One relay, as fast as it can."""
    return Relay(office, messenger, Pace(overall=timedelta(0), per_chat=timedelta(0)))


async def put(office, text, chat_id=CHATS[0], priority=Priority.ANSWER, **more):
    """One message to be sent."""
    now = office.clock.now()
    values = {
        "dedupe_key": f"test:{text}", "chat_id": chat_id, "role": "stranger", "person_id": None, "kind": "answer",
        "priority": priority, "text": text, "buttons": [], "content_hash": "x", "not_before": now, "made_at": now,
        **more,
    }  # fmt: skip
    async with office.engine.begin() as tx:
        return await outbox.add(tx, values)


async def lease(office, limit=30, for_=LEASE):
    """Take rows as another process would."""
    now = office.clock.now()
    async with office.engine.begin() as tx:
        return await outbox.lease(tx, now, now + for_, limit)


async def test_two_relays_on_one_database_send_nothing_twice(office, messenger):
    """Both at once, over and over: every row leaves once, and each chat keeps its order."""
    for number in range(40):
        await put(office, f"{number % 8}:{number:02}", CHATS[number % 8])
    relays = [relay_of(office, messenger) for _ in range(3)]
    while await pending(office.engine):
        await asyncio.gather(*(one.deliver() for one in relays))
    assert len(messenger.texts) == len(set(messenger.texts)) == 40
    for chat in range(8):
        mine = [one for one in messenger.texts if one.startswith(f"{chat}:")]
        assert mine == sorted(mine)


async def test_two_leases_at_once_never_share_a_row(office):
    """Whoever comes second gets others, or none."""
    for number, chat in enumerate(CHATS):
        await put(office, f"{number}", chat)
    taken = await asyncio.gather(*(lease(office, 5) for _ in range(4)))
    ids = [row.id for rows_ in taken for row in rows_]
    assert len(ids) == len(set(ids))
    assert len(ids) <= len(CHATS)


async def test_lanes_go_by_urgency_and_then_by_age(office, messenger):
    """Emergency before urgent before answers before prompts before lessons, whoever wrote first."""
    for priority in sorted(Priority, reverse=True):
        for chat in CHATS[:2]:
            await put(office, f"{int(priority)}:{chat}", chat, priority)
    relay = relay_of(office, messenger)
    while await relay.deliver():
        pass
    assert [int(one[0]) for one in messenger.texts] == sorted(2 * [int(one) for one in Priority])


async def test_an_emergency_leaves_first_though_hundreds_wait(office, messenger):
    """A flood of prompts, then one emergency: it is in the very next batch."""
    for number in range(60):
        await put(office, f"prompt {number}", CHATS[0] + number, Priority.PROMPT)
    await put(office, "emergency", CHATS[0], Priority.EMERGENCY)
    first = await lease(office, 5)
    assert first[0].text == "emergency"


async def test_an_expired_lease_is_taken_up_again_and_not_before(office, messenger):
    """Whoever died with it, the message goes; until then nobody sends it a second time."""
    await put(office, "one")
    await put(office, "two")
    (taken,) = await lease(office)
    assert taken.text == "one"
    relay = relay_of(office, messenger)
    await office.clock.advance(LEASE - timedelta(seconds=1))
    assert await relay.deliver() == 0
    await office.clock.advance(timedelta(seconds=1))
    while await relay.deliver():
        pass
    assert messenger.texts == ["one", "two"]


async def test_an_emergency_passes_a_prompt_that_died_in_its_lease(office, messenger):
    """Nobody's red flag waits two minutes for a prompt."""
    await put(office, "prompt", priority=Priority.PROMPT)
    await lease(office)
    await put(office, "emergency", priority=Priority.EMERGENCY)
    await relay_of(office, messenger).deliver()
    assert messenger.texts == ["emergency"]


async def test_one_slow_chat_makes_no_other_wait(office, messenger):
    """While one answer hangs, everybody else is served, and the slow chat's next one waits its turn."""
    messenger.slow[CHATS[0]] = asyncio.Event()
    relay = relay_of(office, messenger)
    await put(office, "slow 1", CHATS[0])
    await put(office, "slow 2", CHATS[0])
    await relay.take_up()
    for number in range(20):
        await put(office, f"quick {number}", CHATS[1 + number % 5])
        while f"quick {number}" not in messenger.texts:  # the chat's message before may still be on its way to its mark
            await relay.take_up()
            await settle()
    assert messenger.started.count("slow 1") == 1
    assert "slow 2" not in messenger.started
    messenger.slow.pop(CHATS[0]).set()
    await relay.finish(timedelta(seconds=5))
    await relay.take_up()
    await relay.finish(timedelta(seconds=5))
    assert messenger.texts[-2:] == ["slow 1", "slow 2"]


async def test_more_emergencies_than_there_is_room_for_wait_for_nothing_but_room(office, messenger):
    """Slow answers to prompts take all the ordinary places; each emergency that ends makes room for the next at once."""
    relay = relay_of(office, messenger)
    prompts = range(9_100_000, 9_100_030)
    for chat in prompts:
        messenger.slow[chat] = asyncio.Event()
        await put(office, f"prompt {chat}", chat, Priority.PROMPT)
    await relay.take_up()
    for number in range(10):
        await put(office, f"emergency {number}", 9_200_000 + number, Priority.EMERGENCY)
    office.something_to_send.set()
    while office.something_to_send.is_set():  # woken as in `doseday run`, but for the tick of the heartbeat
        office.something_to_send.clear()
        await relay.take_up()
        await _until(lambda: office.something_to_send.is_set() or len(messenger.sent) == 10)
    assert sorted(messenger.texts) == [f"emergency {number}" for number in range(10)]
    for event in messenger.slow.values():
        event.set()
    await relay.finish(timedelta(seconds=5))


async def _until(true):
    while not true():
        await settle()


async def test_what_does_not_end_in_time_is_broken_off_and_sent_later(office, messenger):
    """A stop does not wait for ever; the lease brings the message back."""
    messenger.slow[CHATS[0]] = asyncio.Event()
    relay = relay_of(office, messenger)
    await put(office, "slow")
    await relay.take_up()
    await _until(lambda: messenger.started == ["slow"])
    await relay.finish(timedelta(milliseconds=10))
    assert messenger.texts == []
    messenger.slow.clear()
    await office.clock.advance(LEASE)
    await relay.deliver()
    assert messenger.texts == ["slow"]


async def test_a_message_for_later_holds_up_nobody(office, messenger):
    """Written first, due tomorrow: those of today go."""
    tomorrow = office.clock.now() + timedelta(days=1)
    await put(office, "tomorrow", not_before=tomorrow)
    await put(office, "today")
    relay = relay_of(office, messenger)
    while await relay.deliver():
        pass
    assert messenger.texts == ["today"]
    async with office.engine.connect() as tx:
        assert await outbox.next_due_at(tx) == tomorrow


async def test_only_what_surely_never_left_counts_as_untouched(office, messenger):
    """A row that somebody holds, or whose sending got no answer, may be on its way; one without a connection is not."""
    number = await put(office, "one")

    async def untouched():
        async with office.engine.connect() as tx:
            return (await outbox.get(tx, number)).untouched

    assert await untouched()
    await lease(office)
    assert not await untouched()
    messenger.send = lambda _: _result(NotSent())
    await office.clock.advance(LEASE)
    await relay_of(office, messenger).deliver()
    assert await untouched()
    messenger.send = lambda _: _result(Unknown())
    await office.clock.advance(LEASE)
    await relay_of(office, messenger).deliver()
    assert not await untouched()


async def _result(what):
    return what


async def test_a_database_that_fails_at_the_mark_costs_that_chat_only(office, messenger):
    """The others of the batch are marked; the row comes back after its lease."""
    await put(office, "one", CHATS[0])
    await put(office, "two", CHATS[1])
    relay = relay_of(office, messenger)
    real = relay._mark

    async def mark(row, result):
        if row.text == "one":
            raise OSError("gone")
        await real(row, result)

    relay._mark = mark
    await relay.deliver()
    states = {one["text"]: one["state"] for one in await rows(office.engine, tables.outbox, role="stranger")}
    assert (states["one"], states["two"]) == ("pending", "sent")


async def test_writing_the_same_message_twice_writes_it_once(office):
    """The dedupe key."""
    assert await put(office, "one") is not None
    assert await put(office, "one") is None
