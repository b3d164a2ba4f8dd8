"""What Telegram says, and what the bot then does: each thing it can say, said to the real bot through a scripted fault."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.localtime import to_local
from bot.rehearsal.chats import Door
from bot.rehearsal.faults import Fault, What
from bot.rehearsal.journal import Entry
from bot.rehearsal.moments import read_moment
from bot.rehearsal.people import Person
from bot.rehearsal.refusals import TAP_TOO_OLD, bad_request
from bot.rehearsal.stage import RehearsalStage, RehearsalWorld
from bot.rehearsal.world import CastMember, Setting
from bot.service.database import open_database
from bot.store import tables
from tests.support.databases import run_aside

ZONE = "Europe/Madrid"
SUNDAY_EVENING = datetime(2026, 5, 3, 16, tzinfo=UTC)
ROLES = {"amina": "patient", "boris": "pharmacist", "clara": "lead"}
TAKE = "It is time for this dose"
BLEEDING = "My nose is bleeding and it does not stop"


class Story:
    """Amina's first dose is due on Monday at 09:00; Boris is on call, Clara after him."""

    def __init__(self, world: RehearsalWorld) -> None:
        self.world = world
        self.amina, self.boris, self.clara = (world.people[key] for key in ROLES)
        self.mark = 0

    async def at(self, words: str) -> None:
        """Let time pass."""
        self.mark = self.world.server.journal.mark()
        await self.world.advance_to(read_moment(words, self.world.clock.now(), ZONE))

    async def fault(self, what: What, *, lasting: timedelta | None = None, who: Person | None = None, **how) -> None:
        """From now on this goes wrong."""
        until = None if lasting is None else self.world.clock.now() + lasting
        chat_id = who.chat.id if who else None
        await self.world.server.add_fault(Fault(what=what, until=until, chat_id=chat_id, **how))

    async def say(self, who: Person, text: str) -> None:
        await who.say(text)
        await self.world.settle()

    async def tap(self, who: Person, button: str) -> None:
        await who.tap(None, button)
        await self.world.settle()

    def _written(self, who: Person, part: str) -> list[Entry]:
        entries = self.world.server.journal.since(self.mark)
        mine = [one for one in entries if one.chat == who.name and one.from_bot and one.kind == "message"]
        return [one for one in mine if part in one.text]

    def read(self, who: Person, part: str = "") -> list[str]:
        """What the bot wrote to somebody since the last time that passed, edits left out."""
        return [one.text for one in self._written(who, part)]

    def times(self, who: Person, part: str = "") -> list[str]:
        """When it wrote that, on the clocks of Madrid."""
        return [f"{to_local(one.at, ZONE):%H:%M:%S}" for one in self._written(who, part)]

    def shows(self, who: Person, part: str) -> bool:
        """Whether it stands on somebody's phone now."""
        return any(part in one.text for one in who.messages if one.from_bot)

    async def rows(self, who: Person, **where) -> list:
        """The rows of the outbox to somebody, oldest first."""
        wanted = sa.select(tables.outbox).where(tables.outbox.c.chat_id == who.chat.id)
        wanted = wanted.where(*(tables.outbox.c[name] == value for name, value in where.items()))
        async with self.world.office.reading() as tx:
            return list((await tx.execute(wanted.order_by(tables.outbox.c.id))).mappings())


def setting() -> Setting:
    cast = {key: CastMember(key=key, name=key.title(), role=role, language="en") for key, role in ROLES.items()}
    return Setting(title="Faults", language="en", start_at=SUNDAY_EVENING, zone=ZONE, cast=cast)


@asynccontextmanager
async def opened(stage: RehearsalStage, path: Path) -> AsyncIterator[RehearsalWorld]:
    engine = await open_database(f"sqlite:///{path}")
    try:
        async with stage.on(engine, setting()) as world:
            yield world
    finally:
        await engine.dispose()


