"""What Telegram said, and what becomes of the message: every row of the table, through real HTTP."""

from datetime import timedelta
from unittest import mock

import httpx
import pytest
import sqlalchemy as sa
from telegram.request import HTTPXRequest

from bot.chat.sender import Sender
from bot.rehearsal.chats import Door
from bot.rehearsal.refusals import Refusal, bad_request, forbidden
from bot.service import ports
from bot.service.ports import OutMessage
from bot.store import outbox, tables
from tests.support.broken import failing
from tests.support.edge import IDS, heard, pending, rows

PLAIN = "something went wrong"


async def put(world, text, who="amina", **more):
    """One message to be sent; returns its number."""
    role = "staff" if who in ("boris", "clara") else "patient"
    now = world.clock.now()
    values = {
        "dedupe_key": f"test:{text}:{who}", "chat_id": IDS[who], "role": role, "person_id": 1, "kind": "answer",
        "priority": 2, "text": text, "buttons": [], "content_hash": "x", "not_before": now, "made_at": now, **more,
    }  # fmt: skip
    async with world.office.engine.begin() as tx:
        return await outbox.add(tx, values)


async def row_of(world, number):
    """What became of it."""
    (found,) = await rows(world.office.engine, tables.outbox, id=number)
    return found


def refusing(world, refusal, times=1, only=None):
    """Let the server refuse so many messages; returns the list of refused texts."""
    refused = []

    async def intercept(method, asked):
        mine = method in ("sendMessage", "editMessageText") and (only is None or asked["text"] == only)
        if mine and len(refused) < times:
            refused.append(asked["text"])
            raise refusal

    world.server.intercept = intercept
    return refused


def said(world, who="amina"):
    """What the bot said to somebody, in order."""
    return [one.text for one in world.people[who].messages if one.from_bot]


