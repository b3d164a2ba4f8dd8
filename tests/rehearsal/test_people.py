"""People do what a phone lets them do, and the bot hears of it as Telegram would tell it."""

from datetime import timedelta

import pytest

from bot.rehearsal.people import CannotDoError

BUTTON = {
    "inline_keyboard": [[{"text": "Taken", "callback_data": "t"}, {"text": "Site", "url": "https://example.org"}]]
}
TOO_OLD = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")


@pytest.fixture
async def heard(call):
    """The updates the bot has not heard yet, each time it is called."""
    offset = 0

    async def news():
        nonlocal offset
        updates = await call("getUpdates", offset=offset)
        offset = updates[-1]["update_id"] + 1 if updates else offset
        return updates

    return news


class TestWriting:
    async def test_start_carries_the_payload(self, server, heard):
        """Opening a link presses Start with its payload, marked as a command."""
        await server.person("Boris").start("abc-123")
        message = (await heard())[0]["message"]
        assert message["text"] == "/start abc-123"
        assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]

    async def test_edit_is_an_edited_message(self, amina, heard):
        """Changing a message tells the bot so, with the new text."""
        written = await amina.say("38")
        await heard()
        await amina.edit(written, "39")
        (update,) = await heard()
        assert update["edited_message"]["text"] == "39"
        assert update["edited_message"]["message_id"] == written

    async def test_forwards_and_quotes_are_marked(self, call, amina, heard):
        """A forward names its origin; a reply carries the message, and the quoted part."""
        sent = await call("sendMessage", chat_id=amina.user_id, text="Did you take it?")
        await amina.forward("Take two")
        await amina.forward("Did you take it?", of_bot=True)
        await amina.say("yes", reply_to=sent["message_id"], quote="take it")
        _, stranger, own, reply = (update["message"] for update in await heard())
        assert (stranger["forward_origin"]["type"], own["forward_origin"]["type"]) == ("hidden_user", "user")
        assert reply["reply_to_message"]["message_id"] == sent["message_id"]
        assert reply["quote"] == {"text": "take it", "position": 8, "is_manual": True}

    async def test_everything_else_a_phone_sends(self, server, amina, heard):
        """Captions, photos, voice, stickers, contacts and the rest reach the bot in well-formed updates."""
        await amina.caption("my box")
        for send in (
            amina.photo,
            amina.voice,
            amina.video,
            amina.document,
            amina.sticker,
            amina.contact,
            amina.location,
        ):
            await send()
        updates = await heard()
        assert updates[1]["message"]["caption"] == "my box"
        kinds = ["photo", "voice", "video", "document", "sticker", "contact", "location"]
        assert all(kind in update["message"] for kind, update in zip(kinds, updates[2:], strict=True))
        assert server.violations == []

    async def test_nobody_writes_before_start_or_while_blocking(self, server, amina):
        """A phone offers no text box before Start, nor while the bot is blocked; empty messages do not exist."""
        with pytest.raises(CannotDoError):
            await server.person("Dan").say("hello")
        with pytest.raises(CannotDoError):
            await amina.say("  ")
        await amina.block()
        with pytest.raises(CannotDoError):
            await amina.say("hello")


