"""Changes of plan, one after the other: what each may alter, and what a patient lives through in the end (S1, S14)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.antiemetic import Antiemetic
from bot.domain.changejson import change_from_json, change_to_json
from bot.domain.changetext import read_box, read_day, read_dose, read_time
from bot.domain.intakes import REACH
from bot.domain.occurrence import AntiemeticDue, DoseMoment, due_drugs, expand
from bot.domain.plan import Plan, PlanError, plan_on
from bot.domain.planchange import (
    Change,
    Dispense,
    Hold,
    NewDose,
    Prescribe,
    Redose,
    Restart,
    Resume,
    Retime,
    Rezone,
    Stop,
    next_versions,
)
from bot.domain.plancheck import LivedDose, ProblemCode, check_plan
from bot.domain.plandifference import Differs, difference, events_on
from bot.domain.planjson import plan_from_json, plan_to_json
from bot.domain.proposal import propose
from bot.domain.regimen import Drug
from bot.domain.tablets import KNOWN_STRENGTHS, total_mg
from tests.domain.dose.builders import MONDAY, ONDANSETRON, RULES, day, plan

SEL, DEX = Drug.SELINEXOR, Drug.DEXAMETHASONE
BOTH = frozenset({SEL, DEX})
HORIZON = 75


def changed(versions: Sequence[Plan], change: Change, on: date = MONDAY) -> list[Plan]:
    """The versions with those the change makes."""
    return [*versions, *next_versions(versions, change, effective_on=on, stocked=KNOWN_STRENGTHS)]


def due(versions: Sequence[Plan], number: int) -> dict[Drug, Decimal]:
    """What is due on the day so many days after the first Monday."""
    return {one.drug: one.mg for one in due_drugs(versions, day(number))}


def dose(mg: int, *days: int, drug: Drug = SEL) -> NewDose:
    return NewDose(drug=drug, mg=Decimal(mg), days=days)


drugs = st.sampled_from([BOTH, frozenset({SEL}), frozenset({DEX})])
cycle_days = st.sampled_from([(1, 3), (1,), (1, 4), (3,), (2, 5), (1, 2), (1, 3, 5)])
selinexor_doses = st.builds(lambda mg, days: dose(mg, *days), st.sampled_from([40, 60, 80, 100, 120]), cycle_days)
dexamethasone_doses = st.builds(lambda mg, days: dose(mg, *days, drug=DEX), st.sampled_from([8, 20]), cycle_days)


@st.composite
def changes(draw: st.DrawFn, on: date) -> Change:
    """Any change that a pharmacist might ask for on a day."""
    made: st.SearchStrategy[Change] = st.one_of(
        st.builds(
            Hold, drugs=drugs, antiemetics=st.sampled_from([None, True, False]),
            resumes_on=st.none() | st.integers(1, 30).map(lambda one: on + timedelta(days=one)),
        ),
        st.builds(Resume, drugs=drugs),
        st.builds(lambda *both: Redose(doses=both), selinexor_doses, dexamethasone_doses),
        st.builds(lambda one: Redose(doses=(one,)), dexamethasone_doses),
        st.builds(Retime, drugs=drugs, at=st.sampled_from([time(8), time(9), time(21, 30)])),
        st.builds(Rezone, zone=st.sampled_from(["Europe/Madrid", "America/New_York", "Pacific/Auckland"])),
        st.builds(Restart, c1d1_on=st.integers(-3, 10).map(lambda one: on + timedelta(days=one))),
        st.builds(Dispense, drug=st.just(SEL), brand=st.just("Nexpovio"), strengths=st.sampled_from([(Decimal(20),), (Decimal(60), Decimal(40))])),
        st.builds(Prescribe, antiemetics=st.sampled_from([(), (ONDANSETRON,)])),
        st.builds(Stop, drugs=st.sampled_from([frozenset({DEX}), frozenset({SEL})])),
    )  # fmt: skip
    return draw(made)


@dataclass
class Life:
    """A plan as its changes were made, each checked (S14) against what had been lived by then."""

    versions: list[Plan] = field(default_factory=lambda: [plan()])
    today: date = MONDAY
    made: int = 0

    def lived(self) -> list[LivedDose]:
        days = [self.today - timedelta(days=number) for number in range(1, 8)]
        found = [(one, on) for on in days for one in due_drugs(self.versions, on)]
        return [LivedDose(drug=one.drug, plan_day=on, mg=one.mg) for one, on in found]

    def try_(self, change: Change, on: date) -> None:
        """Make the change unless it is refused; whatever it is, the days before stay as they were."""
        try:
            news = next_versions(self.versions, change, effective_on=on, stocked=KNOWN_STRENGTHS)
        except PlanError:
            return
        after = [*self.versions, *news]
        for number in (1, 2, 4, 7):
            before = on - timedelta(days=number)
            assert events_on(self.versions, before, RULES) == events_on(after, before, RULES)
        if news and not check_plan(after, self.lived(), self.today, made=len(news)):
            self.versions, self.made = after, self.made + 1


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Up to six changes over some weeks."""
    life = Life()
    for _ in range(draw(st.integers(1, 6))):
        life.today += timedelta(days=draw(st.integers(0, 9)))
        on = life.today + timedelta(days=draw(st.sampled_from([0, 0, 1, 5])))
        life.try_(draw(changes(on)), on)
    return life