class TestEveryAnswer:
    """One test a row of the table."""

    async def test_ok_is_sent(self, world):
        """The row knows its message."""
        number = await put(world, "one")
        await world.settle()
        row = await row_of(world, number)
        assert (row["state"], row["message_id"], row["leased_until"]) == (
            "sent",
            world.people["amina"].last.message_id,
            None,
        )

    async def test_retry_after_is_no_attempt_and_keeps_the_order(self, world):
        """Told to wait nine seconds, it waits nine, and what comes later in the chat waits behind it."""
        refused = refusing(world, Refusal(429, "Too Many Requests: retry after 9", {"retry_after": 9}))
        first = await put(world, "one")
        await put(world, "two")
        await world.settle()
        await put(world, "three")
        await world.settle()
        assert said(world) == []
        row = await row_of(world, first)
        assert (row["attempts"], row["doubts"], row["state"]) == (0, 0, "pending")
        await world.clock.advance(timedelta(seconds=8))
        await world.settle()
        assert said(world) == []
        await world.clock.advance(timedelta(seconds=2))
        await world.settle()
        assert said(world) == ["one", "two", "three"]
        assert refused == ["one"]

    async def test_a_flooded_chat_makes_no_other_wait(self, world):
        """Amina's limit is not Boris'."""
        refusing(world, Refusal(429, "Too Many Requests", {"retry_after": 30}), only="one")
        await put(world, "one")
        await put(world, "for Boris", "boris")
        await world.settle()
        assert said(world, "boris") == ["for Boris"]

    @pytest.mark.parametrize("error", [httpx.ConnectError("x"), httpx.ConnectTimeout("x"), httpx.PoolTimeout("x")])
    async def test_what_never_left_is_tried_again_and_surely_not_there(self, world, error):
        """A connect failure is an attempt that nobody saw."""
        number = await put(world, "one")
        with failing(error):
            await world.settle()
        row = await row_of(world, number)
        assert (row["attempts"], row["doubts"]) == (1, 0)
        await world.advance_to(world.clock.now() + timedelta(seconds=5))
        assert said(world) == ["one"]

    @pytest.mark.parametrize("error", [httpx.ReadTimeout("x"), httpx.WriteTimeout("x"), httpx.ReadError("x")])
    async def test_what_may_have_arrived_is_sent_again(self, world, error):
        """At least once: two copies are better than none, and the row says how many there may be."""
        number = await put(world, "one")
        with failing(error, after=True):
            await world.settle()
        row = await row_of(world, number)
        assert (row["attempts"], row["doubts"], row["state"]) == (1, 1, "pending")
        await world.advance_to(world.clock.now() + timedelta(seconds=5))
        assert said(world) == ["one", "one"]

    @pytest.mark.parametrize("code", [500, 502, 503, 504])
    async def test_a_server_fault_is_unknown(self, world, code):
        """5xx may come after the message did."""
        refusing(world, Refusal(code, "Internal Server Error"))
        number = await put(world, "one")
        await world.settle()
        row = await row_of(world, number)
        assert (row["attempts"], row["doubts"]) == (1, 1)
        await world.advance_to(world.clock.now() + timedelta(seconds=5))
        assert said(world) == ["one"]

    async def waits(self, world, number, times):
        """How long the row waits after each of its tries."""
        waits = []
        for _ in range(times):
            await world.settle()
            before = await row_of(world, number)
            waits.append((before["not_before"] - world.clock.now()).total_seconds())
            await world.clock.advance_to(before["not_before"])
        await world.settle()
        return waits

    async def test_what_surely_never_left_goes_soon(self, world):
        """From two seconds to two minutes, for as long as it lasts."""
        number = await put(world, "one")
        with failing(httpx.ConnectError("x"), times=9):
            assert await self.waits(world, number, 9) == [2, 4, 8, 16, 32, 64] + [120] * 3
        assert said(world) == ["one"]

    async def test_what_may_have_arrived_is_repeated_ever_more_rarely(self, world):
        """Read timeouts for hours: a handful of copies on the phone, not one every two minutes."""
        number = await put(world, "one")
        with failing(httpx.ReadTimeout("x"), after=True, times=7):
            assert await self.waits(world, number, 7) == [2, 12, 72, 432, 2592, 3600, 3600]
        assert [one for one in said(world) if one == "one"] == ["one"] * 8
        assert (await row_of(world, number))["doubts"] == 7

    async def test_a_red_flag_that_may_have_arrived_is_repeated_until_it_surely_has(self, world):
        """Twice is better than never: at most five minutes between the copies."""
        number = await put(world, "one", priority=0)
        with failing(httpx.ReadTimeout("x"), times=6):
            assert await self.waits(world, number, 6) == [2, 12, 72, 300, 300, 300]
        assert said(world)[:1] == ["one"]

    async def test_what_may_have_arrived_holds_up_nobody_for_long(self, world):
        """Its next copy is minutes away: the next message of the chat goes meanwhile, and is no copy of it."""
        await put(world, "one")
        with failing(httpx.ReadTimeout("x"), after=True, times=4):
            await world.advance_to(world.clock.now() + timedelta(seconds=90))
            await put(world, "two")
            await world.settle()
        assert said(world) == ["one"] * 4 + ["two"]

    @pytest.mark.parametrize("refusal", [
        forbidden("bot was blocked by the user"), forbidden("user is deactivated"), bad_request("chat not found"),
        bad_request("PEER_ID_INVALID"),
    ])  # fmt: skip
    async def test_a_closed_chat_is_an_alert_once(self, world, refusal):
        """Unreachable: the team hears of it, once, and the row is settled."""
        refusing(world, refusal, times=9)
        numbers = [await put(world, text) for text in ("one", "two")]
        world.people["amina"].chat.door = Door.BLOCKED
        await world.settle()
        assert [(await row_of(world, one))["state"] for one in numbers] == ["unreachable"] * 2
        causes = [
            reason["cause"] for one in await rows(world.office.engine, tables.alerts) for reason in one["reasons"]
        ]
        assert causes == ["unreachable"]

    async def test_a_group_that_moved_is_followed(self, world):
        """The new id gets the message, and those behind it."""
        group = await world.people["boris"].create_group("Team", -4001)
        moved = await world.people["boris"].upgrade_group(group, -1_004_001)
        for text in ("one", "two"):
            await put(world, text, chat_id=-4001, role="group", person_id=None)
        await world.connection.relay.deliver()
        assert [one.text for one in moved.messages if one.from_bot] == ["one", "two"]

    @pytest.mark.parametrize("refusal", [
        bad_request("message is not modified: specified new message content"), bad_request("message to edit not found"),
        bad_request("message can't be edited"),
    ])  # fmt: skip
    async def test_nothing_left_to_do_is_done(self, world, refusal):
        """An edit that changes nothing, or of a message that is gone, is settled in silence."""
        first = await put(world, "one")
        await world.settle()
        refusing(world, refusal, times=9)
        edit = await put(world, "one, better", edits=first)
        await world.settle()
        assert (await row_of(world, edit))["state"] == "sent"
        assert said(world) == ["one"]

    async def test_a_message_our_fault_made_is_said_plainly_instead(self, world):
        """Refused as malformed: failed for operations, one plain sentence with the phone for Amina."""
        refusing(world, bad_request("can't parse entities"), only="one")
        number = await put(world, "one", kind="notice")
        await world.settle()
        row = await row_of(world, number)
        assert (row["state"], row["last_error"]) == ("failed", "bad-request")
        (instead,) = said(world)
        assert "555 0100" in instead

    async def test_the_plain_sentence_is_not_replaced_by_itself(self, world):
        """When nothing at all is accepted, it ends."""
        refused = refusing(world, bad_request("no"), times=99)
        await put(world, "one")
        await world.settle()
        assert len(refused) == 2
        assert await pending(world.office.engine) == []

    async def test_a_text_too_long_for_telegram_is_a_fault_not_a_loop(self, world):
        """4097 characters are refused; the chat goes on."""
        await put(world, "x" * 4097)
        await put(world, "after")
        await world.settle()
        assert "after" in said(world)

    async def test_a_sending_that_raises_stands_before_nobody_for_ever(self, world):
        """A fault of our own is tried a few times, then said plainly; other chats notice nothing."""
        real = Sender.send

        async def send(self, message):
            if message.text == "one":
                raise RuntimeError("one")
            return await real(self, message)

        number = await put(world, "one")
        await put(world, "two")
        await put(world, "for Boris", "boris")
        with mock.patch.object(Sender, "send", send):
            await world.settle()
            assert said(world, "boris") == ["for Boris"]
            assert said(world) == []
            await world.advance_to(world.clock.now() + timedelta(minutes=5))
        assert (await row_of(world, number))["state"] == "failed"
        assert "two" in said(world)

    @pytest.mark.parametrize("text", ["", "   "])
    async def test_a_text_nobody_can_send_ends(self, world, text):
        """Whatever got into a row, it is settled and the chat goes on."""
        await put(world, text)
        await put(world, "after")
        await world.settle()
        assert "after" in said(world)
        assert await pending(world.office.engine) == []


