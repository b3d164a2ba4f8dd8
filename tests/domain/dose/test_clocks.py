"""Every clock on earth: the order of a dose day around a change of the clocks, plans of two years, and journeys (S2)."""

from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.antiemetic import Antiemetic
from bot.domain.localtime import resolve, to_local
from bot.domain.occurrence import AntiemeticDue, DoseMoment, HeadsUp, expand, next_morning, nudge_times
from bot.domain.plan import cycle_day
from tests.domain.dose.builders import DEXAMETHASONE, RULES, SELINEXOR, plan, times, zones, zones_by_rules

YEARS = (date(2027, 1, 1), date(2028, 12, 31))
DAILY = tuple(range(1, 8))


@cache
def shifts(zone: str) -> tuple[date, ...]:
    """The days of two years on which the clocks of a zone are changed."""
    days = [YEARS[0] + timedelta(days=number) for number in range((YEARS[1] - YEARS[0]).days)]
    offsets = [to_local(resolve(day, time(0), zone), zone).utcoffset() for day in days]
    return tuple(day for day, before, after in zip(days, offsets, offsets[1:], strict=False) if before != after)


def _daily(zone: str, at: time):
    """A dose a day, which no plan may have: every day is tried."""
    drug = replace(SELINEXOR, days=DAILY, at=at)
    start = YEARS[0]
    before = Antiemetic(name="a", amount="8 mg")
    return plan(zone=zone, drugs=(drug,), antiemetics=(before,), c1d1_on=start, effective_on=start)


def in_order(zone: str, at: time, around: date) -> None:
    """The evening before, the antiemetic, the dose, its nudges, its end, the morning after: in that order, each once."""
    first, last = around - timedelta(days=2), around + timedelta(days=2)
    events = expand([_daily(zone, at)], first, last, RULES)
    doses = [one for one in events if isinstance(one, DoseMoment)]
    assert [one.plan_day for one in doses] == [first + timedelta(days=number) for number in range(5)]
    assert all(one.at < two.at for one, two in pairwise(doses))
    for one in doses:
        (evening,) = [e for e in events if isinstance(e, HeadsUp) and e.plan_day == one.plan_day]
        (before,) = [e for e in events if isinstance(e, AntiemeticDue) and e.plan_day == one.plan_day]
        steps = [evening.at, before.at, one.at, *nudge_times(one, RULES), one.until]
        assert steps == sorted(set(steps))
        assert one.at - before.at == timedelta(minutes=30)
        assert next_morning(one.plan_day, zone, RULES) > one.at


@given(zones, times, st.data())
@settings(max_examples=40)
def test_a_dose_day_keeps_its_order_when_the_clocks_change(zone, at, data):
    """Whatever the zone and the time of day, gap or fold."""
    found = shifts(zone)
    if found:
        in_order(zone, at, data.draw(st.sampled_from(found)))


@pytest.mark.soak
@pytest.mark.parametrize("zone", zones_by_rules(*YEARS))
def test_every_zone_keeps_the_order_at_every_change(zone):
    """The same for every set of rules on earth, every change of two years, around the clock."""
    for day in shifts(zone):
        for hour in range(24):
            in_order(zone, time(hour, 30), day)


@given(zones, times)
@settings(max_examples=15)
def test_two_years_of_a_plan(zone, at):
    """104 weeks from the middle of a cycle, over a leap day and two new years: every dose day once, none between."""
    start = date(2027, 9, 6)
    drugs = tuple(replace(one, at=at) for one in (SELINEXOR, DEXAMETHASONE))
    one = plan(zone=zone, drugs=drugs, antiemetics=(), c1d1_on=start, effective_on=start)
    joined, last = start + timedelta(weeks=9), start + timedelta(weeks=104, days=-1)
    doses = [each for each in expand([one], joined, last, RULES) if isinstance(each, DoseMoment)]
    assert [each.plan_day for each in doses] == [
        joined + timedelta(weeks=week, days=day) for week in range(95) for day in (0, 2)
    ]
    assert (doses[0].cycle, doses[0].day) == (10, 1)
    assert date(2028, 2, 28) in {each.plan_day for each in doses}
    for each in doses:
        assert each.local.date() == each.plan_day or each.local.time() < time(2)  # pushed out of a gap at midnight
        shown = to_local(each.at, zone).time()
        assert shown == at or (each.local.utcoffset() != to_local(each.at - timedelta(hours=3), zone).utcoffset())


def test_a_leap_day_is_a_dose_day_like_any_other():
    """29 February 2028, a Tuesday: cycle day 1 of a plan that began on one."""
    one = plan(c1d1_on=date(2027, 11, 30), effective_on=date(2027, 11, 30))
    where = cycle_day(one, date(2028, 2, 29))
    assert (where.cycle, where.day) == (14, 1)
    days = [each.plan_day for each in expand([one], date(2028, 2, 28), date(2028, 3, 2), RULES)]
    assert set(days) == {date(2028, 2, 29), date(2028, 3, 2)}


@given(zones, zones, times, st.integers(0, 13), st.integers(0, 47))
@settings(max_examples=80)
def test_a_journey_neither_doubles_nor_skips_a_plan_day(here, there, at, number, halves):
    """At any half hour of two weeks the plan moves to another zone: every plan day is asked or told about, exactly once."""
    start = date(2027, 3, 22)
    drugs = (replace(SELINEXOR, at=at),)
    one = plan(zone=here, drugs=drugs, antiemetics=(), c1d1_on=start, effective_on=start)
    moved_at = resolve(start + timedelta(days=number), time(0), here) + timedelta(minutes=30 * halves)
    two = replace(one, version=2, zone=there, effective_on=to_local(moved_at, here).date())
    span = (start, start + timedelta(days=27))
    before = [each for each in expand([one], *span, RULES) if isinstance(each, DoseMoment) and each.at <= moved_at]
    lived = {each.plan_day for each in before}
    after = [each for each in expand([one, two], *span, RULES) if isinstance(each, DoseMoment)]
    rest = [each for each in after if each.plan_day not in lived]  # a row of that day and drug stands in the way
    expected = [start + timedelta(weeks=week, days=day) for week in range(4) for day in (0, 2)]
    assert sorted([*lived, *(each.plan_day for each in rest)]) == expected
    # Nothing of an earlier day falls due after something of a later one, whichever clock each goes by.
    assert [each.plan_day for each in sorted(rest, key=lambda each: each.at)] == [each.plan_day for each in rest]
    assert {each.key for each in rest} == {
        each.key for each in expand([one], *span, RULES) if isinstance(each, DoseMoment) and each.plan_day not in lived
    }
