"""Plans: their shape, their versions, their days, and their form in a row."""

import json
from datetime import UTC, date, time
from decimal import Decimal

import pytest
from hypothesis import given

from bot.domain.antiemetic import Antiemetic, AtTime
from bot.domain.antiemeticjson import antiemetic_to_json
from bot.domain.plan import CycleDay, PlanError, cycle_day, plan_on
from bot.domain.planjson import plan_from_json, plan_to_json
from bot.domain.regimen import Drug
from tests.domain.dose.builders import (
    DEXAMETHASONE,
    ONDANSETRON,
    SELINEXOR,
    day,
    days,
    histories,
    plan,
    plans,
    schedule,
)


class TestShape:
    @pytest.mark.parametrize(
        "changes",
        [
            {"drugs": ()},
            {"drugs": (SELINEXOR, SELINEXOR)},
            {"drugs": (SELINEXOR, schedule(mg=20, at=time(21)))},
            {"drugs": (schedule(days=(0,)),)},
            {"drugs": (schedule(days=(8,)),)},
            {"drugs": (schedule(days=()),)},
            {"drugs": (schedule(days=(1, 1)),)},
            {"cycle_days": 0},
            {"antiemetics": (ONDANSETRON, ONDANSETRON)},
            {"antiemetics": (Antiemetic(name="x", amount="1", times=(AtTime(at=time(21), cycle_days=(8,)),)),)},
        ],
    )
    def test_nonsense_is_never_a_plan(self, changes):
        """One drug twice would be two doses a day; a day outside the cycle would be a dose nobody gets."""
        with pytest.raises(PlanError):
            plan(**changes)

    @pytest.mark.parametrize(
        "changes", [{"mg": "NaN"}, {"mg": "Infinity"}, {"strength": "NaN"}, {"at": time(9, tzinfo=UTC)}]
    )
    def test_nonsense_is_never_a_schedule(self, changes):
        """Amounts are numbers, times are wall times."""
        with pytest.raises(PlanError):
            schedule(**changes)

    @pytest.mark.parametrize(
        ("amount", "mg"), [("8 mg", "8"), ("2.5mg", "2.5"), ("1 tablet", None), ("8 mg twice", None)]
    )
    def test_an_antiemetic_in_milligrams(self, amount, mg):
        """Only a plain number of milligrams is read as one."""
        assert Antiemetic(name="x", amount=amount).mg == (None if mg is None else Decimal(mg))


class TestVersions:
    def test_the_highest_version_in_effect_counts(self):
        """A later decision that starts earlier replaces an earlier decision that starts later."""
        first, second, third = plan(), plan(version=2, effective_on=day(14)), plan(version=3, effective_on=day(7))
        versions = [second, third, first]
        assert [plan_on(versions, day(number)) for number in (-1, 0, 6, 7, 14)] == [None, first, first, third, third]

    @given(histories(), days)
    def test_a_version_is_never_in_force_before_its_day(self, versions, on):
        """No day belongs to a version that has not begun."""
        found = plan_on(versions, on)
        assert found is None or found.effective_on <= on

    @pytest.mark.parametrize(
        ("number", "where"), [(-1, None), (0, (1, 1)), (2, (1, 3)), (6, (1, 7)), (7, (2, 1)), (27, (4, 7))]
    )
    def test_days_of_treatment(self, number, where):
        """C1D1 is day 1 of cycle 1; before it there is no treatment."""
        expected = where and CycleDay(cycle=where[0], day=where[1])
        assert cycle_day(plan(), day(number)) == expected


class TestJson:
    @given(plans())
    def test_round_trip_is_exact(self, one):
        """A plan comes back from its row as it was, through real JSON text."""
        assert plan_from_json(json.loads(json.dumps(plan_to_json(one)))) == one

    def test_decimals_stay_decimals(self):
        """0.1 + 0.2 is nobody's dose."""
        one = plan(drugs=(schedule(Drug.DEXAMETHASONE, "2.25", strength="0.75"),))
        body = json.loads(json.dumps(plan_to_json(one)))
        assert body["drugs"][0]["mg"] == "2.25"
        assert plan_from_json(body).drugs[0].in_tablets == "3 x 0.75 mg"

    @pytest.mark.parametrize(
        "broken",
        [{}, {"held": ["aspirin"]}, {"c1d1_on": "2026-02-30"}, {"drugs": []}, {"drugs": [{}]}, {"antiemetics": [{"dose": 1}]},
         {"antiemetics": [antiemetic_to_json(ONDANSETRON) | {"times": [{"kind": "never"}]}]},
         {"cycle_days": "seven"}, {"effective_on": None}],
    )  # fmt: skip
    def test_what_is_no_plan_is_refused(self, broken):
        """A damaged row is an error with a name, never half a plan."""
        body = {**plan_to_json(plan()), **broken} if broken else {}
        with pytest.raises(PlanError):
            plan_from_json(body)

    def test_the_form_is_what_older_rows_hold(self):
        """The stored form does not change: rows are never rewritten."""
        assert plan_to_json(plan(drugs=(DEXAMETHASONE,), held=frozenset({Drug.DEXAMETHASONE}))) == {
            "version": 1,
            "regimen_id": "sd-twice-weekly",
            "cycle_days": 7,
            "c1d1_on": date(2026, 5, 4).isoformat(),
            "effective_on": "2026-05-04",
            "zone": "Europe/Madrid",
            "drugs": [
                {
                    "drug": "dexamethasone",
                    "mg": "20",
                    "brand": "Dexa",
                    "tablets": [{"strength_mg": "20", "count": 1}],
                    "days": [1, 3],
                    "at": "09:00:00",
                }
            ],
            "antiemetics": [
                {
                    "name": "ondansetron",
                    "amount": "8 mg",
                    "times": [{"kind": "before", "minutes": 30}],
                    "gap_minutes": 0,
                    "most_a_day": None,
                    "if_not_taken": "stop",
                }
            ],
            "held": ["dexamethasone"],
            "antiemetics_held": False,
            "visits": [],
        }