class TestExpiry:
    """S5: a prompt is never sent as if on time."""

    async def test_a_prompt_past_its_window_is_not_sent_and_told(self, world):
        """It expires, and the team hears of the gap."""
        number = await put(world, "take this", kind="dose", expires_at=world.clock.now() + timedelta(seconds=30))
        await world.clock.advance(timedelta(seconds=30))
        await world.settle()
        assert (await row_of(world, number))["state"] == "expired"
        assert not heard(world.people["amina"], "take this")
        await world.advance_to(world.clock.now() + timedelta(minutes=5))
        assert [one["reasons"][0]["cause"] for one in await rows(world.office.engine, tables.alerts)] == ["gap"]

    async def test_a_window_that_ends_while_the_message_waits_its_turn_counts(self, world):
        """Telegram's pace may hold it back until it is too late: asked again just before it leaves."""
        for number in range(8):
            await put(world, f"before {number}")
        await put(world, "take this", kind="dose", priority=3, expires_at=world.clock.now() + timedelta(seconds=2))
        await world.settle()
        assert "before 7" in said(world)
        assert not heard(world.people["amina"], "take this")

    async def test_one_that_may_have_arrived_is_not_told_as_a_gap(self, world):
        """Nobody is told that nothing came when perhaps it did; the close asks."""
        number = await put(world, "take this", kind="dose", expires_at=world.clock.now() + timedelta(seconds=1))
        with failing(httpx.ReadTimeout("x"), after=True):
            await world.settle()
        await world.advance_to(world.clock.now() + timedelta(seconds=5))
        assert (await row_of(world, number))["state"] == "expired"
        assert await rows(world.office.engine, tables.alerts) == []

    async def test_a_row_taken_back_after_it_was_leased_is_not_sent(self, world):
        """S1: what the plan no longer says does not leave, even when its turn had come."""
        number = await put(world, "take this", kind="dose")
        real = world.connection.relay._message

        async def message(row):
            made = await real(row)
            async with world.office.engine.begin() as tx:
                await outbox.cancel(tx, [number])
            return made

        with mock.patch.object(type(world.connection.relay), "_message", lambda _, row: message(row)):
            await world.settle()
        assert said(world) == []
        assert (await row_of(world, number))["state"] == "cancelled"


