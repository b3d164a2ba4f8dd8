"""S14: a plan that cannot be right is refused, whoever asks; an unusual one needs a reason."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.localtime import resolve
from bot.domain.occurrence import due_drugs
from bot.domain.plancheck import LivedDose, ProblemCode, UnusualCode, check_plan
from bot.domain.regimen import Drug
from bot.domain.tablets import KNOWN_STRENGTHS, TabletCount, total_mg, ways
from bot.domain.unusual import unusual
from tests.domain.dose.builders import DEXAMETHASONE, MONDAY, SELINEXOR, day, plan, plans, regimen, schedule

P, U = ProblemCode, UnusualCode
LADDER = [(80, (1, 3)), (100, (1,)), (80, (1,)), (60, (1,))]


def codes(*versions, lived=(), on=MONDAY):
    """The codes a change is refused with."""
    return [one.code for one in check_plan(versions, lived, on)]


def had(*numbers, mg=80, at=None):
    """Selinexor prompted or recorded on these days."""
    return [LivedDose(drug=Drug.SELINEXOR, plan_day=day(number), mg=Decimal(mg), at=at) for number in numbers]


def selinexor(mg, days=(1, 3), **changes):
    """A plan with this much selinexor on these days."""
    fields = {"strength": changes.pop("strength", 20)}
    return plan(drugs=(schedule(mg=mg, days=days, **fields), DEXAMETHASONE), **changes)


def with_tablets(one, tablets):
    """The same plan, its selinexor in these tablets."""
    return replace(one, drugs=(replace(one.drugs[0], tablets=tablets), *one.drugs[1:]))


class TestThePlanAlone:
    @pytest.mark.parametrize(("mg", "days"), LADDER)
    def test_every_level_of_the_ladder_may_stand(self, mg, days):
        """A step that raises the single dose and lowers the week is legal (F-MOD-04)."""
        assert codes(selinexor(mg, days)) == []

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            (selinexor(80, (1, 2)), P.CONSECUTIVE_DAYS),
            (selinexor(40, (1, 7)), P.CONSECUTIVE_DAYS),  # Sunday and the next Monday
            (selinexor(40, (1, 3, 5)), P.TOO_MANY_DAYS),
            (selinexor(100, (1, 3)), P.TOO_MUCH_A_WEEK),
            (selinexor(90, (1, 4), strength=10), P.TOO_MUCH_A_WEEK),
            (selinexor(120, (1,)), P.TOO_MUCH_AT_ONCE),
            (selinexor(75), P.TABLETS_CANNOT_MAKE),
            (selinexor(70), P.TABLETS_DIFFER),
            (selinexor(0), P.TABLETS_CANNOT_MAKE),
            (selinexor(-20), P.TABLETS_CANNOT_MAKE),
            (selinexor("80.5"), P.TABLETS_CANNOT_MAKE),
            (selinexor(60, strength=30), P.STRENGTH_UNKNOWN),
            (plan(drugs=(SELINEXOR, schedule(Drug.DEXAMETHASONE, 60))), P.TOO_MUCH_DEXAMETHASONE),
            (plan(drugs=(SELINEXOR, schedule(Drug.DEXAMETHASONE, 40, strength=40))), P.STRENGTH_ASK_PRESCRIBER),
            (plan(drugs=(SELINEXOR, schedule(Drug.DEXAMETHASONE, 5, strength=5))), P.STRENGTH_UNKNOWN),
            (plan(zone="Europe/Madird"), P.ZONE_UNKNOWN),
            (plan(zone="Etc/GMT-2"), P.ZONE_UNKNOWN),
            (plan(c1d1_on=date(226, 5, 4)), P.START_IMPLAUSIBLE),
            (plan(effective_on=date(9999, 12, 31)), P.START_IMPLAUSIBLE),
        ],
    )
    def test_what_cannot_be_right_is_refused(self, wrong, code):
        """Each rule of the law refuses its own breach."""
        assert code in codes(wrong)

    def test_days_of_a_long_cycle_meet_round_the_corner(self):
        """Day 35 and the next day 1 are neighbours, though they lie further ahead than 28 days."""
        wrong = plan(cycle_days=35, drugs=(schedule(mg=60, days=(1, 35)),))
        assert codes(wrong) == [P.CONSECUTIVE_DAYS]

    def test_a_start_far_ahead_is_looked_at_too(self):
        """A plan that begins in a year is judged on its own first weeks."""
        assert P.CONSECUTIVE_DAYS in codes(replace(selinexor(40, (1, 2)), c1d1_on=day(364), effective_on=day(364)))

    def test_all_problems_are_told_at_once(self):
        """Whoever corrects a plan corrects it once."""
        assert codes(selinexor(135, (1, 2, 4))) == [
            P.TABLETS_CANNOT_MAKE,
            P.TOO_MUCH_AT_ONCE,
            P.CONSECUTIVE_DAYS,
            P.TOO_MANY_DAYS,
            P.TOO_MUCH_A_WEEK,
        ]

    def test_the_problem_names_what_is_wrong(self):
        """A sentence can be made of it: which days, how much, which tablets."""
        found = {one.code: one.args for one in check_plan([selinexor(100)], [], MONDAY)}
        assert found[P.TOO_MUCH_A_WEEK] == {"mg": 200, "most": 160, "first": MONDAY, "last": day(2)}
        [near] = check_plan([plan(zone="Madrid")], [], MONDAY)
        assert near.args == {"zone": "Madrid", "near": "Europe/Madrid"}

    @pytest.mark.parametrize(
        ("pairs", "code"),
        [(((1, 60), (1, 40)), None), (((2, 40), (1, 20)), None), (((1, 60), (1, 20)), P.TABLETS_DIFFER),
         (((1, 60), (2, 40)), P.TABLETS_DIFFER), (((1, 70), (1, 30)), P.STRENGTH_UNKNOWN)],
    )  # fmt: skip
    def test_mixed_tablets_must_come_to_the_amount(self, pairs, code):
        """100 mg of several strengths is exactly 100 mg, of strengths that exist."""
        one = selinexor(100, (1,))
        tablets = tuple(TabletCount(strength_mg=Decimal(mg), count=count) for count, mg in pairs)
        assert set(codes(with_tablets(one, tablets))) == ({code} if code else set())

    def test_a_40_mg_dexamethasone_tablet_in_a_mixture_is_for_the_prescriber(self):
        """Hidden beside a known strength it is still found (F-DEX-11)."""
        tablets = tuple(TabletCount(strength_mg=Decimal(mg), count=1) for mg in (40, 4))
        wrong = schedule(Drug.DEXAMETHASONE, 44, tablets=tablets)
        assert P.STRENGTH_ASK_PRESCRIBER in codes(plan(drugs=(SELINEXOR, wrong)))

    def test_only_stocked_tablets_count(self):
        """Where a market has 20 mg tablets only, 60 mg tablets make no dose there."""
        only_twenty = {**KNOWN_STRENGTHS, Drug.SELINEXOR: (Decimal(20),)}
        sixty = selinexor(60, (1,), strength=60)
        assert codes(sixty) == []
        assert [one.code for one in check_plan([sixty], [], MONDAY, only_twenty)] == [P.STRENGTH_UNKNOWN]


class TestWhatWasLived:
    def test_the_next_week_goes_on(self):
        """A new version that changes nothing is legal with last week's doses."""
        assert codes(plan(), plan(version=2, effective_on=day(7)), lived=had(0, 2), on=day(7)) == []

    def test_a_reduction_waits_for_the_week_to_clear(self):
        """80 mg on Wednesday and 100 mg on Monday are 180 mg in seven days; a week after Wednesday they are not."""
        weekly = selinexor(100, (1,), version=2, effective_on=day(7))
        assert codes(plan(), weekly, lived=had(0, 2), on=day(7)) == [P.TOO_MUCH_A_WEEK]
        assert codes(plan(), weekly, lived=had(0), on=day(7)) == []  # Wednesday's was held
        on_wednesdays = replace(weekly, c1d1_on=day(9))
        assert codes(plan(), on_wednesdays, lived=had(0, 2), on=day(7)) == []

    def test_moving_the_days_cannot_join_two_doses(self):
        """Monday's dose was taken; a plan that now begins on Tuesday would be the day after."""
        moved = plan(version=2, c1d1_on=day(1), effective_on=day(1))
        assert P.CONSECUTIVE_DAYS in codes(plan(), moved, lived=had(0), on=day(1))

    def test_moving_the_days_cannot_make_a_third(self):
        """Monday and Wednesday were taken; a plan that begins on Friday would be three days in one week."""
        moved = plan(version=2, c1d1_on=day(4), effective_on=day(4))
        assert P.TOO_MANY_DAYS in codes(plan(), moved, lived=had(0, 2), on=day(4))

    def test_one_plan_day_is_one_dose(self):
        """Today's prompted dose and today's dose of the new version are the same dose, at the larger amount."""
        assert codes(plan(), plan(version=2), lived=had(0), on=MONDAY) == []
        smaller = selinexor(60, version=2)
        assert codes(plan(), smaller, lived=had(0, mg=100), on=MONDAY) == []
        more = selinexor(80, version=2)
        assert codes(plan(), more, lived=had(0, mg=100), on=MONDAY) == [P.TOO_MUCH_A_WEEK]

    def test_older_doses_no_longer_count(self):
        """A dose of eight days ago is not in the law's seven."""
        moved = plan(version=2, c1d1_on=day(9), effective_on=day(9))
        assert codes(plan(), moved, lived=had(0, 1), on=day(9)) == []

    def test_a_hold_is_never_refused(self):
        """Whatever was prompted before, and however wrong the amounts are, stopping is always possible."""
        hold = selinexor(130, (1, 2), version=2, held=frozenset(Drug))
        assert codes(selinexor(130, (1, 2)), hold, lived=had(-1, 0, 1, mg=200), on=day(1)) == []

    def test_resuming_is_judged_again(self):
        """What a hold let pass is refused when it would be taken."""
        versions = [plan(), plan(version=2, held=frozenset(Drug)), selinexor(130, (1, 2), version=3)]
        assert P.CONSECUTIVE_DAYS in codes(*versions)

    def test_held_selinexor_lets_dexamethasone_stand(self):
        """The drug that goes on is judged, the held one is not."""
        assert codes(selinexor(130, held=frozenset({Drug.SELINEXOR}))) == []
        too_much = plan(drugs=(SELINEXOR, schedule(Drug.DEXAMETHASONE, 60)), held=frozenset({Drug.SELINEXOR}))
        assert codes(too_much) == [P.TOO_MUCH_DEXAMETHASONE]

    def test_the_days_until_the_change_are_the_old_plans(self):
        """A change that begins on Thursday is judged with Wednesday's coming dose too."""
        moved = plan(version=2, c1d1_on=day(3), effective_on=day(3))
        assert P.CONSECUTIVE_DAYS in codes(plan(), moved, lived=had(0), on=day(1))