async def enrolled(stage: RehearsalStage, path: Path) -> None:
    async with opened(stage, path) as world:
        await world.perform("staff", {"who": "boris"})
        await world.perform("staff", {"who": "clara", "role": "lead"})
        await world.perform("enrol", {"who": "amina", "join": "yes", "start": "2026-05-04"})
        await world.settle()


@pytest.fixture(scope="session")
def evening_before(stage, tmp_path_factory) -> Path:
    """A database in which everybody has joined; enrolling is slow, so it is done once and copied."""
    path = tmp_path_factory.mktemp("evening") / "enrolled.db"
    run_aside(enrolled(stage, path))
    return path


@pytest.fixture
async def story(stage, evening_before, tmp_path) -> AsyncIterator[Story]:
    """The story, in which no request and no answer breaks the Bot API."""
    path = tmp_path / "story.db"
    shutil.copyfile(evening_before, path)
    async with opened(stage, path) as world:
        world.server._exchange.updates._next_id += 10_000  # Telegram uses no number twice
        for person in world.people.values():
            person.chat.door = Door.OPEN
        yield Story(world)
        assert world.server.violations == []


class TestTooManyRequests:
    async def test_it_waits_and_counts_no_attempt(self, story):
        """Three times told to wait 30 seconds, the dose comes 90 seconds late, and no try was counted."""
        await story.at("Mon 08:59")
        await story.fault(What.TOO_MANY_REQUESTS, method="sendMessage", who=story.amina, retry_after=30, times=3)
        await story.at("Mon 09:10")
        assert story.times(story.amina, TAKE) == ["09:01:30"]
        (row,) = await story.rows(story.amina, kind="dose")
        assert (row["state"], row["attempts"], row["doubts"]) == ("sent", 0, 0)

    async def test_order_in_the_chat_is_kept_and_others_do_not_wait(self, story):
        """What is behind a message told to wait waits too, in its own chat only."""
        await story.at("Mon 07:00")
        await story.fault(What.TOO_MANY_REQUESTS, method="sendMessage", who=story.amina, retry_after=120, times=1)
        await story.at("+1m")
        await story.say(story.amina, "/help")
        await story.say(story.amina, "/schedule")
        await story.say(story.boris, "/help")
        assert story.read(story.amina) == []
        assert len(story.read(story.boris)) == 1
        await story.at("+119s")
        assert story.read(story.amina) == []
        await story.at("+1s")
        first, second = story.read(story.amina)
        assert "phone" in first
        assert "Wed 6 May" in second

    async def test_an_emergency_overtakes_what_was_told_to_wait(self, story):
        """The number to call does not stand behind a dose prompt that waits."""
        await story.at("Mon 08:59")
        await story.fault(What.TOO_MANY_REQUESTS, method="sendMessage", who=story.amina, retry_after=600, times=1)
        await story.at("Mon 09:00")
        await story.say(story.amina, BLEEDING)
        assert story.read(story.amina, "112") != []
        assert story.read(story.boris, BLEEDING) != []

    async def test_while_polling(self, story):
        """Told to wait when it asks for updates, the bot asks again after that time and no gap is told."""
        await story.at("Mon 07:00")
        await story.fault(What.TOO_MANY_REQUESTS, method="getUpdates", retry_after=20, times=1)
        await story.world.settle()
        await story.at("+19s")
        await story.say(story.amina, "/help")
        assert story.read(story.amina) == []
        await story.at("+1s")
        assert len(story.read(story.amina)) == 1


