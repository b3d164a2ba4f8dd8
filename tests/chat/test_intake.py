"""Updates are confirmed only once they are committed, whatever they hold and whatever fails."""

import asyncio
from datetime import timedelta
from unittest import mock

import pytest
from telegram.ext import Application

from bot.chat import intake as intake_module
from bot.chat.connection import CannotConnectError, connect
from bot.chat.intake import AnotherCopyError, StaysWithTelegramError
from bot.rehearsal.refusals import conflict
from bot.service import frontdesk
from bot.store import tables
from bot.ticks import settle
from tests.support.edge import BLEEDING, DOSE_AT, IDS, heard, rows
from tests.support.faults import Faults, database_gone, database_hangs

UNSAVED = "I could not save"


def update(number, **parts):
    """A raw update."""
    return {"update_id": number, **parts}


def message(text, number=900_001, who="amina", **more):
    """A raw update that carries a text message."""
    user = {"id": IDS[who], "is_bot": False, "first_name": who.title()}
    chat = {"id": IDS[who], "type": "private", "first_name": who.title()}
    body = {"message_id": number, "date": 1_777_900_000, "chat": chat, "from": user, "text": text}
    return update(number, message={**body, **more})


async def words(world):
    """What patients reported, word for word."""
    return [one["words"] for one in await rows(world.office.engine, tables.reports)]


class TestConfirming:
    """The offset."""

    async def test_an_update_is_confirmed_only_after_its_commit(self, world):
        """While the database fails, Telegram keeps the update; afterwards it is handled."""
        await world.people["amina"].say(BLEEDING)
        for _ in range(3):
            with database_gone(), pytest.raises(StaysWithTelegramError):
                await world.connection.intake.poll(0)
            assert world.server.pending == 1
        await world.settle()
        assert await words(world) == [BLEEDING]
        assert world.server.pending == 0

    async def test_what_was_committed_before_the_failing_one_is_confirmed(self, world):
        """The first of a batch is not fetched again because the second cannot be saved."""
        await world.people["amina"].say("/help")
        await world.people["boris"].say("/help")
        real, seen = frontdesk.receive, []

        async def receive(office, incoming):
            seen.append(incoming.chat_id)
            if incoming.chat_id == IDS["boris"]:
                with database_gone():
                    return await real(office, incoming)
            return await real(office, incoming)

        with (
            mock.patch.object(frontdesk, "receive", receive),
            mock.patch("bot.service.parking.park", side_effect=OSError),
        ):
            for _ in range(2):
                with pytest.raises(StaysWithTelegramError):
                    await world.connection.intake.poll(0)
        assert seen.count(IDS["amina"]) == 1
        assert world.server.pending == 1

    async def test_a_replay_changes_nothing(self, world):
        """The same update, handed over twice, is one report and one answer."""
        for _ in range(2):
            await world.connection.intake.handle([message(BLEEDING)])
        await world.settle()
        assert await words(world) == [BLEEDING]
        assert len(heard(world.people["amina"], "Passed on")) == 1

    async def test_the_order_of_a_chat_is_kept(self, world):
        """What was typed first is handled first, across a failure too."""
        said = [f"The cat sat on mat {number}" for number in range(4)]
        for one in said:
            await world.people["amina"].say(one)
        faults = Faults(2, "fault")
        with faults.in_place():
            await world.connection.intake.poll(0)
        await world.settle()
        assert faults.struck
        assert await words(world) == said

    async def test_a_passing_fault_is_tried_again_and_nothing_is_parked(self, world):
        """One failing statement, wherever it comes, costs nothing."""
        number, struck = 0, True
        while struck:
            faults = Faults(number, "fault")
            await world.people["amina"].say(f"{BLEEDING} ({number})")
            with faults.in_place():
                for _ in range(3):
                    try:
                        await world.connection.intake.poll(0)
                        await settle(world.office, world.connection.relay)
                    except (OSError, AnotherCopyError, *intake_module.PASSING):
                        continue
            await world.settle()
            struck, number = faults.struck, number + 1
        assert number > 10
        assert await words(world) == [f"{BLEEDING} ({one})" for one in range(number)]
        assert await rows(world.office.engine, tables.updates, state="parked") == []