class TestTravel:
    def test_the_same_plan_day_elsewhere_is_no_second_dose(self):
        """Monday's dose taken in Auckland is Monday's in Honolulu, where it is still Sunday."""
        at = resolve(MONDAY, time(9), "Pacific/Auckland")
        moved = plan(version=2, zone="Pacific/Honolulu")
        assert codes(plan(zone="Pacific/Auckland"), moved, lived=had(0, at=at), on=day(-1)) == []

    def test_a_dose_that_became_the_day_before_is_seen(self):
        """Monday evening in Honolulu is Tuesday in Tokyo: Wednesday there would be the day after."""
        at = resolve(MONDAY, time(20), "Pacific/Honolulu")
        moved = plan(version=2, zone="Asia/Tokyo", effective_on=day(2))
        assert codes(plan(zone="Pacific/Honolulu"), moved, lived=had(0, at=at), on=day(1)) == [P.CONSECUTIVE_DAYS]
        after = replace(moved, effective_on=day(7))
        assert codes(plan(zone="Pacific/Honolulu"), after, lived=had(0, 2, at=None), on=day(3)) == []

    def test_the_flight_home_of_a_morning_dose(self):
        """Between zones where the morning dose keeps its date nothing is refused."""
        at = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
        moved = plan(version=2, zone="America/New_York", effective_on=day(1))
        assert codes(plan(), moved, lived=had(0, at=at), on=day(1)) == []


