"""Misspelt words, numbers in words, and what silences a phrase: more is heard, and nothing that is meant is lost (S8)."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.shelf import read_library
from bot.domain.numerals import in_digits
from bot.domain.patterns import Misspelt, Numerals
from bot.domain.phrases import PhraseKind
from bot.domain.spelling import Speller, slips

LIBRARY, GATHERED = read_library(Path(__file__).parents[3] / "content")
assert LIBRARY is not None
BOOK = LIBRARY.phrasebook
FLAGS = {one.id for one in BOOK.phrases if one.kind is PhraseKind.RED_FLAG}
SAID = [case for case in GATHERED.phrase_cases if case.must and case.phrase in FLAGS]
TEENS = {"thirty": 30, "eight": 8, "two": 2, "four": 4, "hundred": 100, "one": 1, "ten": 10}
ENGLISH = Numerals(
    words=TEENS, joins=frozenset({"and"}), points=frozenset({"point"}), halves=(("and", "a", "half"),)
)  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def flags(text: str) -> set[str]:
    """The red flags heard."""
    return {flag.id for flag in BOOK.read(text).red_flags}


class TestSpelling:
    """What a misspelt word may have been meant to be."""

    SPELLER = Speller(Misspelt(words=("vomited", "temperature"), sounds=(("b", "v"),)), {"vomiter"})

    @given(st.integers(1, 6), st.sampled_from(LETTERS))
    def test_one_slip_behind_the_first_letter_is_forgiven(self, at: int, letter: str) -> None:
        """A letter too many, too few, mistaken or swapped."""
        word = "vomited"
        swapped = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at > 1 else word
        for typed in (word[:at] + letter + word[at:], word[:at] + word[at + 1 :], swapped):
            assert self.SPELLER.meant(typed) == {"vomited"}

    @pytest.mark.parametrize("typed", ["vomiter", "omited", "vmoeted", "4omited", "v", ""])
    def test_real_words_and_far_ones_are_not(self, typed: str) -> None:
        """Nor is what begins differently, or is a number."""
        assert typed == "" or self.SPELLER.meant(typed) == frozenset()

    def test_letters_that_sound_alike_are_no_slip(self) -> None:
        """B is V in Spanish."""
        assert self.SPELLER.meant("bomited") == {"vomited"}

    @given(st.text(LETTERS, max_size=8), st.text(LETTERS, max_size=8))
    def test_slips_count_the_same_both_ways(self, one: str, other: str) -> None:
        """And none only between equal words."""
        assert slips(one, other) == slips(other, one)
        assert (slips(one, other) == 0) is (one == other)

    @settings(max_examples=60)
    @given(st.sampled_from(SAID), st.data())
    def test_a_slip_in_another_word_never_loses_a_red_flag(self, case, data) -> None:
        """Readings are added, never taken away: what stands around a flag may be anything."""
        around = data.draw(st.text(LETTERS, min_size=5, max_size=12))
        assert case.phrase in flags(f"{case.text}. {around}")

    @pytest.mark.parametrize(
        "text", ["i never have fewer", "hecho todo", "the chess club", "a new threat", "precio alto"]
    )
    def test_real_words_ring_nobody(self, text: str) -> None:
        """Fewer is not fever."""
        assert flags(text) == set()

    @pytest.mark.parametrize("text", ["on fever", "nno fever", "noo tengo fiebre", "dnot have chest pain"])
    def test_a_misspelt_denial_denies_nothing(self, text: str) -> None:
        """Negations are never corrected: in doubt the flag is heard."""
        assert flags(text)

    @pytest.mark.parametrize("text", ["token", "tanken", "tomara", "no tomda", "mistaken", "untaken"])
    def test_an_answer_is_what_was_typed(self, text: str) -> None:
        """No dose is written by a word that only looks like "taken" (S9)."""
        assert "taken" not in BOOK.read(text).answers


class TestNumerals:
    """Numbers in words."""

    @pytest.mark.parametrize(
        ("said", "read"),
        [
            ("thirty eight point two", "38p2"),
            ("thirty eight and a half", "38p5"),
            ("hundred and one", "101"),
            ("38 point two", "38p2"),
            ("four two", "4 2"),
            ("two hundred", "200"),
            ("took eight not four", "took 8 not 4"),
            ("and point half", "and point half"),
            ("thirty", "30"),
            ("eight and", "8 and"),
            ("four point", "4 point"),
        ],
    )
    def test_they_are_read_as_they_are_said(self, said: str, read: str) -> None:
        """And nothing else changes."""
        assert " ".join(in_digits(said.split(), ENGLISH)) == read

    @given(st.lists(st.sampled_from([*TEENS, "and", "point", "a", "half", "x", "38", "7p5", "."])))
    def test_no_words_break_it(self, words: list[str]) -> None:
        """Whatever stands there, every other word stays in its order."""
        read = in_digits(words, ENGLISH)
        assert [one for one in read if one == "x"] == [one for one in words if one == "x"]


class TestSilence:
    """What is not meant of here and now."""

    @pytest.mark.parametrize(
        ("text", "flag"),
        [
            ("last year I had a stroke and now my face is drooping", "possible-stroke"),
            ("years ago I had seizures and today again", "seizure"),
            ("last year I wanted to die", "suicidal-intent"),
            ("you said phone if I have a fever. I have a fever", "fever"),
            ("what do I do, I have a fever", "fever"),
            ("is a fever of 38 normal", "fever"),
            ("never had chest pain like this", "chest-pain"),
            ("I have never had bleeding before", "bleeding"),
            ("no fever. Chest pain or pressure", "chest-pain"),
            ("no fever, I have chest pain or something", "chest-pain"),
            ("my dog died and I have chest pain", "chest-pain"),
            ("can it cause this bleeding", "bleeding"),
            ("the leaflet says call, I have a fever", "fever"),
            ("my father died of a stroke and I have chest pain", "chest-pain"),
            ("what if I have a heart attack", "chest-pain"),
            ("hace diez años tuve un infarto y hoy me duele el pecho", "chest-pain"),
            ("nunca he tenido un dolor de pecho así", "chest-pain"),
            ("qué hago si tengo fiebre", "fever"),
            ("tengo fiebre desde que me puse la vacuna", "fever"),
            ("no fever or cough but bleeding gums", "bleeding"),
            ("la enfermera me dijo que llame si tengo fiebre y tengo 39", "fever"),
            ("the nurse told me to ring if i have a fever and i have a fever of 39", "fever"),
            ("creo que es un infarto", "chest-pain"),
            ("what should i do, my nose wont stop bleeding", "bleeding-wont-stop"),
        ],
    )
    def test_what_may_be_meant_is_heard(self, text: str, flag: str) -> None:
        """A silence reaches no farther than what was plainly said (S8)."""
        assert flag in flags(text)

    @pytest.mark.parametrize(
        "text",
        [
            "no fever, chills or bleeding", "no fever or chills or chest pain", "I had a heart attack ten years ago",
            "what if I get a fever", "can selinexor cause bleeding?", "you wrote: if you have a fever phone us",
            "the cat had a fit", "my father died of a stroke", "never fainted", "can I get the shingles vaccine",
            "no tengo fiebre, escalofríos ni sangrado", "tuve un infarto hace diez años", "y si me da fiebre",
            "el selinexor puede dar fiebre", "mi padre murió de un ictus", "la vacuna de la varicela", "I have a blood test",
        ],
    )  # fmt: skip
    def test_what_is_plainly_not_rings_nobody(self, text: str) -> None:
        """False alarms cost trust."""
        assert flags(text) == set()

    @settings(max_examples=60)
    @given(st.sampled_from(SAID), st.sampled_from([case for case in GATHERED.phrase_cases if not case.must]))
    def test_a_silent_sentence_before_silences_no_other(self, case, silent) -> None:
        """What a sentence denies, asks or quotes is its own affair."""
        if not case.text.lower().startswith(("i had no", "i didn", "ayer", "never", "i do")):
            assert case.phrase in flags(f"{case.text}. {silent.text}")

    def test_the_longest_denial_there_can_be_hides_nothing(self) -> None:
        """Hundreds of linked denials neither break the listening nor reach over the end of their sentence."""
        assert flags("no fever or " * 330 + "chills") == set()
        assert flags("no fever or " * 330 + "chills. chest pain") == {"chest-pain"}
