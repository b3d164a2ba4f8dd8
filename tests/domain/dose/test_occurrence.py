"""What falls due: S1 (only what the plan says), S2 (one plan day, one dose), and that every clock change is survived."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.antiemetic import Antiemetic, Before
from bot.domain.localtime import resolve
from bot.domain.occurrence import (
    AntiemeticDue,
    DoseMoment,
    HeadsUp,
    HeldDay,
    dose_moments,
    due_drugs,
    expand,
    next_morning,
    nudge_times,
)
from bot.domain.plan import cycle_day, plan_on
from bot.domain.regimen import Drug
from tests.domain.dose.builders import (
    DEXAMETHASONE,
    MONDAY,
    ONDANSETRON,
    RULES,
    SELINEXOR,
    TWO_YEARS,
    day,
    days,
    histories,
    plan,
    schedule,
    zones,
    zones_by_rules,
)


def of(kind, events):
    """The events of one kind."""
    return [one for one in events if isinstance(one, kind)]


def week(one, *, last=6):
    """The events of the first plan days of one plan."""
    return expand([one], MONDAY, day(last), RULES)


class TestAWeek:
    def test_the_worked_example(self):
        """A week of Amina's plan: two evenings, two mornings, nothing else."""
        found = [(one.local.isoformat()[:16], one.key) for one in week(plan())]
        assert found == [
            ("2026-05-03T19:00", "heads-up:2026-05-04"),
            ("2026-05-04T08:30", "antiemetic:2026-05-04:09:00-30:ondansetron"),
            ("2026-05-04T09:00", "dose:2026-05-04:09:00:selinexor+dexamethasone"),
            ("2026-05-05T19:00", "heads-up:2026-05-06"),
            ("2026-05-06T08:30", "antiemetic:2026-05-06:09:00-30:ondansetron"),
            ("2026-05-06T09:00", "dose:2026-05-06:09:00:selinexor+dexamethasone"),
        ]

    def test_a_moment_carries_all_a_prompt_says(self):
        """Date, time, drug, brand, amount, tablets and until when (S4)."""
        moment = of(DoseMoment, week(plan()))[0]
        assert moment.at == datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
        assert moment.local.isoformat() == "2026-05-04T09:00:00+02:00"
        assert moment.local_until.isoformat() == "2026-05-04T11:00:00+02:00"
        assert (moment.cycle, moment.day, moment.version) == (1, 1, 1)
        said = [(one.drug, one.brand, one.mg, one.in_tablets) for one in moment.schedules]
        assert said == [(Drug.SELINEXOR, "Xpovio", 80, "4 x 20 mg"), (Drug.DEXAMETHASONE, "Dexa", 20, "1 x 20 mg")]

    def test_times_that_differ_make_two_messages(self):
        """Dexamethasone at eight and selinexor at nine are two prompts; the antiemetic stays with selinexor."""
        early = replace(DEXAMETHASONE, at=time(8))
        events = week(plan(drugs=(SELINEXOR, early)), last=0)
        assert [one.key for one in events] == [
            "heads-up:2026-05-04",
            "dose:2026-05-04:08:00:dexamethasone",
            "antiemetic:2026-05-04:09:00-30:ondansetron",
            "dose:2026-05-04:09:00:selinexor",
        ]
        assert [one.drugs for one in of(HeadsUp, events)[0].moments] == [(Drug.DEXAMETHASONE,), (Drug.SELINEXOR,)]

    def test_a_day_of_one_drug_names_the_other(self):
        """With selinexor once a week, the second day says that selinexor is not due, and brings no antiemetic."""
        weekly = plan(drugs=(replace(SELINEXOR, days=(1,)), DEXAMETHASONE))
        second = [one for one in week(weekly) if one.plan_day == day(2)]
        moment = of(DoseMoment, second)[0]
        assert (moment.drugs, moment.not_due, moment.held) == ((Drug.DEXAMETHASONE,), (Drug.SELINEXOR,), ())
        assert not of(AntiemeticDue, second)

    def test_nothing_before_the_first_day(self):
        """Nobody is prompted before C1D1, nor when the versions begin later than it."""
        assert expand([plan()], day(-60), day(-1), RULES) == ()
        assert expand([plan(effective_on=day(2))], MONDAY, day(1), RULES) == ()
        assert expand([], MONDAY, day(60), RULES) == ()

    def test_no_days_no_events(self):
        """An interval that ends before it begins holds nothing."""
        assert expand([plan()], day(3), MONDAY, RULES) == ()