class TestParking:
    """What fails three times is kept whole, and the others of the batch are handled."""

    async def test_a_failing_update_is_tried_three_times_and_kept_whole(self, world):
        """The update stands in the table as it came, and the next one is handled."""
        real, tries = frontdesk.receive, []

        async def receive(office, incoming):
            if incoming.text == "poison":
                tries.append(incoming)
                raise ValueError("poison is what Amina said")
            return await real(office, incoming)

        with mock.patch.object(frontdesk, "receive", receive):
            await world.connection.intake.handle([message("poison"), message(BLEEDING, 900_002)])
        await world.settle()
        assert len(tries) == 3
        (parked,) = await rows(world.office.engine, tables.updates, state="parked")
        assert parked["body"] == message("poison")
        assert await words(world) == [BLEEDING]
        assert len(heard(world.people["amina"], UNSAVED)) == 1

    async def test_an_application_that_never_calls_the_handler_loses_nothing(self, world):
        """An update that came back without having been handled is parked, not taken for done."""

        async def swallow(self, update):
            return None

        with mock.patch.object(Application, "process_update", swallow):
            await world.connection.intake.handle([message(BLEEDING)])
        assert len(await rows(world.office.engine, tables.updates, state="parked")) == 1

    async def test_a_parked_update_stays_parked_when_it_comes_again(self, world):
        """A replay of what was set aside does not run it."""
        body = message(BLEEDING)
        with mock.patch.object(frontdesk, "receive", side_effect=ValueError):
            await world.connection.intake.handle([body])
        await world.connection.intake.handle([body])
        await world.settle()
        assert await words(world) == []
        assert len(await rows(world.office.engine, tables.updates, state="parked")) == 1


MALFORMED = [
    pytest.param({"message": {}}, id="an empty message"),
    pytest.param({"message": None}, id="no message"),
    pytest.param({"message": 5}, id="a number for a message"),
    pytest.param({"message": [[]]}, id="a list for a message"),
    pytest.param({"message": {"chat": 7, "text": "hello"}}, id="a number for a chat"),
    pytest.param({"message": {"message_id": 1, "date": 10**20, "chat": {"id": 1, "type": "private"}}}, id="no such date"),
    pytest.param({"message": {"message_id": 1, "date": "soon", "chat": {"id": 1, "type": "private"}}}, id="a date in words"),
    pytest.param({"message": {"message_id": 1, "date": 0, "chat": {"id": 10**30, "type": "private"}}}, id="a giant chat id"),
    pytest.param({"message": {"message_id": 1, "date": 0, "chat": {"id": "x", "type": "private"}, "text": 3}}, id="wrong types"),
    pytest.param({"callback_query": {}}, id="an empty tap"),
    pytest.param({"callback_query": {"id": "1", "from": {}, "data": None}}, id="a tap by nobody"),
    pytest.param({"my_chat_member": {"chat": {}}}, id="a membership of nothing"),
    pytest.param({"something_new": {"depth": [[[[1]]]]}}, id="a kind invented tomorrow"),
    pytest.param({}, id="nothing at all"),
    pytest.param({"message": {"date": float("nan"), "deep": {"NaN": float("inf")}}}, id="no numbers"),
    pytest.param({"edited_message": {"text": "\ud83d half"}}, id="half a character"),
]  # fmt: skip


