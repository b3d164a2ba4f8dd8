"""Finds red flags, symptoms, questions and short answers in what people type, by reviewed phrase patterns.

All languages are tried on every text (S8): a Spanish speaker in an English chat is still heard. Pure, from memory, never
waiting for anything. Words that are misspelt and numbers in words are read in every way they may be meant; an answer is only
ever what was typed. What silences a phrase is in `silence`; in any doubt it is heard.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.asking import says_more
from bot.domain.numerals import in_digits
from bot.domain.patterns import BREAKS, PatternError, Place, Token, Tongue, compile_orders, ends, fold
from bot.domain.silence import Silence, Silences, Text
from bot.domain.spelling import Speller
from bot.domain.starts import Lexicon, Starts
from bot.domain.urgency import Urgency

__all__ = [
    "PatternError",
    "Tongue",
    "compile_orders",
    "fold",
]  # what those who build a phrasebook need too


class PhraseKind(StrEnum):
    """What hearing a phrase means."""

    RED_FLAG = "red-flag"
    SYMPTOM = "symptom"
    ANSWER = "answer"
    QUESTION = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """The patterns of one phrase in one language.

    A match means something else where an `unless` begins as it does, or when it begins inside one of `inside`.
    """

    language: str
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One thing people say. Answers must be the whole text; the others may stand anywhere in it."""

    id: str
    kind: PhraseKind
    spellings: tuple[Spelling, ...]
    urgency: Urgency | None = None
    symptom: str | None = None
    lesson: str | None = None  # what answers a question
    happened: bool = False  # a question that tells of something, so that a human reads it too
    advice: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    even_long_ago: bool = False  # heard whenever it was
    may_ask: bool = False  # an answer that may be put as a question


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
    lessons: tuple[str, ...] = ()
    happened: bool = False  # beside the questions something is told that a human is to read

    @property
    def nothing(self) -> bool:
        """Whether nothing known was heard; the words then go to a human as they are."""
        return not (self.red_flags or self.symptoms or self.answers or self.lessons)


@dataclass(frozen=True, slots=True, eq=False)
class _Compiled:
    phrase: Phrase
    tongue: Tongue
    tokens: tuple[Token, ...]
    unless: tuple[tuple[Token, ...], ...]
    inside: tuple[tuple[Token, ...], ...]


_REACH = 10  # how many words before a phrase an "inside" that covers it may begin
_MEANT = (PhraseKind.RED_FLAG, PhraseKind.SYMPTOM)  # heard when they are meant of here and now
_Span = tuple[_Compiled, int, frozenset[int]]  # what, where it begins, every place behind it