class TestSequences:
    """Laws of what is lived through, whatever was changed on the way."""

    @given(lives())
    @settings(max_examples=60)
    def test_no_patient_lives_through_what_s14_forbids(self, life: Life) -> None:
        """Never two selinexor days in a row, more than two days or 160 mg in 7, or 100 mg at once."""
        taken = [due(life.versions, number).get(SEL, Decimal(0)) for number in range(HORIZON)]
        for first in range(HORIZON - 7):
            week = taken[first : first + 7]
            assert not (week[0] and week[1])
            assert sum(bool(mg) for mg in week) <= 2
            assert sum(week) <= 160
            assert max(week) <= 100

    @given(lives())
    @settings(max_examples=30)
    def test_every_prompt_is_the_version_in_forces_own(self, life: Life) -> None:
        """S1 and S2: drug, amount and day stand in the version of that day, not on hold, once, in tablets that add up."""
        seen: set[tuple[date, Drug]] = set()
        for one in expand(life.versions, MONDAY, day(HORIZON), RULES):
            if not isinstance(one, DoseMoment):
                continue
            version = plan_on(life.versions, one.plan_day)
            assert version is not None
            for each in one.schedules:
                assert each == version.schedule_of(each.drug)
                assert each.drug not in version.held
                assert total_mg(each.tablets) == each.mg
                assert (one.plan_day, each.drug) not in seen
                seen.add((one.plan_day, each.drug))

    @given(lives(), drugs, st.sampled_from([time(7), time(20)]))
    @settings(max_examples=30)
    def test_another_time_changes_no_day_and_no_amount(self, life: Life, which: frozenset[Drug], at: time) -> None:
        """The expansions before and after an unrelated edit agree, later decisions included."""
        after = changed(life.versions, Retime(drugs=which, at=at), life.today)
        days = range((life.today - MONDAY).days, HORIZON)
        assert [due(after, one) for one in days] == [due(life.versions, one) for one in days]

    @given(lives(), st.integers(1, 20))
    @settings(max_examples=30)
    def test_a_hold_with_an_end_is_a_gap_and_nothing_else(self, life: Life, length: int) -> None:
        """Nothing until its end, and from then on what would have been; the other drug never notices."""
        ends_on = life.today + timedelta(days=length)
        free = changed(life.versions, Resume(drugs=frozenset({SEL})), life.today)
        after = changed(free, Hold(drugs=frozenset({SEL}), resumes_on=ends_on), life.today)
        for number in range((life.today - MONDAY).days, HORIZON):
            would, does = due(free, number), due(after, number)
            assert does.get(SEL) == (None if day(number) < ends_on else would.get(SEL))
            assert does.get(DEX) == would.get(DEX)

    @given(lives(), st.one_of(st.none(), st.integers(2, 20)))
    @settings(max_examples=25)
    def test_antiemetics_end_with_the_hold_and_the_answered_day_stays(self, life: Life, length: int | None) -> None:
        """Held once today's dose was answered: no antiemetic from today until the hold ends, and today's doses as they were."""
        ends_on = None if length is None else life.today + timedelta(days=length)
        change = Hold(drugs=BOTH, antiemetics=True, resumes_on=ends_on)
        tomorrow = life.today + timedelta(days=1)
        try:
            found = propose(
                life.versions, change, since=tomorrow, rules=RULES, stocked=KNOWN_STRENGTHS, after=life.today
            )
        except PlanError:  # over before the next dose day
            return
        if found is None:
            return
        after = [*life.versions, *found.at_once, *found.made]
        assert [one.version for one in after] == sorted({one.version for one in after})
        today = (life.today - MONDAY).days
        assert due(after, today) == due(life.versions, today)
        for number in (1, 2, 4):
            before = life.today - timedelta(days=number)
            assert events_on(after, before, RULES) == events_on(life.versions, before, RULES)
        coming = expand(after, life.today - REACH, life.today + timedelta(days=28), RULES)
        still = [
            one.local.date() for one in coming if isinstance(one, AntiemeticDue) and one.local.date() >= life.today
        ]
        assert all(ends_on is not None and on >= ends_on for on in still)

    @given(lives(), drugs)
    @settings(max_examples=25)
    def test_stopped_is_stopped(self, life: Life, which: frozenset[Drug]) -> None:
        """No later resumption, hold or other time brings a stopped drug back."""
        after = changed(life.versions, Stop(drugs=which), life.today)
        for change in (Resume(drugs=which), Retime(drugs=which, at=time(7)), Hold(drugs=which)):
            after = changed(after, change, life.today)
        assert all(not which & set(due(after, one)) for one in range((life.today - MONDAY).days, HORIZON))

    @given(lives())
    @settings(max_examples=25)
    def test_versions_are_numbered_and_kept(self, life: Life) -> None:
        """Each version has the next number and survives its row."""
        assert [one.version for one in life.versions] == list(range(1, len(life.versions) + 1))
        assert [plan_from_json(plan_to_json(one)) for one in life.versions] == life.versions

    @given(changes(MONDAY))
    @settings(max_examples=60)
    def test_a_change_waits_as_json(self, change: Change) -> None:
        """What was prepared is what is made."""
        assert change_from_json(change_to_json(change)) == change


