"""Red flags in typed words: heard in any language, any spelling, anywhere, and only an explicit "no" silences them (S8)."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.shelf import read_library
from bot.domain.phrases import PatternError, Phrase, Phrasebook, PhraseKind, Spelling, Tongue, compile_orders
from bot.domain.urgency import Urgency

LIBRARY, GATHERED = read_library(Path(__file__).parents[3] / "content")
assert LIBRARY is not None
BOOK = LIBRARY.phrasebook
FLAGS = {one.id for one in BOOK.phrases if one.kind is PhraseKind.RED_FLAG}
SAID = [case for case in GATHERED.phrase_cases if case.must and case.phrase in FLAGS]
ENGLISH = Tongue(
    language="en", negations=frozenset({"no"}), fillers=frozenset({"a"}), groups={"g": frozenset({"x", "yyy*"})}
)


def flags(text):
    """The red flags heard."""
    return {flag.id for flag in BOOK.read(text).red_flags}


@given(
    st.sampled_from(SAID), st.sampled_from([str.upper, str.lower, str.title]), st.sampled_from(["", "!!!", " 😭", "\n"])
)
def test_case_emoji_and_punctuation_change_nothing(case, cased, tail):
    """CHEST PAIN!!! is chest pain."""
    assert case.phrase in flags(cased(case.text) + tail)


@given(st.sampled_from([one for one in SAID if one.language == "es"]))
def test_accents_may_be_left_out(case):
    """Phones and tired people leave accents out."""
    bare = "".join(one for one in unicodedata.normalize("NFD", case.text) if unicodedata.category(one) != "Mn")
    assert case.phrase in flags(bare)


@given(
    st.sampled_from(SAID),
    st.sampled_from(["Hello. ", "Buenos días, ", "I am fine but ", "Estoy bien. ", "Sí! ", "No. "]),
)
def test_words_before_a_red_flag_do_not_hide_it(case, before):
    """A greeting, a yes or a separate no in front changes nothing."""
    assert case.phrase in flags(before + case.text)


@given(st.sampled_from(SAID), st.sampled_from(SAID))
def test_two_red_flags_are_both_heard(one, other):
    """Nothing is lost when two things are said, and the most urgent stands first."""
    heard = BOOK.read(f"{one.text}. {other.text}").red_flags
    assert {one.phrase, other.phrase} <= {flag.id for flag in heard}
    ranks = [flag.urgency.rank for flag in heard]
    assert ranks == sorted(ranks, reverse=True)


@given(st.text(max_size=300))
def test_nothing_anybody_types_breaks_the_listening(text):
    """Any text at all is read."""
    BOOK.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "no fever", "I have no fever", "I don't have a fever", "no tengo fiebre", "Hoy no he tenido fiebre", "sin fiebre",
        "no fever or chills", "ni fiebre ni escalofríos", "not pregnant", "no estoy embarazada",
        "no chest pain", "I have not been confused",
    ],
)  # fmt: skip
def test_an_explicit_no_directly_before_silences(text):
    """What somebody says they do not have rings nobody."""
    assert flags(text) == set()


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("No, I have a fever", "fever"),
        ("no I have chest pain", "chest-pain"),
        ("no puedo más. Tengo fiebre", "fever"),
        ("No me baja la fiebre", "fever"),
        ("not only fever", "fever"),
        ("I don't think I have a fever", "fever"),
        ("no fever but chest pain", "chest-pain"),
        ("never had chest pain like this", "chest-pain"),
        ("nunca he tenido un dolor de pecho así", "chest-pain"),
        ("I can't walk without chest pain", "chest-pain"),
        ("no puedo caminar sin dolor en el pecho", "chest-pain"),
        ("I had no chest pain yesterday, but now I do", "chest-pain"),
        ("no tenía fiebre hasta ahora", "fever"),
        ("no high fever", "fever"),
        ("mi mujer está embarazada, no yo", "pregnant"),
        ("my chest\u200b hurts", "chest-pain"),
        ("ｃｈｅｓｔ ｐａｉｎ", "chest-pain"),
        ("I  have   a\u00a0fever", "fever"),
        ("tengo fiebre and chest pain", "chest-pain"),
        ("temperature 38.5", "fever"),
        ("tengo 38º5", "fever"),
        ("I was fine until lunch, now I cannot breathe", "cannot-breathe"),
        ("my neighbour is driving me in, I have chest pain", "chest-pain"),
        ("watching telly and blood poured from my nose", "bleeding-wont-stop"),
        ("the dog found him on the floor and he is not moving", "collapse"),
        ("he collapsed half an hour ago", "collapse"),
        ("my temperature has been 39 since sunday", "fever"),
        ("he had a fit when he woke up, his wife saw it", "seizure"),
        ("dad had a stroke two hours ago", "possible-stroke"),
        ("i had a stroke in 2011 and now my arm is weak again", "possible-stroke"),
        ("we are in the car and he is dying", "very-unwell"),
        ("something is very wrong with him, please phone me", "very-unwell"),
        ("clinic said thursday but I took it on tuesday by mistake", "wrong-day"),
        ("I cannot drink much today, nothing stays down", "no-fluids"),
        ("lost the sight in one eye two weeks after the start", "sight"),
        ("my daughter is pregnant and she takes selinexor", "pregnant"),
    ],
)
def test_in_doubt_a_red_flag_is_heard(text, flag):
    """A negation that is not plainly about it does not silence it (S8)."""
    assert flag in flags(text)


@pytest.mark.parametrize("between", [", ", ". ", "... ", " - ", " ", "\n"])
def test_what_does_not_stop_is_heard_over_the_end_of_a_sentence(between):
    """People say in two sentences that the bleeding goes on."""
    assert "bleeding-wont-stop" in flags(f"My nose is bleeding{between}it won't stop")


def test_suicidal_words_bring_the_crisis_line():
    """The crisis sentence comes with it, in both languages."""
    for text in ("I want to kill myself", "quiero morirme"):
        (flag,) = BOOK.read(text).red_flags
        assert flag.urgency is Urgency.EMERGENCY
        assert "advice-crisis" in flag.advice


def test_a_flag_far_into_a_long_message_is_heard():
    """The longest message Telegram lets through is read to its end."""
    assert "chest-pain" in flags("bla " * 1000 + "chest pain")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("taken", "taken"), ("Ya la tomé", "taken"), ("Tomada 👍", "taken"), ("later please", "later"), ("aún no", "later"),
        ("I'm not taking it", "not-taking"), ("no la tomé", "not-taking"), ("la vomité", "vomited"), ("threw it up", "vomited"),
        ("not sure", "not-sure"), ("no sé", "not-sure"), ("sí", "yes"), ("Yes!", "yes"), ("no", "no"), ("STOP", "stop"),
        ("ayuda", "help"), ("I have none", "none"), ("no me quedan", "none"), ("my box is different", "box"),
    ],
)  # fmt: skip
def test_short_answers_are_heard(text, answer):
    """Typed words answer as well as buttons do, in either language."""
    assert BOOK.read(text).answers == (answer,)


@pytest.mark.parametrize(
    "text", ["I have taken too many", "taken and now I vomit blood", "yes I have chest pain", "no fever"]
)
def test_an_answer_must_be_the_whole_text(text):
    """A longer message is never taken for a short answer."""
    assert BOOK.read(text).answers == ()


@given(st.sampled_from([case for case in GATHERED.phrase_cases if case.must]))
def test_no_text_is_both_taken_and_not_taken(case):
    """Answers that contradict each other are never heard together."""
    heard = set(BOOK.read(case.text).answers)
    assert not {"taken", "not-taking"} <= heard
    assert not {"yes", "no"} <= heard


class TestPatterns:
    """The little language patterns are written in."""

    @pytest.mark.parametrize(
        ("pattern", "hit", "miss"),
        [
            ("red dog", "a red dog", "red big dog"),
            ("red ~2 dog", "red big old dog", "red very big old dog"),
            ("red ~1 dog", "red dog", "red. dog"),
            ("blee* gum|nose", "bleeding nose", "bleeding ear"),
            ("?very red", "red", "very"),
            ("took <number> dogs", "took 12 dogs", "took many dogs"),
            ("<g> dog", "yyyz dog", "z dog"),
            ("red & dog", "the dog is red", "the dog. It is red"),
            ("red & dog", "red, said my old big dog", "red it was then once, said my very old big dog"),
            ("red & dog", "no cat, a red dog", "the dog is no a red one"),
            ("red & dog & wet", "wet is the dog, all red", "the dog is red"),
            ("red dog ...", "a red dog, then a cat and nine more", "a red cat"),
            ("red ~3 dog", "red no big dog", "red one no dog"),
            ("no ~2 red & dog", "no big red dog", "a red dog"),
        ],
    )
    def test_a_pattern_matches_what_it_says(self, pattern, hit, miss):
        """Words in a row, gaps within a clause, beginnings, alternatives, options, groups."""
        phrase = Phrase(
            id="it", kind=PhraseKind.SYMPTOM, symptom="s", spellings=(Spelling(language="en", patterns=(pattern,)),)
        )
        book = Phrasebook([phrase], [ENGLISH])
        assert book.ids(hit) == {"it"}
        assert book.ids(miss) == set()

    @pytest.mark.parametrize(
        ("said", "heard"),
        [
            ("the shed has collapsed", False),
            ("collapsed, laughing", False),
            ("collapsed", True),
            ("the shed is fine, he collapsed", True),
            ("the shed has collapsed. He collapsed", True),
        ],
    )
    def test_a_match_that_begins_inside_other_words_means_something_else(self, said, heard):
        """The words may begin before the match; what stands behind them is heard."""
        spelling = Spelling(language="en", patterns=("collaps*",), inside=("shed ~1 collapsed", "collapsed & laugh*"))
        phrase = Phrase(id="it", kind=PhraseKind.SYMPTOM, symptom="s", spellings=(spelling,))
        assert Phrasebook([phrase], [ENGLISH]).ids(said) == ({"it"} if heard else set())

    @pytest.mark.parametrize(
        "pattern",
        [
            "~2 dog",
            "dog ~2",
            "... dog",
            "dog ... cat",
            "dog ~x",
            "dog ~9 cat",
            "ab* dog",
            "<h> dog",
            "?dog",
            "",
            "a.b c",
            "dog & ~1 cat",
            "dog & ?cat",
            "dog & cat & cow & hen",
        ],
    )
    def test_a_pattern_that_makes_no_sense_is_refused(self, pattern):
        """Nothing that would match everything or nothing."""
        with pytest.raises(PatternError):
            tuple(compile_orders(pattern, ENGLISH))