class TestEveryPlan:
    @given(
        plans(),
        st.lists(st.tuples(st.integers(-10, 2), st.sampled_from([20, 60, 80, 100])), max_size=4),
        st.integers(0, 40),
    )
    def test_what_stands_keeps_the_law(self, one, before, ahead):
        """Recounted by hand: a plan that is not refused never breaks a limit that its own doses take part in."""
        on = one.effective_on
        lived = {on + timedelta(days=number): Decimal(mg) for number, mg in before}
        doses = [LivedDose(drug=Drug.SELINEXOR, plan_day=plan_day, mg=mg) for plan_day, mg in lived.items()]
        assume(not check_plan([one], doses, on))
        recent = {plan_day: mg for plan_day, mg in lived.items() if plan_day >= on - timedelta(days=7)}
        new = self.selinexor_days(one, on)
        start = on + timedelta(days=ahead - 7)
        week = [start + timedelta(days=number) for number in range(7)]
        mg = {each: max(recent.get(each, 0), new.get(each, 0)) for each in week if each in recent or each in new}
        if set(mg) & set(new):
            assert len(mg) <= 2
            assert sum(mg.values()) <= 160
            neighbours = [each for each in mg if each + timedelta(days=1) in mg]
            assert not [each for each in neighbours if {each, each + timedelta(days=1)} & set(new)]

    @staticmethod
    def selinexor_days(one, on):
        """The coming doses of the plan."""
        coming = {}
        for number in range(70):
            for each in due_drugs([one], on + timedelta(days=number)):
                if each.drug is Drug.SELINEXOR:
                    coming[on + timedelta(days=number)] = each.mg
        return coming

    @given(plans(), st.integers(1, 6))
    def test_a_day_beside_any_selinexor_day_is_refused(self, one, other):
        """Whatever the plan, adding the day after a dose day breaks it."""
        found = one.schedule_of(Drug.SELINEXOR)
        assume(found is not None and Drug.SELINEXOR not in one.held)
        beside = found.days[0] % one.cycle_days + 1
        wrong = replace(found, days=tuple(sorted({*found.days, beside})))
        broken = replace(one, drugs=tuple(wrong if each is found else each for each in one.drugs))
        assert P.CONSECUTIVE_DAYS in codes(broken, on=one.effective_on)

    @settings(max_examples=50)
    @given(st.sampled_from(range(10, 101, 10)), st.data())
    def test_every_way_stands_and_one_tablet_more_or_less_does_not(self, mg, data):
        """What `ways` offers is never refused; whoever counts one tablet too many or too few is."""
        one = selinexor(mg, (1,))
        tablets = data.draw(st.sampled_from(ways(Decimal(mg), KNOWN_STRENGTHS[Drug.SELINEXOR])))
        assert codes(with_tablets(one, tablets)) == []
        at = data.draw(st.integers(0, len(tablets) - 1))
        by = data.draw(st.sampled_from([1, -1] if tablets[at].count > 1 else [1]))
        off = (*tablets[:at], replace(tablets[at], count=tablets[at].count + by), *tablets[at + 1 :])
        assert total_mg(off) != mg
        assert P.TABLETS_DIFFER in codes(with_tablets(one, off))

    @given(st.decimals(0, 500, places=1), st.sampled_from(KNOWN_STRENGTHS[Drug.SELINEXOR]))
    def test_no_odd_amount_stands(self, mg, strength):
        """An amount stands only if whole tablets make it and it is at most 100 mg."""
        stands = codes(selinexor(mg, (1,), strength=strength)) == []
        assert stands is (mg > 0 and mg % strength == 0 and mg <= 100)

    @given(plans())
    def test_a_full_hold_always_stands(self, one):
        """Stopping is never refused for what a plan says."""
        assert codes(replace(one, held=frozenset(Drug)), on=one.effective_on) == []