class TestTapping:
    async def test_tap_by_label_or_data(self, call, amina, heard):
        """A button is pressed by what it says or by its data; the bot gets the message and the data."""
        sent = await call("sendMessage", chat_id=amina.user_id, text="Hi", reply_markup=BUTTON)
        await amina.tap(sent["message_id"], "Taken")
        await amina.tap(None, "t")
        taps = [update["callback_query"] for update in await heard() if "callback_query" in update]
        assert [tap["data"] for tap in taps] == ["t", "t"]
        assert taps[0]["message"]["message_id"] == sent["message_id"]

    @pytest.mark.parametrize("button", ["Not there", "Site", ""])
    async def test_only_buttons_that_are_there(self, call, amina, button):
        """A button that is not shown, or that opens a link, cannot be pressed."""
        await call("sendMessage", chat_id=amina.user_id, text="Hi", reply_markup=BUTTON)
        with pytest.raises(CannotDoError):
            await amina.tap(None, button)

    async def test_toast_is_seen_once(self, call, amina):
        """The answer to a tap shows as a toast; a second answer is refused, and so is an unknown tap."""
        await call("sendMessage", chat_id=amina.user_id, text="Hi", reply_markup=BUTTON)
        tap = await amina.tap(None, "Taken")
        assert await call("answerCallbackQuery", callback_query_id=tap, text="Noted")
        assert amina.last.toast == "Noted"
        assert await call.refused("answerCallbackQuery", callback_query_id=tap) == TOO_OLD
        assert await call.refused("answerCallbackQuery", callback_query_id="77") == TOO_OLD

    async def test_a_tap_gets_too_old(self, call, amina, clock):
        """After 150 seconds a tap cannot be answered."""
        await call("sendMessage", chat_id=amina.user_id, text="Hi", reply_markup=BUTTON)
        tap = await amina.tap(None, "Taken")
        await clock.advance(timedelta(seconds=150))
        assert await call.refused("answerCallbackQuery", callback_query_id=tap) == TOO_OLD

    async def test_stale_phones_tap_what_is_gone(self, server, call, amina, heard):
        """A phone that was offline can press a button that was taken away, even on a deleted message."""
        sent = await call("sendMessage", chat_id=amina.user_id, text="Hi", reply_markup=BUTTON)
        target = {"chat_id": amina.user_id, "message_id": sent["message_id"]}
        await call("editMessageReplyMarkup", **target)
        await amina.tap_stale(sent["message_id"], "t")
        await call("deleteMessage", **target)
        await amina.tap_stale(sent["message_id"], "t")
        kept, gone = (update["callback_query"]["message"] for update in await heard() if "callback_query" in update)
        assert (kept["date"] > 0, gone["date"]) == (True, 0)
        assert server.violations == []


class TestGroups:
    async def test_a_group_and_its_life(self, server, call, amina, heard):
        """The bot hears that it was added and what concerns it, may write there, and leaves."""
        group = await amina.create_group("Team", -500)
        await amina.say("just between us", group=group)
        await amina.say("/link abc", group=group)
        kinds = [next(iter(update.keys() - {"update_id"})) for update in await heard()]
        assert kinds == ["message", "my_chat_member", "message", "message"]
        sent = await call("sendMessage", chat_id=-500, text="Hi team", reply_markup=BUTTON)
        assert sent["chat"]["type"] == "group"
        await amina.tap(None, "Taken", group=group)
        assert (await heard())[0]["callback_query"]["message"]["chat"]["id"] == -500
        assert await call("leaveChat", chat_id=-500)
        told = await call.refused("sendMessage", chat_id=-500, text="Hi")
        assert told == (403, "Forbidden: bot is not a member of the group chat")
        await amina.add_bot(group)
        await amina.remove_bot(group)
        told = await call.refused("sendMessage", chat_id=-500, text="Hi")
        assert told == (403, "Forbidden: bot was kicked from the group chat")
        assert server.violations == []

    async def test_a_group_gets_a_new_id(self, server, call, amina):
        """A group that became a supergroup names its new id in the refusal."""
        group = await amina.create_group("Team", -500)
        await amina.upgrade_group(group, -1001)
        told = await call.raw("sendMessage", chat_id=-500, text="Hi")
        assert told["parameters"] == {"migrate_to_chat_id": -1001}
        assert await call("sendMessage", chat_id=-1001, text="Hi")
        assert server.violations == []


async def test_block_and_unblock_are_told(server, amina, heard):
    """Blocking and unblocking reach the bot at once."""
    await amina.block()
    await amina.start()
    states = [
        update["my_chat_member"]["new_chat_member"]["status"] for update in await heard() if "my_chat_member" in update
    ]
    assert states == ["kicked", "member"]
    assert server.violations == []


async def test_journal_holds_everything(server, call, amina):
    """The transcript has what people and the bot did, in order, one JSON object a line."""
    sent = await call("sendMessage", chat_id=amina.user_id, text="Hi", reply_markup=BUTTON)
    tap = await amina.tap(None, "Taken")
    await call("answerCallbackQuery", callback_query_id=tap, text="Noted")
    await call("editMessageText", chat_id=amina.user_id, message_id=sent["message_id"], text="Done")
    told = [(entry.sender, entry.kind, entry.text) for entry in server.journal]
    assert told == [
        ("Amina", "start", "/start"), ("bot", "message", "Hi"), ("Amina", "tap", "Taken"),
        ("bot", "toast", "Noted"), ("bot", "edit", "Done"),
    ]  # fmt: skip
    assert server.journal.lines().splitlines()[1] == (
        '{"at": "2026-05-04T06:00:00Z", "chat": "Amina", "from": "bot", "text": "Hi", '
        '"buttons": [["Taken", "Site"]], "kind": "message"}'
    )
