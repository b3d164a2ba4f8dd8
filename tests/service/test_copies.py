"""Answered in one, shown as answered in all: no copy of a question stays on the phone as if it were open."""

from typing import Any

import httpx
import pytest

from bot.store import tables
from tests.service.clinic import BOTH, Clinic
from tests.support.broken import failing


@pytest.fixture
def networked() -> bool:
    """The connection to Telegram is broken on purpose here."""
    return True


def copies(day: Clinic, part: str) -> list[Any]:
    """The messages on Amina's phone that hold these words."""
    return [one for one in day.person("amina").messages if one.from_bot and part in one.text]


def labels(message: Any) -> list[str]:
    return [one.label for row in message.buttons for one in row]


@BOTH
async def test_prompt_and_nudges_all_show_the_answer(day: Clinic) -> None:
    """Answered on the second nudge: prompt and both nudges say what was noted and when, and offer to correct it."""
    await day.at("Mon 10:12")
    assert len(copies(day, "It is time for this dose")) == 1
    assert len(copies(day, "Did you take this dose?")) == 2
    await day.tap("amina", "answer-taken-both")
    about = copies(day, "Dose of Mon 4 May, 09:00:")
    assert len(about) == 3
    for one in about:
        assert one.text.splitlines()[1:] == [
            "• selinexor 80 mg: taken. Noted Mon 4 May, 10:12.",
            "• dexamethasone 20 mg: taken. Noted Mon 4 May, 10:12.",
        ]
        assert labels(one) == ["I vomited it", "Change my answer"]


async def test_a_tap_writes_only_to_what_is_there(day: Clinic) -> None:
    """One message on the phone: one answer, one edit."""
    await day.at("Mon 09:00")
    before = len(await day.rows(tables.outbox))
    await day.tap("amina", "answer-taken-both")
    assert len(await day.rows(tables.outbox)) == before + 2
    assert len(await day.rows(tables.outbox, kind="answered")) == 1


@BOTH
async def test_a_copy_that_has_not_left_stays_away(day: Clinic) -> None:
    """The nudge waits for a connection while a typed answer comes in: it never arrives as if still open."""
    await day.at("Mon 08:31")
    await day.tap("amina", "answer-taken")
    await day.at("Mon 09:29")
    with failing(httpx.ConnectError("x"), times=99):
        await day.at("09:31")
        await day.say("amina", "taken both")
    await day.at("09:50")
    assert copies(day, "Did you take this dose?") == []
    assert set((await day.doses()).values()) == {"taken"}


async def test_only_one_of_two_leaves_the_buttons_of_the_other(day: Clinic) -> None:
    """After "only selinexor" the prompt shows that, and its buttons are about dexamethasone alone."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-only")
    await day.tap("amina", "answer-only-drug", drug="selinexor")
    (prompt, *_) = copies(day, "• selinexor 80 mg: taken.")
    assert "This one is still open: did you take it?" in prompt.text
    assert copies(day, "It is time") == []
    await day.person("amina").tap(prompt.message_id, "Not taking it")
    await day.settle()
    assert await day.doses() == {"selinexor": "taken", "dexamethasone": "not-taken"}
    assert len(copies(day, "• dexamethasone 20 mg: not taken.")) == 3


@BOTH
async def test_a_correction_replaces_what_was_shown(day: Clinic) -> None:
    """Changed through the button of the old message: every copy shows the new answer, and only that."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-taken-both")
    await day.at("Tue 10:00")
    await day.tap("amina", "button-change-answer")
    await day.tap("amina", "answer-did-not-take")
    shown = copies(day, "Dose of Mon 4 May, 09:00:")
    assert len(shown) == 2
    for one in shown:
        assert "• selinexor 80 mg: not taken. Noted Tue 5 May, 10:00." in one.text
        assert "mg: taken" not in one.text


async def test_the_button_changes_the_answer_of_its_own_dose(day: Clinic) -> None:
    """[Change my answer] under Monday's prompt is about Monday, whatever was answered since."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-taken-both")
    (monday,) = copies(day, "Dose of Mon 4 May, 09:00")
    await day.at("Wed 09:00")
    await day.tap("amina", "answer-taken-both")
    await day.person("amina").tap(monday.message_id, "Change my answer")
    await day.settle()
    assert "Mon 4 May, 09:00" in day.person("amina").last.text
    await day.tap("amina", "answer-vomited")
    assert set((await day.doses()).values()) == {"vomited"}


async def test_what_an_alert_rewrote_does_not_say_take_again(day: Clinic) -> None:
    """Bleeding reported after the prompt, then "taken": the copy keeps what it says by now, and shows the answer (S15)."""
    await day.at("Mon 09:00")
    await day.say("amina", "I am bleeding and it does not stop")
    assert copies(day, "It is time") == []
    await day.tap_data("amina", f"q:{(await day.rows(tables.questions, kind='dose'))[0]['id']}:taken")
    assert copies(day, "It is time") == []
    (stopped,) = copies(day, "mg: taken")[-1:]
    assert stopped.text.startswith("You told us")


@pytest.mark.parametrize(("label", "shown"), [("answer-taken", "Taken."), ("answer-none-left", "You have none.")])
async def test_an_antiemetic_shows_its_answer(day: Clinic, label: str, shown: str) -> None:
    """The reminder says what was noted; the answer can be changed from there."""
    await day.at("Mon 08:31")
    await day.tap("amina", label)
    (asked,) = copies(day, "Mon 4 May, 08:30: ondansetron")
    assert asked.text.splitlines()[1:] == [f"{shown} Noted Mon 4 May, 08:31."]
    await day.person("amina").tap(asked.message_id, "Change my answer")
    await day.settle()
    assert "did you take your anti-sickness medicine (ondansetron)" in day.person("amina").last.text
    assert day.buttons("amina") == ["Taken", "I have none", "Not now"]


@BOTH
async def test_a_replayed_tap_changes_nothing_on_any_phone(day: Clinic) -> None:
    """The same update twice, and the same tap from a second phone: one answer, one edit (S2)."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-taken-both")
    edits = len(await day.rows(tables.outbox, kind="answered"))
    await day.tap_data("amina", f"q:{(await day.rows(tables.questions, kind='dose'))[0]['id']}:taken")
    assert len(await day.rows(tables.outbox, kind="answered")) == edits
    assert set((await day.doses()).values()) == {"taken"}