class TestOneByOne:
    """Each kind, by example."""

    def test_the_first_reduction_raises_the_dose_and_cuts_the_week(self) -> None:
        """80 mg twice a week becomes 100 mg once a week, dexamethasone as named (F-MOD-01, F-MOD-04)."""
        after = changed([plan()], Redose(doses=(dose(100, 1), dose(20, 1, 3, drug=DEX))), day(7))
        assert due(after, 2) == {SEL: 80, DEX: 20}
        assert due(after, 7) == {SEL: 100, DEX: 20}
        assert due(after, 9) == {DEX: 20}
        assert after[-1].drugs[0].in_tablets == "5 x 20 mg"

    def test_selinexor_alone_is_not_enough(self) -> None:
        """A plan with dexamethasone needs its days named: nothing is inferred."""
        with pytest.raises(PlanError):
            changed([plan()], Redose(doses=(dose(100, 1),)))

    def test_a_reduction_too_early_in_the_week_is_refused(self) -> None:
        """80 mg on Monday taken, 100 mg from Tuesday on day 2: two days in a row."""
        after = changed([plan()], Redose(doses=(dose(100, 2), dose(20, 2, drug=DEX))), day(1))
        lived = [LivedDose(drug=SEL, plan_day=MONDAY, mg=Decimal(80))]
        assert ProblemCode.CONSECUTIVE_DAYS in [one.code for one in check_plan(after, lived, day(1))]

    def test_tablets_in_hand_are_kept_where_they_make_the_amount(self) -> None:
        """60 mg of 20 mg tablets stays so; of 40 mg tablets it cannot, and the fewest stocked are taken."""
        forty = changed([plan()], Dispense(drug=SEL, brand="Xpovio", strengths=(Decimal(40),)))
        reduced = Redose(doses=(dose(60, 1), dose(20, 1, drug=DEX)))
        assert changed([plan()], reduced)[-1].drugs[0].in_tablets == "3 x 20 mg"
        assert changed(forty, reduced)[-1].drugs[0].in_tablets == "1 x 60 mg"

    def test_a_later_decision_survives_an_edit_made_before_it(self) -> None:
        """On hold until the second Monday, then another time from the first Wednesday: still on hold, still ends."""
        held = changed([plan()], Hold(drugs=BOTH, antiemetics=True, resumes_on=day(14)), day(2))
        after = changed(held, Retime(drugs=BOTH, at=time(20)), day(3))
        assert [due(after, one) for one in (2, 7, 9)] == [{}, {}, {}]
        assert due(after, 14) == {SEL: 80, DEX: 20}
        assert not after[-1].antiemetics_held

    def test_resuming_one_drug_leaves_the_other_on_hold(self) -> None:
        """Dexamethasone goes on, selinexor does not, and its antiemetics stay on hold with it."""
        held = changed([plan()], Hold(drugs=BOTH, antiemetics=True))
        after = changed(held, Resume(drugs=frozenset({DEX})), day(7))
        assert due(after, 7) == {DEX: 20}
        assert after[-1].antiemetics_held

    def test_a_hold_that_is_there_already_is_no_change(self) -> None:
        """Nothing is written for what the plan says already."""
        held = changed([plan()], Hold(drugs=BOTH))
        assert changed(held, Hold(drugs=BOTH), day(1)) == held
        assert changed([plan()], Prescribe(antiemetics=(ONDANSETRON,))) == [plan()]

    def test_a_hold_may_not_end_before_it_begins(self) -> None:
        """An end on its first day would be no hold at all."""
        with pytest.raises(PlanError):
            changed([plan()], Hold(drugs=BOTH, resumes_on=day(3)), day(3))

    def test_both_versions_of_one_change_are_checked(self) -> None:
        """A hold whose end falls on the day after other selinexor days would be refused with the version it makes."""
        moved = Restart(c1d1_on=day(1))  # Tuesdays and Thursdays
        after = changed([plan()], moved, day(1))
        lived = [LivedDose(drug=SEL, plan_day=MONDAY, mg=Decimal(80))]
        assert ProblemCode.CONSECUTIVE_DAYS in [one.code for one in check_plan(after, lived, day(1))]

    def test_what_differs_is_told_by_name(self) -> None:
        """One is held until a day, the other the same; then one ends and one has a new dose."""
        news = next_versions([plan()], Hold(drugs=frozenset({SEL}), resumes_on=day(14)), effective_on=MONDAY, stocked=KNOWN_STRENGTHS)  # fmt: skip
        sel, dex = difference(plan(), news).drugs
        assert (sel.what, sel.goes_on_on, dex.what) == (Differs.HELD, day(14), Differs.SAME)
        bare = replace(
            plan(), version=2, drugs=plan().drugs[1:], antiemetics=(Antiemetic(name="olanzapine", amount="5 mg"),)
        )
        found = difference(plan(), [bare])
        assert [one.what for one in found.drugs] == [Differs.STOPPED, Differs.SAME]
        assert ([one.name for one in found.removed], [one.name for one in found.added]) == (
            ["ondansetron"],
            ["olanzapine"],
        )


