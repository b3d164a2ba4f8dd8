"""Many patterns looked for at once: each word is tried only against the few patterns that may begin with it.

Built once, never changed; the time it takes grows with the length of the text alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from bot.domain.patterns import Place, Token, ends

Of = TypeVar("Of")
_STEM = 3  # letters every stem has at least


class Starts(Generic[Of]):
    """Patterns, each with what it stands for, by the words they may begin with."""

    def __init__(self, patterns: Iterable[tuple[Of, tuple[Token, ...]]]) -> None:
        self._patterns = tuple(patterns)
        self._words: dict[str, list[int]] = {}
        self._stems: dict[str, list[tuple[str, int]]] = {}
        self._numbers: list[int] = []
        for number, (_, tokens) in enumerate(self._patterns):
            for token in _first(tokens):
                self._add(number, token)

    def within(self, places: Sequence[Place]) -> Iterator[tuple[Of, int, frozenset[int]]]:
        """Every match anywhere: what it is, where it begins, every place behind it."""
        for start in range(len(places)):
            for of, found in self.at(places, start):
                yield of, start, found

    def at(self, places: Sequence[Place], start: int) -> Iterator[tuple[Of, frozenset[int]]]:
        """Every match that begins here."""
        for number in {number for word in places[start] for number in self._numbers_of(word)}:
            of, tokens = self._patterns[number]
            if found := ends(tokens, places, start):
                yield of, found

    def _numbers_of(self, word: str) -> Iterator[int]:
        yield from self._words.get(word, ())
        yield from (number for stem, number in self._stems.get(word[:_STEM], ()) if word.startswith(stem))
        if word[0].isdigit():
            yield from self._numbers

    def _add(self, number: int, token: Token) -> None:
        for word in token.words:
            self._words.setdefault(word, []).append(number)
        for stem in token.stems:
            self._stems.setdefault(stem[:_STEM], []).append((stem, number))
        if token.number or token.ranges:
            self._numbers.append(number)


class Lexicon:
    """Every word and every beginning of a word that stands anywhere in some patterns."""

    def __init__(self, words: Iterable[str], patterns: Iterable[tuple[Token, ...]]) -> None:
        self._words = set(words)
        self._stems: dict[str, set[str]] = {}
        for token in (token for tokens in patterns for token in tokens):
            self._words |= token.words
            for stem in token.stems:
                self._stems.setdefault(stem[:_STEM], set()).add(stem)

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        return word in self._words or any(word.startswith(stem) for stem in self._stems.get(word[:_STEM], ()))


def _first(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """Every place a match may begin with."""
    for token in tokens:
        yield token
        if not token.optional:
            return
