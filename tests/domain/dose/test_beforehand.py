"""S14 for a patient who was on treatment before the bot knew of it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.beforehand import doses_beforehand
from bot.domain.occurrence import expand
from bot.domain.plancheck import ProblemCode, check_plan
from bot.domain.regimen import Drug
from tests.domain.dose.builders import DEXAMETHASONE, MONDAY, RULES, SELINEXOR, day, plan, plans, schedule

TUESDAY = day(15)
JOINED = plan(effective_on=TUESDAY)  # C1D1 a fortnight before


def days_of(found):
    """Which drug on which day."""
    return [(str(one.drug), one.plan_day) for one in found]


def test_the_last_week_is_counted_as_the_plan_says():
    """Joining on a Tuesday: last Wednesday's and yesterday's doses count, an older one does not."""
    assert days_of(doses_beforehand([JOINED], TUESDAY, TUESDAY)) == [
        ("selinexor", day(9)), ("dexamethasone", day(9)), ("selinexor", day(14)), ("dexamethasone", day(14)),
    ]  # fmt: skip


def test_nothing_is_lived_before_the_first_day():
    """A start today, or yesterday, or still to come."""
    assert doses_beforehand([plan()], MONDAY, MONDAY) == ()
    assert days_of(doses_beforehand([plan(effective_on=day(1))], day(1), day(1)))[:1] == [("selinexor", MONDAY)]
    assert doses_beforehand([plan(c1d1_on=day(7), effective_on=day(7))], day(7), day(7)) == ()
    assert doses_beforehand([], MONDAY, MONDAY) == ()


def test_what_the_bot_has_records_of_is_left_to_the_records():
    """Eight days after joining nothing is assumed any more."""
    assert days_of(doses_beforehand([JOINED], TUESDAY, TUESDAY + timedelta(days=3)))[-1] == ("dexamethasone", day(14))
    assert doses_beforehand([JOINED], TUESDAY, TUESDAY + timedelta(days=8)) == ()


def test_a_change_right_after_joining_counts_them():
    """Yesterday's 80 mg was taken outside the bot: days moved to Tuesday would be two days in a row."""
    moved = replace(JOINED, version=2, c1d1_on=TUESDAY)
    lived = doses_beforehand([JOINED, moved], TUESDAY, TUESDAY)
    assert ProblemCode.CONSECUTIVE_DAYS in [one.code for one in check_plan([JOINED, moved], lived, TUESDAY)]
    assert check_plan([JOINED, moved], [], TUESDAY) == ()


@pytest.mark.parametrize("mg", [80, 60])
def test_going_on_as_before_stands(mg):
    """A lawful plan is not refused because it began before."""
    one = plan(drugs=(schedule(mg=mg), DEXAMETHASONE), effective_on=day(30))
    assert check_plan([one], doses_beforehand([one], day(30), day(30)), day(30)) == ()


@settings(max_examples=60)
@given(plans(), st.integers(0, 60))
def test_it_is_what_the_plan_would_have_said(one, after):
    """The same doses as if the bot had been there all along, at the same instants; at most 7 days back; none held."""
    today = one.c1d1_on + timedelta(days=after)
    joined, always = replace(one, effective_on=today), replace(one, effective_on=one.c1d1_on)
    first = max(today - timedelta(days=7), date.min)
    expected = {
        (each.drug, moment.plan_day, each.mg, moment.at)
        for moment in expand([always], first, today - timedelta(days=1), RULES)
        for each in getattr(moment, "schedules", ())
    }
    found = doses_beforehand([joined], today, today)
    assert {(each.drug, each.plan_day, each.mg, each.at) for each in found} == expected
    assert len(found) == len(expected)
    if not check_plan([always], [], one.c1d1_on):
        assert not check_plan([joined], found, today), "what may be lived from the start may be joined late"


def test_both_drugs_with_their_amounts():
    """What S14 adds up is what the plan says."""
    found = doses_beforehand([JOINED], TUESDAY, TUESDAY)
    assert {(one.drug, one.mg) for one in found} == {(Drug.SELINEXOR, SELINEXOR.mg), (Drug.DEXAMETHASONE, Decimal(20))}