class TestTyped:
    """What a pharmacist types."""

    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("100 mg days 1", (100, (1,))),
            ("80 mg, days 3, 1", (80, (1, 3))),
            ("80 mg días 1 y 3", (80, (1, 3))),
            ("60mg", (60, (1, 3))),
            ("2,5 mg day 1", (Decimal("2.5"), (1,))),
            ("0 mg", None),
            ("80", None),
            ("80 mg days 0", None),
            ("80 mg twice", None),
            ("80 mg days 1-3", None),
        ],
    )
    def test_a_dose(self, typed: str, read: object) -> None:
        """Amount with unit, then days; a range is not guessed."""
        assert read_dose(typed, (1, 3)) == read

    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("2026-05-18", date(2026, 5, 18)),
            ("18 May", date(2026, 5, 18)),
            ("Mon 18 may 2027", date(2027, 5, 18)),
            ("lun 18 de mayo", date(2026, 5, 18)),
            ("3 May", date(2027, 5, 3)),
            ("18/5", None),
            ("05-06", None),
            ("31 June", None),
            ("tomorrow", None),
        ],
    )
    def test_a_day(self, typed: str, read: date | None) -> None:
        """Digits alone are never guessed; a day that is past is next year's."""
        assert read_day(typed, MONDAY) == read

    def test_a_time_and_a_box(self) -> None:
        """Anything else is not read."""
        assert [read_time(one) for one in ("9:00", "21.30", "9", "25:00")] == [time(9), time(21, 30), None, None]
        assert read_box("Xpovio, 40 + 60 mg") == ("Xpovio", (Decimal(60), Decimal(40)))
        assert [read_box(one) for one in ("60 mg", "Xpovio 60", ", 60", "Xpovio, many")] == [None] * 4
