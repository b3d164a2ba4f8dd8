"""Typed answers: which question they belong to, and what a "taken" means that answers none (S9)."""

from datetime import UTC, datetime

import pytest

from tests.service.clinic import MONDAY, Clinic

TAKEN = {"selinexor": "taken", "dexamethasone": "taken"}


@pytest.mark.parametrize(
    ("language", "typed", "state"),
    [
        ("en", "Taken!", "taken"),
        ("en", "taken both", "taken"),
        ("en", "yes", "taken"),
        ("en", "Not sure", "unknown"),
        ("en", "I didn't take it", "not-taken"),
        ("en", "I vomited it", "vomited"),
        ("en", "later", "asked"),
        ("es", "Ya la tomé", "taken"),
        ("es", "sí", "taken"),
        ("es", "No la tomé", "not-taken"),
        ("es", "la vomité", "vomited"),
        ("es", "más tarde", "asked"),
        ("en", "tomada", "taken"),
        ("es", "taken", "taken"),
    ],
)
async def test_a_short_typed_answer_counts_like_its_button(
    clinic: Clinic, language: str, typed: str, state: str
) -> None:
    """In either language, whichever the patient's is."""
    await clinic.patient("amina", language=language, antiemetic="none", reason="no nausea so far")
    await clinic.at("Mon 09:00")
    await clinic.say("amina", typed)
    assert await clinic.doses() == {"selinexor": state, "dexamethasone": state}


@pytest.mark.parametrize("typed", ["taken", "yes", "ya"])
async def test_two_open_questions_are_asked_about(day: Clinic, typed: str) -> None:
    """With antiemetic and dose both open a short "taken" or "yes" belongs to neither until the patient says which."""
    await day.at("Mon 09:00")
    await day.say("amina", typed)
    assert await day.doses() == {"selinexor": "asked", "dexamethasone": "asked"}
    if typed != "ya":
        assert day.told("amina", "which-ask")
        await day.tap("amina", "which-dose")
        assert await day.doses() == TAKEN


async def test_which_can_mean_the_antiemetic(day: Clinic) -> None:
    """Saying that the antiemetic was meant leaves the dose open."""
    await day.at("Mon 09:00")
    await day.say("amina", "taken")
    await day.tap("amina", "which-antiemetic", name="ondansetron")
    at = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
    assert day.told("amina", "antiemetic-noted", name="ondansetron", at=at)
    assert await day.doses() == {"selinexor": "asked", "dexamethasone": "asked"}


async def test_saying_taken_again_asks_again_or_second(day: Clinic) -> None:
    """A new "taken" after "taken": telling again changes nothing, a second dose is an emergency (F-ADM-07)."""
    await day.at("Mon 08:30")
    await day.tap("amina", "answer-taken")
    await day.at("09:00")
    await day.say("amina", "taken")
    assert await day.doses() == TAKEN
    await day.at("10:00")
    await day.say("amina", "taken")
    assert day.told("amina", "again-ask")
    assert await day.causes() == []
    await day.tap("amina", "again-telling")
    assert await day.causes() == []
    await day.say("amina", "taken")
    await day.tap("amina", "again-second")
    assert day.told("amina", "advice-emergency")
    assert ("too-much", "emergency") in await day.causes()
    assert len(day.rung("boris")) == 1


async def test_taken_on_a_day_without_a_dose_is_urgent_when_meant(day: Clinic) -> None:
    """On Tuesday "taken" asks; "yes, I took one" is urgent and says not to take another."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-taken-both")
    await day.at("Tue 10:00")
    await day.say("amina", "taken")
    await day.tap("amina", "wrong-day-yes")
    assert day.told("amina", "do-not-take-another")
    assert ("wrong-day", "urgent") in await day.causes()


async def test_taken_next_day_answers_the_dose_nobody_answered(day: Clinic) -> None:
    """A plain "taken" on Tuesday belongs to Monday's open question, not to a wrong day."""
    await day.at("Tue 10:00")
    await day.say("amina", "taken")
    assert await day.doses() == TAKEN
    assert await day.causes() == []


async def test_a_word_that_is_no_answer_reaches_a_human(day: Clinic) -> None:
    """Free words while a dose is open are neither an answer nor lost (S6, S9)."""
    await day.at("Mon 09:00")
    await day.say("amina", "did you say taken")
    assert await day.doses() == {"selinexor": "asked", "dexamethasone": "asked"}
    assert "did you say taken" in str((await day.alerts())[0]["reasons"])


