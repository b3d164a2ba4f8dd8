"""The regimen as shipped is the regimen the tests of this folder are written with."""

from dataclasses import replace
from pathlib import Path

from bot.content.problems import Problem
from bot.content.regimens import RegimenFile
from bot.content.regimens import regimen as read_regimen
from bot.content.yamlfile import read_yaml, validated
from tests.domain.dose import builders

CONTENT = Path(__file__).parents[3] / "content"


def shipped():
    """The regimen in `content/`."""
    source = read_yaml(CONTENT, CONTENT / "regimens" / "sd-twice-weekly.yaml")
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


def test_every_number_has_its_source():
    """No drug, level, check or antiemetic without a fact."""
    found = shipped()
    assert all(one.facts for one in (found, *found.drugs, *found.levels, *found.monitoring, *found.offered_antiemetics))