class TestUnusual:
    @pytest.mark.parametrize(("mg", "days"), LADDER)
    def test_levels_are_usual(self, mg, days):
        """Every step of the ladder may be prescribed without a second question."""
        assert unusual(selinexor(mg, days), regimen()) == ()

    @pytest.mark.parametrize(
        ("one", "code"),
        [
            (selinexor(60), U.NOT_A_LEVEL),
            (selinexor(80, (1, 4)), U.NOT_A_LEVEL),
            (selinexor(80, (3,)), U.NOT_A_LEVEL),
            (plan(cycle_days=35), U.NOT_A_LEVEL),  # two doses in five weeks
            (plan(drugs=(SELINEXOR, schedule(Drug.DEXAMETHASONE, 20, days=(1, 3, 5)))), U.DEXAMETHASONE_DAYS),
            (plan(drugs=(SELINEXOR, schedule(Drug.DEXAMETHASONE, 20, days=tuple(range(1, 8))))), U.DEXAMETHASONE_DAYS),
            (plan(drugs=(SELINEXOR, schedule(Drug.DEXAMETHASONE, 12, strength=4))), U.DEXAMETHASONE_AMOUNT),
            (plan(drugs=(SELINEXOR,)), U.DEXAMETHASONE_AMOUNT),
            (plan(drugs=(DEXAMETHASONE,)), U.NO_SELINEXOR),
            (plan(antiemetics=()), U.NO_ANTIEMETIC),
        ],
    )
    def test_what_is_unusual_is_asked_about(self, one, code):
        """Legal, but a person says why."""
        assert [each.code for each in unusual(one, regimen())] == [code]
        assert codes(one) == []

    def test_a_regimen_without_dexamethasone_misses_none(self):
        """Selinexor alone is complete where the regimen is selinexor alone."""
        alone = replace(regimen(), drugs=regimen().drugs[:1])
        assert unusual(plan(drugs=(SELINEXOR,)), alone) == ()

    @pytest.mark.parametrize(
        ("surface", "mg", "odd"),
        [("1.42", 100, True), ("1.43", 100, False), ("1.42", 80, False), ("1.14", 80, True), (None, 100, False)],
    )
    def test_more_than_the_cap_for_a_small_body_surface(self, surface, mg, odd):
        """70 mg for each square metre where the regimen says so (F-DOSE-05); not known is not judged."""
        capped = replace(
            regimen(), drugs=tuple(replace(one, most_mg_per_m2=Decimal(70)) for one in regimen().drugs[:1])
        )
        one, known = selinexor(mg, (1,)), None if surface is None else Decimal(surface)
        assert (U.ABOVE_SURFACE_CAP in [each.code for each in unusual(one, capped, known)]) is odd
        assert U.ABOVE_SURFACE_CAP not in [each.code for each in unusual(one, regimen(), known)]

    @pytest.mark.parametrize(
        ("cycle", "on", "odd"),
        [(7, (1, 2), False), (7, (1, 7), False), (7, (6, 7), False), (1, (1,), True), (3, (1,), True), (4, (1,), False),
         (35, (1, 2, 8, 9, 15, 16, 22, 23, 29, 30), False), (35, (1, 2, 34), True), (35, (1, 29, 35), False), (35, (1, 30, 35), True),
         (14, (1, 2, 8, 9), False), (14, (1, 2, 7), True)],
    )  # fmt: skip
    def test_dexamethasone_on_more_than_two_days_a_week(self, cycle, on, odd):
        """Counted round the corner of the cycle too: a slip of the keyboard may not become a daily steroid."""
        one = plan(cycle_days=cycle, drugs=(schedule(days=(1,)), schedule(Drug.DEXAMETHASONE, 20, days=on)))
        assert (U.DEXAMETHASONE_DAYS in [each.code for each in unusual(one, regimen())]) is odd
