"""A card never hides a red flag behind what came later, and says the same thing once."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alert import Cause, Reason
from bot.domain.retold import shown
from bot.domain.urgency import Urgency

BEGAN = datetime(2026, 5, 4, tzinfo=UTC)
reasons = st.lists(
    st.builds(
        Reason,
        cause=st.sampled_from([Cause.SYMPTOM, Cause.RED_FLAG_WORDS]),
        urgency=st.sampled_from(Urgency),
        at=st.integers(0, 50).map(lambda minutes: BEGAN + timedelta(minutes=minutes)),
        subject=st.sampled_from(["nausea", "fever"]),
        words=st.sampled_from(["", "made up"]),
    ),
    min_size=1,
    max_size=12,
)


@given(reasons, st.integers(1, 5))
def test_whatever_is_most_urgent_is_shown_first(told, most):
    """Whatever was told before or after, and however little room there is."""
    (first, _), *_ = shown(told, most)
    assert first.urgency.rank == max(one.urgency.rank for one in told)
    assert first.at == max(one.at for one in told if one.urgency is first.urgency)


@given(reasons, st.integers(1, 5))
def test_what_is_left_out_is_less_urgent_or_older(told, most):
    """Nothing shown stands there in the place of something worse."""
    kept = [one for one, _ in shown(told, most)]
    every = [one for one, _ in shown(told, len(told))]
    assert kept == every[:most]
    for left_out in every[most:]:
        assert all((one.urgency.rank, one.at) >= (left_out.urgency.rank, left_out.at) for one in kept)


@given(reasons)
def test_every_telling_is_counted_once(told):
    """With room for all, the counts add up and no two lines say the same."""
    found = shown(told, len(told))
    assert sum(times for _, times in found) == len(told)
    assert len({(one.cause, one.urgency, one.subject, one.words) for one, _ in found}) == len(found)
