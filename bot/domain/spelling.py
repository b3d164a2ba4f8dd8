"""What a misspelt word may have been meant to be, by a bounded distance to a reviewed list of words.

Only long words are recognised, and never a real word of another meaning: "fewer" is not "fever". It adds readings and takes
none away; it is never asked about negations, numbers or answers. Pure; remembers nothing of what was typed.
"""

from collections.abc import Container, Iterator
from itertools import combinations

from bot.domain.patterns import Misspelt

SHORTEST = 5
LONG = 9  # from here on two slips are forgiven
LONGEST = 24  # nobody means a listed word by more letters than this


class Speller:
    """Recognises the listed words of one language."""

    def __init__(self, listed: Misspelt, known: Container[str]) -> None:
        self._sounds = listed.sounds
        self._known = known
        self._near: dict[str, set[str]] = {}
        for word in listed.words:
            sound = self._sound(word)
            for less in _shortened(sound, _forgiven(sound)):
                self._near.setdefault(less, set()).add(word)

    def meant(self, word: str) -> frozenset[str]:
        """The listed words it may have been meant to be; none when it is a word of its own."""
        if not SHORTEST - 1 <= len(word) <= LONGEST or word[0].isdigit() or word in self._known:
            return frozenset()
        sound = self._sound(word)
        close = {one for less in _shortened(sound, 2) for one in self._near.get(less, ())}
        return frozenset(one for one in close if self._is(sound, one))

    def _is(self, sound: str, word: str) -> bool:
        """Whether it differs by few slips, and not in its first sound: there people seldom slip, and other words begin."""
        meant = self._sound(word)
        return sound[:1] == meant[:1] and slips(sound, meant) <= _forgiven(meant)

    def _sound(self, word: str) -> str:
        for written, spoken in self._sounds:
            word = word.replace(written, spoken)
        return word


def _forgiven(sound: str) -> int:
    return 0 if len(sound) < SHORTEST else 1 if len(sound) < LONG else 2


def _shortened(word: str, slips: int) -> Iterator[str]:
    """The word with up to so many letters left out: two words a slip apart share one of these."""
    for kept in range(max(1, len(word) - slips), len(word) + 1):
        for letters in combinations(word, kept):
            yield "".join(letters)


def slips(one: str, other: str) -> int:
    """How many letters were left out, added, mistaken or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        older, before, row = before, row, [at]
        for to, wanted in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            if older and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, older[to - 2] + 1)
            row.append(cost)
    return row[-1]
