"""The regimens as shipped: what the facts print, and what the tests of this folder are written with."""

from dataclasses import replace
from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest

from bot.content.problems import Problem
from bot.content.regimens import RegimenFile
from bot.content.regimens import regimen as read_regimen
from bot.content.yamlfile import read_yaml, validated
from bot.domain.plan import PlanError
from bot.domain.plancheck import UnusualCode, check_plan
from bot.domain.planning import Prescribed, left_open, offered_plan
from bot.domain.regimen import Drug
from bot.domain.tablets import KNOWN_STRENGTHS
from bot.domain.unusual import unusual
from tests.domain.dose import builders
from tests.domain.dose.builders import MONDAY

CONTENT = Path(__file__).parents[3] / "content"


def shipped(name="sd-twice-weekly"):
    """A regimen in `content/`."""
    source = read_yaml(CONTENT, CONTENT / "regimens" / f"{name}.yaml")
    problems: list[Problem] = []
    found = read_regimen(validated(source, RegimenFile), source, problems)
    assert not problems
    return found


def without_facts(values):
    """The same values, their citations left out."""
    return tuple(replace(one, facts=()) for one in values)


def test_the_file_says_what_the_tests_say():
    """Drugs, days, ladder, checks and antiemetics agree (F-DOSE-01, F-MOD-01, F-MON-01, F-EMET-02)."""
    found, expected = shipped(), builders.regimen()
    assert without_facts(found.drugs) == expected.drugs
    assert [(one.level, without_facts(one.drugs)) for one in found.levels] == [
        (one.level, one.drugs) for one in expected.levels
    ]
    assert without_facts(found.monitoring) == expected.monitoring
    assert without_facts(found.offered_antiemetics) == expected.offered_antiemetics
    assert (found.id, found.cycle_days, found.check_in) == (expected.id, expected.cycle_days, expected.check_in)


WEEKLY, BOTH_DAYS = (1, 8, 15, 22, 29), (1, 2, 8, 9, 15, 16, 22, 23, 29, 30)
PRINTED = {  # cycle, on or off, drugs, ladder of selinexor, visits: as the facts print them
    "sd-twice-weekly": (7, True, {"selinexor": (80, (1, 3)), "dexamethasone": (20, (1, 3))},
                        [(100, (1,)), (80, (1,)), (60, (1,))], {}),  # F-DOSE-01, F-MOD-01
    "svd-weekly": (35, True, {"selinexor": (100, WEEKLY), "dexamethasone": (20, BOTH_DAYS)},
                   [(80, WEEKLY), (60, WEEKLY), (40, WEEKLY)],
                   {"bortezomib": (1, 8, 15, 22)}),  # F-DOSE-02, F-DOSE-04, F-MOD-02
    "dlbcl-twice-weekly": (7, False, {"selinexor": (60, (1, 3))},
                           [(40, (1, 3)), (60, (1,)), (40, (1,))], {}),  # F-DOSE-03, F-DOSE-13, F-MOD-03
    "sd-weekly": (7, True, {"selinexor": (100, (1,)), "dexamethasone": (20, ())},
                  [(80, (1,)), (60, (1,))], {}),  # F-MOD-01
    "custom": (None, True, {"selinexor": (None, ()), "dexamethasone": (None, ())}, [], {}),  # F-DOSE-10
}  # fmt: skip


def test_no_regimen_is_left_out():
    """Every file has its line in the table above."""
    assert {one.stem for one in (CONTENT / "regimens").glob("*.yaml")} == PRINTED.keys()


@pytest.mark.parametrize("name", PRINTED)
def test_the_file_says_what_the_facts_print(name):
    """Cycle, amounts, days, ladder and visits, number by number."""
    found = shipped(name)
    ladder = [(one.drugs[0].mg, one.drugs[0].days) for one in found.levels]
    drugs = {str(one.drug): (one.mg, one.days) for one in found.drugs}
    visits = {one.name: one.days for one in found.visits}
    assert (found.cycle_days, found.enabled, drugs, ladder, visits) == PRINTED[name]
    assert all(one.drug is Drug.SELINEXOR for level in found.levels for one in level.drugs)


def test_only_svd_is_capped_by_body_surface():
    """70 mg for each square metre, of selinexor (F-DOSE-05)."""
    capped = {
        (name, one.drug, one.most_mg_per_m2) for name in PRINTED for one in shipped(name).drugs if one.most_mg_per_m2
    }
    assert capped == {("svd-weekly", Drug.SELINEXOR, 70)}


@pytest.mark.parametrize("name", sorted(PRINTED.keys() - {"custom"}))
def test_every_start_and_every_level_may_stand(name):
    """S14 refuses none of the published doses, in 20 mg tablets or in the fewest."""
    regimen = shipped(name)
    times = dict.fromkeys(Drug, time(9))
    left = frozenset(left_open(regimen, Prescribed()))
    for level in regimen.all_levels:
        own = Prescribed(
            amounts={one.drug: one.mg for one in level.drugs}, without=left,
            days={one.drug: one.days for one in level.drugs if one.days},
        )  # fmt: skip
        for stocked in (KNOWN_STRENGTHS, KNOWN_STRENGTHS | {Drug.SELINEXOR: (Decimal(20),)}):
            plan = offered_plan(regimen, start_on=MONDAY, times=times, zone="Europe/Madrid", own=own, stocked=stocked)
            assert check_plan([plan], [], MONDAY, stocked) == ()
            assert not {one.code for one in unusual(plan, regimen)} - {UnusualCode.DEXAMETHASONE_AMOUNT}


@pytest.mark.parametrize(("name", "missing"), [("custom", "cycle"), ("sd-weekly", "days of dexamethasone")])
def test_what_is_the_pharmacists_is_never_inferred(name, missing):
    """A regimen that leaves something open makes no plan by itself."""
    with pytest.raises(PlanError, match=missing):
        offered_plan(shipped(name), start_on=MONDAY, times=dict.fromkeys(Drug, time(9)), zone="Europe/Madrid")


@pytest.mark.parametrize("name", PRINTED)
def test_every_number_has_its_source(name):
    """No drug, level, check, visit or antiemetic without a fact."""
    found = shipped(name)
    parts = (*found.drugs, *found.levels, *found.monitoring, *found.offered_antiemetics, *found.visits)
    assert all(one.facts for one in (found, *parts))
