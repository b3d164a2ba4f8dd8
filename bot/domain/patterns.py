"""The small language phrase patterns are written in, and how a text is folded before it is compared.

`bleed*` any word beginning so, `a|b` either, `~2` up to two words of any kind, `<took>` one of a named group of words,
`?word` a word that may be missing, `<number>` any number, `37.5..43` a number from one to the other, `/` perhaps a comma or
the end of a sentence, `leg & swollen` both (or all) near each other in any order, `...` at the end whatever follows. Pure; what
patterns mean is said in `phrases`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import permutations

from bot.errors import SafeError

BREAK = "."  # a sentence ends here; no pattern and no negation reaches across it
COMMA = ","  # a clause ends here; only a list may go on behind it
BREAKS = frozenset({BREAK, COMMA})
_SENTENCE_ENDS = frozenset({BREAK})
Place = tuple[str, ...]  # one word of a text: as it was typed, then what else it may have been meant to be
_NUMBER = "<number>"
_ACROSS = "/"
_JOINT = "&"
_REST = "..."
_UNITS = frozenset({"c", "f", "kg", "kilo", "kilos", "lb", "lbs", "pounds", "degrees", "grados"})
_LONGEST_GAP = 6
_MOST_PARTS = 3  # each more multiplies the orders
_APART = 8  # words between two parts that may stand in either order
_LONGEST_TEXT = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Misspelt:
    """Which words are recognised though misspelt, which real words are never taken for them, which letters sound alike."""

    words: tuple[str, ...] = ()
    real_words: frozenset[str] = frozenset()
    sounds: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerals:
    """Numbers in words: "thirty eight point five", "treinta y ocho y medio"."""

    words: Mapping[str, int] = field(default_factory=dict)
    joins: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()
    halves: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tongue:
    """What a language needs besides phrases: its negations, the words that may follow them, named groups of words.

    A weak negation ("without") is itself undone by an undoing word before it: "cannot walk without chest pain". A doubt
    ("but now") said after the phrase undoes any negation. A lead-in ("can it cause", "my father died of") silences the
    phrase that follows it, as a lead-out ("... vaccine") does the one before it; long ago ("last year") its sentence unless the text also says now; what was read or said to
    somebody (`quotes`) only behind one of the `ifs`.
    """

    language: str
    negations: frozenset[str]
    fillers: frozenset[str]
    weak_negations: frozenset[str] = frozenset()
    undoing: frozenset[str] = frozenset()
    doubts: tuple[str, ...] = ()
    polite: frozenset[str] = frozenset()
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lead_ins: tuple[str, ...] = ()
    lead_outs: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    ifs: frozenset[str] = frozenset()
    long_ago: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    misspelt: Misspelt = field(default_factory=Misspelt)
    numerals: Numerals = field(default_factory=Numerals)


@dataclass(frozen=True, slots=True)
class Token:
    """One place in a pattern: full words, beginnings of words, a gap, perhaps missing."""

    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    gap: int = 0
    optional: bool = False
    number: bool = False
    ranges: tuple[tuple[float, float], ...] = ()
    over_commas: bool = False
    denials: frozenset[str] = frozenset()  # what denies the word behind a gap: "leg is not swollen"
    fillers: frozenset[str] = frozenset()

    def fits(self, word: str) -> bool:
        """Whether this word may stand here."""
        if word[0].isdigit() and (self.number or self._in_range(word)):
            return True
        return word in self.words or (bool(self.stems) and word.startswith(self.stems))

    def _in_range(self, word: str) -> bool:
        value = number_of(word) if self.ranges else None
        return value is not None and any(low <= value <= high for low, high in self.ranges)


class PatternError(SafeError):
    """A pattern that cannot be read; the message says why."""


def number_of(word: str) -> float | None:
    """The number a folded word is, if it is one."""
    return float(word.replace("p", ".")) if re.fullmatch(r"\d{1,6}(p\d{1,4})?", word) else None


def is_figure(text: str) -> bool:
    """Whether a text is no more than a number, perhaps with its unit."""
    number, *rest = [word for word in fold(text) if word not in BREAKS] or [""]
    return number_of(number) is not None and len(rest) <= 1 and _UNITS.issuperset(rest)


def fold(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents, emoji and apostrophes; `.` where a sentence ends, `,` where a clause does."""
    plain = re.sub("[ºª˚]", "°", text[:_LONGEST_TEXT])
    plain = unicodedata.normalize("NFKD", plain).casefold()
    plain = "".join(one for one in plain if unicodedata.category(one) not in {"Mn", "Cf"})
    plain = re.sub(r"(?<=\w)['’‘`´](?=\w)", "", plain)
    plain = re.sub(r"(?<=\d)(?=[a-z])", " ", plain)  # 38.5C, 70kg
    plain = re.sub(r"(?<=\d)[.,°](?=\d)", "p", plain)  # 38.5 stays one word, "38p5"
    plain = re.sub(r"[.;:!?¡¿…\n\r()\"“”«»–—]+", f" {BREAK} ", plain)
    plain = re.sub(r",+", f" {COMMA} ", plain)
    plain = re.sub(r"[^\w.,]+|_", " ", plain)
    return tuple(plain.split())


