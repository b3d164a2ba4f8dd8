"""The four urgencies, from the one that only informs the team to the one that rings everybody.

Order is by `rank`, never by comparing the words themselves.
"""

from collections.abc import Iterable
from enum import StrEnum


class Urgency(StrEnum):
    """How soon a human must act. A higher rank is more urgent."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"
    SELF_CARE = "self-care"

    @property
    def rank(self) -> int:
        """0 for self-care up to 3 for an emergency."""
        return _RANKS[self]

    @property
    def red_flag(self) -> bool:
        """Whether it answers the patient at once and rings the team at any hour."""
        return self in {Urgency.EMERGENCY, Urgency.URGENT}


_RANKS = {Urgency.SELF_CARE: 0, Urgency.ROUTINE: 1, Urgency.URGENT: 2, Urgency.EMERGENCY: 3}


def worst(urgencies: Iterable[Urgency], default: Urgency = Urgency.SELF_CARE) -> Urgency:
    """The most urgent of several; the default when there is none."""
    return max((default, *urgencies), key=lambda one: one.rank)
