"""Lessons: no sentence without a verified source, the same in both languages, short, easy, and led to by some question (S11)."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.content import checks
from bot.content.fluentfiles import read_language
from bot.content.lessoncheck import lesson_problems
from bot.content.lessons import read_lessons
from bot.content.markdown import Paragraph, paragraphs
from bot.content.reader import Reader
from bot.content.shelf import Library, read_library
from bot.content.wordcheck import hard_words, wording_problems
from bot.domain.messages import line
from bot.domain.patterns import Tongue, compile_orders, ends, fold
from bot.domain.phrases import Phrase, PhraseKind
from bot.domain.statement import Verification

CONTENT = Path(__file__).parents[2] / "content"
LIBRARY, GATHERED = read_library(CONTENT)
assert LIBRARY is not None
KNOWN = {"emergency": "112", "phone": "+34 600 000 000", "crisis": "024", "fever": "37.5"}
QUESTIONS = [one for one in LIBRARY.phrasebook.phrases if one.kind is PhraseKind.QUESTION]


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[str, str, str], list[str]]:
    """Replace something in a copy of the lessons, and tell what reading them and their words then says."""
    folder = tmp_path / "content"
    for part in ("lessons", "words"):
        shutil.copytree(CONTENT / part, folder / part)
    shutil.copy(CONTENT / "lessons.yaml", folder)

    def break_it(file: str, old: str, new: str) -> list[str]:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        reader = Reader(folder=folder, problems=[], cited=[], rule_cases=[], phrase_cases=[])
        read_lessons(reader)
        unknown = [one.problem("unknown statement", "") for one in reader.cited if one.id not in LIBRARY.statements]
        words = [*read_language(folder, "en")[1], *read_language(folder, "es")[1], *wording_problems(folder)]
        return [str(one) for one in (*reader.problems, *unknown, *words, *hard_words(folder))]

    return break_it


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("lessons/es/food.md", "[^lesson-food-others]", "", "lessons/es/food.md:5: a paragraph cites no statement"),
        ("lessons/en/food.md", "[^lesson-food-others]", "[^lesson-food-other]", "lessons/en/food.md:5: unknown statement"),
        ("lessons/en/food.md", "[^lesson-food-others]", "[^advice-storage]", "'advice-storage' cannot stand here"),
        ("lessons/en/food.md", "[^lesson-food-others]", "[^lesson-eating-tell]", "'lesson-eating-tell' cannot stand here"),
        ("lessons/en/food.md", "# With", "With", "does not begin with a title"),
        ("lessons/es/stopping.md", "{ $phone }. [^lesson-stopping-first]", "… [^lesson-stopping-first]", "uses other arguments: $phone"),
        ("lessons/es/stopping.md", "{ $phone }. [^lesson-stopping-first]", "{ $phone. [^lesson-stopping-first]", "not Fluent"),
        ("lessons/es/stopping.md", "[^lesson-stopping-common]", "[^lesson-stopping-first]", "'lesson-stopping-first' is written twice"),
        ("lessons/en/tiredness.md", "[^advice-driving]", "[^advice-tiredness]", "'tiredness' cites other statements in another"),
        ("lessons/en/food.md", "as you like.", "as you like, from 04/05/2026 on.", "a date in digits"),
        ("lessons/en/food.md", "as you like.", "notwithstanding gastrointestinal characteristics. " * 9, "hard to read"),
        ("lessons.yaml", "{id: food}", "{id: foods}", "write lessons/es/foods.md"),
        ("lessons.yaml", "{id: food}", "{id: foods}", "lessons/en/food.md: stands in no topic"),
        ("lessons.yaml", "{id: food}", "{id: storage}", "lesson 'storage' is written twice"),
        ("lessons.yaml", "drug: dexamethasone", "drug: dexamethason", "drug"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_lesson_is_told(broken: Callable[[str, str, str], list[str]], file, old, new, told) -> None:
    """Each kind of mistake a pharmacist may make is named, with its file and line."""
    said = broken(file, old, new)
    assert any(told in one for one in said), said


def test_a_lesson_missing_in_one_language_is_told(tmp_path: Path) -> None:
    """Nobody is answered in half the languages."""
    shutil.copytree(CONTENT / "lessons", tmp_path / "lessons")
    shutil.copy(CONTENT / "lessons.yaml", tmp_path)
    (tmp_path / "lessons/es/fever.md").unlink()
    reader = Reader(folder=tmp_path, problems=[], cited=[], rule_cases=[], phrase_cases=[])
    read_lessons(reader)
    assert [one.what for one in reader.problems] == ["no lesson 'fever' in 'es'"]


def test_what_is_said_as_a_lesson_was_read_at_its_source() -> None:
    """A fact that is not verified any more takes its sentence with it; one read in a copy alone carries none."""
    assert list(lesson_problems(CONTENT, LIBRARY)) == []
    for status in (Verification.SECONDARY, Verification.UNVERIFIED):
        doubtful = replace(LIBRARY.facts["F-DOSE-06"], verification=status)
        library = replace(LIBRARY, facts={**LIBRARY.facts, "F-DOSE-06": doubtful})
        (told,) = lesson_problems(CONTENT, library)
        assert "'lesson-how-long-end' rests on nothing" in told.what
        assert (status is Verification.UNVERIFIED) is any("not verified" in one.what for one in _sound(library))


def _sound(library: Library) -> list[checks.Problem]:
    return checks.sound(CONTENT, library, GATHERED)


def test_a_question_that_leads_to_no_lesson_is_told() -> None:
    """An unknown target is named where it stands, and a lesson that nothing leads to as well."""
    without = replace(LIBRARY.lessons, by_id={id_: one for id_, one in LIBRARY.lessons.by_id.items() if id_ != "fever"})
    told = [str(one) for one in _sound(replace(LIBRARY, lessons=without))]
    assert any(one.startswith("phrases/questions.yaml") and "no lesson 'fever'" in one for one in told), told
    silent = replace(LIBRARY, phrasebook=SimpleNamespace(phrases=()))
    assert len(list(lesson_problems(CONTENT, silent))) == len(LIBRARY.lessons.by_id)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_lesson_fits_a_phone_and_tells_nobody_to_take_more(language: str) -> None:
    """Said with everything the bot knows: short, without amounts, without a promise (F-MOD-00, F-MON-08)."""
    for one in LIBRARY.lessons.by_id.values():
        said = [LIBRARY.wording.say(language, line(each, **KNOWN)) for each in (one.wording_id, *one.paragraphs)]
        whole = "\n".join(said)
        assert len(whole) <= 1000, one.id
        assert not re.search(r"\d ?(mg|ml|l|kg)\b|litr|surviv|superviv|\b(cure|cura|extra)\b", whole.casefold()), one.id


def test_a_paragraph_is_read_as_it_is_meant() -> None:
    """Lines flow together, items of a list keep their own, and a reference alone quotes."""
    text = "# T\r\n\r\nOne\ntwo:\n- a\n- b\n  c [^x-y]\n\n[^z]\n\nOurs. [^service]\n"
    title, own, quoted, ours = paragraphs("lessons/en/t.md", text)
    assert isinstance(own, Paragraph)
    assert isinstance(quoted, Paragraph)
    assert isinstance(ours, Paragraph)
    assert (own.id, own.line, own.words) == ("x-y", 3, "One two:\n• a\n• b c")
    assert (quoted.id, quoted.words) == ("z", "")
    assert ours.id == "lesson-t-service-1"
    assert isinstance(title, Paragraph)
    assert title.words == "T"


@pytest.mark.parametrize("phrase", QUESTIONS, ids=lambda one: one.id)
def test_no_pattern_of_a_question_can_be_lost_unnoticed(phrase: Phrase) -> None:
    """Each pattern is the only one to hear some example."""
    tongues = {one.language: one for one in LIBRARY.phrasebook.tongues}
    examples = [case.text for case in GATHERED.phrase_cases if case.phrase == phrase.id and case.must]
    heard = [
        {
            pattern
            for one in phrase.spellings
            for pattern in one.patterns
            if _hears(pattern, tongues[one.language], text)
        }
        for text in examples
    ]
    alone = {next(iter(one)) for one in heard if len(one) == 1}
    assert [one for each in phrase.spellings for one in each.patterns if one not in alone] == []


def _hears(pattern: str, tongue: Tongue, text: str) -> bool:
    places = [(word,) for word in fold(text)]
    return any(ends(tokens, places, at) for tokens in compile_orders(pattern, tongue) for at in range(len(places)))
