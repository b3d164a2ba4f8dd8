"""Finds red flags, symptoms and short answers in what people type, by reviewed phrase patterns.

All languages are tried on every text (S8): a Spanish speaker in an English chat is still heard. Pure, from memory, never
waiting for anything. Only an explicit negation directly before a phrase silences it; in any doubt it is heard.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, takewhile

from bot.domain.patterns import BREAK, PatternError, Token, Tongue, compile_pattern, ends, fold
from bot.domain.urgency import Urgency

_LINKS = frozenset({"or", "nor", "ni", "o", "u"})  # carry a negation on: "no fever or chills"


__all__ = ["PatternError", "Tongue", "compile_pattern", "fold"]  # what those who build a phrasebook need too


class PhraseKind(StrEnum):
    """What hearing a phrase means."""

    RED_FLAG = "red-flag"
    SYMPTOM = "symptom"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """The patterns of one phrase in one language, and the words that cannot simply be negated away."""

    language: str
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One thing people say. Answers must be the whole text; flags and symptoms may stand anywhere in it."""

    id: str
    kind: PhraseKind
    spellings: tuple[Spelling, ...]
    urgency: Urgency | None = None
    symptom: str | None = None
    advice: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    """A red flag that was heard; its name is the wording `red-flag-<id>`."""

    id: str
    urgency: Urgency
    symptom: str | None
    advice: tuple[str, ...]
    language: str

    @property
    def wording_id(self) -> str:
        """The wording of its name."""
        return f"red-flag-{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """All that was heard in one text, red flags most urgent first."""

    red_flags: tuple[RedFlag, ...] = ()
    symptoms: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing known was heard; the words then go to a human as they are."""
        return not (self.red_flags or self.symptoms or self.answers)


@dataclass(frozen=True, slots=True)
class _Compiled:
    phrase: Phrase
    tongue: Tongue
    tokens: tuple[Token, ...]


class Phrasebook:
    """Every reviewed phrase of every language, ready to listen. Built once, never changed."""

    def __init__(self, phrases: Iterable[Phrase], tongues: Iterable[Tongue]) -> None:
        by_language = {tongue.language: tongue for tongue in tongues}
        self._tongues = tuple(by_language.values())
        self.phrases = tuple(phrases)
        self._compiled = tuple(
            _Compiled(phrase, by_language[spelling.language], compile_pattern(pattern, by_language[spelling.language]))
            for phrase in self.phrases
            for spelling in phrase.spellings
            for pattern in spelling.patterns
        )

    def ids(self, text: str) -> frozenset[str]:
        """The ids of every phrase heard in this text."""
        return frozenset(one.phrase.id for one in self._found(text))

    def read(self, text: str) -> Heard:
        """All that is said in this text, in any language."""
        found = self._found(text)
        flags = [one for one in found if one.phrase.kind is PhraseKind.RED_FLAG]
        return Heard(
            red_flags=_flags(flags),
            symptoms=_once(one.phrase.symptom for one in found if one.phrase.symptom),
            answers=_once(one.phrase.id for one in found if one.phrase.kind is PhraseKind.ANSWER),
        )

    def _found(self, text: str) -> tuple[_Compiled, ...]:
        words = fold(text)
        return tuple(one for one in self._compiled if _heard(one, words, self._tongues))


def _heard(one: _Compiled, words: tuple[str, ...], tongues: tuple[Tongue, ...]) -> bool:
    if one.phrase.kind is PhraseKind.ANSWER:
        return _is_whole(one, words)
    return any(not _silenced(tongues, words, start, end) for start, end in _places(one.tokens, words))


def _is_whole(one: _Compiled, words: tuple[str, ...]) -> bool:
    """Whether the answer is all that was said, but for polite words around it."""
    said = tuple(word for word in words if word != BREAK)
    polite = one.tongue.polite
    first = len(tuple(takewhile(polite.__contains__, said)))
    last = len(said) - len(tuple(takewhile(polite.__contains__, reversed(said))))
    return any(end > start and end >= last for start in range(first + 1) for end in ends(one.tokens, said, start))


def _places(tokens: tuple[Token, ...], words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for start in range(len(words)):
        found = ends(tokens, words, start)
        if found:
            yield start, min(found)


def _silenced(tongues: tuple[Tongue, ...], words: tuple[str, ...], start: int, end: int) -> bool:
    # Every language may negate: "nause*" is heard in "no tengo nauseas" too, but only Spanish knows "tengo".
    after = tuple(word for word in words[end:] if word != BREAK)
    if any(f"{one} {two}" in tongue.doubts for tongue in tongues for one, two in pairwise(after)):
        return False
    return any(_negated(tongue, words, start) for tongue in tongues)


def _negated(tongue: Tongue, words: tuple[str, ...], start: int) -> bool:
    """Whether "no", "sin" or the like stands directly before, perhaps with a few empty words between."""
    here = start - 1
    while here >= 0 and words[here] in tongue.fillers:
        here -= 1
    if here < 0:
        return False
    if words[here] in tongue.negations:
        return True
    if words[here] in tongue.weak_negations:
        return not any(word in tongue.undoing for word in _clause_before(words, here))
    # "no fever or chills": the negation is carried over the link, one word back.
    return words[here] in _LINKS and here >= 1 and words[here - 1] != BREAK and _negated(tongue, words, here - 1)


def _clause_before(words: tuple[str, ...], here: int) -> Iterator[str]:
    return takewhile(lambda word: word != BREAK, reversed(words[:here]))


def _flags(found: list[_Compiled]) -> tuple[RedFlag, ...]:
    flags = {
        one.phrase.id: RedFlag(
            id=one.phrase.id,
            urgency=one.phrase.urgency or Urgency.URGENT,
            symptom=one.phrase.symptom,
            advice=one.phrase.advice,
            language=one.tongue.language,
        )
        for one in reversed(found)
    }
    return tuple(sorted(flags.values(), key=lambda flag: (-flag.urgency.rank, flag.id)))


def _once(ids: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for id_ in ids if id_))
