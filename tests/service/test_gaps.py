"""When the bot is away or cannot speak: nothing late as if on time, and the gap is told (S5)."""

from datetime import datetime, time

import httpx
import pytest

from bot.store import tables
from tests.service.clinic import BOTH, ELEVEN, MONDAY, Clinic
from tests.support.broken import failing

NINE_LOCAL = datetime(2026, 5, 4, 9)  # noqa: DTZ001 - shown without its zone
UNKNOWN = {"selinexor": "unknown", "dexamethasone": "unknown"}


@pytest.fixture
def networked() -> bool:
    """The connection to Telegram is broken on purpose here."""
    return True


@BOTH
async def test_off_through_the_whole_window(day: Clinic) -> None:
    """Back at noon: no dose, no antiemetic as if on time; patient and team are told of the gap."""
    await day.at("Mon 08:00")
    await day.away_until("12:00")
    assert day.prompts() == []
    assert day.told("amina", "gap-head", until=ELEVEN, day=MONDAY)
    assert day.told("amina", "do-not-take-now")
    assert "It is time" not in day.read("amina").replace("Its time", "")
    assert "ask your team before you take it late" in day.read("amina").lower()
    assert await day.doses() == UNKNOWN
    await day.at("12:05")
    assert ("gap", "routine") in await day.causes()
    assert len(day.rung("boris")) == 1


async def test_off_in_the_evening_sends_no_heads_up_at_night(day: Clinic) -> None:
    """The heads-up of the evening is not sent once its day has begun; the dose itself is prompted."""
    await day.away_until("Mon 00:30")
    assert not day.told("amina", "heads-up", day=MONDAY)
    await day.at("09:00")
    assert len(day.prompts()) == 1


async def test_back_within_the_window_asks_instead_of_saying_take(day: Clinic) -> None:
    """Back at 09:40, in the window but late: "did you take it already?", never "take" (S2, S5)."""
    await day.at("Mon 08:45")
    await day.away_until("09:40")
    assert day.prompts() == []
    assert "Did you take it already?" in day.read("amina")
    assert await day.doses() == {"selinexor": "asked", "dexamethasone": "asked"}


async def test_off_for_days_tells_every_dose_it_missed(day: Clinic) -> None:
    """Off from Sunday to Thursday: both missed doses are named, none is prompted, each is asked about once more."""
    await day.away_until("Thu 12:00")
    assert day.prompts() == []
    heads = [one for one in day.heard("amina") if one.text.startswith("We could not reach you")]
    assert len(heads) == 2
    assert not any(one.text.startswith("We still do not know") for one in day.heard("amina"))
    await day.at("Fri 12:00")
    again = [one for one in day.heard("amina") if one.text.startswith("We still do not know")]
    assert len(again) == 2


@BOTH
async def test_a_prompt_that_cannot_leave_expires_and_is_told_as_a_gap(day: Clinic) -> None:
    """Telegram refuses everything from 08:45 to 11:30: the prompt never arrives, and the words say that we failed."""
    await day.at("Mon 08:45")
    day.nothing_gets_out()
    await day.at("11:30")
    day.everything_gets_out()
    await day.at("11:40")
    assert day.prompts() == []
    assert day.told("amina", "gap-head", until=ELEVEN, day=MONDAY)
    assert not day.told("amina", "closed-head", until=ELEVEN, day=MONDAY)
    assert ("gap", "routine") in await day.causes()


async def test_a_prompt_delayed_for_minutes_still_names_its_time(day: Clinic) -> None:
    """Telegram refuses from 08:59 to 09:05: one prompt arrives, of 09:00."""
    await day.at("Mon 08:59")
    day.nothing_gets_out()
    await day.at("09:04")
    day.everything_gets_out()
    await day.at("09:09")
    assert len(day.prompts()) == 1
    assert day.prompts()[0].text.startswith("Mon 4 May, 09:00")


@BOTH
@pytest.mark.parametrize("back", ["09:20", "09:45", "10:40"])
async def test_a_prompt_that_waited_too_long_asks_and_alone(day: Clinic, back: str) -> None:
    """Telegram refuses from 08:59 until long after: no late "take", and one message about the dose, not several (S2)."""
    await day.at("Mon 08:59")
    day.nothing_gets_out()
    await day.at(back)
    day.everything_gets_out()
    await day.at("+7m")
    assert day.prompts() == []
    about = [one for one in day.heard("amina", "message") if "Mon 4 May, 09:00" in one.text]
    assert [one for one in about if "Did you take it already?" in one.text] == about
    assert len(about) == 1
    await day.tap("amina", "answer-taken-both")
    assert set((await day.doses()).values()) == {"taken"}


