"""Every kind of thing a person can send: read, or answered with a number to phone, and never a reason to stop."""

import pytest

from bot.rehearsal.chats import Door
from bot.store import tables
from tests.support.edge import BLEEDING, DOSE_AT, IDS, heard, rows

UNREADABLE = ("voice", "photo", "video", "document", "sticker", "contact", "location")
STRANGER = "clinic"


async def causes(world):
    """Why alerts were raised."""
    return [reason["cause"] for one in await rows(world.office.engine, tables.alerts) for reason in one["reasons"]]


async def states(world):
    """What is known of Monday's doses."""
    return {one["state"] for one in await rows(world.office.engine, tables.doses, plan_day=DOSE_AT.date())}


@pytest.mark.parametrize("kind", UNREADABLE)
async def test_what_nobody_here_can_read_gets_a_number_and_an_alert(world, kind):
    """Amina is told so and given the phone; the team hears that she sent something."""
    await getattr(world.people["amina"], kind)()
    await world.settle()
    assert heard(world.people["amina"], "555 0100")
    assert "unreadable" in await causes(world)


@pytest.mark.parametrize("kind", UNREADABLE)
async def test_the_same_from_a_stranger_gets_the_one_sentence(world, kind):
    """Dan learns nothing, and nobody is rung."""
    await world.people["dan"].start()
    await getattr(world.people["dan"], kind)()
    await world.settle()
    assert len([one for one in world.people["dan"].messages if one.from_bot]) == 1
    assert await causes(world) == []


@pytest.mark.parametrize("kind", UNREADABLE)
async def test_the_same_from_staff_raises_nothing(world, kind):
    """Boris' pictures are no patient's report."""
    await getattr(world.people["boris"], kind)()
    await world.settle()
    assert await causes(world) == []
    assert await rows(world.office.engine, tables.updates, state="parked") == []


@pytest.mark.parametrize("parts", [
    {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": True, "members_only": False}},
    {"message_reaction": {"chat": {"id": IDS["amina"], "type": "private"}, "message_id": 1, "date": 1, "old_reaction": [], "new_reaction": []}},
    {"inline_query": {"id": "1", "from": {"id": IDS["amina"], "is_bot": False, "first_name": "A"}, "query": BLEEDING, "offset": ""}},
    {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -1001, "type": "channel", "title": "C"}, "text": BLEEDING}},
])  # fmt: skip
async def test_kinds_we_did_not_ask_for_change_nothing(world, parts):
    """They are recorded as seen, and nobody hears of them."""
    await world.connection.intake.handle([{"update_id": 900_001, **parts}])
    await world.settle()
    assert await rows(world.office.engine, tables.updates, update_id=900_001, state="done")
    assert await causes(world) == []


async def test_a_caption_is_text_and_the_picture_is_told_too(world):
    """A red flag under a photo is heard as if typed."""
    await world.people["amina"].caption(BLEEDING)
    await world.settle()
    assert heard(world.people["amina"], "112")
    assert BLEEDING in [one["words"] for one in await rows(world.office.engine, tables.reports)]


async def test_an_edited_message_is_a_new_report_and_no_answer(world):
    """'yes' changed into 'taken' after the prompt does not answer it; a red flag in an edit is heard."""
    said = await world.people["amina"].say("The cat sat")
    await world.advance_to(DOSE_AT)
    await world.people["amina"].edit(said, "taken")
    await world.settle()
    assert "taken" not in await states(world)
    await world.people["amina"].edit(said, BLEEDING)
    await world.settle()
    assert heard(world.people["amina"], "112")


@pytest.mark.parametrize("of_bot", [True, False])
async def test_a_forward_answers_nothing(world, of_bot):
    """Somebody else's 'taken', or the bot's own words, do not answer a prompt."""
    await world.advance_to(DOSE_AT)
    await world.people["amina"].forward("taken", of_bot=of_bot)
    await world.settle()
    assert "taken" not in await states(world)


async def test_the_bot_leaves_a_group_and_reads_nothing_in_it(world):
    """A red flag written in a group raises nothing: links and reports work in private chats only."""
    group = await world.people["amina"].create_group("Family", -4001)
    await world.people["amina"].say(f"/report {BLEEDING}", group=group)
    await world.settle()
    assert group.chat.door is Door.LEFT
    assert not [one for one in group.messages if one.from_bot]
    assert await causes(world) == []


async def test_blocking_is_told_to_the_team_once_and_unblocking_mends_it(world):
    """An unreachable patient is an alert; back again, messages arrive."""
    await world.people["amina"].block()
    await world.settle()
    assert (await causes(world)).count("unreachable") == 1
    await world.people["amina"].unblock()
    await world.people["amina"].say("/help")
    await world.settle()
    assert world.people["amina"].last.from_bot
    (chat,) = await rows(world.office.engine, tables.chats, chat_id=IDS["amina"])
    assert chat["reachable"]


async def test_a_stranger_hears_the_one_sentence_whatever_is_sent(world):
    """Commands, links, taps, red flags: the same words, not more than once in a while."""
    dan = world.people["dan"]
    await dan.start("no-such-link")
    for text in ("/help", BLEEDING, "/start x y z", "123456"):
        await dan.say(text)
    await dan.tap_stale(1, "q:1:taken")
    await world.settle()
    assert len([one for one in dan.messages if one.from_bot]) == 1
    assert await causes(world) == []
