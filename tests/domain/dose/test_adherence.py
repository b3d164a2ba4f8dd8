"""Adherence is an interval; what nobody knows is in it, and not at one of its ends."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.adherence import adherence
from bot.domain.dose import DoseState

S = DoseState


def test_an_example():
    """Of four doses due, one is sure; one vomited and one unknown may count; a held one was never due."""
    found = adherence([S.TAKEN, S.VOMITED, S.UNKNOWN, S.NOT_TAKEN, S.HELD, S.PLANNED, S.ASKED])
    assert (found.due, found.worst, found.best) == (4, 1, 3)
    assert found.interval == (Fraction(1, 4), Fraction(3, 4))


def test_nothing_due():
    """No doses, no share."""
    assert adherence([S.HELD, S.PLANNED]).interval is None


@given(st.lists(st.sampled_from(S)))
def test_silence_never_counts_as_taken(states):
    """S9: an answer that replaces an unknown never widens the interval, and unknown doses never raise its worst."""
    found = adherence(states)
    assert 0 <= found.worst <= found.best <= found.due
    without = adherence([one for one in states if one is not S.UNKNOWN])
    assert found.worst == without.worst
