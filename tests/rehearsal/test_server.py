"""The embedded server answers as the Bot API does, whatever the encoding, and refuses what Telegram refuses."""

import json

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.rehearsal.refusals import Refusal

BUTTON = {"inline_keyboard": [[{"text": "Taken", "callback_data": "q:1:taken"}]]}


class TestSpeaking:
    async def test_message_reaches_the_phone(self, call, amina, clock):
        """What the bot sends is on the phone, with its buttons and the virtual time."""
        sent = await call("sendMessage", chat_id=amina.user_id, text="Hello", reply_markup=BUTTON)
        shown = amina.last
        assert (shown.message_id, shown.text, shown.at) == (sent["message_id"], "Hello", clock.now())
        assert [[button.label for button in row] for row in shown.buttons] == [["Taken"]]

    async def test_form_and_query_are_read_too(self, call, http, amina):
        """A form, a query and a JSON body mean the same."""
        fields = {
            "chat_id": str(amina.user_id),
            "text": "Hi",
            "reply_markup": json.dumps(BUTTON),
            "protect_content": "true",
        }
        form = (await http.post(f"{call.base}/sendMessage", data=fields)).json()
        query = (await http.get(f"{call.base}/sendmessage", params=fields)).json()
        assert form["result"]["has_protected_content"] is query["result"]["has_protected_content"] is True
        assert [message.text for message in amina.messages[-2:]] == ["Hi", "Hi"]

    @pytest.mark.parametrize("photo", ["photo", "attach://picture"])
    async def test_photo_is_kept(self, call, http, server, amina, photo):
        """A picture sent as multipart is stored byte for byte, attached either way, and can be sent again by its id."""
        name = photo.removeprefix("attach://")
        fields = {"chat_id": str(amina.user_id), "caption": "Look"} | ({"photo": photo} if name != photo else {})
        answer = (await http.post(f"{call.base}/sendPhoto", data=fields, files={name: ("a.png", b"\x89PNG")})).json()
        file_id = answer["result"]["photo"][0]["file_id"]
        assert server.files[file_id] == b"\x89PNG"
        assert (await call("sendPhoto", chat_id=amina.user_id, photo=file_id))["photo"][0]["file_id"] == file_id

    async def test_simple_html_becomes_entities(self, call, amina):
        """Bold text is shown without its tags and marked as bold, counted in UTF-16 units."""
        sent = await call("sendMessage", chat_id=amina.user_id, text="😀 <b>Two</b> &amp; three", parse_mode="HTML")
        assert sent["text"] == "😀 Two & three"
        assert sent["entities"] == [{"type": "bold", "offset": 3, "length": 3}]

    async def test_reply_keyboard_shows_and_goes(self, call, amina):
        """A reply keyboard stays under the text box until it is removed."""
        await call("sendMessage", chat_id=amina.user_id, text="Hi", reply_markup={"keyboard": [[{"text": "Report"}]]})
        assert amina.keyboard == (("Report",),)
        await call("sendMessage", chat_id=amina.user_id, text="Bye", reply_markup={"remove_keyboard": True})
        assert amina.keyboard == ()

    async def test_edit_changes_the_message(self, call, amina, clock):
        """An edit replaces text and buttons, says when, and rings nobody: no new message."""
        sent = await call("sendMessage", chat_id=amina.user_id, text="Before", reply_markup=BUTTON)
        await clock.advance_to(clock.now().replace(hour=9))
        await call("editMessageText", chat_id=amina.user_id, message_id=sent["message_id"], text="After")
        shown = amina.last
        assert (shown.text, shown.buttons, shown.edited_at) == ("After", (), clock.now())

    async def test_delete_takes_it_away(self, call, amina):
        """A deleted message is gone from the phone and can be neither edited nor deleted again."""
        sent = await call("sendMessage", chat_id=amina.user_id, text="Oops")
        target = {"chat_id": amina.user_id, "message_id": sent["message_id"]}
        assert await call("deleteMessage", **target)
        assert await call.refused("deleteMessage", **target) == (400, "Bad Request: message to delete not found")
        edit = await call.refused("editMessageText", **target, text="New")
        assert edit == (400, "Bad Request: message to edit not found")


