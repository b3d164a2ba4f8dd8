"""Antiemetics over time: real hours, never too close, never too many, and the same however they are worked out (F-EMET-03)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.antiemetic import (
    After,
    Antiemetic,
    AntiemeticError,
    AtTime,
    Before,
    Every,
    IfNotTaken,
    free_from,
)
from bot.domain.antiemeticline import HOW, HOW_BY_THE_CLOCK, read_antiemetic
from bot.domain.intakes import run_end
from bot.domain.nights import at_night
from bot.domain.occurrence import AntiemeticDue, DoseMoment, HeadsUp, expand
from bot.domain.quiet import QuietHours
from bot.domain.regimen import Drug
from tests.domain.dose.builders import DEXAMETHASONE, MONDAY, RULES, SELINEXOR, day, days, histories, plan, times, zones

FULL, EVENING = read_antiemetic(HOW), read_antiemetic(HOW_BY_THE_CLOCK)
HOUR = timedelta(hours=1)


def intakes(versions, first, last):
    """The intakes of these plan days."""
    return [one for one in expand(versions, first, last, RULES) if isinstance(one, AntiemeticDue)]


def shown(events):
    """Local day and time of each."""
    return [f"{one.local:%a %H:%M}" for one in events]


@st.composite
def antiemetics(draw, name="ondansetron"):
    """Any antiemetic that does not contradict itself."""
    when = st.one_of(
        st.builds(Before, minutes=st.sampled_from([0, 30, 60, 180])),
        st.builds(After, minutes=st.sampled_from([45, 240, 480, 1440, 2880])),
        st.builds(Every, minutes=st.sampled_from([240, 480, 720]), until_minutes=st.sampled_from([720, 1440, 4320])),
        st.builds(AtTime, at=times, dose_day=st.booleans(), days_after=st.integers(0, 3)),
        st.builds(AtTime, at=times, cycle_days=st.sampled_from([(1,), (2, 4), (1, 2, 3, 4, 5, 6, 7)])),
    )
    fields = {
        "times": tuple(draw(st.lists(when, min_size=1, max_size=4, unique=True))),
        "gap_minutes": draw(st.sampled_from([0, 0, 90, 240, 360, 1200])),
        "most_a_day": draw(st.sampled_from([None, 1, 2, 3])),
        "if_not_taken": draw(st.sampled_from(list(IfNotTaken))),
    }
    try:
        return Antiemetic(name=name, amount="8 mg", **fields)
    except AntiemeticError:
        return Antiemetic(name=name, amount="8 mg")


@st.composite
def lived(draw):
    """Plan versions, each with antiemetics of its own."""
    versions = draw(histories())
    return [replace(one, antiemetics=(draw(antiemetics()), draw(antiemetics("olanzapine")))) for one in versions]


class TestWorkedExamples:
    def test_a_week_of_the_published_schedule(self):
        """Half an hour before, 8 hours after, every 12 until 24 hours after the last dose; Wednesday's takes over."""
        found = intakes([plan(antiemetics=(FULL,))], MONDAY, day(6))
        assert shown(found) == [
            "Mon 08:30", "Mon 17:00", "Tue 05:00", "Tue 17:00", "Wed 08:30", "Wed 17:00", "Thu 05:00",
        ]  # fmt: skip
        assert [one.later for one in found] == [False, True, True, True, False, True, True]

    def test_evenings_of_dose_days_and_the_day_after(self):
        """Olanzapine at nine in the evening, four times a week."""
        found = intakes([plan(antiemetics=(EVENING,))], MONDAY, day(6))
        assert shown(found) == ["Mon 21:00", "Tue 21:00", "Wed 21:00", "Thu 21:00"]

    def test_once_a_week_ends_a_day_after(self):
        """With one dose a week every dose is the last of its run."""
        weekly = plan(drugs=(replace(SELINEXOR, days=(1,)), DEXAMETHASONE), antiemetics=(FULL,))
        assert shown(intakes([weekly], MONDAY, day(6))) == ["Mon 08:30", "Mon 17:00", "Tue 05:00"]

    def test_across_the_night_the_clocks_go_forward(self):
        """Eight hours after 20:00 on the Saturday before is five in the morning by the clock, and eight real hours."""
        saturday = date(2026, 3, 28)
        drugs = (replace(SELINEXOR, days=(1,), at=time(20)),)
        one = plan(c1d1_on=saturday, effective_on=saturday, drugs=drugs, antiemetics=(FULL,))
        before, after, _ = intakes([one], saturday, saturday)
        assert after.local.isoformat() == "2026-03-29T05:00:00+02:00"
        assert after.at - before.at == timedelta(hours=8, minutes=30)

    def test_once_a_day_stays_once_a_day_when_clocks_change(self):
        """An evening of 23 hours after the last one is no second intake of that day."""
        daily = read_antiemetic("olanzapine, 5 mg, at 21:00 every day, gap 20 h, max 1 a day")
        start = date(2026, 3, 23)
        found = intakes([plan(c1d1_on=start, effective_on=start, antiemetics=(daily,))], start, start + timedelta(13))
        assert len(found) == 14

    def test_a_late_one_still_leaves_its_gap(self):
        """Its window ends so early that whoever takes it last thing is far enough from the next."""
        tight = Antiemetic(name="x", amount="1", times=(After(minutes=60), After(minutes=210)), gap_minutes=90)
        first, second = intakes([plan(antiemetics=(tight,))], MONDAY, MONDAY)
        assert (first.until - first.at, second.at - first.until) == (HOUR, timedelta(minutes=90))

    def test_what_becomes_of_the_tail_when_the_plan_changes(self):
        """It goes on as its own day said, unless the new version holds it or no longer has it at that amount."""
        for changes, left in [
            ({}, ["Tue 05:00", "Tue 17:00"]), ({"antiemetics_held": True}, []), ({"antiemetics": ()}, []),
            ({"antiemetics": (replace(FULL, amount="4 mg"),)}, []), ({"held": frozenset(Drug)}, ["Tue 05:00", "Tue 17:00"]),
        ]:  # fmt: skip
            following = plan(version=2, effective_on=day(1), antiemetics=(FULL,)) if not changes else None
            following = following or replace(plan(antiemetics=(FULL,)), version=2, effective_on=day(1), **changes)
            found = intakes([plan(antiemetics=(FULL,)), following], MONDAY, MONDAY)
            assert [one for one in shown(found) if one.startswith("Tue")] == left, changes

    def test_on_hold_only_what_is_set_to_goes_on(self):
        """With everything on hold and antiemetics going on, what stops without a dose stops."""
        on = replace(EVENING, if_not_taken=IfNotTaken.GOES_ON)
        held = plan(held=frozenset(Drug), antiemetics=(FULL, on))
        assert {one.antiemetic.name for one in intakes([held], MONDAY, day(6))} == {"olanzapine"}

    def test_the_end_of_a_run_is_named(self):
        """A day after Wednesday's dose, whether one looks on Monday or on Wednesday."""
        every = FULL.times[2]
        assert run_end(plan(), MONDAY, every).isoformat() == "2026-05-07T09:00:00+02:00"
        assert run_end(plan(), day(2), every).isoformat() == "2026-05-07T09:00:00+02:00"
        assert run_end(plan(), day(3), every).isoformat() == "2026-05-14T09:00:00+02:00"

    def test_the_times_at_night_are_found(self):
        """Five in the morning is shown to the pharmacist, once."""
        assert [
            (name, f"{at:%a %H:%M}") for name, at in at_night(plan(antiemetics=(FULL, EVENING)), MONDAY, RULES)
        ] == [("ondansetron", "Tue 05:00")]