class TestMalformed:
    """Nothing that may arrive stops the loop."""

    @pytest.mark.parametrize("parts", MALFORMED)
    async def test_it_costs_nobody_else_anything(self, world, parts):
        """Whatever it is, it is recorded or parked, and the report behind it is handled."""
        await world.connection.intake.handle([update(900_001, **parts), message(BLEEDING, 900_002)])
        await world.settle()
        assert await words(world) == [BLEEDING]
        seen = await rows(world.office.engine, tables.updates)
        assert {900_001, 900_002} <= {one["update_id"] for one in seen}

    @pytest.mark.parametrize(
        "body",
        [{}, {"update_id": None}, {"update_id": "7"}, {"update_id": True}, {"update_id": 2**64}, 5, None, "x", []],
    )
    async def test_an_update_without_a_number_is_passed_over(self, world, body):
        """It cannot be confirmed or recorded; those around it are handled."""
        await world.connection.intake.handle([message("/help", 900_001), body, message(BLEEDING, 900_002)])
        await world.settle()
        assert await words(world) == [BLEEDING]

    async def test_a_batch_of_nothing_that_can_be_confirmed_is_not_asked_for_at_once(self, world):
        """Telegram would hand it over again and again without a pause."""
        with pytest.raises(StaysWithTelegramError):
            await world.connection.intake.handle([{}, {}])

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("The\x00 cat sat", "The cat sat"),
            ("The cat \ud83d sat", "The cat \ufffd sat"),
            ("The cat \ud83d\ude00 sat", "The cat 😀 sat"),
        ],
    )
    async def test_characters_no_database_keeps_are_left_out(self, world, typed, kept):
        """NUL and half characters cost neither the report nor the words around them."""
        await world.connection.intake.handle([message(typed)])
        await world.settle()
        assert await words(world) == [kept]
        assert await rows(world.office.engine, tables.updates, state="parked") == []

    @pytest.mark.parametrize(
        "text", ["\x00", "\x00\x00\x00", " ", "\u200b", "/", "//", "/ ", "/\x00", "/start@", "@", "😀" * 2048]
    )
    async def test_odd_words_are_handled_like_any_others(self, world, text):
        """Nothing is parked, and Amina hears something."""
        await world.connection.intake.handle([message(text)])
        await world.settle()
        assert await rows(world.office.engine, tables.updates, state="parked") == []
        assert len([one for one in world.people["amina"].messages if one.from_bot]) >= 1

    @pytest.mark.parametrize(
        "odd",
        [
            {"poll": {"id": "1"}},
            {"reply_to_message": {"text": 5}},
            {"entities": [{}]},
            {"forward_origin": {"type": "user"}},
        ],
    )
    async def test_an_odd_part_does_not_cost_the_words_beside_it(self, world, odd):
        """What the library cannot read is left out; the red flag in the same message is heard."""
        await world.connection.intake.handle([message(BLEEDING, **odd)])
        await world.settle()
        assert await words(world) == [BLEEDING]
        assert heard(world.people["amina"], "112")

    async def test_what_is_left_of_an_odd_message_answers_nothing(self, world):
        """It may have been somebody else's 'taken', forwarded."""
        await world.advance_to(DOSE_AT)
        await world.connection.intake.handle([message("taken", forward_origin={"type": "user"})])
        await world.settle()
        states = {one["state"] for one in await rows(world.office.engine, tables.doses, plan_day=DOSE_AT.date())}
        assert "taken" not in states

    async def test_a_tap_under_an_odd_message_counts(self, world):
        """Which button it was is all that is needed."""
        await world.advance_to(DOSE_AT)
        button = world.people["amina"].last.buttons[0][0]
        await world.people["amina"].tap(None, button.data)
        (body,) = await world.connection.intake.fetch(0)
        world.server._exchange.updates.forget_all()
        tapped = body["callback_query"]
        await world.connection.intake.handle(
            [{**body, "callback_query": {**tapped, "message": {**tapped["message"], "poll": {"id": "1"}}}}]
        )
        await world.settle()
        states = {one["state"] for one in await rows(world.office.engine, tables.doses, plan_day=DOSE_AT.date())}
        assert states == {"taken"}

    async def test_an_enormous_text_is_a_report(self, world):
        """4096 characters, the most a message holds, reach the record and the team."""
        text = (BLEEDING + " " + "x" * 4096)[:4096]
        await world.connection.intake.handle([message(text)])
        await world.settle()
        assert await words(world) == [text]
        assert await rows(world.office.engine, tables.outbox, state="failed") == []
        assert heard(world.people["boris"], BLEEDING)

    async def test_a_text_and_a_caption_at_once_are_handled(self, world):
        """An update no client makes is still no reason to stop."""
        await world.connection.intake.handle([message("x" * 4096, caption=BLEEDING * 20)])
        await world.settle()
        assert await rows(world.office.engine, tables.updates, state="parked") == []


