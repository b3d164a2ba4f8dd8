"""Every path with every fault: none of what is anybody's appears in what is logged, raised or printed (S12)."""

import logging
from contextlib import contextmanager
from datetime import timedelta
from unittest import mock

import httpx
import pytest
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from bot.chat.connection import CannotConnectError, connect
from bot.chat.intake import StaysWithTelegramError, pause
from bot.domain.agenda import Entry
from bot.logs import describe
from bot.rehearsal.refusals import Refusal, bad_request
from bot.service import diary, enrolling, frontdesk, readiness, staffing
from tests.canary.birds import BIRDS, IDS, NAMES, REFERENCE, TOKEN, WORDS
from tests.support.edge import DOSE_AT
from tests.support.faults import database_gone

RED_FLAG = f"I have chest pain, {WORDS} {NAMES['amina']} selinexor"
PLAIN = f"The soup tasted of {WORDS}"
MINUTE = timedelta(minutes=1)
log = logging.getLogger("bot.tests")
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # what no database has a part in


async def team_and_shifts(aviary):
    """Hours said well and badly, a colleague asked, a group bound, written in and tapped in."""
    world = aviary.world
    await aviary.say("boris", "/oncall", WORDS, f"/oncall {NAMES['clara']} covers me on 24 Dec", "/oncall any hour")
    await aviary.say("clara", "/oncall Mon-Fri 08:00-17:00")
    group = await world.people["clara"].create_group(f"Team {WORDS}", -777_555_666)
    made = await world.perform("group-code", {})
    for text in (f"/team {made['code']}", RED_FLAG, f"/{WORDS}"):
        await world.people["clara"].say(text, group=group)
    await world.settle()


async def whole_story(aviary):
    """From the first invitation to a member of staff who leaves; every path a clinic takes in its first days."""
    world = aviary.world
    await world.perform("staff", {"who": "boris"})
    await world.perform("staff", {"who": "clara", "role": "lead"})
    made = await aviary.enrol()
    await world.people["dan"].start(made.token)  # the link in wrong hands
    await aviary.say("dan", RED_FLAG)
    made = await enrolling.new_link(world.office, REFERENCE)
    assert made is not None
    await aviary.patient.start(made.token)
    await world.settle()
    await aviary.tap("amina", "English")
    await aviary.say("amina", "000000", PLAIN, made.number)
    await aviary.tap("amina", "I agree", "Yes, it is", "Yes, I have them", "20 mg", "20 mg")
    await team_and_shifts(aviary)
    await world.advance_to(DOSE_AT - timedelta(minutes=30))
    await aviary.tap("amina", "I have none")
    await world.advance_to(DOSE_AT)
    await aviary.tap("amina", "Not taking it")
    await aviary.say("amina", PLAIN, "/report", f"/weight 7{WORDS}", f"/nothing {WORDS}", RED_FLAG)
    await aviary.patient.caption(RED_FLAG)
    await aviary.patient.forward(PLAIN)
    await aviary.patient.voice()
    await aviary.patient.contact()
    await world.settle()
    await aviary.tap("boris", "Acknowledge", "Message patient")
    await aviary.say("boris", f"Rest, {WORDS}")
    await aviary.say("amina", f"Yes, {WORDS}")
    await aviary.tap("boris", "Resolve")
    await aviary.say("boris", f"Phoned, {WORDS}")
    await aviary.say("clara", "/alerts", "/patients", PLAIN)
    await world.perform("remove", {"who": "boris"})
    await aviary.say("boris", PLAIN)
    await world.advance_to(world.clock.now() + timedelta(hours=3))


async def test_an_ordinary_clinic_writes_nothing_about_anybody(aviary, caught):
    """Joining, a dose day, reports, alerts, messages both ways, somebody who leaves: not one canary."""
    await whole_story(aviary)
    assert aviary.world.server.violations == []
    assert caught.getvalue() != ""
    assert caught.sings() == []