class TestLaws:
    @settings(max_examples=80)
    @given(lived(), days)
    def test_never_too_close_never_too_many(self, versions, first):
        """Whatever is prescribed, changed or held: no two of one medicine within its gap, none above its most."""
        found = intakes(versions, first, first + timedelta(days=21))
        for name in ("ondansetron", "olanzapine"):
            mine = sorted((one for one in found if one.antiemetic.name == name), key=lambda one: one.at)
            for one, two in pairwise(mine):
                gap = max(one.antiemetic.gap_minutes, two.antiemetic.gap_minutes)
                assert one.when.apart(two.when) >= timedelta(minutes=gap)
                assert one.when.apart(two.when) > timedelta(0)
            for number, one in enumerate(mine):
                window = [each for each in mine[number:] if each.when.apart(one.when) < timedelta(hours=24)]
                assert all(len(window) <= (each.antiemetic.most_a_day or 99) for each in window)

    @settings(max_examples=60)
    @given(lived(), days, st.integers(0, 9))
    def test_pieces_equal_the_whole(self, versions, first, cut):
        """Worked out at once, in two pieces or day by day, with the same keys, and no key twice."""
        middle, last = first + timedelta(days=cut), first + timedelta(days=10)
        whole = intakes(versions, first, last)
        pieces = [*intakes(versions, first, middle), *intakes(versions, middle + timedelta(days=1), last)]
        single = [one for number in range(11) for one in intakes(versions, *[first + timedelta(days=number)] * 2)]
        assert sorted(pieces, key=lambda one: (one.at, one.key)) == whole
        assert sorted(single, key=lambda one: (one.at, one.key)) == whole
        assert len({one.key for one in whole}) == len(whole)

    @settings(max_examples=60)
    @given(st.sampled_from([30, 60, 180]), times, zones, days)
    def test_real_hours_and_the_right_order(self, minutes, at, zone, start):
        """Before its dose by real minutes, after it by real hours, across every change of clocks."""
        entry = Antiemetic(name="x", amount="1", times=(Before(minutes=minutes), After(minutes=480)))
        drugs = (replace(SELINEXOR, at=at),)
        one = plan(c1d1_on=start, effective_on=start, zone=zone, drugs=drugs, antiemetics=(entry,))
        events = expand([one], start, start + timedelta(days=2), RULES)
        for dose in (each for each in events if isinstance(each, DoseMoment)):
            before, after = (
                each for each in events if isinstance(each, AntiemeticDue) and each.plan_day == dose.plan_day
            )
            assert dose.at - before.at == timedelta(minutes=minutes)
            assert after.at - dose.at == 8 * HOUR
            assert before.until <= dose.at

    @settings(max_examples=60)
    @given(lived(), days)
    def test_a_window_leaves_the_gap(self, versions, first):
        """Taken at the last minute of its window, it is still far enough from the next one (S4)."""
        found = intakes(versions, first, first + timedelta(days=14))
        for name in ("ondansetron", "olanzapine"):
            mine = sorted((one for one in found if one.antiemetic.name == name), key=lambda one: one.at)
            for one, two in pairwise(mine):
                assert one.until > one.at or one.slot == "-0"
                gap = timedelta(minutes=max(one.antiemetic.gap_minutes, two.antiemetic.gap_minutes))
                if gap and not (one.by_the_clock and two.by_the_clock):
                    assert two.at - one.until >= gap

    @settings(max_examples=60)
    @given(lived(), days)
    def test_only_what_a_version_says(self, versions, first):
        """S1: each intake is of the version of its day, and of none that holds antiemetics by then."""
        for one in intakes(versions, first, first + timedelta(days=14)):
            own = next(each for each in versions if each.version == one.version)
            assert one.antiemetic in own.antiemetics
            assert not own.antiemetics_held
            assert own.schedule_of(Drug.SELINEXOR) is not None


def test_the_gap_counts_from_the_last_one_taken():
    """By what was answered, not by what was planned; without a gap nothing waits."""
    eight, nine = (datetime(2026, 5, 4, hour, tzinfo=UTC) for hour in (8, 9))
    assert free_from([nine, eight], 6 * HOUR) == nine + 6 * HOUR
    assert free_from([], 6 * HOUR) is None
    assert free_from([nine], timedelta(0)) is None


@pytest.mark.parametrize(
    ("at", "kept"),
    [
        ("19:00", "19:00"),
        ("22:00", "22:00"),
        ("23:30", "22:00"),
        ("00:00", "07:00"),
        ("05:00", "07:00"),
        ("07:00", "07:00"),
    ],
)
def test_a_heads_up_stays_out_of_the_night(at, kept):
    """Late in the evening it comes earlier; in the small hours it waits; never is it moved to another day."""
    night = QuietHours()
    assert night.clear_of(time.fromisoformat(at)) == time.fromisoformat(kept)
    events = expand([plan()], MONDAY, MONDAY, replace(RULES, heads_up_at=time.fromisoformat(at)))
    assert [f"{one.local:%a %H:%M}" for one in events if isinstance(one, HeadsUp)] == [f"Sun {kept}"]