class TestEdits:
    """A rewriting waits for what it rewrites."""

    async def test_an_edit_waits_for_its_original_without_holding_up_the_chat(self, world):
        """More urgent than its original, it neither overtakes it nor keeps it from leaving."""
        refusing(world, Refusal(502, "Bad Gateway"), only="one")
        first = await put(world, "one", priority=3)
        await world.settle()
        edit = await put(world, "one, better", edits=first, priority=1)
        await put(world, "two", priority=2)
        await world.settle()
        assert said(world) == ["two"]
        assert (await row_of(world, edit))["attempts"] == 0
        await world.advance_to(world.clock.now() + timedelta(seconds=10))
        assert sorted(said(world)) == ["one, better", "two"]

    async def test_an_edit_of_what_never_left_has_nothing_to_do(self, world):
        """The original expired: nothing is sent in its place."""
        first = await put(world, "one", kind="dose", expires_at=world.clock.now())
        edit = await put(world, "one, better", edits=first)
        await world.settle()
        assert (await row_of(world, edit))["state"] == "sent"
        assert not heard(world.people["amina"], "one")

    async def test_a_rehearsal_comes_to_rest_while_an_edit_waits(self, world):
        """What waits for something later is not due now."""
        refusing(world, Refusal(429, "x", {"retry_after": 60}), only="one")
        first = await put(world, "one")
        await put(world, "one, better", edits=first)
        await put(world, "two")
        await world.settle()
        async with world.office.engine.connect() as tx:
            assert await outbox.next_due_at(tx) >= world.clock.now() + timedelta(seconds=55)


@pytest.mark.parametrize(("code", "words", "expected"), [
    (400, "Bad Request: chat not found", ports.Unreachable()),
    (400, "Bad Request: query is too old and response timeout expired", ports.Done()),
    (400, "Bad Request: BUTTON_DATA_INVALID", ports.Rejected("bad-request")),
    (401, "Unauthorized", ports.NotSent()),
    (403, "Forbidden: bot was kicked", ports.Unreachable()),
    (409, "Conflict: x", ports.Unknown()),
    (413, "Request Entity Too Large", ports.Unknown()),
    (429, "Too Many Requests: retry after 3", ports.RetryAfter(timedelta(seconds=3))),
    (500, "Internal Server Error", ports.Unknown()),
])  # fmt: skip
async def test_what_telegram_says_is_read_as_the_table_says(world, code, words, expected):
    """Each error of the Bot API has one meaning."""
    refusing(world, Refusal(code, words, {"retry_after": 3} if code == 429 else None))
    assert await Sender(world.connection.application.bot).send(OutMessage(chat_id=IDS["amina"], text="x")) == expected


async def test_an_answer_that_is_no_json_is_unknown(world):
    """A proxy's error page may stand for a message that arrived."""

    async def do_request(self, *given, **named):
        return 200, b"<html>"

    with mock.patch.object(HTTPXRequest, "do_request", do_request):
        result = await Sender(world.connection.application.bot).send(OutMessage(chat_id=IDS["amina"], text="x"))
    assert result == ports.Unknown()


async def test_counts_are_told_by_state(world):
    """For the checks of operations."""
    await put(world, "one")
    async with world.office.engine.connect() as tx:
        assert (await outbox.counts(tx))["pending"] == 1
        assert (await tx.execute(sa.select(sa.func.count()).select_from(tables.outbox))).scalar_one() > 1
