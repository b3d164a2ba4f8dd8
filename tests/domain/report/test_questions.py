"""Questions are heard anywhere, never instead of a red flag, and what is said beside them is not lost (S8, S9)."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.shelf import read_library
from bot.domain.asking import says_more
from bot.domain.phrases import Phrasebook, PhraseKind

LIBRARY, GATHERED = read_library(Path(__file__).parents[3] / "content")
assert LIBRARY is not None
BOOK = LIBRARY.phrasebook
WITHOUT = Phrasebook([one for one in BOOK.phrases if one.kind is not PhraseKind.QUESTION], BOOK.tongues)
QUESTIONS = {one.id for one in BOOK.phrases if one.kind is PhraseKind.QUESTION}
FLAGS = {one.id for one in BOOK.phrases if one.kind is PhraseKind.RED_FLAG}
ASKED = [case for case in GATHERED.phrase_cases if case.must and case.phrase in QUESTIONS]
SAID = [case for case in GATHERED.phrase_cases if case.must and case.phrase in FLAGS]
TOLD = ("I feel strange", "mum was up all night", "hoy me noto raro", "no sé qué me pasa")


@given(st.sampled_from(ASKED), st.sampled_from(SAID), st.sampled_from([". ", ", ", " and ", "? "]), st.booleans())
def test_a_question_hides_no_red_flag(asked, said, between, first):
    """Before or behind it, in either language, a red flag is heard as if nothing had been asked (S8)."""
    text = asked.text + between + said.text if first else said.text + between + asked.text
    assert BOOK.read(text).red_flags == WITHOUT.read(text).red_flags


@given(st.one_of(st.text(max_size=80), st.sampled_from([case.text for case in GATHERED.phrase_cases])))
def test_questions_change_nothing_else_that_is_heard(text):
    """Flags, symptoms and answers of any text are the same with and without them, misspelt words included."""
    with_them, without = BOOK.read(text), WITHOUT.read(text)
    assert with_them.red_flags == without.red_flags
    assert with_them.symptoms == without.symptoms
    assert with_them.answers == without.answers


@given(st.sampled_from(ASKED), st.sampled_from(TOLD), st.booleans())
def test_what_is_told_beside_a_question_is_for_a_human(asked, told, first):
    """The lesson answers the question; a sentence it does not answer is never swallowed (S9)."""
    heard = BOOK.read(f"{told}. {asked.text}" if first else f"{asked.text}. {told}")
    assert heard.lessons
    assert heard.happened


@pytest.mark.parametrize(
    "text", ["can I crush them", "Hello, can I crush the tablets? Thank you very much", "¿Se pueden partir, por favor?"]
)
def test_politeness_tells_nothing(text):
    """A plain question rings nobody, however kindly it is put."""
    heard = BOOK.read(text)
    assert heard.lessons == ("swallow-whole",)
    assert not heard.happened


@given(st.lists(st.sampled_from(["a", "b", ".", ",", "please"]), max_size=20), st.sets(st.integers(0, 20)))
def test_covering_more_words_never_finds_more_told(words, covered):
    """The more of a text is understood as a question, the less is left; all of it understood, nothing is."""
    if not says_more(words, covered, {"please"}):
        assert not says_more(words, covered | set(range(3)), {"please"})
    assert not says_more(words, set(range(len(words))), {"please"})


@pytest.mark.parametrize(
    "text",
    [
        "is it normal that my gums bleed", "is it normal to feel sick every single day", "can i drive with one eye blurry",
        "can i skip it today i feel awful", "can i take imodium its the tenth time today", "what should i eat ive lost a stone",
        "is it ok to crush it my throat is swollen", "can i fly with a clot in my leg", "can i drive, i feel strange",
        "does it cause bleeding because my gums are pink", "i crushed them is that ok", "i left them in the hot car are they ruined",
        "i stopped the dexamethasone last week is that ok", "i gave my tablet to my husband by mistake what now",
        "puedo parar me esta destrozando el estomago", "puedo conducir si ayer me desmaye", "por que vomito tanto",
        "las he partido pasa algo", "deje la dexametasona la semana pasada pasa algo", "puedo saltarmela hoy estoy fatal",
    ],
)  # fmt: skip
def test_a_report_put_as_a_question_is_never_answered_with_a_lesson_alone(text):
    """A red flag, a symptom offered, or a human: whatever is told in the shape of a question reaches somebody (S9)."""
    heard = BOOK.read(text)
    assert heard.red_flags or heard.symptoms or heard.happened or not heard.lessons


# Questions about illness itself, or about taking two: there, in doubt, a red flag is heard (S8).
DOUBTFUL = {"ask-fever", "ask-bleeding", "ask-infection", "ask-too-many", "ask-missed", "ask-vomited-already"}


def test_a_plain_question_is_no_red_flag():
    """Nobody is told to phone an emergency number for asking which days are theirs, or where to keep the tablets."""
    plain = [case.text for case in ASKED if case.phrase not in DOUBTFUL]
    assert len(plain) > 250
    assert [text for text in plain if BOOK.read(text).red_flags] == []