class TestHolds:
    def test_all_held(self):
        """Each would-be dose day says so, once, and nothing else happens."""
        held = week(plan(held=frozenset(Drug)))
        assert [(one.key, one.drugs) for one in held] == [
            ("held:2026-05-04:09:00:selinexor+dexamethasone", (Drug.SELINEXOR, Drug.DEXAMETHASONE)),
            ("held:2026-05-06:09:00:selinexor+dexamethasone", (Drug.SELINEXOR, Drug.DEXAMETHASONE)),
        ]
        assert all(isinstance(one, HeldDay) for one in held)

    @pytest.mark.parametrize("antiemetics_held", [True, False])
    def test_one_of_two_held(self, antiemetics_held):
        """The other is prompted and the held one is named; the antiemetic follows what the pharmacist said."""
        one_held = plan(held=frozenset({Drug.SELINEXOR}), antiemetics_held=antiemetics_held)
        events = week(one_held, last=0)
        moment = of(DoseMoment, events)[0]
        assert (moment.drugs, moment.held, moment.not_due) == ((Drug.DEXAMETHASONE,), (Drug.SELINEXOR,), ())
        assert bool(of(AntiemeticDue, events)) is not antiemetics_held
        assert not of(HeldDay, events)

    def test_both_held_at_different_times(self):
        """One message at the earlier time names both."""
        one = plan(drugs=(SELINEXOR, replace(DEXAMETHASONE, at=time(8))), held=frozenset(Drug))
        assert [(each.local.time(), each.drugs) for each in week(one, last=0)] == [
            (time(8), (Drug.SELINEXOR, Drug.DEXAMETHASONE))
        ]

    def test_a_hold_begins_and_ends_with_its_versions(self):
        """Held for the second week only: the first and the third are as before."""
        versions = [
            plan(),
            plan(version=2, effective_on=day(7), held=frozenset(Drug)),
            plan(version=3, effective_on=day(14)),
        ]
        kinds = [
            (one.plan_day, type(one))
            for one in expand(versions, MONDAY, day(20), RULES)
            if not isinstance(one, HeadsUp | AntiemeticDue)
        ]
        assert kinds == [
            (day(0), DoseMoment), (day(2), DoseMoment), (day(7), HeldDay), (day(9), HeldDay),
            (day(14), DoseMoment), (day(16), DoseMoment),
        ]  # fmt: skip