class TestNothingCameBack:
    async def test_lost_before_it_was_taken(self, story):
        """A message that never arrived is sent again, and arrives once."""
        await story.at("Mon 08:59")
        await story.fault(What.DROPPED_BEFORE, method="sendMessage", who=story.amina, times=1)
        await story.at("Mon 09:10")
        assert story.times(story.amina, TAKE) == ["09:00:02"]
        (row,) = await story.rows(story.amina, kind="dose")
        assert (row["state"], row["attempts"], row["doubts"]) == ("sent", 1, 1)

    async def test_lost_after_it_was_taken(self, story):
        """A message that arrived unheard of comes twice to the letter: it cannot be read as a second dose."""
        await story.at("Mon 08:59")
        await story.fault(What.DROPPED_AFTER, method="sendMessage", who=story.amina, times=2)
        await story.at("Mon 09:10")
        prompts = story.read(story.amina, TAKE)
        assert len(prompts) == 3
        assert len(set(prompts)) == 1
        assert all(part in prompts[0] for part in ("Mon 4 May, 09:00", "11:00 on Mon 4 May", "80 mg", "4 tablets"))

    async def test_any_copy_may_be_answered(self, story):
        """Answered on the first copy, the dose is taken, and the second shows it."""
        await story.at("Mon 08:59")
        await story.fault(What.DROPPED_AFTER, method="sendMessage", who=story.amina, times=1)
        await story.at("Mon 09:05")
        one, other = [message.message_id for message in story.amina.messages if TAKE in message.text]
        await story.amina.tap(one, "Taken both")
        await story.world.settle()
        (shown,) = [one for one in story.amina.messages if one.message_id == other]
        assert shown.text.startswith("Dose of Mon 4 May, 09:00:")
        await story.at("Mon 11:30")
        assert story.read(story.amina, "Did you take") == []
        assert story.read(story.boris) == []

    async def test_nothing_else_ever_says_take(self, story):
        """Connections break all day, after every message was taken: whatever says "take" is one and the same message."""
        await story.at("Mon 08:59")
        await story.fault(What.DROPPED_AFTER, method="sendMessage", lasting=timedelta(hours=2, minutes=30))
        await story.at("Mon 12:00")
        assert len(set(story.read(story.amina, TAKE))) == 1
        assert story.read(story.amina, "11:00 on Mon 4 May, do not take it") != []

    @pytest.mark.parametrize("code", [500, 502, 503, 504])
    async def test_server_errors(self, story, code):
        """Whatever error of Telegram's servers: it is tried again, and the dose arrives."""
        await story.at("Mon 08:59")
        await story.fault(What.SERVER_ERROR, method="sendMessage", who=story.amina, code=code, times=3)
        await story.at("Mon 09:10")
        assert story.times(story.amina, TAKE) == ["09:01:26"]
        (row,) = await story.rows(story.amina, kind="dose")
        assert (row["state"], row["attempts"], row["doubts"]) == ("sent", 3, 3)

    async def test_hanging(self, story):
        """No answer comes: it may have arrived, so it is sent again; nobody else waits."""
        await story.at("Mon 08:59")
        await story.fault(What.HANG, method="sendMessage", who=story.amina, lasting=timedelta(minutes=5))
        await story.say(story.boris, "/help")
        assert story.read(story.boris) != []
        await story.at("Mon 09:10")
        assert len(story.read(story.amina, TAKE)) == 1
        (row,) = await story.rows(story.amina, kind="dose")
        assert row["state"] == "sent"
        assert row["doubts"] > 0

    async def test_hanging_for_the_whole_window(self, story):
        """A prompt that may have arrived is never sent late; the patient is asked, not told to take it."""
        await story.at("Mon 08:59")
        await story.fault(What.HANG, method="sendMessage", who=story.amina, lasting=timedelta(hours=3))
        await story.at("Mon 13:00")
        assert story.read(story.amina, TAKE) == []
        assert story.read(story.amina, "Do not take it now") != []

    async def test_a_report_while_everything_hangs(self, story):
        """A red flag typed while nothing can be sent reaches the team, and the patient gets the number once it can."""
        await story.at("Mon 07:00")
        await story.fault(What.HANG, method="sendMessage", lasting=timedelta(minutes=4))
        await story.say(story.amina, BLEEDING)
        await story.at("+10m")
        assert story.read(story.amina, "112") != []
        assert story.read(story.boris, BLEEDING) != []


