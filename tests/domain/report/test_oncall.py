"""Escalation policies survive the row they are kept in; working hours are those of the clinic's own clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import load_library
from bot.domain.oncall import EscalationPolicy, Step, Who, next_working_instant, working
from bot.domain.urgency import Urgency

CLINIC = load_library(Path(__file__).parents[3] / "content").clinic
HOLIDAYS = frozenset(date(2026, 12, day) for day in (24, 25, 28))  # Thursday, Friday and the Monday after
CLOSED = replace(CLINIC, holidays=HOLIDAYS)

policies = st.builds(
    EscalationPolicy,
    urgency=st.sampled_from(Urgency),
    steps=st.lists(
        st.builds(Step, after=st.integers(0, 3000).map(lambda n: timedelta(minutes=n)), who=st.sampled_from(Who))
    ).map(tuple),
    then_every=st.none() | st.integers(1, 500).map(lambda n: timedelta(minutes=n)),
    working_hours_only=st.booleans(),
    action_within=st.integers(1, 5000).map(lambda n: timedelta(minutes=n)),
)


@given(policies)
def test_a_policy_comes_back_from_its_row_unchanged(policy):
    """The copy in an alert is the policy it was raised with."""
    assert EscalationPolicy.from_json(policy.to_json()) == policy


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (datetime(2026, 5, 4, 9, 0, tzinfo=UTC), datetime(2026, 5, 4, 9, 0, tzinfo=UTC)),  # Monday 10:00 in London
        (datetime(2026, 5, 4, 7, 59, tzinfo=UTC), datetime(2026, 5, 4, 8, 0, tzinfo=UTC)),  # opening is 09:00 local
        (datetime(2026, 5, 4, 16, 0, tzinfo=UTC), datetime(2026, 5, 5, 8, 0, tzinfo=UTC)),  # closing itself is closed
        (datetime(2026, 5, 8, 18, 0, tzinfo=UTC), datetime(2026, 5, 11, 8, 0, tzinfo=UTC)),  # Friday evening to Monday
        (datetime(2026, 3, 28, 12, 0, tzinfo=UTC), datetime(2026, 3, 30, 8, 0, tzinfo=UTC)),  # over a clock change
    ],
)
def test_the_next_working_instant(now, then):
    """Now if the clinic works, else when it opens."""
    assert next_working_instant(now, CLINIC) == then


@pytest.mark.parametrize("day", [24, 25, 26, 28])
def test_nothing_routine_rings_on_a_holiday(day):
    """From the last evening before to the Tuesday after, whatever the hour."""
    noon = datetime(2026, 12, day, 12, tzinfo=UTC)
    assert not working(noon, CLOSED)
    assert next_working_instant(noon, CLOSED) == datetime(2026, 12, 29, 9, 0, tzinfo=UTC)


@given(st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 1)), max_size=40))
def test_however_many_holidays_it_opens_again(holidays):
    """The next opening is the first day that is none of them."""
    then = next_working_instant(datetime(2026, 1, 1, 20, tzinfo=UTC), replace(CLINIC, holidays=holidays))
    days = (date(2026, 1, 2) + timedelta(days=ahead) for ahead in range(400))
    assert then.date() == next(day for day in days if day.weekday() < 5 and day not in holidays)


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_next_working_instant_is_working_and_soon(now):
    """Never in the past, never further than a long weekend, and the clinic works then."""
    then = next_working_instant(now, CLINIC)
    assert now <= then <= now + timedelta(days=3)
    assert working(then, CLINIC)


def test_a_clinic_opens_before_it_closes():
    """The shipped hours make sense."""
    assert time(0) < CLINIC.works_from < CLINIC.works_until


def test_urgencies_are_ordered_by_rank_and_not_by_spelling():
    """Emergency, urgent, routine, self-care."""
    assert sorted(Urgency, key=lambda one: -one.rank) == [
        Urgency.EMERGENCY, Urgency.URGENT, Urgency.ROUTINE, Urgency.SELF_CARE,
    ]  # fmt: skip
    assert [one.red_flag for one in Urgency] == [True, True, False, False]
