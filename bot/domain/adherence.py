"""How much of what was due was taken, as an interval: silence counts neither as taken nor as missed (Vrijens 2012).

Implementation only. A held dose was not due. For people to read; nothing is decided by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from bot.domain.dose import DoseState

_SURE = frozenset({DoseState.TAKEN})
_POSSIBLE = frozenset({DoseState.TAKEN, DoseState.VOMITED, DoseState.UNKNOWN})
_NOT_COUNTED = frozenset({DoseState.PLANNED, DoseState.ASKED, DoseState.HELD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Adherence:
    """Doses due, and how many of them were taken at worst and at best."""

    due: int
    worst: int
    best: int

    @property
    def interval(self) -> tuple[Fraction, Fraction] | None:
        """The worst and the best share taken; None when nothing was due."""
        return (Fraction(self.worst, self.due), Fraction(self.best, self.due)) if self.due else None


def adherence(states: Iterable[DoseState]) -> Adherence:
    """Count the doses whose day is over; what is planned, waiting or on hold is left out."""
    over = [state for state in states if state not in _NOT_COUNTED]
    return Adherence(
        due=len(over),
        worst=sum(state in _SURE for state in over),
        best=sum(state in _POSSIBLE for state in over),
    )