class TestOutage:
    async def test_around_a_dose(self, story):
        """Three hours without Telegram around a dose: never late as if on time, told to patient and team, asked again."""
        await story.at("Mon 08:45")
        await story.fault(What.OUTAGE, lasting=timedelta(hours=3))
        await story.at("Mon 12:00")
        assert story.read(story.amina, TAKE) == []
        assert story.read(story.amina, "We could not reach you in time about the dose of Mon 4 May") != []
        assert story.read(story.amina, "Do not take it now") != []
        assert story.read(story.boris, "A reminder could not be given in time") != []
        assert set(story.times(story.amina)) == {"11:45:00"}
        prompts = await story.rows(story.amina, kind="dose")
        assert {(row["state"], row["doubts"]) for row in prompts} == {("expired", 0)}

    async def test_short_enough_for_the_dose(self, story):
        """Ten minutes without Telegram: the prompt comes in its window, once, and connections that failed are no doubt."""
        await story.at("Mon 08:55")
        await story.fault(What.OUTAGE, lasting=timedelta(minutes=10))
        await story.at("Mon 09:15")
        (moment,) = story.times(story.amina, TAKE)
        assert "09:05:00" <= moment <= "09:07:00"
        (row,) = await story.rows(story.amina, kind="dose")
        assert (row["state"], row["doubts"]) == ("sent", 0)

    async def test_what_people_wrote_is_heard_and_taps_are_asked_again(self, story):
        """Words wait a day with Telegram and are heard; a tap is gone after 150 seconds, so the question is put again."""
        await story.at("Mon 09:01")
        await story.fault(What.OUTAGE, lasting=timedelta(hours=1))
        await story.amina.tap(None, "Taken both")
        await story.amina.say(BLEEDING)
        await story.at("Mon 10:05")
        assert story.read(story.amina, "We were away from Mon 4 May, 09:01") != []
        assert story.read(story.amina, "Did you take this dose? If you did, do not take a second one") != []
        assert story.read(story.amina, "112") != []
        assert story.read(story.boris, BLEEDING) != []

    async def test_a_short_one_is_not_told(self, story):
        """A tap of two minutes ago is still there: nothing is asked again."""
        await story.at("Mon 09:01")
        await story.fault(What.OUTAGE, lasting=timedelta(minutes=2))
        await story.amina.tap(None, "Taken both")
        await story.at("Mon 09:10")
        assert story.read(story.amina, "We were away") == []
        assert len(story.read(story.amina, "Noted: you took selinexor")) == 1

    async def test_of_two_days(self, story):
        """Two days: no prompt of those days is ever sent, what was written last is heard, and life goes on."""
        await story.at("Mon 10:30")
        await story.fault(What.OUTAGE, lasting=timedelta(days=2, hours=1))
        await story.at("Wed 11:00")
        await story.amina.say("I feel sick")
        await story.at("Wed 12:00")
        assert story.read(story.amina, TAKE) == []
        assert story.read(story.amina, "We were away from Mon 4 May, 10:30") != []
        assert story.read(story.amina, "We could not reach you in time about the dose of Wed 6 May") != []
        assert story.shows(story.boris, "A reminder could not be given in time")
        await story.at("Mon 09:00")
        assert len(story.read(story.amina, TAKE)) == 1

    async def test_until_it_is_lifted(self, story):
        """An outage of unknown length ends when it is lifted, and what waited is done at once."""
        await story.at("Mon 07:00")
        await story.fault(What.OUTAGE)
        await story.say(story.amina, "/help")
        await story.at("Mon 08:00")
        assert story.read(story.amina) == []
        await story.world.server.lift_faults()
        await story.world.settle()
        assert story.read(story.amina) != []