async def test_an_edited_message_is_a_report_and_never_an_answer(day: Clinic) -> None:
    """Editing old words into "taken" answers nothing."""
    await day.at("Mon 08:50")
    await day.say("amina", "hello")
    number = day.person("amina").messages[-2].message_id
    await day.at("09:00")
    await day.person("amina").edit(
        next(m.message_id for m in day.person("amina").messages if m.text == "hello"), "taken"
    )
    await day.settle()
    assert number
    assert await day.doses() == {"selinexor": "asked", "dexamethasone": "asked"}


@pytest.mark.parametrize("of_bot", [True, False])
async def test_a_forward_is_never_an_answer(day: Clinic, of_bot: bool) -> None:
    """Forwarding somebody's "taken", or the bot's own words, answers nothing."""
    await day.at("Mon 09:00")
    await day.person("amina").forward("taken", of_bot=of_bot)
    await day.settle()
    assert await day.doses() == {"selinexor": "asked", "dexamethasone": "asked"}


async def test_a_language_question_left_open_swallows_no_answer(day: Clinic) -> None:
    """After /language is left unanswered, a typed "yes" still answers the dose."""
    await day.at("Mon 08:30")
    await day.tap("amina", "answer-taken")
    await day.at("09:00")
    await day.say("amina", "/language")
    await day.say("amina", "yes")
    assert await day.doses() == TAKEN


async def test_the_newest_open_question_gets_the_answer(day: Clinic) -> None:
    """A question about the box is the newest: "20" answers it, not the dose."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-box")
    await day.tap("amina", "box-which-drug")
    await day.say("amina", "20 mg")
    assert day.told("amina", "box-right")
    assert await day.doses() == {"selinexor": "asked", "dexamethasone": "asked"}


async def test_ok_is_never_a_dose_taken(day: Clinic) -> None:
    """An "OK" says that a prompt was read: the dose stays open, and the patient is asked whether it was taken (S9)."""
    await day.at("Mon 08:30")
    await day.say("amina", "ok")
    assert day.told("amina", "read-not-taken")
    await day.tap("amina", "answer-taken")
    await day.at("Mon 09:00")
    await day.say("amina", "OK, vale")
    assert await day.doses() == {"selinexor": "asked", "dexamethasone": "asked"}
    assert await day.causes() == []
    await day.say("amina", "ok")
    assert await day.doses() == {"selinexor": "asked", "dexamethasone": "asked"}
    await day.say("amina", "yes")
    assert await day.doses() == TAKEN


async def test_a_typed_other_box_stops_the_dose(day: Clinic) -> None:
    """Typed as tapped: no tablets until the number on the box is known."""
    await day.at("Mon 08:30")
    await day.tap("amina", "answer-taken")
    await day.at("Mon 09:00")
    await day.say("amina", "my box is different")
    assert day.told("amina", "box-wait")
    assert await day.doses() == {"selinexor": "asked", "dexamethasone": "asked"}


async def test_a_question_about_a_dose_answers_none(day: Clinic) -> None:
    """Who asks has not said (S9): a human reads it."""
    await day.at("Mon 08:30")
    await day.tap("amina", "answer-taken")
    await day.at("Mon 09:00")
    for typed in ("did I take it today?", "taken?", "¿me la he tomado hoy?", "nobody took it", "token"):
        await day.say("amina", typed)
        assert await day.doses() == {"selinexor": "asked", "dexamethasone": "asked"}
        assert typed in str(await day.alerts())


async def test_a_question_is_answered_by_the_menu_or_passed_on(day: Clinic) -> None:
    """What the menu knows it says; the rest, and what may be a cry for help, a human reads."""
    await day.at("Mon 07:00")
    numbers = {"phone": day.office.numbers.clinic, "emergency": day.office.numbers.emergency}
    await day.say("amina", "when is my next dose?")
    assert day.told("amina", "today-head", day=MONDAY)
    await day.say("amina", "¿a quién llamo el fin de semana?")
    assert day.told("amina", "contact", **numbers)
    await day.say("amina", "how does this work")
    assert day.told("amina", "help", **numbers)
    assert await day.alerts() == []
    for typed in ("HELP!", "can I have grapefruit"):
        await day.say("amina", typed)
        assert typed in str(await day.alerts())


async def test_a_bare_number_answers_the_question_that_asks_for_one(day: Clinic) -> None:
    """Asked for a temperature, "38.4" is the report's; typed at any other time it is heard as a fever at once (S8)."""
    await day.report("amina", "fever")
    await day.tap("amina", "a-fever-breath-no")
    await day.say("amina", "38.4")
    assert (await day.causes())[-1] == ("symptom", "urgent")
    await day.say("amina", "38.4")
    assert ("red-flag-words", "urgent") in await day.causes()
