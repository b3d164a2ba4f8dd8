"""The small language phrase patterns are written in, and how a text is folded before it is compared.

`bleed*` any word beginning so, `a|b` either, `~2` up to two words of any kind, `<took>` one of a named group of words,
`?word` a word that may be missing, `<number>` any number. Pure; which patterns mean what is said in `phrases`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.errors import SafeError

BREAK = "."  # a sentence or clause ends here; no pattern and no negation reaches across it
_NUMBER = "<number>"
_LONGEST_GAP = 6
_LONGEST_TEXT = 4096


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


@dataclass(frozen=True, slots=True)
class Token:
    """One place in a pattern: full words, beginnings of words, a gap, perhaps missing."""

    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    gap: int = 0
    optional: bool = False
    number: bool = False

    def fits(self, word: str) -> bool:
        """Whether this word may stand here."""
        if self.number and word[0].isdigit():
            return True
        return word in self.words or (bool(self.stems) and word.startswith(self.stems))


class PatternError(SafeError):
    """A pattern that cannot be read; the message says why."""


def fold(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents, emoji and apostrophes; `.` where a clause ends."""
    plain = re.sub("[ºª˚]", "°", text[:_LONGEST_TEXT])
    plain = unicodedata.normalize("NFKD", plain).casefold()
    plain = "".join(one for one in plain if unicodedata.category(one) not in {"Mn", "Cf"})
    plain = re.sub(r"(?<=\w)['’‘`´](?=\w)", "", plain)
    plain = re.sub(r"(?<=\d)[.,°](?=\d)", "p", plain)  # 38.5 stays one word, "38p5"
    plain = re.sub(r"[.,;:!?¡¿…\n\r()\"“”«»–—]+", f" {BREAK} ", plain)
    plain = re.sub(r"[^\w.]+|_", " ", plain)
    return tuple(plain.split())


def compile_pattern(pattern: str, tongue: Tongue) -> tuple[Token, ...]:
    """The places of a pattern, checked."""
    tokens = tuple(_token(part, tongue) for part in pattern.split())
    fixed = [token for token in tokens if not token.gap and not token.optional]
    if not fixed or tokens[0].gap or tokens[-1].gap:
        raise PatternError(f"'{pattern}' must begin and end with a word")
    return tokens


def _token(part: str, tongue: Tongue) -> Token:
    if part.startswith("~"):
        if not part[1:].isdigit() or not 1 <= int(part[1:]) <= _LONGEST_GAP:
            raise PatternError(f"'{part}' is not a gap: write ~1 to ~{_LONGEST_GAP}")
        return Token(gap=int(part[1:]))
    optional, part = part.startswith("?"), part.removeprefix("?")
    words: set[str] = set()
    for piece in part.split("|"):
        words |= _group(piece, tongue) if piece.startswith("<") and piece != _NUMBER else {piece}
    number = _NUMBER in words
    words.discard(_NUMBER)
    stems = tuple(sorted(_plain(word[:-1]) for word in words if word.endswith("*")))
    if any(len(stem) < 3 for stem in stems):
        raise PatternError(f"'{part}': at least three letters before the star")
    return Token(
        words=frozenset(_plain(word) for word in words if not word.endswith("*")),
        stems=stems,
        optional=optional,
        number=number,
    )


def _group(piece: str, tongue: Tongue) -> frozenset[str]:
    name = piece.strip("<>")
    if piece != f"<{name}>" or name not in tongue.groups:
        raise PatternError(f"'{piece}' is not a named group of words of '{tongue.language}'")
    return tongue.groups[name]


def _plain(word: str) -> str:
    folded = fold(word)
    if len(folded) != 1 or folded[0] == BREAK:
        raise PatternError(f"'{word}' is not one word")
    return folded[0]


def ends(tokens: tuple[Token, ...], words: tuple[str, ...], start: int) -> frozenset[int]:
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
        if here + more >= len(words) or words[here + more] == BREAK:
            return