class TestRefusing:
    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("", "message text is empty"),
            (" \n", "message text is empty"),
            ("x" * 4097, "message is too long"),
            ("😀" * 2049, "message is too long"),
        ],
    )
    async def test_text_that_does_not_fit(self, call, amina, text, why):
        """Empty text and text above 4096 UTF-16 units are refused in Telegram's words."""
        assert await call.refused("sendMessage", chat_id=amina.user_id, text=text) == (400, f"Bad Request: {why}")

    async def test_longest_text_fits(self, call, amina):
        """Exactly 4096 units pass."""
        assert len((await call("sendMessage", chat_id=amina.user_id, text="x" * 4096))["text"]) == 4096

    @pytest.mark.parametrize(
        ("button", "why"),
        [
            ({"text": "A", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
            ({"text": "A", "callback_data": "ñ" * 33}, "BUTTON_DATA_INVALID"),
            ({"text": "A", "callback_data": ""}, "can't parse inline keyboard button: Text buttons are not allowed in the inline keyboard"),
            ({"text": "A"}, "can't parse inline keyboard button: Text buttons are not allowed in the inline keyboard"),
            ({"text": " ", "callback_data": "x"}, "can't parse inline keyboard button: Button text must be non-empty"),
        ],
    )  # fmt: skip
    async def test_buttons_that_cannot_be(self, call, amina, button, why):
        """Callback data is 1 to 64 bytes, and a button does something."""
        told = await call.refused(
            "sendMessage", chat_id=amina.user_id, text="Hi", reply_markup={"inline_keyboard": [[button]]}
        )
        assert told == (400, f"Bad Request: {why}")

    async def test_data_of_64_bytes_fits(self, call, amina):
        """Exactly 64 bytes pass."""
        markup = {"inline_keyboard": [[{"text": "A", "callback_data": "ñ" * 32}]]}
        assert await call("sendMessage", chat_id=amina.user_id, text="Hi", reply_markup=markup)

    @pytest.mark.parametrize("text", ["<i>a", "<blink>a</blink>", "<b>a</i>", '<a href="https://example.org">a</a>'])
    async def test_other_markup(self, call, amina, text):
        """HTML that is not simple and whole is refused, and so is every other way to mark text up."""
        code, why = await call.refused("sendMessage", chat_id=amina.user_id, text=text, parse_mode="HTML")
        assert (code, why.partition(": ")[2].startswith("can't parse entities")) == (400, True)
        told = await call.refused("sendMessage", chat_id=amina.user_id, text=text, parse_mode="MarkdownV2")
        assert told == (400, "Bad Request: unsupported parse_mode")

    async def test_edit_that_changes_nothing(self, call, amina):
        """An edit to the same text and buttons is refused, by text and by buttons alike, also after a first edit."""
        sent = await call("sendMessage", chat_id=amina.user_id, text="Same", reply_markup=BUTTON)
        target = {"chat_id": amina.user_id, "message_id": sent["message_id"]}
        code, why = await call.refused("editMessageText", **target, text=" Same ", reply_markup=BUTTON)
        assert code == 400
        assert why.startswith("Bad Request: message is not modified: specified new message content")
        assert (await call.refused("editMessageReplyMarkup", **target, reply_markup=BUTTON))[1] == why
        await call("editMessageReplyMarkup", **target)
        assert (await call.refused("editMessageReplyMarkup", **target))[1] == why

    async def test_edit_of_a_persons_message(self, call, amina):
        """The bot cannot change what a person wrote."""
        written = await amina.say("Mine")
        told = await call.refused("editMessageText", chat_id=amina.user_id, message_id=written, text="Yours")
        assert told == (400, "Bad Request: message can't be edited")

    async def test_old_messages_stay(self, call, amina, clock):
        """A message older than 48 hours cannot be deleted."""
        sent = await call("sendMessage", chat_id=amina.user_id, text="Old")
        await clock.advance_to(clock.now().replace(day=6, hour=7))
        told = await call.refused("deleteMessage", chat_id=amina.user_id, message_id=sent["message_id"])
        assert told == (400, "Bad Request: message can't be deleted for everyone")

    async def test_people_who_cannot_be_written_to(self, call, server, amina):
        """Nobody is written to before Start, after a block, after leaving Telegram, or without existing."""
        server.person("Dan", 42)
        assert await call.refused("sendMessage", chat_id=42, text="Hi") == (
            403, "Forbidden: bot can't initiate conversation with a user",
        )  # fmt: skip
        assert await call.refused("sendMessage", chat_id=43, text="Hi") == (400, "Bad Request: chat not found")
        assert await call.refused("sendMessage", chat_id="@dan", text="Hi") == (400, "Bad Request: chat not found")
        await amina.block()
        blocked = (403, "Forbidden: bot was blocked by the user")
        assert await call.refused("sendMessage", chat_id=amina.user_id, text="Hi") == blocked
        await amina.start()
        assert await call("sendMessage", chat_id=amina.user_id, text="Hi")
        await amina.deactivate()
        gone = (403, "Forbidden: user is deactivated")
        assert await call.refused("sendMessage", chat_id=amina.user_id, text="Hi") == gone

    async def test_wrong_addresses(self, call, http, server):
        """A wrong token is 401 and an unknown method 404, in Telegram's form."""
        wrong = (await http.post(f"{server.url}/bot1:wrong/getMe")).json()
        assert wrong == {"ok": False, "error_code": 401, "description": "Unauthorized"}
        assert await call.refused("sendTelepathy") == (404, "Not Found")
        assert (await http.get(server.url)).json()["error_code"] == 404

    @pytest.mark.parametrize("body", [b"{", b"[1]", b"7", b"[" * 100_000, b"\xff"])
    async def test_body_that_is_not_an_object(self, call, http, body):
        """Nonsense instead of JSON is refused and breaks nothing."""
        headers = {"Content-Type": "application/json"}
        answer = await http.post(f"{call.base}/sendMessage", content=body, headers=headers)
        assert answer.json()["error_code"] == 400


class TestViolations:
    @pytest.mark.parametrize(
        ("method", "asked", "problem"),
        [
            ("sendMessage", {"chat_id": 1, "text": "a", "colour": "red"}, "sendMessage has no colour"),
            ("sendMessage", {"chat_id": 1}, "sendMessage needs text"),
            ("sendMessage", {"chat_id": 1, "text": ["a"]}, "sendMessage.text must be String"),
            ("sendMessage", {"chat_id": 1, "text": "a", "protect_content": "perhaps"}, "sendMessage.protect_content must be Boolean"),
            ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"label": "A"}]]}},
             "sendMessage.reply_markup.inline_keyboard[0][0] has no label"),
            ("deleteMessage", {"chat_id": 1, "message_id": "1" * 5000}, "deleteMessage.message_id must be Integer"),
            ("sendMessage", {"chat_id": 1, "text": "a", "message_effect_id": "1"}, "the rehearsal does not serve message_effect_id"),
        ],
    )  # fmt: skip
    async def test_requests_are_checked(self, call, server, method, asked, problem):
        """A request that is not as the Bot API says is refused, says where, and is kept as a violation."""
        assert await call.refused(method, **asked) == (400, f"Bad Request: {problem}")
        assert [(one.side, one.method) for one in server.violations] == [("request", method)]

    async def test_refusals_of_chats_are_none(self, call, server):
        """Asking for what cannot be, in a well-formed way, is no violation."""
        await call.refused("sendMessage", chat_id=1, text="a")
        assert server.violations == []

    async def test_answers_are_checked(self, call, server, monkeypatch):
        """An answer of ours that is not as the Bot API says is a defect, not passed on."""
        monkeypatch.setitem(server._exchange.commands, ("default", None, ""), [{"command": "help"}])
        assert (await call.refused("getMyCommands"))[0] == 500
        assert [(one.side, one.method) for one in server.violations] == [("answer", "getMyCommands")]

    async def test_an_interceptor_may_refuse(self, call, server, amina):
        """A scripted fault stands in for the answer of one method and chat."""

        async def too_many(method, asked):
            if method == "sendMessage" and asked["chat_id"] == amina.user_id:
                raise Refusal(429, "Too Many Requests: retry after 5", {"retry_after": 5})

        server.intercept = too_many
        told = await call.raw("sendMessage", chat_id=amina.user_id, text="a")
        assert told["parameters"] == {"retry_after": 5}
        assert await call("getMe")


