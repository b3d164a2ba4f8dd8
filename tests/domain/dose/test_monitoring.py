"""Which days a patient is to be checked on: as the pharmacist wrote it, by the version in force, never before C1D1."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.localtime import resolve
from bot.domain.monitoring import (
    Schedule,
    Series,
    Stage,
    all_due,
    checks_due,
    closer,
    days_until,
    offered,
    rests,
)
from bot.domain.monitoringtext import LAST_DAY, Unread, read_choice, read_schedule, written
from bot.domain.plan import Visit
from bot.domain.regimen import Drug, MonitoringKind
from tests.domain.dose.builders import MONDAY, days, plan, regimen, times, zones

few = settings(max_examples=60)
WEEKLY = (8, 15, 22, 29, 36, 43, 50, 57)
OFFER = offered(regimen().monitoring)


@st.composite
def series(draw: st.DrawFn, kind: MonitoringKind = MonitoringKind.BLOOD_TEST) -> Series:
    """Any series with sense: bounded stages that each hold a check, perhaps an endless one, perhaps a baseline."""
    reached, stages = 1, []
    for every, count, more in draw(
        st.lists(st.tuples(st.integers(1, 30), st.integers(1, 6), st.integers(0, 3)), max_size=4)
    ):
        reached += every * count
        stages.append(Stage(every_days=every, until_day=reached + min(more, every - 1)))
    if draw(st.booleans()) or not stages:
        stages.append(Stage(every_days=draw(st.integers(1, 60))))
    return Series(kind=kind, stages=tuple(stages), baseline=draw(st.booleans()), at=draw(times))


schedules = st.one_of(
    series().map(lambda one: Schedule(series=(one,))),
    st.builds(lambda one, other: Schedule(series=(one, other)), series(), series(kind=MonitoringKind.WEIGHT)),
)


def due_days(schedule: Schedule, versions, first: date, last: date, kind=MonitoringKind.BLOOD_TEST) -> list[int]:
    return [one.day for one in checks_due(schedule, versions, first, last) if one.kind is kind]


class TestSeries:
    def test_the_offer(self):
        """Weekly for eight weeks, day 8 to day 57, then every 28 days (F-MON-01)."""
        assert days_until(OFFER.series[0], 120) == (*WEEKLY, 85, 113)

    def test_closer_in_the_first_three_months(self):
        """In the pharmacist's figures, after the weekly ones and before the long intervals (F-MON-04)."""
        made = closer(OFFER, 14, 91)
        assert days_until(made.series[0], 150) == (*WEEKLY, 71, 85, 113, 141)
        assert closer(OFFER, 14, 60) is None, "no check fits in"

    @few
    @given(schedules, days, st.integers(0, 400))
    def test_days_come_in_order_and_each_once(self, schedule, start, length):
        """In any schedule no kind is due twice on a day, none before C1D1, and expanding in pieces is expanding whole."""
        versions = [plan(c1d1_on=start, effective_on=start)]
        last = start + timedelta(days=length)
        whole = checks_due(schedule, versions, start - timedelta(days=30), last)
        assert len({(one.kind, one.on) for one in whole}) == len(whole)
        assert all(one.on >= start and one.day == (one.on - start).days + 1 for one in whole)
        middle = start + timedelta(days=length // 2)
        pieces = {*checks_due(schedule, versions, start, middle), *checks_due(schedule, versions, middle, last)}
        assert {one.key for one in pieces} == {one.key for one in whole}

    @few
    @given(series(), st.integers(1, 300), st.integers(1, 300))
    def test_what_lies_ahead_changes_nothing_before(self, one, near, far):
        """Looking further ahead only adds days."""
        near, far = sorted((near, far))
        assert days_until(one, far)[: len(days_until(one, near))] == days_until(one, near)

    @few
    @given(schedules, st.integers(1, 60), st.integers(2, 400))
    def test_closer_keeps_every_earlier_day(self, schedule, every, until):
        """More checks never take one away before the long intervals begin, and none is added twice."""
        made = closer(schedule, every, until)
        for before, after in zip(schedule.series, made.series if made else (), strict=False):
            close = [stage for stage in before.stages if stage.until_day is not None]
            kept = days_until(replace(before, stages=tuple(close)), until)
            found = days_until(after, until)
            assert found[: len(kept)] == kept
            assert len(found) > len(kept)


class TestPlans:
    @few
    @given(schedules, days, st.integers(-20, 20), st.integers(0, 60))
    def test_a_change_of_start_moves_what_is_to_come_and_never_what_was(self, schedule, start, moved, after):
        """Days before the new version came into force are as they were; from then on they count from the new C1D1."""
        first = plan(c1d1_on=start, effective_on=start)
        on = start + timedelta(days=after)
        second = replace(first, version=2, effective_on=on, c1d1_on=start + timedelta(days=moved))
        last, eve = on + timedelta(days=90), on - timedelta(days=1)
        assert checks_due(schedule, [first, second], start, eve) == checks_due(schedule, [first], start, eve)
        assert due_days(schedule, [first, second], on, last) == due_days(schedule, [second], on, last)

    def test_a_patient_already_on_treatment(self):
        """Enrolled at C3D8: nothing of the past, the next one where the count says."""
        versions = [plan(c1d1_on=MONDAY - timedelta(days=21))]
        assert due_days(OFFER, versions, MONDAY + timedelta(days=1), MONDAY + timedelta(days=14)) == [29, 36]

    @few
    @given(zones, days, times, times)
    def test_the_baseline_never_follows_a_dose_of_the_first_day(self, zone, start, dose_at, check_at):
        """Whatever the zone and the hours, C1D1's check is at or before its first dose."""
        drugs = tuple(replace(one, at=dose_at) for one in plan().drugs)
        one = plan(c1d1_on=start, effective_on=start, zone=zone, drugs=drugs)
        schedule = Schedule(series=(Series(kind=MonitoringKind.WEIGHT, baseline=True, at=check_at),))
        (check,) = checks_due(schedule, [one], start, start)
        assert check.baseline
        assert check.at <= resolve(start, dose_at, zone)

    def test_a_plan_stopped_for_good_asks_for_nothing(self):
        """Without a drug there is no treatment to watch: no blood test, no weight, no visit."""
        visit = Visit(name="bortezomib", days=(1,))
        versions = [
            plan(visits=(visit,)),
            plan(version=2, effective_on=MONDAY + timedelta(days=8), drugs=(), visits=(visit,)),
        ]
        found = all_due(OFFER, versions, MONDAY, MONDAY + timedelta(days=60))
        assert max(one.on for one in found) == MONDAY + timedelta(days=7)

    def test_visits_of_the_plan_are_visits(self):
        """Given at the clinic on days of the cycle: due by name, never a baseline."""
        one = plan(visits=(Visit(name="bortezomib", days=(1, 3), at=time(10)),))
        found = all_due(Schedule(), [one], MONDAY, MONDAY + timedelta(days=6))
        assert [(check.kind, check.name, check.day, check.baseline) for check in found] == [
            (MonitoringKind.VISIT, "bortezomib", 1, False), (MonitoringKind.VISIT, "bortezomib", 3, False),
        ]  # fmt: skip

    def test_it_rests_only_when_everything_is_on_hold_and_the_pharmacist_said_so(self):
        """One drug on hold is no rest, and a hold alone is none either."""
        held, half = plan(held=frozenset(Drug)), plan(held=frozenset({Drug.SELINEXOR}))
        resting = replace(OFFER, rests_in_hold=True)
        assert [rests(resting, [held], MONDAY), rests(OFFER, [held], MONDAY), rests(resting, [half], MONDAY)] == [
            True, False, False,
        ]  # fmt: skip


class TestWriting:
    @few
    @given(schedules)
    def test_what_is_written_reads_back(self, schedule):
        """Kept as text and read again, a schedule is the same."""
        assert read_schedule(written(schedule)) == schedule

    @pytest.mark.parametrize(
        ("text", "kind", "expected"),
        [
            ("weight: every 7 until 57, then every 28", MonitoringKind.WEIGHT, (*WEEKLY, 85)),
            ("Blood tests: day 8, day 29, day 57", MonitoringKind.BLOOD_TEST, (8, 29, 57)),
            ("peso, analítica: basal, cada 7 días hasta el día 57, luego cada 28 a las 07:30", MonitoringKind.BLOOD_TEST, (*WEEKLY, 85)),
            ("visit: every 14 days", MonitoringKind.VISIT, (15, 29, 43, 57, 71, 85)),
            ("bloods: day 1, day 15", MonitoringKind.BLOOD_TEST, (15,)),
        ],
    )  # fmt: skip
    def test_lines_a_pharmacist_might_type(self, text, kind, expected):
        """In either language, with or without the little words."""
        read = read_schedule(text)
        assert days_until(next(one for one in read.series if one.kind is kind), 90) == expected

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("", "empty"),
            ("weight:", "part"),
            ("every 7 until 57", "kind"),
            ("sodium: every 7", "kind"),
            ("weight: every 7, every 28", "after-end"),
            ("weight: day 29, day 8", "day"),
            ("weight: every 0 until 9", "every"),
            ("weight: every 30 until 20", "every"),
            ("weight: every 99999", "every"),
            ("weight: sometimes", "part"),
            ("weight: every 7 at 25:00", "part"),
            ("weight: every 7; peso: every 14", "twice"),
        ],
    )
    def test_what_cannot_be_read_says_why(self, text, problem):
        """Nothing is guessed: each slip has its own sentence."""
        read = read_schedule(text)
        assert isinstance(read, Unread)
        assert read.problem.key == f"monitoring-problem-{problem}"

    def test_the_choices(self):
        """Offered, none, closer with figures; "closer" without them asks for them."""
        assert read_choice("offered", OFFER) == OFFER
        assert read_choice("None", OFFER) == Schedule()
        assert read_choice("closer every 14 until 91", OFFER) == closer(OFFER, 14, 91)
        assert read_choice("closer", OFFER).problem.key == "monitoring-problem-closer"
        assert read_choice("closer every 14 until 20", OFFER).problem.key == "monitoring-problem-closer-room"

    @few
    @given(st.text(alphabet="weightbloodts: ,;0123456789every until day at", max_size=80))
    def test_any_text_is_read_or_refused(self, text):
        """No line brings it down, and whatever is taken keeps within ten years."""
        read = read_schedule(text)
        if isinstance(read, Schedule):
            assert all(stage.every_days <= LAST_DAY for one in read.series for stage in one.stages)
