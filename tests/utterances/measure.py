"""Reads the labelled utterances and counts how the phrase rules hear them: what is found, and what is acted on wrongly.

The benchmark prints the figures and a test asserts the floor; both count here. Never changes what it reads.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.content.yamlfile import Source, read_yaml
from bot.domain.phrases import Heard, Phrasebook

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "es")


class Part(StrEnum):
    """Which rules may be tuned on it."""

    TUNED = "tuned"
    HELD_BACK = "held-back"  # written before the rules were made better
    UNSEEN = "unseen"  # written after them, in one go, and measured once; absent until somebody writes it anew


class Label(StrEnum):
    """What an utterance is, and what may be made of one."""

    RED = "red"
    SYMPTOM = "symptom"
    ANSWER = "answer"
    QUESTION = "question"
    OTHER = "other"


ACTED_ON = (Label.RED, Label.ANSWER, Label.SYMPTOM, Label.QUESTION)
ASKED = frozenset({"ask-today", "ask-contact", "ask-help"})  # heard as short answers are, but questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One text with what it is; `which` names the flags, the symptoms, the answer or the lesson."""

    language: str
    part: Part
    text: str
    label: Label
    which: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was made of an utterance, and whether a careful reader would agree."""

    said: Utterance
    made: Label | None  # None: a human reads it
    which: tuple[str, ...]
    right: bool
    found: bool


def utterances(parts: Iterable[Part] = Part, languages: Iterable[str] = LANGUAGES) -> tuple[Utterance, ...]:
    """Every utterance of these parts and languages, in the order of the files."""
    return tuple(one for language in languages for part in parts for one in _read(language, part))


def _read(language: str, part: Part) -> Iterator[Utterance]:
    path = FOLDER / f"{language}-{part}.yaml"
    if part is Part.UNSEEN and not path.exists():
        return
    source = read_yaml(FOLDER, path)
    if not isinstance(source, Source):
        raise TypeError(str(source))
    for key, texts in source.data.items():
        label, _, which = key.partition(" ")
        named = frozenset(which.split("+")) if which else frozenset()
        for text in texts:
            yield Utterance(language=language, part=part, text=text, label=Label(label), which=named)


def outcome(book: Phrasebook, said: Utterance) -> Outcome:
    """What the rules make of it: a red flag before an answer, an answer before a lesson, a lesson before a symptom."""
    heard = book.read(said.text)
    made, which = _made(heard)
    right = made is said.label and bool(made is Label.RED or said.which & set(which))
    return Outcome(said=said, made=made, which=which, right=right, found=_found(book, said, heard, right=right))


def _made(heard: Heard) -> tuple[Label | None, tuple[str, ...]]:
    if heard.red_flags:
        return Label.RED, tuple(one.id for one in heard.red_flags)
    if len(heard.answers) == 1:
        return (Label.QUESTION if heard.answers[0] in ASKED else Label.ANSWER), heard.answers
    if heard.lessons:
        return Label.QUESTION, heard.lessons
    if heard.symptoms:
        return Label.SYMPTOM, heard.symptoms
    return None, ()


def _found(book: Phrasebook, said: Utterance, heard: Heard, *, right: bool) -> bool:
    """A red flag is found when it is answered with its own urgency, or a higher one."""
    if said.label is Label.RED:
        needed = max(one.urgency.rank for one in book.phrases if one.urgency and one.id in said.which)
        return any(flag.urgency.rank >= needed for flag in heard.red_flags)
    return right if said.which else _made(heard)[0] is None


def outcomes(book: Phrasebook, said: Iterable[Utterance]) -> list[Outcome]:
    """What the rules make of each."""
    return [outcome(book, one) for one in said]


def found(those: Sequence[Outcome], label: Label) -> tuple[int, int]:
    """How many of this label were found, of how many."""
    labelled = [one for one in those if one.said.label is label]
    return sum(one.found for one in labelled), len(labelled)


def right(those: Sequence[Outcome], made: Iterable[Label] = ACTED_ON) -> tuple[int, int]:
    """How many of those acted on like this were rightly so, of how many."""
    wanted = tuple(made)
    acted = [one for one in those if one.made in wanted]
    return sum(one.right for one in acted), len(acted)


def wrong(those: Iterable[Outcome]) -> Iterator[str]:
    """Everything not found or wrongly acted on, a line each."""
    for one in those:
        if not one.found or (one.made and not one.right):
            made = f"{one.made} {'+'.join(one.which)}" if one.made else "nothing"
            yield f"{one.said.language} {one.said.label} {'+'.join(sorted(one.said.which))}: {one.said.text!r} -> {made}"
