"""When a phrase that stands in a text is not meant of here and now: denied, asked about in general, quoted, long ago.

Only what is said plainly silences; in any doubt the phrase is heard (S8). Every language may silence: "nause*" is heard in
"no tengo nauseas" too, but only Spanish knows "tengo". Pure; which phrases stand where is found in `phrases`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from bot.domain.patterns import BREAK, BREAKS, COMMA, Place, Tongue, compile_pattern
from bot.domain.starts import Starts

_LINKS = frozenset({"or", "nor", "ni", "o", "u"})  # carry a silence on: "no fever or chills"
_CLOSING = frozenset({"or", "nor", "ni"})  # close a list that a silence carries over: "no fever, chills or bleeding"
_IF_WITHIN = 5  # words between an "if" and what it makes a condition
_LIST_WORDS = 3  # words an item of such a list may have


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a text, as places for patterns, and which phrases end where: place behind it -> where it begins."""

    words: tuple[str, ...]
    places: tuple[Place, ...]
    ended: Mapping[int, frozenset[int]]


class Silences:
    """What silences in one language."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue
        self._lead_ins = _patterns(tongue.lead_ins, tongue)
        self._lead_outs = _patterns(tongue.lead_outs, tongue)
        self._quotes = _patterns(tongue.quotes, tongue)
        self._long_ago = _patterns(tongue.long_ago, tongue)
        self._now = _patterns(tongue.now, tongue)
        self._doubts = _patterns(tongue.doubts, tongue)

    def of(self, text: Text) -> "Silence":
        """What is silent in this text."""
        return Silence(
            doubt=self._doubt(text),
            before=self._before(text),
            after=frozenset(start for _, start, _ in self._lead_outs.within(text.places)),
            old=self._old(text),
        )

    def _doubt(self, text: Text) -> int:
        """Where the last doubt begins; it may reach over a comma."""
        kept = [at for at, word in enumerate(text.words) if word not in BREAKS]
        found = self._doubts.within([text.places[at] for at in kept])
        return max((kept[start] for _, start, _ in found), default=-1)

    def _old(self, text: Text) -> frozenset[int]:
        """The places of every sentence about years ago, unless the text says now."""
        if any(True for _ in self._now.within(text.places)):
            return frozenset()
        marked = {start for _, start, _ in self._long_ago.within(text.places)}
        old: set[int] = set()
        for first, last in _sentences(text.words) if marked else ():
            if not marked.isdisjoint(range(first, last)):
                old.update(range(first, last))
        return frozenset(old)

    def _before(self, text: Text) -> tuple[bool, ...]:
        """For each place, whether what stands before it silences a phrase that begins there."""
        led = {end for _, _, found in self._lead_ins.within(text.places) for end in found}
        quoted = min((min(found) for _, _, found in self._quotes.within(text.places)), default=len(text.words))
        silent: list[bool] = []
        here = led_to = -1
        for start in range(len(text.words)):
            if start and text.words[start - 1] not in self._tongue.fillers:
                here = start - 1
            led_to = start if start in led else led_to
            said = led_to > here or self._negated(text.words, here) or (quoted <= start and self._if(text.words, start))
            silent.append(said or (here > 0 and _carried(text, here, start, silent)))
        return tuple(silent)

    def _negated(self, words: Sequence[str], here: int) -> bool:
        if here < 0:
            return False
        if words[here] in self._tongue.negations:
            return True
        weak = words[here] in self._tongue.weak_negations
        return weak and not any(word in self._tongue.undoing for word in _clause_before(words, here))

    def _if(self, words: Sequence[str], start: int) -> bool:
        return any(word in self._tongue.ifs for word in islice(_clause_before(words, start), _IF_WITHIN))


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What is silent in one text by the rules of one language."""

    doubt: int
    before: tuple[bool, ...]
    after: frozenset[int]
    old: frozenset[int]

    def undone(self, found: frozenset[int]) -> bool:
        """Whether something said after the phrase undoes every silence."""
        return min(found) <= self.doubt

    def silences(self, start: int, found: frozenset[int], *, even_long_ago: bool) -> bool:
        """Whether a phrase that stands there is not meant of here and now."""
        around = self.before[start] or not self.after.isdisjoint(found)
        return around or (not even_long_ago and start in self.old)


def _patterns(patterns: Iterable[str], tongue: Tongue) -> Starts[None]:
    return Starts((None, compile_pattern(one, tongue)) for one in patterns)


def _sentences(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for at, word in enumerate((*words, BREAK)):
        if word == BREAK:
            yield first, at
            first = at + 1


def _clause_before(words: Sequence[str], here: int) -> Iterator[str]:
    return takewhile(lambda word: word not in BREAKS, (words[at] for at in range(here - 1, -1, -1)))


def _carried(text: Text, here: int, start: int, silent: Sequence[bool]) -> bool:
    """Whether a silence reaches over a link, or over the comma of a list that ends in one."""
    if text.words[here] in _LINKS:
        alone = {here - 1} if text.words[here - 1] not in BREAKS else set()
        return any(silent[at] for at in alone | text.ended.get(here, frozenset()))
    if text.words[here] == COMMA and any(silent[at] for at in text.ended.get(here, ())):
        return _closes(text.words, start)
    return False


def _closes(words: Sequence[str], start: int) -> bool:
    """Whether the list that goes on at `start` is short items between commas and closes with "or"."""
    item: list[str] = []
    for at in range(start, len(words)):
        if words[at] in _CLOSING:
            return len(item) <= _LIST_WORDS
        if words[at] == BREAK or len(item) > _LIST_WORDS:
            return False
        item = [] if words[at] == COMMA else [*item, words[at]]
    return False
