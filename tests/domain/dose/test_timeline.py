"""The timeline: the worked example, row by row, and what it never shows."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.monitoring import days_until
from bot.domain.monitoring import offered as offered_monitoring
from bot.domain.plancheck import ProblemCode, check_plan
from bot.domain.planning import Prescribed, offered_plan
from bot.domain.regimen import Drug
from bot.domain.tablets import of_one_strength
from bot.domain.timeline import render_table, timeline, to_json_rows
from tests.domain.dose.builders import MONDAY, RULES, days, plan, regimen, zones

NINE_FOR_ALL = dict.fromkeys(Drug, time(9))
KEYS = ["kind", "drug", "mg", "tablets", "cycle", "day", "local", "utc"]


def offered(**changes):
    """The regimen's own plan, from Monday 4 May 2026 at nine in Madrid."""
    fields = {"start_on": MONDAY, "times": NINE_FOR_ALL, "zone": "Europe/Madrid"} | changes
    return offered_plan(regimen(), **fields)


def rows(weeks=4, **changes):
    """Its timeline as JSON rows."""
    return to_json_rows(timeline(offered(**changes), regimen(), weeks, RULES))


def row(kind, drug, mg, tablets, where, local):
    """One row of a Madrid summer."""
    cycle, on = where
    utc = (datetime.fromisoformat(local) - timedelta(hours=2)).isoformat() + "Z"
    values = (kind, drug, mg, tablets, cycle, on, f"{local}+02:00", utc)
    return dict(zip(KEYS, values, strict=True))


class TestTheWorkedExample:
    def test_the_first_week_row_by_row(self):
        """Two dose days, each with its evening before, its antiemetics until a day after the second (F-EMET-03), both
        drugs, and a check-in the day after.
        """
        eighty, twenty = ("selinexor", 80, "4 x 20 mg"), ("dexamethasone", 20, "1 x 20 mg")
        ondansetron, none = ("ondansetron", 8, None), (None, None, None)
        assert rows(1) == [
            row("heads-up", *eighty, (1, 1), "2026-05-03T19:00:00"),
            row("heads-up", *twenty, (1, 1), "2026-05-03T19:00:00"),
            row("weight", *none, (1, 1), "2026-05-04T08:00:00"),
            row("blood-test", *none, (1, 1), "2026-05-04T08:00:00"),
            row("antiemetic", *ondansetron, (1, 1), "2026-05-04T08:30:00"),
            row("dose", *eighty, (1, 1), "2026-05-04T09:00:00"),
            row("dose", *twenty, (1, 1), "2026-05-04T09:00:00"),
            row("antiemetic", *ondansetron, (1, 1), "2026-05-04T17:00:00"),
            row("antiemetic", *ondansetron, (1, 2), "2026-05-05T05:00:00"),
            row("check-in", *none, (1, 2), "2026-05-05T10:00:00"),
            row("antiemetic", *ondansetron, (1, 2), "2026-05-05T17:00:00"),
            row("heads-up", *eighty, (1, 3), "2026-05-05T19:00:00"),
            row("heads-up", *twenty, (1, 3), "2026-05-05T19:00:00"),
            row("antiemetic", *ondansetron, (1, 3), "2026-05-06T08:30:00"),
            row("dose", *eighty, (1, 3), "2026-05-06T09:00:00"),
            row("dose", *twenty, (1, 3), "2026-05-06T09:00:00"),
            row("antiemetic", *ondansetron, (1, 3), "2026-05-06T17:00:00"),
            row("antiemetic", *ondansetron, (1, 4), "2026-05-07T05:00:00"),
            row("check-in", *none, (1, 4), "2026-05-07T10:00:00"),
        ]

    def test_four_weeks_in_numbers(self):
        """Eight dose days of two drugs, and the checks of days 1, 8, 15 and 22."""
        assert Counter(one["kind"] for one in rows()) == {
            "heads-up": 16, "antiemetic": 28, "dose": 16, "check-in": 8, "weight": 4, "blood-test": 4,
        }  # fmt: skip

    def test_doses_lie_on_mondays_and_wednesdays(self):
        """Days 1 and 3 of each cycle, at nine on Madrid's clocks."""
        doses = [one for one in rows() if one["kind"] == "dose"]
        assert {(one["cycle"], one["day"]) for one in doses} == {(cycle, on) for cycle in (1, 2, 3, 4) for on in (1, 3)}
        assert {datetime.fromisoformat(one["local"]).strftime("%w %H:%M") for one in doses} == {"1 09:00", "3 09:00"}

    def test_the_keys_and_their_order(self):
        """Other programs read these names."""
        assert all(list(one) == KEYS for one in rows())

    def test_the_table(self):
        """One line a row under its headings, for people."""
        lines = render_table(timeline(offered(), regimen(), 1, RULES)).splitlines()
        assert len(lines) == 20
        assert lines[0].split() == ["when", "cycle", "day", "what", "drug", "mg", "tablets"]
        assert lines[6] == "Mon  4 May 2026 09:00  C1D1       dose        selinexor      80  4 x 20 mg"
        assert not [line for line in lines if line != line.rstrip()]

    def test_an_empty_table(self):
        """Nothing to show is its headings, not an error."""
        assert len(render_table([]).splitlines()) == 1


