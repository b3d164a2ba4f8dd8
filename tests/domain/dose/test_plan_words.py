"""Every problem of a plan has its sentence, in every language, with what it names."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.content.wording import load_wording
from bot.domain.plancheck import ProblemCode, UnusualCode, check_plan
from bot.domain.regimen import Drug
from bot.domain.unusual import unusual
from tests.domain.dose.builders import MONDAY, SELINEXOR, plan, regimen, schedule

CONTENT = Path(__file__).parents[3] / "content"
WRONG = [
    plan(drugs=(schedule(mg=130, days=(1, 2, 4)),)),
    plan(drugs=(schedule(mg=75),)),
    plan(drugs=(schedule(mg=60, strength=30),)),
    plan(drugs=(SELINEXOR, schedule(Drug.DEXAMETHASONE, 80, strength=40))),
    plan(zone="Madrid"),
    plan(c1d1_on=date(226, 5, 4)),
]
ODD = [
    plan(drugs=(schedule(mg=60), schedule(Drug.DEXAMETHASONE, 12, strength=4, days=(1, 3, 5))), antiemetics=()),
    plan(drugs=(schedule(Drug.DEXAMETHASONE, 20),)),
    plan(version=2, drugs=()),
]


def problems():
    """At least one problem of every code."""
    wrong = [problem for one in WRONG for problem in check_plan([one], [], MONDAY)]
    capped = replace(regimen(), drugs=tuple(replace(one, most_mg_per_m2=Decimal(70)) for one in regimen().drugs))
    return [*wrong, *(problem for one in ODD for problem in unusual(one, capped, Decimal("0.8")))]


def test_the_examples_cover_every_code():
    """No code is left without an example."""
    assert {one.code for one in problems()} == {*ProblemCode, *UnusualCode}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_problem_can_be_said(language):
    """Each renders to one sentence, complete and without a placeholder left."""
    wording = load_wording(CONTENT)
    for one in problems():
        said = wording.say(language, one.line)
        assert said.endswith((".", "?"))
        assert not set("{}") & set(said)