class Phrasebook:
    """Every reviewed phrase of every language, ready to listen. Built once, never changed."""

    def __init__(self, phrases: Iterable[Phrase], tongues: Iterable[Tongue]) -> None:
        by_language = {tongue.language: tongue for tongue in tongues}
        self.tongues = tuple(by_language.values())
        self.phrases = tuple(phrases)
        compiled = tuple(
            one
            for phrase in self.phrases
            for spelling in phrase.spellings
            for one in _compiled(phrase, spelling, by_language[spelling.language])
        )
        self._answers = Starts((one, one.tokens) for one in compiled if one.phrase.kind is PhraseKind.ANSWER)
        self._inside = Starts((one, one.tokens) for one in compiled if one.phrase.kind in _MEANT)
        self._questions = Starts((one, one.tokens) for one in compiled if one.phrase.kind is PhraseKind.QUESTION)
        self._silences = tuple(Silences(tongue) for tongue in self.tongues)
        own_words = (word for tongue in self.tongues for word in _own_words(tongue))
        # A question adds no word that is known: what else a word may have been meant to be is for red flags to say (S8).
        spelt = (one.tokens for one in compiled if one.phrase.kind is not PhraseKind.QUESTION)
        known = Lexicon(own_words, spelt)
        self._spellers = tuple(Speller(tongue.misspelt, known) for tongue in self.tongues)

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
            lessons=_once(one.phrase.lesson for one in found),
            happened=any(one.phrase.happened for one in found) or self._says_more(text, found),
        )

    def polite(self, text: str) -> bool:
        """Whether this is thanks and the like, and nothing else."""
        words = [one for one in fold(text) if one not in BREAKS]
        return any(all(one in tongue.polite for one in words) for tongue in self.tongues)

    def says_any_of(self, text: str, group: str) -> bool:
        """Whether a word of this group, in any language, stands in it."""
        return any(tongue.groups.get(group, frozenset()) & set(fold(text)) for tongue in self.tongues)

    def _says_more(self, text: str, found: Iterable[_Compiled]) -> bool:
        """Whether there is more in a question than its lesson answers."""
        if all(one.phrase.kind is not PhraseKind.QUESTION for one in found):
            return False
        words = fold(text)
        places = tuple(self._place(word) for word in words)
        asked = [one for one in self._questions.within(places) if not _else(one[0], places, one[1])]
        covered = {at for _, start, ends_ in asked for at in range(start, max(ends_))}
        return says_more(words, covered, frozenset().union(*(one.polite for one in self.tongues)))

    def _found(self, text: str) -> tuple[_Compiled, ...]:
        words = fold(text)
        readings = tuple(self._readings(words))
        answers = dict.fromkeys(one for each in readings for one in self._whole(each, asked="?" in text))
        return (*answers, *(one for reading in readings for one in self._said(reading)))

    def _readings(self, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """The words as typed, and with the numbers of each language in digits."""
        yield from dict.fromkeys((words, *(in_digits(words, one.numerals) for one in self.tongues)))

    def _said(self, words: tuple[str, ...]) -> list[_Compiled]:
        """Flags and symptoms that stand anywhere in it and are meant of here and now; questions, whenever they are asked."""
        places = tuple(self._place(word) for word in words)
        asked = [one for one, start, _ in self._questions.within(places) if not _else(one, places, start)]
        spans = [one for one in self._inside.within(places) if not _else(one[0], places, one[1])]
        if not spans:
            return asked
        text = Text(words, places, _ended(spans))
        silences = [one.of(text) for one in self._silences]
        return [*_outside([(span, _silent(span, text, silences)) for span in spans]), *asked]

    def _place(self, word: str) -> Place:
        """The word as typed, then what it may have been meant to be."""
        meant = {other for speller in self._spellers for other in speller.meant(word)}
        return (word, *sorted(meant))

    def _whole(self, words: tuple[str, ...], *, asked: bool) -> Iterator[_Compiled]:
        """Answers that are all that was said, but for polite words around it. A question answers nothing."""
        said = tuple((word,) for word in words if word not in BREAKS)
        for start, place in enumerate(said):
            for one, found in self._answers.at(said, start):
                if (one.phrase.may_ask or not asked) and _is_whole(one, said, start, max(found)):
                    yield one
            if not any(place[0] in tongue.polite for tongue in self.tongues):
                return


def _is_whole(one: _Compiled, said: Sequence[Place], start: int, end: int) -> bool:
    around = (*said[:start], *said[end:])
    return end > start and all(place[0] in one.tongue.polite for place in around)


def _ended(spans: Iterable[_Span]) -> Mapping[int, frozenset[int]]:
    """Which phrases end where."""
    ended: dict[int, set[int]] = {}
    for _, start, found in spans:
        for end in found:
            ended.setdefault(end, set()).add(start)
    return {end: frozenset(starts) for end, starts in ended.items()}


def _else(one: _Compiled, places: Sequence[Place], start: int) -> bool:
    """Whether the words mean something else."""
    if any(ends(other, places, start) for other in one.unless):
        return True
    return any(_covers(other, places, start) for other in one.inside)


def _silent(span: _Span, text: Text, silences: Sequence[Silence]) -> bool:
    one, start, found = span
    if any(silence.undone(found) for silence in silences):
        return False
    if not ends(one.tokens, text.places, start, affirmed=True):
        return True
    return any(silence.silences(start, found, even_long_ago=one.phrase.even_long_ago) for silence in silences)


def _covers(tokens: tuple[Token, ...], places: Sequence[Place], start: int) -> bool:
    """Whether a match that begins here, or a few words before, reaches beyond this place."""
    first = max(0, start - _REACH)
    return any(end > start for begin in range(first, start + 1) for end in ends(tokens, places, begin))


def _outside(spans: Sequence[tuple[_Span, bool]]) -> list[_Compiled]:
    """What is not silent. A symptom inside a longer phrase that is ("no chest pain") is not heard alone either."""
    gone: dict[int, int] = {}  # from each place on, how far a silent phrase that began by then reaches
    for (_, start, found), silent in spans:
        if silent:
            gone[start] = max(gone.get(start, -1), *found)
    heard, reach = [], -1
    for (one, start, found), silent in spans:
        reach = max(reach, gone.get(start, -1))
        if not silent and (one.phrase.kind is PhraseKind.RED_FLAG or min(found) > reach):
            heard.append(one)
    return heard


def _compiled(phrase: Phrase, spelling: Spelling, tongue: Tongue) -> Iterator[_Compiled]:
    unless, inside = (tuple(_ordered(patterns, tongue)) for patterns in (spelling.unless, spelling.inside))
    for tokens in _ordered(spelling.patterns, tongue):
        yield _Compiled(phrase, tongue, tokens, unless, inside)


def _ordered(patterns: Iterable[str], tongue: Tongue) -> Iterator[tuple[Token, ...]]:
    for pattern in patterns:
        yield from compile_orders(pattern, tongue)


def _own_words(tongue: Tongue) -> Iterator[str]:
    yield from (*tongue.negations, *tongue.fillers, *tongue.polite, *tongue.weak_negations, *tongue.undoing)
    yield from (*tongue.ifs, *tongue.numerals.words, *tongue.misspelt.real_words)


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
