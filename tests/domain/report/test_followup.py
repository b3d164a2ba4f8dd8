"""Asking again about a symptom: whatever is said, and however long nothing is, it never counts for less than it was (S9)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.followup import (
    CHOICES,
    FollowRules,
    FollowState,
    FollowUp,
    Since,
    answered,
    closed,
    next_asking,
    tells_the_owner,
    told_anew,
)
from bot.domain.urgency import Urgency

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
RULES = FollowRules()
GRAVE = [one for one in Urgency if one is not Urgency.SELF_CARE]
TOLD = FollowUp(id=1, patient_id=1, alert_id=1, symptom="nausea", urgency=Urgency.ROUTINE, told_at=NOW)


def lived(steps):
    """What is known after each of these: an answer or silence, told anew with an urgency, closed by a human."""
    known = TOLD
    for number, step in enumerate(steps):
        at = NOW + timedelta(hours=number)
        match step:
            case Since():
                known = answered(known, step, at)
            case Urgency():
                known = told_anew(known, step, 2, at)
            case _:
                known = closed(known)
        yield step, known


STEPS = st.lists(st.sampled_from([*Since, *GRAVE, "closed"]), max_size=8)


@settings(max_examples=100)
@given(STEPS)
def test_the_urgency_of_a_followed_symptom_never_falls(steps):
    """Better, stopped, closed and told anew as a trifle: it stays as grave as it ever was."""
    ranks = [TOLD.urgency.rank, *(known.urgency.rank for _, known in lived(steps))]
    assert ranks == sorted(ranks)


@settings(max_examples=100)
@given(STEPS)
def test_only_better_stopped_or_a_human_ends_it(steps):
    """Silence and "the same" never end it; "worse" and a new report open whatever had ended."""
    before = TOLD
    for step, known in lived(steps):
        ended = step in (Since.BETTER, Since.STOPPED, "closed")
        if before.open and not ended:
            assert known.open
        if step is Since.WORSE or isinstance(step, Urgency):
            assert known.open
        if ended:
            assert not known.open
        before = known


@settings(max_examples=100)
@given(STEPS)
def test_worse_stands_until_it_is_told_anew_or_closed(steps):
    """A later "better" on another message does not take back what has not been told yet."""
    stands = False
    for step, known in lived(steps):
        stands = step is Since.WORSE or (stands and isinstance(step, Since))
        assert known.worse is stands


def test_silence_is_always_told_and_the_same_every_so_often():
    """Each silence reaches whoever has the alert; the clinic's number says how often "the same" does."""
    told = [tells_the_owner(known, RULES) for _, known in lived([Since.NO_ANSWER] * 3 + [Since.SAME] * 4)]
    unmeasured = [tells_the_owner(known, RULES) for _, known in lived([Since.NOT_MEASURED] * 4)]
    assert unmeasured == [False, True, False, True]
    assert told == [True, True, True, False, True, False, True]
    assert not any(tells_the_owner(answered(TOLD, one, NOW), RULES) for one in CHOICES)


@given(st.sampled_from(GRAVE), st.sampled_from(GRAVE))
def test_the_graver_one_is_asked_about_no_later(first, second):
    """What is more urgent is not asked about later than what is less so."""
    graver, other = sorted((first, second), key=lambda one: -one.rank)
    waits = [next_asking(told_anew(TOLD, one, 1, NOW), RULES, NOW) for one in (graver, other)]
    assert waits[0] <= waits[1]


def test_a_human_closes_it_and_a_late_better_leaves_it_closed():
    """A late answer on an old message keeps who closed it, unless it is "worse"."""
    for said in (Since.BETTER, Since.SAME, Since.STOPPED):
        assert answered(closed(TOLD), said, NOW).state is FollowState.CLOSED