async def linked(aviary):
    """Boris on call, the patient linked and her plan confirmed."""
    await aviary.world.perform("staff", {"who": "boris"})
    made = await aviary.enrol()
    await aviary.patient.start(made.token)
    await aviary.world.settle()
    await aviary.tap("amina", "English")
    await aviary.say("amina", made.number)
    await aviary.tap("amina", "I agree", "Yes, it is", "Yes, I have them", "20 mg")


def refusing(*refusals):
    """Telegram says these, one after the other, quoting what it was sent."""
    left = list(refusals)

    async def intercept(method, asked):
        if left and method in {"sendMessage", "editMessageText", "answerCallbackQuery", "setMyCommands"}:
            raise left.pop(0)

    return intercept


QUOTING = f"can't parse entities in {RED_FLAG} of {IDS['amina']} with {TOKEN}"
REFUSALS = {
    "429": Refusal(429, f"Too Many Requests: {QUOTING}", {"retry_after": 5}),
    "500": Refusal(500, f"Internal Server Error: {QUOTING}"),
    "400": bad_request(QUOTING),
    "403": Refusal(403, f"Forbidden: {QUOTING}"),
    "gone": bad_request(f"chat not found: {QUOTING}"),
    "401": Refusal(401, "Unauthorized"),
    "409": Refusal(409, f"Conflict: {QUOTING}"),
    "moved": bad_request("group chat was upgraded", {"migrate_to_chat_id": IDS["dan"]}),
}


@on_sqlite
@pytest.mark.parametrize("kind", REFUSALS)
async def test_nor_does_whatever_telegram_refuses(aviary, caught, kind):
    """Each refusal, its words full of what it was sent."""
    await linked(aviary)
    aviary.world.server.intercept = refusing(*[REFUSALS[kind]] * 3)
    await aviary.say("amina", RED_FLAG)
    await aviary.world.advance_to(aviary.world.clock.now() + 10 * MINUTE)
    assert caught.sings() == []


RAISED = {
    "hang": lambda: TimedOut(QUOTING),
    "network": lambda: NetworkError(QUOTING),
    "ours": lambda: ValueError(QUOTING),
    "connect": lambda: httpx.ConnectError(QUOTING),
}


@contextmanager
def network(fault):
    """Every request fails so, the address with the token in its message."""
    with mock.patch.object(HTTPXRequest, "do_request", side_effect=fault):
        yield


@on_sqlite
@pytest.mark.parametrize("kind", RAISED)
async def test_nor_does_a_network_that_fails(aviary, caught, kind):
    """Sending, polling, telling menus and toasts while the network quotes what it was given."""
    await linked(aviary)
    await aviary.patient.say(RED_FLAG)
    await aviary.world.connection.intake.poll(0)
    with network(RAISED[kind]()):
        await aviary.world.connection.relay.deliver()
        with pytest.raises((TelegramError, ValueError, httpx.HTTPError)) as raised:
            await aviary.world.connection.intake.poll(0)
        await pause(aviary.world.office, raised.value)
    log.error("failed", exc_info=raised.value)
    assert [one for one in BIRDS if one in describe(raised.value)] == []
    assert caught.sings() == []
    assert caught.getvalue().strip() != ""


@on_sqlite
async def test_nor_does_an_update_that_cannot_be_handled(aviary, caught):
    """Tried, said to be unsaved, parked: the log names its number alone."""
    await linked(aviary)
    with mock.patch.object(frontdesk, "receive", side_effect=ValueError(RED_FLAG)):
        await aviary.say("amina", RED_FLAG)
        await aviary.patient.tap_stale(1, f"q:1:{WORDS}")
        await aviary.world.settle()
    assert "update_parked" in caught.getvalue()
    assert caught.sings() == []


