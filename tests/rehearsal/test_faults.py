"""Scripted faults strike the calls they are about, as often and as long as they say, and nothing else."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from bot.rehearsal.faults import Fault, What
from bot.rehearsal.server import BotApiServer
from tests.rehearsal.conftest import Caller

LOST = (httpx.ReadError, httpx.RemoteProtocolError)


@pytest.fixture
def send(call, amina):
    """Write to Amina; returns the whole answer."""

    async def write(text="Hi"):
        return await call.raw("sendMessage", chat_id=amina.user_id, text=text)

    return write


def seen(person):
    return [message.text for message in person.messages if message.from_bot]


class TestWhat:
    async def test_too_many_requests(self, server, send, amina):
        """A 429 in Telegram's words, with the seconds to wait, as often as it was said; nothing is taken."""
        await server.add_fault(Fault(what=What.TOO_MANY_REQUESTS, retry_after=7, times=2))
        for _ in range(2):
            assert await send() == {
                "ok": False, "error_code": 429, "description": "Too Many Requests: retry after 7",
                "parameters": {"retry_after": 7},
            }  # fmt: skip
        assert seen(amina) == []
        assert (await send())["ok"]

    @pytest.mark.parametrize(("code", "is_json"), [(500, True), (502, False), (503, False), (504, False)])
    async def test_server_error(self, server, call, http, amina, code, is_json):
        """Telegram's own error is JSON, a gateway's is a page; nothing is taken."""
        await server.add_fault(Fault(what=What.SERVER_ERROR, code=code))
        answer = await http.post(f"{call.base}/sendMessage", json={"chat_id": amina.user_id, "text": "Hi"})
        assert (answer.status_code, answer.text.startswith("{")) == (code, is_json)
        assert seen(amina) == []

    async def test_dropped_before(self, server, send, amina):
        """The connection breaks and the message was never taken."""
        await server.add_fault(Fault(what=What.DROPPED_BEFORE, times=1))
        with pytest.raises(LOST):
            await send()
        assert seen(amina) == []
        assert (await send())["ok"]

    async def test_dropped_after(self, server, send, amina):
        """The person has the message, the caller only a broken connection."""
        await server.add_fault(Fault(what=What.DROPPED_AFTER, times=1))
        with pytest.raises(LOST):
            await send()
        assert seen(amina) == ["Hi"]

    async def test_dropped_after_a_refusal(self, server, send, amina):
        """What would have been refused is lost on the way as well."""
        await server.add_fault(Fault(what=What.DROPPED_AFTER, times=1))
        with pytest.raises(LOST):
            await send("")

    async def test_a_hang_ends_when_it_is_lifted(self, server, send, amina):
        """No answer comes; once lifted the message is taken and answered."""
        number = await server.add_fault(Fault(what=What.HANG, times=1))
        sending = asyncio.ensure_future(send())
        while not server.faults.struck:
            await asyncio.wait({sending}, timeout=0.01)
        assert not sending.done()
        assert seen(amina) == []
        await server.lift_faults(number)
        assert (await sending)["ok"]

    async def test_a_caller_who_gives_up_was_never_served(self, server, call, amina):
        """After the caller's own timeout nothing is taken, even when the fault is lifted."""
        await server.add_fault(Fault(what=What.HANG, method="sendMessage"))
        async with httpx.AsyncClient(trust_env=False, timeout=0.05) as hasty:
            with pytest.raises(httpx.ReadTimeout):
                await hasty.post(f"{call.base}/sendMessage", json={"chat_id": amina.user_id, "text": "Hi"})
        while server.faults._hanging:
            await call("getMe")
        await server.lift_faults()
        assert seen(amina) == []

    async def test_patience(self, clock, http):
        """A server that is told how long to wait drops what hangs."""
        async with BotApiServer(clock, patience=0) as server:
            await server.add_fault(Fault(what=What.HANG))
            with pytest.raises(LOST):
                await Caller(server, http).raw("getMe")

    async def test_an_outage_refuses_connections(self, server, call, send, amina, clock):
        """In an outage nobody can connect, open connections break, people go on, and it ends by the clock."""
        assert (await send())["ok"]
        polling = asyncio.ensure_future(call.raw("getUpdates", timeout=20, offset=100_002))
        while not server.polled:
            await asyncio.wait({polling}, timeout=0.01)
        await server.add_fault(Fault(what=What.OUTAGE, until=clock.now() + timedelta(hours=3)))
        with pytest.raises(LOST):
            await polling
        for _ in range(2):
            with pytest.raises(httpx.ConnectError):
                await send()
        await amina.say("Is anybody there?")
        await clock.advance(timedelta(hours=2, minutes=59))
        await server.catch_up()
        assert server.out
        await clock.advance(timedelta(minutes=1))
        await server.catch_up()
        assert not server.out
        assert (await send("Back"))["ok"]
        assert [one["message"]["text"] for one in await call("getUpdates", offset=100_002)] == ["Is anybody there?"]

    async def test_an_outage_forgets_taps_and_later_messages(self, server, call, amina, clock):
        """After 150 seconds a tap is gone, after a day a message too."""
        button = {"inline_keyboard": [[{"text": "Taken", "callback_data": "t"}]]}
        await call("sendMessage", chat_id=amina.user_id, text="Hi", reply_markup=button)
        await call("getUpdates", offset=100_002)
        await server.add_fault(Fault(what=What.OUTAGE))
        await amina.tap(None, "Taken")
        await amina.say("Taken")
        await clock.advance(timedelta(seconds=150))
        assert server.pending == 1
        await clock.advance(timedelta(days=1))
        assert server.pending == 0
        await server.lift_faults()
        assert await call("getUpdates") == []

    async def test_a_server_closes_in_an_outage_and_while_something_hangs(self, clock, http):
        """Nothing is left behind, whatever was broken at the end."""
        for what in (What.OUTAGE, What.HANG):
            async with BotApiServer(clock) as server:
                await server.add_fault(Fault(what=what))
                asking = asyncio.ensure_future(Caller(server, http).raw("getMe"))
                while what is What.HANG and not server.faults.struck:
                    await asyncio.wait({asking}, timeout=0.01)
            await asyncio.gather(asking, return_exceptions=True)


