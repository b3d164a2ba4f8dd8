"""The floor under the phrase rules, on utterances they may be tuned on: S8 asks that no red flag of them is lost."""

from pathlib import Path

import pytest

from bot.content.shelf import read_library
from tests.utterances.measure import ACTED_ON, LANGUAGES, Label, Part, outcomes, right, utterances

LIBRARY, _ = read_library(Path(__file__).parents[3] / "content")
assert LIBRARY is not None
BOOK = LIBRARY.phrasebook
TUNED = outcomes(BOOK, utterances([Part.TUNED]))
AIM = 0.95
AT_LEAST = 400
DENIALS = {
    "no",
    "not",
    "didnt",
    "didn't",
    "dont",
    "don't",
    "havent",
    "haven't",
    "nobody",
    "never",
    "nadie",
    "ni",
    "nunca",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_red_flag_is_found_with_its_urgency(language: str) -> None:
    """However it is typed, none is lost (S8)."""
    lost = [one.said.text for one in TUNED if one.said.label is Label.RED and one.said.language == language]
    lost = [one.said.text for one in TUNED if one.said.text in lost and not one.found]
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_acted_on_is_nearly_always_right(language: str) -> None:
    """False alarms cost trust."""
    rightly, acted = right([one for one in TUNED if one.said.language == language], ACTED_ON)
    assert acted > 0
    assert rightly / acted >= AIM


def test_nothing_that_is_denied_is_taken_for_an_answer_about_a_dose() -> None:
    """Of "I did not say I took it" or "nobody took it" no dose is written (S9)."""
    denied = [one for one in TUNED if one.said.label is Label.OTHER and DENIALS & set(one.said.text.casefold().split())]
    assert len(denied) > 50
    assert [one.said.text for one in denied if one.made is Label.ANSWER] == []


def test_nothing_is_taken_that_was_not_said_to_be_taken() -> None:
    """An answer "taken" is heard in no text that means anything else, on any part (S9)."""
    wrong = [
        one.said.text for one in outcomes(BOOK, utterances())
        if one.made is Label.ANSWER and "taken" in one.which and "taken" not in one.said.which
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_set_is_large_enough_and_every_part_has_every_label(language: str) -> None:
    """At least 400 utterances a language, none of them twice, every part with every label."""
    said = utterances(languages=[language])
    assert len(said) >= AT_LEAST
    assert len({one.text for one in said}) == len(said)
    for part in {one.part for one in said} | {Part.TUNED, Part.HELD_BACK}:
        assert {one.label for one in said if one.part is part} == set(Label)


def test_every_label_names_something_of_the_content() -> None:
    """A label that names nothing would be found by nothing."""
    assert LIBRARY is not None
    known = {one.id for one in BOOK.phrases} | LIBRARY.symptoms.keys() | LIBRARY.lessons.by_id.keys()
    assert {which for one in utterances() for which in one.which} <= known
