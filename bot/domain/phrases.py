"""Finds red flags, symptoms and short answers in what people type, by reviewed phrase patterns.

All languages are tried on every text (S8): a Spanish speaker in an English chat is still heard. Pure, from memory, never
waiting for anything. Only an explicit negation directly before a phrase silences it; in any doubt it is heard.

A pattern is words in a row: `bleed*` any word beginning so, `a|b` either, `~2` up to two words of any kind, `<took>` one
of a named group of words, `?word` a word that may be missing.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise, takewhile

from bot.domain.urgency import Urgency
from bot.errors import SafeError

_BREAK = "."  # a sentence or clause ends here; no pattern and no negation reaches across it
_LINKS = frozenset({"or", "nor", "ni", "o", "u"})  # carry a negation on: "no fever or chills"
_LONGEST_GAP = 6
_LONGEST_TEXT = 4096


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
class Tongue:
    """What a language needs besides phrases: its negations, the words that may follow them, named groups of words.

    A weak negation ("without") is itself undone by an undoing word before it: "cannot walk without chest pain". A doubt
    ("but now") said after the phrase undoes any negation.
    """

    language: str
    negations: frozenset[str]
    fillers: frozenset[str]
    weak_negations: frozenset[str] = frozenset()
    undoing: frozenset[str] = frozenset()
    doubts: tuple[str, ...] = ()
    polite: frozenset[str] = frozenset()
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)


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
class _Token:
    """One place in a pattern: full words, beginnings of words, a gap, perhaps missing."""

    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    gap: int = 0
    optional: bool = False

    def fits(self, word: str) -> bool:
        return word in self.words or (bool(self.stems) and word.startswith(self.stems))


@dataclass(frozen=True, slots=True)
class _Compiled:
    phrase: Phrase
    tongue: Tongue
    tokens: tuple[_Token, ...]


class PatternError(SafeError):
    """A pattern that cannot be read; the message says why."""


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


def fold(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents, emoji and apostrophes; `.` where a clause ends."""
    plain = re.sub("[ºª˚]", "°", text[:_LONGEST_TEXT])
    plain = unicodedata.normalize("NFKD", plain).casefold()
    plain = "".join(one for one in plain if unicodedata.category(one) not in {"Mn", "Cf"})
    plain = re.sub(r"(?<=\w)['’‘`´](?=\w)", "", plain)
    plain = re.sub(r"(?<=\d)[.,°](?=\d)", "p", plain)  # 38.5 stays one word, "38p5"
    plain = re.sub(r"[.,;:!?¡¿…\n\r()\"“”«»–—]+", f" {_BREAK} ", plain)
    plain = re.sub(r"[^\w.]+|_", " ", plain)
    return tuple(plain.split())


def compile_pattern(pattern: str, tongue: Tongue) -> tuple[_Token, ...]:
    """The places of a pattern, checked."""
    tokens = tuple(_token(part, tongue) for part in pattern.split())
    fixed = [token for token in tokens if not token.gap and not token.optional]
    if not fixed or tokens[0].gap or tokens[-1].gap:
        raise PatternError(f"'{pattern}' must begin and end with a word")
    return tokens


def _token(part: str, tongue: Tongue) -> _Token:
    if part.startswith("~"):
        if not part[1:].isdigit() or not 1 <= int(part[1:]) <= _LONGEST_GAP:
            raise PatternError(f"'{part}' is not a gap: write ~1 to ~{_LONGEST_GAP}")
        return _Token(gap=int(part[1:]))
    optional, part = part.startswith("?"), part.removeprefix("?")
    words: set[str] = set()
    for piece in part.split("|"):
        words |= _group(piece, tongue) if piece.startswith("<") else {piece}
    stems = tuple(sorted(_plain(word[:-1]) for word in words if word.endswith("*")))
    if any(len(stem) < 3 for stem in stems):
        raise PatternError(f"'{part}': at least three letters before the star")
    return _Token(words=frozenset(_plain(word) for word in words if not word.endswith("*")), stems=stems, optional=optional)


def _group(piece: str, tongue: Tongue) -> frozenset[str]:
    name = piece.strip("<>")
    if piece != f"<{name}>" or name not in tongue.groups:
        raise PatternError(f"'{piece}' is not a named group of words of '{tongue.language}'")
    return tongue.groups[name]


def _plain(word: str) -> str:
    folded = fold(word)
    if len(folded) != 1 or folded[0] == _BREAK:
        raise PatternError(f"'{word}' is not one word")
    return folded[0]


def _heard(one: _Compiled, words: tuple[str, ...], tongues: tuple[Tongue, ...]) -> bool:
    if one.phrase.kind is PhraseKind.ANSWER:
        return _is_whole(one, words)
    return any(not _silenced(tongues, words, start, end) for start, end in _places(one.tokens, words))


def _is_whole(one: _Compiled, words: tuple[str, ...]) -> bool:
    """Whether the answer is all that was said, but for polite words around it."""
    said = tuple(word for word in words if word != _BREAK)
    polite = one.tongue.polite
    first = len(tuple(takewhile(polite.__contains__, said)))
    last = len(said) - len(tuple(takewhile(polite.__contains__, reversed(said))))
    return any(end > start and end >= last for start in range(first + 1) for end in _ends(one.tokens, said, start))


def _places(tokens: tuple[_Token, ...], words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for start in range(len(words)):
        ends = _ends(tokens, words, start)
        if ends:
            yield start, min(ends)


def _ends(tokens: tuple[_Token, ...], words: tuple[str, ...], start: int) -> frozenset[int]:
    """Every place behind a match that begins at `start`."""
    at = {start}
    for token in tokens:
        moved = {here + 1 for here in at if here < len(words) and token.fits(words[here])}
        if token.gap:
            moved = {here + more for here in at for more in _reach(words, here, token.gap)}
        at = moved | at if token.optional else moved
        if not at:
            break
    return frozenset(at)


def _reach(words: tuple[str, ...], here: int, gap: int) -> Iterator[int]:
    """How many words may be skipped from here without leaving the clause."""
    for more in range(gap + 1):
        yield more
        if here + more >= len(words) or words[here + more] == _BREAK:
            return


def _silenced(tongues: tuple[Tongue, ...], words: tuple[str, ...], start: int, end: int) -> bool:
    # Every language may negate: "nause*" is heard in "no tengo nauseas" too, but only Spanish knows "tengo".
    after = tuple(word for word in words[end:] if word != _BREAK)
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
    return words[here] in _LINKS and here >= 1 and words[here - 1] != _BREAK and _negated(tongue, words, here - 1)


def _clause_before(words: tuple[str, ...], here: int) -> Iterator[str]:
    return takewhile(lambda word: word != _BREAK, reversed(words[:here]))


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
