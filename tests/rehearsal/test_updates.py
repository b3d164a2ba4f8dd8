"""Updates wait for the bot as they do at Telegram: numbered, confirmed by offset, forgotten in time, for one poller."""

import asyncio
from datetime import timedelta

import pytest

from tests.support.tasks import settle

BUTTON = {"inline_keyboard": [[{"text": "Taken", "callback_data": "t"}]]}


async def texts(call, **asked):
    return [update["message"]["text"] for update in await call("getUpdates", **asked) if "message" in update]


async def test_unconfirmed_updates_come_again(call, amina):
    """Asking twice gives the same updates; asking from an offset confirms those before it for good."""
    await amina.say("one")
    await amina.say("two")
    first = await call("getUpdates")
    assert await call("getUpdates") == first
    assert await texts(call, offset=first[0]["update_id"] + 1) == ["one", "two"]
    assert await texts(call, offset=first[-1]["update_id"] + 1) == []
    assert await texts(call, offset=first[0]["update_id"]) == []


async def test_limit_and_negative_offset(call, amina):
    """A limit cuts from the front; a negative offset keeps the last ones and forgets the rest."""
    for word in ("one", "two", "three"):
        await amina.say(word)
    assert await texts(call, limit=2) == ["/start", "one"]
    assert await texts(call, offset=-1) == ["three"]
    assert await texts(call) == ["three"]


async def test_kinds_that_were_not_asked_for(call, amina):
    """Once the bot has said what it wants, other kinds are not even queued."""
    await call("getUpdates", allowed_updates=["my_chat_member"])
    await amina.say("hello")
    await amina.block()
    assert [min(update) for update in await call("getUpdates")] == ["message", "my_chat_member"]


@pytest.mark.parametrize(
    ("seconds", "left"), [(149, ["/start", "tap"]), (150, ["/start"]), (86399, ["/start"]), (86400, [])]
)
async def test_updates_are_forgotten(call, amina, clock, seconds, left):
    """A tap is kept for 150 seconds, a message for 24 hours."""
    await call("sendMessage", chat_id=amina.user_id, text="Hi", reply_markup=BUTTON)
    await amina.tap(None, "Taken")
    await clock.advance(timedelta(seconds=seconds))
    waiting = await call("getUpdates")
    assert ["tap" if "callback_query" in one else one["message"]["text"] for one in waiting] == left


async def test_a_poll_returns_at_once_with_what_comes(server, call, amina):
    """A long poll ends with the first update, long before its time."""
    await call("getUpdates", offset=100_002)
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await until_polling(server)
    await amina.say("later")
    assert [update["message"]["text"] for update in await poll] == ["later"]


async def test_second_poller_ends_the_first(server, call, amina):
    """Two bots on one token: the one that waited is told that only one may run."""
    await call("getUpdates", offset=100_002)
    first = asyncio.create_task(call.raw("getUpdates", timeout=50))
    await until_polling(server)
    assert await call("getUpdates") == []
    assert await first == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    }


async def test_settled_when_confirmed(server, call, amina):
    """Whoever waits for the bot is woken when the last update is confirmed."""
    waiting = asyncio.create_task(server.until_confirmed())
    last = (await call("getUpdates"))[-1]["update_id"]
    assert not waiting.done()
    await call("getUpdates", offset=last + 1)
    await waiting
    assert server.pending == 0


async def until_polling(server):
    """The request is on its way through a real socket: let it arrive."""
    while not server.polled:
        await settle()