class TestClocks:
    @pytest.mark.parametrize("zone", zones_by_rules(*TWO_YEARS))
    @pytest.mark.parametrize("at", [time(0), time(2, 30), time(23, 30)], ids=str)
    def test_no_plan_day_is_lost_or_doubled(self, zone, at):
        """Over two years of every zone's clock changes each dose day has its one dose, on its own date."""
        start = date(2026, 1, 5)
        one = plan(c1d1_on=start, effective_on=start, zone=zone, antiemetics=(), drugs=(replace(SELINEXOR, at=at),))
        weeks = 102
        moments = of(DoseMoment, expand([one], start, start + timedelta(days=7 * weeks - 1), RULES))
        expected = [start + timedelta(days=7 * number + shift) for number in range(weeks) for shift in (0, 2)]
        assert [each.plan_day for each in moments] == expected
        assert [each.local.date() for each in moments] == expected
        gaps = [later.at - earlier.at for earlier, later in pairwise(moments)]
        assert min(gaps) >= timedelta(hours=46)
        assert all(each.until - each.at == RULES.window for each in moments)

    def test_a_window_may_cross_midnight(self):
        """A dose at 23:30 may be taken until 01:30, and stays Monday's."""
        late = of(DoseMoment, week(plan(drugs=(replace(SELINEXOR, at=time(23, 30)),)), last=0))[0]
        assert late.local_until.isoformat() == "2026-05-05T01:30:00+02:00"
        assert late.plan_day == MONDAY

    def test_a_window_is_elapsed_time(self):
        """Across a fold two hours are two hours, whatever the clock on the wall says."""
        sunday = date(2026, 10, 25)
        one = plan(c1d1_on=sunday, effective_on=sunday, drugs=(replace(SELINEXOR, at=time(1, 30)),))
        moment = of(DoseMoment, expand([one], sunday, sunday, RULES))[0]
        assert moment.local_until.isoformat() == "2026-10-25T02:30:00+01:00"

    def test_an_antiemetic_is_elapsed_minutes_before(self):
        """Before a dose at 03:15 on the morning of the gap, half an hour earlier is 01:45."""
        sunday = date(2026, 3, 29)
        one = plan(c1d1_on=sunday, effective_on=sunday, drugs=(replace(SELINEXOR, at=time(3, 15)),))
        antiemetic = of(AntiemeticDue, expand([one], sunday, sunday, RULES))[0]
        assert antiemetic.local.isoformat() == "2026-03-29T01:45:00+01:00"

    def test_two_wall_times_that_are_one_moment_are_one_message(self):
        """In the gap 02:30 and 03:30 are the same instant: one prompt for both drugs."""
        sunday = date(2026, 3, 29)
        drugs = (replace(SELINEXOR, at=time(3, 30)), replace(DEXAMETHASONE, at=time(2, 30)))
        moments = of(
            DoseMoment, expand([plan(c1d1_on=sunday, effective_on=sunday, drugs=drugs)], sunday, sunday, RULES)
        )
        assert [one.drugs for one in moments] == [(Drug.SELINEXOR, Drug.DEXAMETHASONE)]

    @given(histories(), days, zones, st.integers(0, 60))
    def test_travel_never_makes_a_second_dose(self, versions, first, zone, after):
        """However a journey changes the zone, a drug has at most one dose a plan day, under the key it had before."""
        last = versions[-1]
        moved = replace(last, version=last.version + 1, effective_on=first + timedelta(days=after), zone=zone)
        until = first + timedelta(days=70)
        once = Counter(
            (one.plan_day, drug)
            for one in of(DoseMoment, expand([*versions, moved], first, until, RULES))
            for drug in one.drugs
        )
        assert not once or max(once.values()) == 1

    @given(zones)
    def test_keys_outlive_a_change_of_zone(self, zone):
        """What was sent before a journey is recognised after it."""
        here = {one.key for one in week(plan())}
        assert {one.key for one in week(plan(version=2, zone=zone)) if one.plan_day <= day(6)} == here


