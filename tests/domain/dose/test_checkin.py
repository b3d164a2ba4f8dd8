"""Check-ins: one a day at most, never at night, after every dose, once a week, the same however they are derived."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.checkin import CheckInKind, check_ins
from bot.domain.plan import plan_on
from bot.domain.quiet import QuietHours
from bot.domain.regimen import CheckIn, Drug
from tests.domain.dose.builders import MONDAY, plan, schedule

QUIET = QuietHours(begins=time(22), ends=time(7))
OFFERED = CheckIn(days_after_dose=1, at=time(10), weekly_day=7)


def due(versions, first, last, *, offered=OFFERED, moved_to=None):
    """The check-ins of these days."""
    rules = {one.regimen_id: offered for one in versions}
    return check_ins(versions, rules, first, last, quiet=QUIET, moved_to=moved_to)


@st.composite
def versions(draw):
    """A plan, and perhaps a second version with other days that is held or not."""
    days = st.sets(st.integers(1, 7), min_size=1, max_size=2).map(lambda found: tuple(sorted(found)))
    first = plan(
        drugs=(schedule(days=draw(days)),),
        zone=draw(st.sampled_from(["Europe/Madrid", "America/New_York", "Asia/Tokyo"])),
    )
    if draw(st.booleans()):
        return (first,)
    later = plan(
        version=2, drugs=(schedule(days=draw(days)),), zone=first.zone,
        effective_on=MONDAY + timedelta(days=draw(st.integers(1, 20))),
        held=frozenset(Drug) if draw(st.booleans()) else frozenset(),
    )  # fmt: skip
    return (first, later)


@settings(max_examples=60)
@given(versions(), st.none() | st.times())
def test_nobody_is_asked_twice_a_day_or_at_night(found, moved_to):
    """One check-in for a date, on its own date, outside the quiet hours whatever time was chosen."""
    all_due = due(found, MONDAY, MONDAY + timedelta(days=28), moved_to=moved_to)
    assert len({one.on for one in all_due}) == len(all_due)
    for one in all_due:
        assert one.local.date() == one.on
        assert not QUIET.cover(one.local.time())


@settings(max_examples=60)
@given(versions())
def test_every_day_of_selinexor_is_asked_about_the_day_after_held_or_not(found):
    """A dose day of the version then in force, on hold or not, has its check-in the next day."""
    asked = {one.on for one in due(found, MONDAY, MONDAY + timedelta(days=28))}
    for ahead in range(27):
        day = MONDAY + timedelta(days=ahead)
        current = plan_on(found, day)
        if (day - current.c1d1_on).days % 7 + 1 in current.schedule_of(Drug.SELINEXOR).days:
            assert day + timedelta(days=1) in asked


@settings(max_examples=40)
@given(versions(), st.integers(1, 27))
def test_pieces_give_the_whole(found, cut):
    """Planned in two pieces or in one: the same check-ins."""
    last, middle = MONDAY + timedelta(days=28), MONDAY + timedelta(days=cut)
    assert due(found, MONDAY, last) == (*due(found, MONDAY, middle), *due(found, middle + timedelta(days=1), last))


@settings(max_examples=40)
@given(versions())
def test_each_week_of_treatment_is_asked_about_once(found):
    """One weekly check-in in every week, whatever its doses."""
    weekly = [one.on for one in due(found, MONDAY, MONDAY + timedelta(days=27)) if one.kind is CheckInKind.WEEKLY]
    assert [(on - MONDAY).days // 7 for on in weekly] == [0, 1, 2, 3]


def test_twice_weekly_asks_on_days_two_and_four():
    """The day after each dose; the second of them asks about the week."""
    first_week = due((plan(),), MONDAY, MONDAY + timedelta(days=6))
    assert [(one.on, one.kind.value) for one in first_week] == [
        (date(2026, 5, 5), "check-in"), (date(2026, 5, 7), "check-in-week"),
    ]  # fmt: skip


def test_nothing_before_the_first_day_and_nothing_without_a_schedule():
    """No check-in before C1D1, and none where the regimen offers none."""
    assert due((plan(),), MONDAY - timedelta(days=7), MONDAY) == ()
    assert check_ins((plan(),), {}, MONDAY, MONDAY + timedelta(days=7), quiet=QUIET) == ()


@pytest.mark.parametrize(("chosen", "said"), [(time(19), time(19)), (time(23), time(22)), (time(3), time(7))])
def test_a_chosen_time_gives_way_to_the_night_only(chosen, said):
    """Nineteen stays; eleven at night and three in the morning do not."""
    assert {one.local.time() for one in due((plan(),), MONDAY, MONDAY + timedelta(days=6), moved_to=chosen)} == {said}
