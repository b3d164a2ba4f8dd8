"""A dose answered and a symptom told in one sentence: recorded where plain, and no word of it lost."""

import pytest

from bot.store import tables
from tests.service.clinic import MONDAY, Clinic

BOTH_TAKEN = {"selinexor": "taken", "dexamethasone": "taken"}


async def words_kept(day: Clinic) -> list[str]:
    """What reached a human, or will, word for word."""
    return [row["words"] for row in await day.rows(tables.reports) if row["words"]]


async def asked(day: Clinic) -> None:
    """The dose of nine is asked about; the antiemetic has been answered."""
    await day.at("Mon 08:31")
    await day.tap("amina", "answer-taken")
    await day.at("Mon 09:05")


async def test_taken_and_sick_is_taken_and_told_not_to_repeat(day: Clinic) -> None:
    """The dose is recorded, vomiting is offered, and "do not take it again" is said before anything is asked (S3)."""
    await asked(day)
    typed = "took it at nine, been sick twice since"
    await day.say("amina", typed)
    assert await day.doses() == BOTH_TAKEN
    said = [one.text for one in day.heard("amina", "message")]
    no_repeat = next(at for at, text in enumerate(said) if day.words("amina", "advice-vomited-dose") in text)
    offered = next(at for at, text in enumerate(said) if day.words("amina", "offer-symptoms") in text)
    assert no_repeat < offered
    assert day.words("amina", "symptom-vomiting") in day.buttons("amina")
    await day.at("+31m")
    assert typed in await words_kept(day)


async def test_in_spanish(dia: Clinic) -> None:
    """The same in Spanish."""
    await asked(dia)
    await dia.say("amina", "tomada pero estoy mareada")
    assert await dia.doses() == BOTH_TAKEN
    assert dia.words("amina", "symptom-confusion-dizziness") in dia.buttons("amina")


async def test_a_reason_that_is_a_symptom_is_not_lost_with_the_answer(dia: Clinic) -> None:
    """Not taken because of feeling sick is an answer as a whole: the nausea is offered all the same (S9)."""
    await asked(dia)
    typed = "no la tomo porque tengo náuseas"
    await dia.say("amina", typed)
    assert set((await dia.doses()).values()) == {"not-taken"}
    assert dia.words("amina", "symptom-nausea") in dia.buttons("amina")
    await dia.at("+31m")
    assert typed in await words_kept(dia)


async def test_taken_and_vomited_is_one_answer(day: Clinic) -> None:
    """Two words about one dose: taken and vomited, with nothing left to offer."""
    await asked(day)
    await day.say("amina", "I took it and vomited it")
    assert set((await day.doses()).values()) == {"vomited"}
    assert not day.told("amina", "offer-symptoms")


@pytest.mark.parametrize("typed", ["took it but only half, feel sick", "took it, am I meant to feel sick?"])
async def test_what_is_not_plain_records_nothing_and_loses_nothing(day: Clinic, typed: str) -> None:
    """Half of it, a question: no dose is recorded, and the words go where they went before (S9)."""
    await asked(day)
    await day.say("amina", typed)
    assert set((await day.doses()).values()) == {"asked"}
    await day.at("+31m")
    assert typed in await words_kept(day)


async def test_with_two_questions_open_nothing_is_guessed(day: Clinic) -> None:
    """The antiemetic is not answered yet: "took it" may be about either, and the symptom is offered all the same."""
    await day.at("Mon 09:05")
    await day.say("amina", "took it but I feel dizzy")
    assert set((await day.doses()).values()) == {"asked"}
    assert day.words("amina", "symptom-confusion-dizziness") in day.buttons("amina")


@pytest.mark.parametrize(
    ("typed", "drug"), [("took selinexor", "selinexor"), ("took my dexamethasone", "dexamethasone")]
)
async def test_an_answer_that_names_one_drug_says_nothing_of_the_other(day: Clinic, typed: str, drug: str) -> None:
    """Both are asked about and one is named: the other is still asked, never taken by silence (S9)."""
    await asked(day)
    await day.say("amina", typed)
    assert await day.doses() == {**dict.fromkeys(BOTH_TAKEN, "asked"), drug: "taken"}
    await day.say("amina", "taken")
    assert await day.doses() == BOTH_TAKEN


async def test_a_drug_on_hold_that_is_named_is_not_taken_for_the_other(day: Clinic) -> None:
    """Selinexor is on hold and only dexamethasone was asked about: "took my selinexor" is asked after, and records nothing."""
    await day.tap_data("boris", f"p:{day.ids['amina']}:hold")
    await day.tap("boris", "hold-selinexor-antiemetics-off")
    await day.tap("boris", "hold-no-date")
    await day.say("boris", "platelets")
    await day.tap("boris", "review-make")
    await day.tap("amina", "button-understood")
    await day.at("Mon 09:05")
    await day.say("amina", "took my selinexor")
    assert await day.doses() == {"dexamethasone": "asked"}
    assert day.told("amina", "wrong-day-ask-drug", day=MONDAY)


async def test_taken_while_an_alert_holds_it_back_is_told_with_the_symptom(day: Clinic) -> None:
    """Nothing was asked, for the dose waits: that it was taken all the same is urgent, and the dizziness is offered."""
    await day.say("amina", "Me sale sangre de la nariz")
    await day.at("Mon 09:10")
    await day.say("amina", "took it at nine but I feel dizzy")
    assert await day.doses() == BOTH_TAKEN
    assert ("taken-while-stopped", "urgent") in await day.causes()
    assert day.words("amina", "symptom-confusion-dizziness") in day.buttons("amina")
