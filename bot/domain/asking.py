"""Whether a text says more than the question that was heard in it: what is not understood is for a human, question or not.

Pure; which words a question covers is found by `phrases`.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from bot.domain.patterns import BREAKS

REST = 5  # (ours) words beside the question that are no part of asking it any more
CLAUSE = 3  # (ours) words that make a clause of its own


def says_more(words: Sequence[str], covered: AbstractSet[int], polite: AbstractSet[str]) -> bool:
    """Whether a whole clause, or many words, stand beside what the questions cover."""
    rest = 0
    for clause in _clauses(words, polite):
        beside = len(clause - covered)
        if beside == len(clause) >= CLAUSE:
            return True
        rest += beside
    return rest >= REST


def _clauses(words: Sequence[str], polite: AbstractSet[str]) -> Iterator[AbstractSet[int]]:
    """Where the words of each clause stand, those out of politeness left out."""
    clause: set[int] = set()
    for at, word in enumerate(words):
        if word in BREAKS:
            yield clause
            clause = set()
        elif word not in polite:
            clause.add(at)
    yield clause
