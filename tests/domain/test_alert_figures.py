"""Figures about alerts: what they say is really so, and of nothing they say nothing."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alert import Outcome
from bot.domain.alertfigures import Story, alert_report, figures, told
from bot.domain.urgency import Urgency

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
RULES = ("fever-limit", "bleeding-any", "cause:words")


def story(minutes: int | None, outcome: Outcome | None = None, *rules: str, urgency: Urgency = Urgency.URGENT) -> Story:
    return Story(
        urgency=urgency, raised_at=AT, taken_at=None if minutes is None else AT + timedelta(minutes=minutes),
        outcome=outcome, rules=frozenset(rules), reopened=False,
    )  # fmt: skip


stories = st.lists(
    st.builds(
        lambda minutes, outcome, rules, urgency: story(minutes, outcome, *rules, urgency=urgency),
        st.none() | st.integers(0, 3000),
        st.none() | st.sampled_from(Outcome),
        st.sets(st.sampled_from(RULES), min_size=1),
        st.sampled_from(Urgency),
    )
)


@given(stories)
def test_every_alert_counts_once_in_the_whole_and_once_under_its_urgency(found: list[Story]) -> None:
    """Nothing is lost or counted twice; shares lie between none and all, and waits are waits somebody had."""
    made = alert_report(found, reports=len(found), raising=len(found))
    assert made.whole.alerts == len(found) == sum(one.alerts for one in made.by_urgency.values())
    assert sum(one.alerts for one in made.by_rule.values()) == sum(len(one.rules) for one in found)
    waits = {one.taken_at - one.raised_at for one in found if one.taken_at}
    for one in (made.whole, *made.by_urgency.values(), *made.by_rule.values()):
        assert sum(one.outcomes.values()) == one.resolved <= one.alerts
        assert one.acted_share is None if not one.resolved else 0 <= one.acted_share <= 1
        if one.taken:
            assert {one.taken_after_median, one.taken_after_p90} <= waits
            assert one.taken_after_median <= one.taken_after_p90
        else:
            assert one.taken_after_median is one.taken_after_p90 is None


def test_of_no_alerts_nothing_is_claimed() -> None:
    """No share, no wait and no rate without anything to count."""
    empty = alert_report([], reports=0, raising=0)
    assert empty.per_hundred is None
    assert (empty.whole.alerts, empty.whole.acted_share, empty.whole.taken_after_p90) == (0, None, None)


def test_the_median_and_the_ninth_of_ten_are_nearest_ranks() -> None:
    """Ten waits of 1 to 10 minutes: the fifth and the ninth; those never taken count as not taken, not as quick."""
    made = figures([*(story(minutes) for minutes in range(1, 11)), story(None)])
    assert made.taken_after_median == timedelta(minutes=5)
    assert made.taken_after_p90 == timedelta(minutes=9)
    assert (made.alerts, made.taken) == (11, 10)


def test_what_no_rule_raised_counts_under_its_cause() -> None:
    """Typed words have no rule; a report with one counts under the rule alone."""
    assert told([("fever-limit",), ()], ["symptom", "words"]) == {"fever-limit", "cause:words"}


def test_watching_and_noise_are_not_acting() -> None:
    """Acted on: acted, or told the prescriber."""
    made = figures([story(1, outcome) for outcome in Outcome])
    assert made.acted_share == 0.5