class TestAmounts:
    @pytest.mark.parametrize(
        ("mg", "tablets"),
        [
            ("80", "4 x 20 mg"),
            ("60", "3 x 20 mg"),
            ("40", "2 x 20 mg"),
            ("50", "1 x 50 mg"),
            ("30", "1 x 20 mg + 1 x 10 mg"),
            ("70", "1 x 60 mg + 1 x 10 mg"),
        ],
    )
    def test_another_amount_of_selinexor(self, mg, tablets):
        """In 20 mg tablets where they make it, else in the fewest tablets, mixed if need be; dexamethasone stays as it is."""
        found = offered(own=Prescribed(amounts={Drug.SELINEXOR: Decimal(mg)}))
        assert found.schedule_of(Drug.SELINEXOR).in_tablets == tablets
        assert found.schedule_of(Drug.DEXAMETHASONE).in_tablets == "1 x 20 mg"
        assert not check_plan([found], [], MONDAY)

    def test_only_stocked_tablets_are_offered(self):
        """Where no 20 mg tablets are stocked, 80 mg is said in the fewest of those that are."""
        stocked = {Drug.SELINEXOR: (Decimal(10), Decimal(40)), Drug.DEXAMETHASONE: (Decimal(4),)}
        assert [one.in_tablets for one in offered(stocked=stocked).drugs] == ["2 x 40 mg", "5 x 4 mg"]

    @pytest.mark.parametrize(
        ("mg", "code"),
        [("100", ProblemCode.TOO_MUCH_A_WEEK), ("75", ProblemCode.TABLETS_CANNOT_MAKE), ("0", ProblemCode.TABLETS_CANNOT_MAKE),
         ("-80", ProblemCode.TABLETS_CANNOT_MAKE), ("800", ProblemCode.TOO_MUCH_AT_ONCE)],
    )  # fmt: skip
    def test_an_impossible_amount_becomes_a_problem(self, mg, code):
        """Any number makes a plan that can be judged, so that whoever typed it hears what is wrong."""
        assert code in [
            one.code for one in check_plan([offered(own=Prescribed(amounts={Drug.SELINEXOR: Decimal(mg)}))], [], MONDAY)
        ]

    def test_half_milligrams_stay_numbers(self):
        """JSON has 80, not 80.0 and not a string; a fraction keeps its fraction."""
        one = replace(offered().drugs[1], mg=Decimal("4.5"), tablets=of_one_strength(Decimal("4.5"), Decimal("1.5")))
        found = to_json_rows(timeline(replace(offered(), drugs=(one,)), regimen(), 1, RULES))
        assert {repr(each["mg"]) for each in found if each["kind"] == "dose"} == {"4.5"}
        assert {repr(each["mg"]) for each in rows() if each["kind"] == "dose"} == {"80", "20"}


class TestAround:
    def test_each_drug_at_its_own_time(self):
        """With dexamethasone at eight, its doses come at eight and the antiemetic stays with selinexor."""
        found = rows(1, times={Drug.SELINEXOR: time(20), Drug.DEXAMETHASONE: time(8)})
        first = [
            (one["kind"], one["drug"], one["local"][11:16]) for one in found if one["local"].startswith("2026-05-04")
        ]
        assert first == [
            ("weight", None, "08:00"),
            ("blood-test", None, "08:00"),
            ("dose", "dexamethasone", "08:00"),
            ("antiemetic", "ondansetron", "19:30"),
            ("dose", "selinexor", "20:00"),
        ]

    def test_the_baseline_never_follows_the_first_dose(self):
        """For whoever takes the first dose at six, the baseline is asked for by six."""
        found = rows(1, times=dict.fromkeys(Drug, time(6)))
        assert [one["local"][11:16] for one in found if one["kind"] == "weight"] == ["06:00"]

    def test_monitoring_days(self):
        """Weekly for eight weeks, day 8 to day 57, then every 28 days (F-MON-01)."""
        weights = offered_monitoring(regimen().monitoring).series[0]
        assert days_until(weights, 141) == (8, 15, 22, 29, 36, 43, 50, 57, 85, 113, 141)
        assert days_until(weights, 7) == ()

    def test_a_clock_change_keeps_nine_o_clock(self):
        """Over the October change the local time stays and the instant moves by an hour."""
        found = [
            one for one in rows(2, start_on=date(2026, 10, 19)) if one["kind"] == "dose" and one["drug"] == "selinexor"
        ]
        assert [one["local"][11:] for one in found] == ["09:00:00+02:00"] * 2 + ["09:00:00+01:00"] * 2
        assert [one["utc"][11:] for one in found] == ["07:00:00Z"] * 2 + ["08:00:00Z"] * 2

    def test_held_drugs_are_not_reminded_of(self):
        """A plan on hold has no dose rows; how the patient is stays a question."""
        held = replace(plan(), held=frozenset(Drug))
        kinds = {one.kind for one in timeline(held, regimen(), 2, RULES)}
        assert kinds == {"weight", "blood-test", "check-in"}

    @given(zones, days, st.integers(1, 8))
    def test_every_timeline_is_in_order_and_consistent(self, zone, start, weeks):
        """In any zone and from any day, rows come by time, local and UTC agree, and cycle days count from the start."""
        found = rows(weeks, zone=zone, start_on=start)
        instants = [datetime.fromisoformat(one["utc"]) for one in found]
        assert instants == sorted(instants)
        for one, at in zip(found, instants, strict=True):
            assert datetime.fromisoformat(one["local"]) == at
            if one["kind"] != "heads-up":
                shown = start + timedelta(days=7 * (one["cycle"] - 1) + one["day"] - 1)
                assert datetime.fromisoformat(one["local"]).date() == shown