@BOTH
async def test_prompts_that_may_have_arrived_never_follow_their_question(day: Clinic) -> None:
    """Every sending times out for the whole window, after it arrived: few copies, and none says "take" after an ask."""
    day.repeats_expected = True
    await day.at("Mon 08:59")
    with failing(httpx.ReadTimeout("x"), after=True, times=99):
        await day.at("10:59")
        said = [one.text for one in day.heard("amina", "message") if "80 mg" in one.text]
    takes = [at for at, text in enumerate(said) if "It is time" in text]
    assert takes == list(range(5)), "the copies of the prompt come first, and then no more"
    assert len(said) <= 17


async def test_a_prompt_still_waiting_does_not_leave_after_a_red_flag(day: Clinic) -> None:
    """No connection since 08:59, bleeding told at 09:05: what says "take" never arrives, not even to be rewritten (S15)."""
    await day.at("Mon 08:59")
    with failing(httpx.ConnectError("x"), times=99):
        await day.at("09:05")
        await day.say("amina", "I am bleeding and it does not stop")
    await day.at("09:20")
    assert day.prompts() == []
    assert day.told("amina", "stopped", what="something that your team has to look at first", at=NINE_LOCAL)


@BOTH
async def test_taps_lost_in_an_outage_are_asked_for_again(day: Clinic) -> None:
    """A tap during five minutes away is lost; what was open is asked again, saying why (S9)."""
    await day.at("Mon 09:05")
    await day.tap("amina", "answer-taken-both", at_once=False)
    await day.away_until("09:12")
    assert await day.doses() == {"selinexor": "asked", "dexamethasone": "asked"}
    assert "We were away" in day.read("amina")
    assert "Did you take this dose?" in day.read("amina")
    assert len(day.prompts()) == 1


async def test_a_short_absence_loses_nothing_and_says_nothing(day: Clinic) -> None:
    """Two minutes away: the tap is still there and counts; nobody is told of an outage."""
    await day.at("Mon 08:30")
    await day.tap("amina", "answer-taken")
    await day.at("09:05")
    await day.tap("amina", "answer-taken-both", at_once=False)
    await day.away_until("09:07")
    assert await day.doses() == {"selinexor": "taken", "dexamethasone": "taken"}
    assert "We were away" not in day.read("amina")


async def test_typed_words_survive_a_night_of_outage(day: Clinic) -> None:
    """Words typed while the bot is away are handled when it is back, red flag first (S6, S8)."""
    await day.at("Mon 12:00")
    await day.person("amina").say("I have chest pain")
    await day.away_until("Mon 20:00")
    assert day.told("amina", "advice-emergency")
    assert len(day.rung("boris")) == 1


async def test_an_outage_weeks_later_asks_about_nothing_old(day: Clinic) -> None:
    """Doses that already went to the pharmacist as unanswered are not asked about again at every outage."""
    await day.at("Fri 12:00")
    await day.away_until("Fri 12:10")
    assert "Did you take this dose?" not in day.read("amina")


async def test_a_second_restart_in_the_window_asks_only_once_more(day: Clinic) -> None:
    """Every long absence is told once; the dose stays one question."""
    await day.at("Mon 09:00")
    await day.away_until("09:10")
    await day.restart()
    await day.settle()
    assert len([one for one in day.heard("amina") if "We were away" in one.text]) == 1
    assert len(await day.rows(tables.questions, kind="dose")) == 1
    assert time(9, 10)


async def test_words_older_than_telegram_keeps_them_are_owned_up_to(day: Clinic) -> None:
    """After more than a day away the patient is told that older words never arrived, with a number to phone."""
    await day.away_until("Wed 12:00")
    assert "did not reach us" in day.read("amina")
    assert "555 0100" in day.read("amina")


async def test_a_gap_of_hours_says_nothing_of_lost_words(day: Clinic) -> None:
    """Typed words last a day: after hours nothing of them is lost, and nothing is claimed to be."""
    await day.at("Mon 09:01")
    await day.away_until("Mon 10:00")
    assert "did not reach us" not in day.read("amina")


async def test_a_vomited_dose_told_in_words_after_taken_is_that_dose(day: Clinic) -> None:
    """A typed "I vomited it" after "taken both" changes the dose and says at once not to repeat it (S3)."""
    await day.at("Mon 09:01")
    await day.tap("amina", "answer-taken-both")
    await day.say("amina", "I vomited it")
    assert "do not take it again" in day.read("amina")
