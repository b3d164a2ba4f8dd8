"""Visits to the clinic: shown, never a dose."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.occurrence import DoseMoment, expand
from bot.domain.plan import PlanError, Visit
from bot.domain.timeline import timeline, to_json_rows
from bot.domain.visits import visits_due
from tests.domain.dose.builders import MONDAY, RULES, day, days, plan, plans, regimen, zones

BORTEZOMIB = Visit(name="bortezomib", days=(1, 8, 15, 22))
SVD = plan(cycle_days=35, visits=(BORTEZOMIB,))


def test_four_weeks_and_then_a_week_without():
    """Days 1, 8, 15 and 22 of 35, and again from day 36 on (F-DOSE-02)."""
    found = [(one.cycle, one.day) for one in visits_due([SVD], MONDAY, day(69))]
    assert found == [(cycle, on) for cycle in (1, 2) for on in (1, 8, 15, 22)]


def test_a_new_version_says_from_when_there_are_none():
    """The clinic ends them; the past stays."""
    without = replace(SVD, version=2, effective_on=day(8), visits=())
    assert [one.plan_day for one in visits_due([SVD, without], MONDAY, day(40))] == [MONDAY, day(7)]


@settings(max_examples=50)
@given(plans(), zones, days, st.integers(0, 90), st.integers(0, 60))
def test_in_pieces_they_are_the_same(one, zone, start, length, cut):
    """Expanded twice or in two pieces: the same visits under the same keys, once each, in order, by that day's clock."""
    one = replace(one, zone=zone, visits=(Visit(name="bortezomib", days=(1, 4), at=time(2, 30)),))
    last, middle = start + timedelta(days=length), start + timedelta(days=min(cut, length))
    whole = visits_due([one], start, last)
    assert whole == (*visits_due([one], start, middle), *visits_due([one], middle + timedelta(days=1), last))
    assert len({each.key for each in whole}) == len(whole)
    assert list(whole) == sorted(whole, key=lambda each: each.at)
    assert all(each.plan_day == each.local.date() for each in whole)


@settings(max_examples=50)
@given(plans())
def test_a_visit_is_never_a_dose(one):
    """With or without visits the plan has the same doses."""
    with_visits = replace(one, visits=(Visit(name="bortezomib", days=one.drugs[0].days),))
    first, last = one.c1d1_on, one.c1d1_on + timedelta(days=40)
    assert expand([with_visits], first, last, RULES) == expand([one], first, last, RULES)


def test_in_the_timeline_it_has_no_drug_and_no_amount():
    """Other programs read a visit, and cannot take it for something to swallow."""
    found = [one for one in to_json_rows(timeline(SVD, regimen(), 5, RULES)) if one["kind"] == "visit"]
    assert [one["day"] for one in found] == [1, 8, 15, 22]
    assert {(one["drug"], one["mg"], one["tablets"]) for one in found} == {(None, None, None)}
    assert any(isinstance(one, DoseMoment) for one in expand([SVD], MONDAY, MONDAY, RULES))


@pytest.mark.parametrize("wrong", [(BORTEZOMIB, BORTEZOMIB), (Visit(name="x", days=()),), (Visit(name="x", days=(36,)),),
                                   (Visit(name="x", days=(1, 1)),)])  # fmt: skip
def test_a_visit_that_makes_no_sense(wrong):
    """Outside the cycle, on no day, twice: not a plan."""
    with pytest.raises(PlanError):
        plan(cycle_days=35, visits=wrong)