async def test_nor_does_a_malformed_update(aviary, caught):
    """Words where no words belong."""
    await linked(aviary)
    head = {"message_id": 1, "date": 0, "from": {"id": IDS["amina"], "is_bot": False, "first_name": NAMES["amina"]}}
    chat = {"id": IDS["amina"], "type": "private", "first_name": NAMES["amina"]}
    bodies = [
        {**head, "chat": chat, "text": RED_FLAG, "date": RED_FLAG},
        {**head, "chat": RED_FLAG, "text": RED_FLAG},
        {**head, "chat": {**chat, "id": RED_FLAG}, "text": RED_FLAG},
        {**head, "chat": chat, "text": [RED_FLAG]},
        {**head, "chat": {**chat, "id": 10**30}, "text": RED_FLAG},
        {**head, "chat": chat, "forward_origin": {"type": RED_FLAG}, "text": RED_FLAG},
    ]
    batch = [{"update_id": 900_000 + at, "message": body} for at, body in enumerate(bodies)]
    await aviary.world.connection.intake.handle([*batch, {"update_id": RED_FLAG}, {RED_FLAG: RED_FLAG}])
    assert "update_parked" in caught.getvalue()
    assert caught.sings() == []


async def test_nor_does_a_database_that_is_gone(aviary, caught):
    """The intake, the relay and the diary without a database, whose errors quote what they were given."""
    await linked(aviary)
    await aviary.patient.say(RED_FLAG)
    with database_gone():
        for work in (
            lambda: aviary.world.connection.intake.poll(0),
            aviary.world.connection.relay.take_up,
            lambda: diary.do_what_is_due(aviary.world.office),
        ):
            with pytest.raises((OSError, StaysWithTelegramError)) as raised:
                await work()
            log.error("failed", exc_info=raised.value)
    assert caught.sings() == []


@on_sqlite
async def test_nor_does_an_entry_of_the_agenda_that_fails(aviary, caught):
    """A dose that cannot be prompted: which entry, and nothing of whom."""
    await linked(aviary)
    await aviary.world.advance_to(DOSE_AT - 31 * MINUTE)

    async def fails(work, due):
        raise KeyError(RED_FLAG)

    with mock.patch.dict(diary.DOES, dict.fromkeys(Entry, fails)):
        await aviary.world.advance_to(DOSE_AT + MINUTE)
    assert "agenda_entry_failed" in caught.getvalue()
    assert caught.sings() == []


@on_sqlite
async def test_nor_do_the_troubles_said_at_the_start(aviary, caught):
    """What `run` and `check` say about the database counts, and names nobody."""
    await linked(aviary)
    with mock.patch.object(frontdesk, "receive", side_effect=ValueError(RED_FLAG)):
        await aviary.say("amina", RED_FLAG)
    said = "\n".join(str(one) for one in await readiness.troubles(aviary.world.office))
    assert said
    assert [one for one in BIRDS if one in said] == []


@on_sqlite
async def test_nor_does_a_connection_that_cannot_be_made(aviary, caught):
    """A wrong token and a wrong address: one sentence each."""
    for url in (aviary.world.server.url, "http://127.0.0.1:9", f"http://user:{WORDS}@127.0.0.1:9"):
        with pytest.raises(CannotConnectError) as said:
            await connect(aviary.world.office, TOKEN, url)
        log.error("cannot_connect", exc_info=said.value)
    assert caught.sings() == []


@on_sqlite
async def test_nor_does_staff_whose_removal_fails(aviary, caught):
    """Removing somebody while an alert is theirs, with the database failing in the middle."""
    await linked(aviary)
    await aviary.say("amina", RED_FLAG)
    await aviary.tap("boris", "Acknowledge")
    with mock.patch("bot.service.alerting.staff_gone", side_effect=LookupError(NAMES["boris"])):
        with pytest.raises(LookupError) as raised:
            await staffing.remove(aviary.world.office, 1, by="test")
        log.error("failed", exc_info=raised.value)
    await aviary.world.settle()
    assert caught.sings() == []