class TestWhoeverCannotBeSaved:
    """S8's one sentence, sent from the edge."""

    async def test_everybody_of_the_batch_is_told_while_the_database_is_gone(self, world):
        """Amina's red flag does not wait in silence behind somebody else's message."""
        await world.people["dan"].start()
        await world.people["amina"].say(BLEEDING)
        with database_gone(), pytest.raises(StaysWithTelegramError):
            await world.connection.intake.poll(0)
        assert len(heard(world.people["amina"], UNSAVED)) == 1
        assert "112" in world.people["amina"].last.text
        assert "555 0100" in world.people["amina"].last.text

    async def test_it_is_said_at_most_once_in_ten_minutes(self, world):
        """However often it is tried, the sentence does not fill the chat; later it may be said again."""
        await world.people["amina"].say(BLEEDING)
        with database_gone():
            for _ in range(5):
                with pytest.raises(StaysWithTelegramError):
                    await world.connection.intake.poll(0)
                await world.clock.advance(timedelta(minutes=1))
            assert len(heard(world.people["amina"], UNSAVED)) == 1
            await world.clock.advance(timedelta(minutes=6))
            with pytest.raises(StaysWithTelegramError):
                await world.connection.intake.poll(0)
        assert len(heard(world.people["amina"], UNSAVED)) == 2

    async def test_it_is_said_when_the_database_merely_hangs(self, world, monkeypatch):
        """Nobody waits for a commit that does not come; the report is handled once it can be."""
        monkeypatch.setattr(intake_module, "TOO_LONG", timedelta(milliseconds=20))
        monkeypatch.setattr(intake_module, "GIVE_UP", timedelta(milliseconds=20))
        await world.people["boris"].say("/help")
        await world.people["amina"].say(BLEEDING)
        with database_hangs(), pytest.raises(StaysWithTelegramError):
            await world.connection.intake.poll(0)
        assert len(heard(world.people["amina"], UNSAVED)) == 1
        assert world.server.pending == 2
        monkeypatch.undo()
        await world.settle()
        assert await words(world) == [BLEEDING]

    async def test_an_update_that_always_hangs_is_parked_at_last(self, world, monkeypatch):
        """One that never ends does not keep everybody behind it waiting for ever."""
        monkeypatch.setattr(intake_module, "TOO_LONG", timedelta(milliseconds=10))
        monkeypatch.setattr(intake_module, "GIVE_UP", timedelta(milliseconds=600))
        real = frontdesk.receive

        async def receive(office, incoming):
            if incoming.text == "endless":
                await asyncio.get_running_loop().create_future()
            return await real(office, incoming)

        batch = [message("endless"), message(BLEEDING, 900_002)]
        with mock.patch.object(frontdesk, "receive", receive):
            for _ in range(2):
                with pytest.raises(StaysWithTelegramError):
                    await world.connection.intake.handle(batch)
            await world.connection.intake.handle(batch)
        await world.settle()
        assert await words(world) == [BLEEDING]
        assert len(await rows(world.office.engine, tables.updates, state="parked")) == 1

    async def test_an_edit_is_told_too_and_a_group_is_not(self, world):
        """Whoever did something in private hears that it was not saved."""
        chat = {"id": -5, "type": "group", "title": "Team"}
        edit = message(BLEEDING)
        batch = [
            message("hello", 900_001, chat=chat),
            update(900_002, edited_message=edit["message"]),
        ]
        with database_gone(), pytest.raises(StaysWithTelegramError):
            await world.connection.intake.handle(batch)
        assert len(heard(world.people["amina"], UNSAVED)) == 1

    async def test_telegram_failing_too_stops_nothing(self, world):
        """When the sentence cannot be sent either, the update still stays, and the sentence is tried again."""
        await world.people["amina"].say(BLEEDING)
        await world.people["amina"].deactivate()
        with database_gone():
            for _ in range(2):
                with pytest.raises(StaysWithTelegramError):
                    await world.connection.intake.poll(0)
        assert world.server.pending == 1