class TestWhich:
    async def test_one_method_of_one_person(self, server, call, amina):
        """Other methods, other people and calls about nobody are left alone."""
        dan = server.person("Dan")
        await dan.start()
        await server.add_fault(Fault(what=What.SERVER_ERROR, code=500, method="sendmessage", chat_id=amina.user_id))
        assert (await call.refused("sendMessage", chat_id=amina.user_id, text="Hi"))[0] == 500
        assert await call("sendMessage", chat_id=dan.user_id, text="Hi")
        assert await call("sendChatAction", chat_id=amina.user_id, action="typing")
        assert await call("getUpdates")

    async def test_whatever_is_about_a_person(self, server, call, amina):
        """Answers to a tap and a person's own menu are about that person too."""
        button = {"inline_keyboard": [[{"text": "Taken", "callback_data": "t"}]]}
        await call("sendMessage", chat_id=amina.user_id, text="Hi", reply_markup=button)
        tap = await amina.tap(None, "Taken")
        await server.add_fault(Fault(what=What.SERVER_ERROR, code=500, chat_id=amina.user_id))
        assert (await call.refused("answerCallbackQuery", callback_query_id=tap))[0] == 500
        scope = {"type": "chat", "chat_id": amina.user_id}
        assert (await call.refused("setMyCommands", commands=[], scope=scope))[0] == 500
        assert await call("setMyCommands", commands=[])
        assert (await call.refused("answerCallbackQuery", callback_query_id="7"))[0] == 400
        assert (await call.refused("sendMessage", chat_id="1" * 5000, text="Hi"))[0] == 400

    async def test_the_oldest_strikes_first(self, server, send):
        """Two faults about the same call follow each other."""
        await server.add_fault(Fault(what=What.TOO_MANY_REQUESTS, times=1))
        await server.add_fault(Fault(what=What.SERVER_ERROR, code=500, times=1))
        assert [(await send()).get("error_code") for _ in range(3)] == [429, 500, None]

    async def test_until_an_instant(self, server, send, clock):
        """A fault ends by the virtual clock."""
        await server.add_fault(Fault(what=What.SERVER_ERROR, code=500, until=clock.now() + timedelta(minutes=5)))
        await clock.advance(timedelta(minutes=4, seconds=59))
        assert not (await send())["ok"]
        await clock.advance(timedelta(seconds=1))
        assert (await send())["ok"]
        assert server.faults.active == {}

    async def test_lifting_one_kind(self, server, send):
        """Lifting ends those it names; the others go on."""
        await server.add_fault(Fault(what=What.TOO_MANY_REQUESTS))
        await server.add_fault(Fault(what=What.SERVER_ERROR, code=500))
        await server.lift_faults(What.TOO_MANY_REQUESTS)
        assert (await send())["error_code"] == 500
        await server.lift_faults()
        assert (await send())["ok"]

    @pytest.mark.parametrize(
        "how",
        [
            {"what": What.OUTAGE, "method": "getMe"},
            {"what": What.OUTAGE, "chat_id": 1},
            {"what": What.OUTAGE, "times": 1},
            {"what": What.HANG, "times": 0},
            {"what": What.TOO_MANY_REQUESTS, "retry_after": 0},
            {"what": What.SERVER_ERROR, "code": 404},
        ],
    )
    def test_what_no_fault_can_be(self, how):
        """A fault that means nothing is refused."""
        with pytest.raises(ValueError, match=r"^An outage is|^A fault strikes"):
            Fault(**how)


async def test_the_journal_tells_what_went_wrong(server, call, send, amina):
    """What happened is in the journal, in nobody's words and on nobody's phone."""
    await server.add_fault(Fault(what=What.TOO_MANY_REQUESTS, retry_after=5, times=1))
    await send()
    await server.add_fault(Fault(what=What.OUTAGE))
    await server.lift_faults()
    told = [(one.chat, one.sender, one.text) for one in server.journal if one.kind == "fault"]
    assert told == [
        ("Amina", "telegram", "sendMessage: 429 Too Many Requests, retry after 5"),
        ("", "telegram", "Telegram cannot be reached"),
        ("", "telegram", "Telegram can be reached again"),
    ]
    assert [message.text for message in amina.messages] == ["/start"]
