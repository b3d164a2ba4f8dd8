"""Words between a named member of staff and the patient: both ways, word for word, and never lost in silence."""

import pytest

from bot.service import staffing
from tests.service.clinic import Clinic

WORDS = "Please drink a glass of water every hour. I will call at four."


@pytest.fixture
async def alarm(day: Clinic) -> Clinic:
    """Amina has reported a bleeding at night; Boris has it."""
    await day.at("Tue 02:00")
    await day.say("amina", "my gums are bleeding")
    await day.tap("boris", "button-acknowledge")
    return day


async def write(clinic: Clinic, who: str = "boris") -> None:
    """Send the words from the card."""
    await clinic.tap(who, "button-message-patient")
    await clinic.say(who, WORDS)


async def test_the_patient_reads_the_words_with_name_and_role(alarm: Clinic) -> None:
    """What Boris types reaches Amina word for word, as Boris the pharmacist."""
    await write(alarm)
    text = alarm.read("amina")
    assert WORDS in text
    assert alarm.told("amina", "message-from", name="Boris", role=alarm.words("amina", "role-pharmacist"))


async def test_the_answer_goes_to_the_sender_at_once_and_onto_the_alert(alarm: Clinic) -> None:
    """Amina's reply is shown to Boris by pseudonym, word for word, at any hour."""
    await write(alarm)
    await alarm.say("amina", "it is getting better now")
    assert "it is getting better now" in alarm.read("boris")
    assert alarm.told("amina", "message-reply-passed-on", name="Boris")
    assert not alarm.heard("dan", ever=True)


async def test_a_red_flag_in_a_reply_is_a_red_flag(alarm: Clinic) -> None:
    """A reply is a report like any other: an emergency is answered before it is relayed."""
    await write(alarm)
    await alarm.say("amina", "I have chest pain")
    assert alarm.heard("amina")[0].text.startswith(alarm.words("amina", "advice-emergency"))
    assert "I have chest pain" in alarm.read("boris")


async def test_a_reply_after_the_alert_was_resolved_reaches_a_human(alarm: Clinic) -> None:
    """Nobody's words fall between two alerts."""
    await write(alarm)
    await alarm.tap("boris", "button-resolve")
    await alarm.say("boris", "spoke by phone")
    await alarm.tap("boris", "outcome-acted")
    await alarm.say("amina", "thank you, one more thing about the tablets")
    await alarm.at("Tue 12:00")
    cards = [one.text for one in alarm.heard("boris", ever=True) if "one more thing" in one.text]
    assert cards


async def test_a_short_dose_answer_is_not_a_reply(alarm: Clinic) -> None:
    """While a dose is open, "taken" is for the dose even if Boris wrote last."""
    await alarm.tap("boris", "button-goes-ahead")
    await alarm.at("Wed 09:01")
    await write(alarm)
    await alarm.say("amina", "taken")
    assert not alarm.told("amina", "message-reply-passed-on", name="Boris")


async def test_what_cannot_be_delivered_is_told_to_the_sender(alarm: Clinic) -> None:
    """Amina has blocked the bot: Boris reads that the words did not arrive, with the number to phone."""
    await alarm.tap("boris", "button-message-patient")
    await alarm.person("amina").block()
    await alarm.say("boris", WORDS)
    assert "555 0123" in alarm.read("boris")
    assert WORDS not in alarm.read("amina")


async def test_an_answer_to_somebody_who_has_left_is_not_met_with_silence(alarm: Clinic) -> None:
    """Boris wrote and has left since: Amina reads who has her answer instead, and Clara has the words."""
    await write(alarm)
    (alert,) = await alarm.alerts()
    await alarm.tap_data("clara", f"a:{alert['id']}:take")
    await staffing.remove(alarm.office, alarm.ids["boris"], by="test")
    await alarm.settle()
    await alarm.say("amina", "the pillow is still wet")
    assert alarm.told("amina", "message-reply-passed-on", name="Clara")
    assert "the pillow is still wet" in alarm.read("clara")


async def test_words_typed_long_after_they_were_asked_for_reach_no_patient(alarm: Clinic) -> None:
    """[Message patient], then a phone call instead: what Boris types two hours later may be about somebody else (S10)."""
    await alarm.tap("boris", "button-message-patient")
    await alarm.at("+2h")
    await alarm.say("boris", "T-9Q4K: platelets 20")
    assert "platelets" not in alarm.read("amina")
    assert "Nothing was sent" in alarm.read("boris")


async def test_a_message_can_be_thought_better_of(alarm: Clinic) -> None:
    """[Cancel], tapped or typed: the next words are nobody's message."""
    for cancelled in ("tap", "say"):
        await alarm.tap("boris", "button-message-patient")
        await (alarm.tap("boris", "button-cancel") if cancelled == "tap" else alarm.say("boris", "cancel"))
        assert alarm.told("boris", "staff-cancelled")
        await alarm.say("boris", "who is on tonight?")
        assert not alarm.heard("amina")