def compile_orders(pattern: str, tongue: Tongue) -> Iterator[tuple[Token, ...]]:
    """The places of a pattern, checked; where its parts may stand in any order, in each order."""
    joint = f" {_JOINT} "
    parts = pattern.split(joint)
    if len(parts) > _MOST_PARTS:
        raise PatternError(f"'{pattern}' joins more than {_MOST_PARTS} parts")
    for order in permutations(parts):
        yield compile_pattern(joint.join(order), tongue)


def compile_pattern(pattern: str, tongue: Tongue) -> tuple[Token, ...]:
    """The places of a pattern, checked, as they stand."""
    apart = Token(gap=_APART, over_commas=True)
    tokens: list[Token] = []
    for part in pattern.split(f" {_JOINT} "):
        tokens += [*([apart] if tokens else []), *_part(part, pattern, tongue)]
    return tuple(_deniable(tokens, tongue))


def _deniable(tokens: Iterable[Token], tongue: Tongue) -> Iterator[Token]:
    """Behind its gaps a pattern may be denied, unless it denies something itself: "cannot ... stand"."""
    denies = False
    for token in tokens:
        denies = denies or not tongue.negations.isdisjoint(token.words)
        deniable = token.gap and not denies
        yield replace(token, denials=tongue.negations, fillers=tongue.fillers) if deniable else token


def _part(part: str, pattern: str, tongue: Tongue) -> tuple[Token, ...]:
    tokens = tuple(_token(one, tongue) for one in part.split())
    fixed = [token for token in tokens if not token.gap and not token.optional]
    if not fixed or tokens[0].gap or (tokens[-1].gap and not part.endswith(f" {_REST}")):
        raise PatternError(f"'{pattern}' must begin and end with a word")
    if _REST in part.split()[:-1]:
        raise PatternError(f"'{pattern}' has words behind '{_REST}'")
    if next(token for token in tokens if not token.optional).gap:
        raise PatternError(f"'{pattern}' has a gap before its first certain word")
    return tokens


@lru_cache(
    maxsize=32_768
)  # the orders of a pattern repeat its parts, and every pattern is read twice: checked, then built
def _token(part: str, tongue: Tongue) -> Token:
    if part == _ACROSS:
        return Token(words=BREAKS, optional=True)
    if part == _REST:
        return Token(gap=_LONGEST_TEXT, over_commas=True)
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
    ranges = tuple(_range(word) for word in sorted(words) if ".." in word)
    words = {word for word in words if ".." not in word}
    stems = tuple(sorted(_plain(word[:-1]) for word in words if word.endswith("*")))
    if any(len(stem) < 3 for stem in stems):
        raise PatternError(f"'{part}': at least three letters before the star")
    return Token(
        words=frozenset(_plain(word) for word in words if not word.endswith("*")),
        stems=stems,
        optional=optional,
        number=number,
        ranges=ranges,
    )


def _range(piece: str) -> tuple[float, float]:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)", piece)
    if found is None or not float(found[1]) < float(found[2]):
        raise PatternError(f"'{piece}' is not a range of numbers: write 37.5..43")
    return float(found[1]), float(found[2])


def _group(piece: str, tongue: Tongue) -> frozenset[str]:
    name = piece.strip("<>")
    if piece != f"<{name}>" or name not in tongue.groups:
        raise PatternError(f"'{piece}' is not a named group of words of '{tongue.language}'")
    return tongue.groups[name]


@lru_cache(maxsize=16_384)  # the same few thousand words stand in most patterns, and folding one is slow
def _plain(word: str) -> str:
    folded = fold(word)
    if len(folded) != 1 or folded[0] in BREAKS:
        raise PatternError(f"'{word}' is not one word")
    return folded[0]


def ends(tokens: Sequence[Token], places: Sequence[Place], start: int, *, affirmed: bool = False) -> frozenset[int]:
    """Every place behind a match that begins at `start`; `affirmed`: in which no gap ends in a denial."""
    at = {start}
    for token in tokens:
        if token.gap:
            moved = {there for here in at for there in _reach(places, here, token, affirmed=affirmed)}
        else:
            moved = {here + 1 for here in at if here < len(places) and any(map(token.fits, places[here]))}
        at = moved | at if token.optional else moved
        if not at:
            break
    return frozenset(at)


def _reach(places: Sequence[Place], here: int, gap: Token, *, affirmed: bool) -> Iterator[int]:
    """Where one may be after skipping words from here without leaving the clause, or the sentence."""
    stops = _SENTENCE_ENDS if gap.over_commas else BREAKS
    for there in range(here, min(here + gap.gap, len(places)) + 1):
        if not (affirmed and _denied(places, here, there, gap)):
            yield there
        if there < len(places) and places[there][0] in stops:
            return


def _denied(places: Sequence[Place], here: int, there: int, gap: Token) -> bool:
    """Whether the skipped words end in a denial, perhaps with fillers behind it."""
    for at in range(there - 1, here - 1, -1):
        if places[at][0] not in gap.fillers:
            return places[at][0] in gap.denials
    return False