class TestExpansion:
    @given(histories(), days, st.integers(0, 40), st.integers(1, 40))
    def test_pieces_make_the_whole(self, versions, first, one, more):
        """Expanding in pieces gives what expanding at once gives, nothing lost and nothing twice."""
        middle, last = first + timedelta(days=one), first + timedelta(days=one + more)
        pieces = (*expand(versions, first, middle, RULES), *expand(versions, middle + timedelta(days=1), last, RULES))
        whole = expand(versions, first, last, RULES)
        assert sorted(pieces, key=lambda each: (each.at, each.key)) == list(whole)

    @given(histories(), days)
    def test_repeating_changes_nothing(self, versions, first):
        """The same days give the same events under the same keys, each key once, in order of time."""
        last = first + timedelta(days=60)
        events = expand(versions, first, last, RULES)
        assert events == expand(list(reversed(versions)), first, last, RULES)
        assert len({one.key for one in events}) == len(events)
        assert [one.at for one in events] == sorted(one.at for one in events)
        assert of(DoseMoment, events) == list(dose_moments(versions, first, last, RULES))

    @given(histories(), days)
    def test_only_what_the_plan_says(self, versions, first):
        """S1: every dose is a drug, a day and an amount of the version in force, and never one on hold."""
        for moment in of(DoseMoment, expand(versions, first, first + timedelta(days=60), RULES)):
            in_force = plan_on(versions, moment.plan_day)
            where = cycle_day(in_force, moment.plan_day)
            assert (moment.version, moment.cycle, moment.day) == (in_force.version, where.cycle, where.day)
            for one in moment.schedules:
                assert one in in_force.drugs
                assert where.day in one.days
                assert one.drug not in in_force.held
                assert moment.at == resolve(moment.plan_day, one.at, in_force.zone)

    @given(histories(), days)
    def test_every_due_drug_is_prompted(self, versions, first):
        """What the plan makes due appears in exactly one moment; every other drug of the plan is named as not due."""
        for shift in range(40):
            on = first + timedelta(days=shift)
            moments = of(DoseMoment, expand(versions, on, on, RULES))
            due = [one.drug for one in due_drugs(versions, on)]
            assert sorted(drug for one in moments for drug in one.drugs) == sorted(due)
            for one in moments:
                assert set(due) | set(one.held) | set(one.not_due) == {
                    each.drug for each in plan_on(versions, on).drugs
                }
                assert not set(one.held) & set(one.not_due)
                assert not set(due) & (set(one.held) | set(one.not_due))

    @given(histories(), days)
    def test_every_message_has_a_time_to_be_sent_in(self, versions, first):
        """No event is over before it begins, and an antiemetic comes before its dose or with it."""
        for one in expand(versions, first, first + timedelta(days=60), RULES):
            assert one.at < one.until
            assert one.local.astimezone(UTC) == one.at  # Python calls two zones unequal around a clock change
            assert one.at.utcoffset() == timedelta(0)

    @given(st.integers(0, 200))
    def test_twice_weekly_means_days_one_and_three(self, number):
        """In whatever week one looks, the doses of the twice-weekly plan lie on days 1 and 3 and nowhere else."""
        moments = of(DoseMoment, expand([plan()], day(number), day(number), RULES))
        assert bool(moments) is (number % 7 in (0, 2))
        assert all(one.day in (1, 3) for one in moments)


class TestAround:
    def test_a_heads_up_says_tomorrow_only_until_midnight(self):
        """After midnight "tomorrow" would name the wrong day."""
        heads_up = of(HeadsUp, week(plan()))[0]
        assert heads_up.local_until.isoformat() == "2026-05-04T00:00:00+02:00"

    def test_nudges_stay_inside_the_window(self):
        """A nudge at or past the end of the window would invite a late dose."""
        moment = of(DoseMoment, week(plan()))[0]
        assert [at - moment.at for at in nudge_times(moment, RULES)] == [timedelta(minutes=30), timedelta(minutes=60)]
        short = replace(moment, until=moment.at + timedelta(minutes=60))
        assert [at - short.at for at in nudge_times(short, RULES)] == [timedelta(minutes=30)]

    def test_the_next_morning(self):
        """A dose that closed as unknown is asked about at nine the day after its plan day."""
        assert next_morning(MONDAY, "Europe/Madrid", RULES) == datetime(2026, 5, 5, 7, 0, tzinfo=UTC)

    def test_an_antiemetic_with_the_dose_keeps_its_window(self):
        """Zero minutes before is at the same time, and still has a time to be sent in."""
        together = Antiemetic(name="ondansetron", amount="8 mg", times=(Before(minutes=0),))
        found = of(AntiemeticDue, week(plan(antiemetics=(together,)), last=0))[0]
        assert found.until - found.at == RULES.window

    def test_two_antiemetics_keep_their_own_times(self):
        """Each antiemetic of the prescription is its own reminder."""
        early = Antiemetic(name="aprepitant", amount="125 mg", times=(Before(minutes=60),))
        found = of(AntiemeticDue, week(plan(antiemetics=(ONDANSETRON, early)), last=0))
        assert [(one.antiemetic.name, one.local.time()) for one in found] == [
            ("aprepitant", time(8)),
            ("ondansetron", time(8, 30)),
        ]

    def test_without_selinexor_no_antiemetic(self):
        """Antiemetics stand against selinexor; a plan without it prompts none."""
        only = plan(drugs=(schedule(Drug.DEXAMETHASONE, 20),))
        assert not of(AntiemeticDue, week(only))