class TestTaps:
    """Every tap is answered, or the phone shows it as still going."""

    async def test_a_tap_is_answered_when_its_use_case_fails(self, world):
        """The toast stops the spinning; the sentence says what happened."""
        await world.people["amina"].say("/help")
        await world.settle()
        tap = await world.people["amina"].tap(None, "Report a problem")
        with mock.patch.object(frontdesk, "receive", side_effect=ValueError):
            await world.connection.intake.poll(0)
        assert world.server._exchange.waiting_tap(tap) is None

    async def test_a_tap_is_answered_while_the_database_is_gone(self, world):
        """Nothing can be saved, and still the button stops."""
        await world.people["amina"].say("/help")
        await world.settle()
        tap = await world.people["amina"].tap(None, "Report a problem")
        with database_gone(), pytest.raises(StaysWithTelegramError):
            await world.connection.intake.poll(0)
        assert world.server._exchange.waiting_tap(tap) is None
        assert len(heard(world.people["amina"], UNSAVED)) == 1

    async def test_a_tap_too_old_to_answer_is_no_fault(self, world):
        """The answer to it is refused by Telegram; what was tapped counts all the same."""
        await world.advance_to(DOSE_AT)
        button = world.people["amina"].last.buttons[0][0]
        with mock.patch("bot.rehearsal.exchange.TAP_KEPT", timedelta(0)):
            await world.people["amina"].tap(None, button.data)
            await world.connection.intake.poll(0)
        await world.settle()
        taken = {one["state"] for one in await rows(world.office.engine, tables.doses, plan_day=DOSE_AT.date())}
        assert taken == {"taken"}

    @pytest.mark.parametrize(
        "data",
        [
            "q:999999:taken",
            "q:1",
            "q::",
            "q:x:y",
            "m:nothing",
            "m:s:nothing",
            "",
            "a:1:ack",
            "e:lang:en",
            "x" * 64,
            "q:99999999999999999999:a",
            "q:²:a",
        ],
    )
    async def test_a_button_nobody_knows_is_answered(self, world, data):
        """A year-old button, or one never made: answered, and nothing parked."""
        tap = await world.people["amina"].tap_stale(1, data)
        await world.settle()
        assert world.server._exchange.waiting_tap(tap) is None
        assert await rows(world.office.engine, tables.updates, state="parked") == []

    @pytest.mark.parametrize(
        "data", ["a:999:ack", "a:1:ack", "a:x:ack", "a:99999999999999999999:ack", "a::", "a:1:nothing", "q:1:x"]
    )
    async def test_nor_does_an_unknown_button_of_staff_stop_anything(self, world, data):
        """The same for the people on call."""
        tap = await world.people["boris"].tap_stale(1, data)
        await world.settle()
        assert world.server._exchange.waiting_tap(tap) is None
        assert await rows(world.office.engine, tables.updates, state="parked") == []


class TestAnotherCopy:
    """Two bots with one token."""

    async def test_a_conflict_is_said_as_such(self, world):
        """409 is its own error, so that the start can refuse."""

        async def refuse(method, asked):
            if method == "getUpdates":
                raise conflict("terminated by other getUpdates request")

        world.server.intercept = refuse
        with pytest.raises(AnotherCopyError):
            await world.connection.intake.poll(0)

    async def test_a_wrong_token_is_one_sentence_without_the_token(self, world):
        """Whoever copied it wrongly is told so."""
        with pytest.raises(CannotConnectError, match="does not know this token") as said:
            await connect(world.office, "1:wrong-token-wrong", world.server.url)
        assert "wrong-token" not in str(said.value)

    async def test_a_server_that_is_not_there_is_one_sentence(self, world):
        """The address is to be checked."""
        with pytest.raises(CannotConnectError, match="cannot be reached"):
            await connect(world.office, "1:wrong-token-wrong", "http://127.0.0.1:9")