class TestProfile:
    async def test_commands_per_scope_and_language(self, call, server, amina):
        """A person sees the commands of the narrowest scope, in the own language where there is one."""
        help_, today = {"command": "help", "description": "Help"}, {"command": "today", "description": "Hoy"}
        await call("setMyCommands", commands=[help_])
        assert amina.commands == [("help", "Help")]
        await call("setMyCommands", commands=[today], language_code="es")
        assert amina.commands == [("today", "Hoy")]
        scope = {"type": "chat", "chat_id": amina.user_id}
        await call("setMyCommands", commands=[help_, today], scope=scope)
        assert len(amina.commands) == 2
        assert await call("getMyCommands", scope=scope) == [help_, today]
        await call("deleteMyCommands", scope=scope)
        assert await call("getMyCommands", scope=scope) == []

    async def test_commands_that_cannot_be(self, call):
        """Telegram takes lower case, digits and underscores only, and a description for each."""
        told = await call.refused("setMyCommands", commands=[{"command": "Help me", "description": "x"}])
        assert told == (400, "Bad Request: BOT_COMMAND_INVALID")
        told = await call.refused("setMyCommands", commands=[{"command": "help", "description": ""}])
        assert told == (400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")

    async def test_what_the_bot_asks_at_start(self, call, server, amina):
        """The rest of what a bot asks at its start is served, in well-formed answers."""
        assert (await call("getMe"))["username"] == server.username
        assert (await call("getWebhookInfo"))["pending_update_count"] == 1
        assert await call("deleteWebhook", drop_pending_updates=True)
        assert server.pending == 0
        assert (await call("getChat", chat_id=amina.user_id))["type"] == "private"
        assert await call("setMyDescription", description="We listen")
        assert await call("setMyShortDescription", short_description="We listen", language_code="es")
        assert await call("sendChatAction", chat_id=amina.user_id, action="typing")
        assert server.violations == []


class TestRealClient:
    async def test_python_telegram_bot_works_with_it(self, server, amina):
        """The library the bot uses reads every answer, and turns refusals into its own errors."""
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Taken", callback_data="q:1:taken")]])
        async with Bot(server.token, base_url=f"{server.url}/bot") as bot:
            sent = await bot.send_message(amina.user_id, "Hello", reply_markup=keyboard, protect_content=True)
            await amina.tap(sent.message_id, "Taken")
            start, tap = await bot.get_updates(timeout=0)
            assert start.message.text == "/start"
            assert await tap.callback_query.answer("Noted")
            assert await tap.callback_query.edit_message_text("Done")
            with pytest.raises(BadRequest, match="Query is too old"):
                await tap.callback_query.answer()
            photo = await bot.send_photo(amina.user_id, b"\x89PNG\r\n", caption="Look")
            assert server.files[photo.photo[0].file_id] == b"\x89PNG\r\n"
            await amina.block()
            with pytest.raises(Forbidden):
                await bot.send_message(amina.user_id, "Hello?")
        assert server.violations == []
        with pytest.raises(InvalidToken):
            async with Bot("1:wrong", base_url=f"{server.url}/bot"):
                pass
