"""Two things in one sentence: an answer counts only where all else is understood, and "worse" is never lost (S9)."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.shelf import read_library
from bot.domain.apart import DOSE, apart, dose_said, since_said, symptoms_beside
from bot.domain.followup import Since

LIBRARY, GATHERED = read_library(Path(__file__).parents[3] / "content")
assert LIBRARY is not None
BOOK = LIBRARY.phrasebook
MUST = [case for case in GATHERED.phrase_cases if case.must]
WORSE = [case.text for case in MUST if case.phrase == "now-worse"]
ANSWERS = [case.text for case in MUST if case.phrase in DOSE and "?" not in case.text]
OTHER = ["my sister drove me", "the number on it was 60", "vino mi hermana", "but only half of it", "solo la mitad"]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("took it at nine, been sick twice since", "taken"),
        ("yes took it but threw up after", "taken"),
        ("no I did not take it, I feel sick", "not-taking"),
        ("tomada pero estoy mareada", "taken"),
        ("took it, thanks, but feel sick", "taken"),
        ("I took it and vomited it", "vomited"),
        ("no, took it, feel sick", None),
        ("took it but only half, feel sick", None),
        ("took it yesterday, feel sick", None),
        ("I think I took it, feel sick", None),
        ("if I took it and feel sick", None),
        ("I took it, should I feel sick?", None),
        ("feel sick, took another one too", None),
    ],
)
def test_a_dose_answer_counts_only_where_it_is_plain(typed, answer):
    """Half of it, yesterday, perhaps, a no beside a taken: nothing is recorded."""
    assert dose_said(apart(typed, BOOK)) == answer


@pytest.mark.parametrize(
    ("typed", "since"),
    [
        ("No, worse", Since.WORSE),
        ("No, peor", Since.WORSE),
        ("worse yesterday, better today", Since.WORSE),
        ("still bad but better than yesterday", Since.SAME),
        ("no, it has stopped", Since.STOPPED),
        ("mejor, pero ahora mareada", Since.BETTER),
        ("better but the nausea is back", None),  # the very symptom that was asked about
        ("mejor pero no del todo", None),
        ("better, not worse", None),
        ("better? worse?", None),
    ],
)
def test_the_worst_that_is_said_of_a_symptom_counts(typed, since):
    """What is still bad is not better."""
    assert since_said(apart(typed, BOOK), "nausea") == since


@settings(max_examples=80)
@given(st.sampled_from(WORSE), st.sampled_from(["better", "mejor", "no", *OTHER]), st.booleans())
def test_worse_is_heard_beside_anything(worse, other, first):
    """Whatever stands before or behind it."""
    worse = worse.strip("!.")
    typed = f"{worse}, {other}" if first else f"{other}, {worse}"
    assert since_said(apart(typed, BOOK), "nausea") is Since.WORSE


@settings(max_examples=80)
@given(st.sampled_from(ANSWERS), st.sampled_from(OTHER))
def test_no_dose_is_recorded_beside_words_nobody_understands(answer, other):
    """Half of it may be all that was taken."""
    assert dose_said(apart(f"{answer}, {other}", BOOK)) is None


def test_only_what_stands_beside_the_answer_is_left_to_tell():
    """The vomiting of a vomited dose is no second report; a dizziness is."""
    assert symptoms_beside(apart("took it and vomited it, dizzy too", BOOK)) == ("confusion-dizziness",)