class TestRefused:
    async def test_a_patient_who_blocks_the_bot(self, story):
        """The pharmacist hears at once, from Telegram's own news."""
        await story.at("Mon 08:00")
        await story.amina.block()
        await story.world.settle()
        assert len(story.read(story.boris, "ALERT (urgent)")) == 1

    async def test_a_patient_who_is_gone(self, story):
        """Of a deleted account Telegram tells nothing: the first message refused is an alert, once."""
        await story.at("Mon 08:00")
        await story.amina.deactivate()
        await story.at("Mon 08:35")
        assert len(story.read(story.boris, "ALERT (urgent)")) == 1
        await story.at("Mon 08:40")
        assert story.read(story.boris, "ALERT (urgent)") == []

    async def test_staff_who_block_the_bot(self, story):
        """Boris cannot be rung: Clara is, and nothing waits for Boris."""
        await story.at("Mon 07:00")
        await story.boris.deactivate()
        await story.say(story.amina, BLEEDING)
        assert story.read(story.clara, BLEEDING) != []

    async def test_a_group_that_became_a_supergroup(self, story):
        """What waits for the old number goes to the new one."""
        group = await story.boris.create_group("Team", -100)
        async with story.world.office.engine.begin() as tx:
            values = {"dedupe_key": "test", "chat_id": -100, "role": "stranger", "kind": "notice", "priority": 2}
            texts = {"text": "To the team", "buttons": [], "content_hash": "", "state": "pending", "attempts": 0}
            now = story.world.clock.now()
            when = {"not_before": now, "made_at": now, "doubts": 0}
            await tx.execute(sa.insert(tables.outbox).values(**values, **texts, **when))
        moved = await story.boris.upgrade_group(group, -1_000_000_000_100)
        await story.world.settle()
        assert [one.text for one in moved.messages if one.from_bot] == ["To the team"]


class TestNothingLeftToDo:
    async def test_a_message_to_edit_that_is_gone(self, story):
        """Boris deleted his card; Clara takes the alert; the edit of his card is done with, and nothing is left to send."""
        await story.at("Mon 07:00")
        await story.say(story.amina, BLEEDING)
        for card in [message for message in story.boris.messages if BLEEDING in message.text]:
            story.boris.chat.drop(card.message_id)
        await story.at("+6m")
        await story.tap(story.clara, "Acknowledge")
        assert await story.rows(story.boris, state="pending") == []
        assert await story.rows(story.boris, state="failed") == []
        assert story.read(story.boris, "could not show") == []

    async def test_a_message_that_reads_so_already(self, story):
        """An edit that was taken while its answer was lost is refused the second time: that is success."""
        await story.at("Mon 07:00")
        await story.say(story.amina, BLEEDING)
        await story.fault(What.DROPPED_AFTER, method="editMessageText", times=1)
        await story.tap(story.boris, "Acknowledge")
        await story.at("+1m")
        assert [row["attempts"] for row in await story.rows(story.boris, state="sent") if row["edits"]] == [1]
        assert await story.rows(story.boris, state="failed") == []

    async def test_a_tap_too_old_to_be_answered(self, story):
        """Its answer counts all the same."""

        async def too_old(method, asked):
            if method == "answerCallbackQuery":
                raise bad_request(TAP_TOO_OLD)

        await story.at("Mon 09:01")
        story.world.server.intercept = too_old
        await story.tap(story.amina, "Taken both")
        assert story.read(story.amina, "Noted: you took selinexor") != []


class TestOurFault:
    async def test_a_message_telegram_does_not_take(self, story, caplog):
        """A refusal that nothing else explains is ours: the row fails with an alarm, and the person gets a plain sentence."""

        async def refuse(method, asked):
            if method == "sendMessage" and TAKE in asked["text"]:
                raise bad_request("can't parse entities")

        await story.at("Mon 08:59")
        story.world.server.intercept = refuse
        await story.at("Mon 09:01")
        (row,) = await story.rows(story.amina, kind="dose")
        assert row["state"] == "failed"
        (plain,) = story.read(story.amina)
        assert "555 0100" in plain
        assert [one.levelname for one in caplog.records if "message_rejected" in one.getMessage()] == ["ERROR"]
