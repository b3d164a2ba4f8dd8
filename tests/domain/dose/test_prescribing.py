"""What a pharmacist types about a patient's drugs."""

import re

import pytest

from bot.domain.plan import PlanError
from bot.domain.planning import Prescribed
from bot.domain.prescribing import read_days, read_mg, read_prescribed
from bot.domain.regimen import Drug
from bot.domain.tablets import in_words
from tests.domain.dose.builders import regimen


def test_everything_at_once():
    """Amounts, days, tablets, brands and cycle of both drugs."""
    found = read_prescribed(regimen(), {
        "cycle-days": "21", "selinexor-mg": "100", "selinexor-days": "8, 1", "selinexor-tablets": "1x60+1x40",
        "selinexor-brand": "Nexpovio", "dexamethasone-mg": "2,5", "dexamethasone-days": "1 2",
    })  # fmt: skip
    assert (found.cycle_days, found.days) == (21, {Drug.SELINEXOR: (1, 8), Drug.DEXAMETHASONE: (1, 2)})
    assert {drug: str(mg) for drug, mg in found.amounts.items()} == {"selinexor": "100", "dexamethasone": "2.5"}
    assert in_words(found.tablets[Drug.SELINEXOR]) == "1 x 60 mg + 1 x 40 mg"
    assert found.brands == {Drug.SELINEXOR: "Nexpovio"}


def test_the_number_on_the_box_goes_with_the_amount():
    """The regimen's own amount, or the one typed."""
    tablets = {"selinexor-tablets": "20"}
    assert in_words(read_prescribed(regimen(), tablets).tablets[Drug.SELINEXOR]) == "4 x 20 mg"
    typed = read_prescribed(regimen(), {**tablets, "selinexor-mg": "60"})
    assert in_words(typed.tablets[Drug.SELINEXOR]) == "3 x 20 mg"


def test_nothing_typed_is_the_regimens_own():
    """Nothing is made up."""
    assert read_prescribed(regimen(), {}) == Prescribed()


@pytest.mark.parametrize("none", ["none", " None "])
def test_a_drug_left_out(none):
    """`none` leaves a drug of the regimen out, whatever else is said of it."""
    found = read_prescribed(regimen(), {"dexamethasone-days": none, "dexamethasone-tablets": "rubbish"})
    assert found.without == {Drug.DEXAMETHASONE}


@pytest.mark.parametrize("typed", ["", "0", "-1", "1;x", "1-3", "1.5", "1000", "mon", "\u0661"])
def test_no_days(typed):
    """A range, a weekday or half a day is not guessed at."""
    with pytest.raises(PlanError):
        read_days(typed)


@pytest.mark.parametrize("typed", ["", "x", "-80", "1e3", "NaN", "80 g", "\u0668\u0660", "1.2345", "1,000.5"])
def test_no_amount(typed):
    """Comma and point are decimals, never thousands; nothing else is read."""
    with pytest.raises(PlanError):
        read_mg(typed)


@pytest.mark.parametrize(
    "typed",
    [{"selinexor-tablets": "half"}, {"cycle-days": "week"}, {"selinexor-days": "1,3,"}, {"selinexor-mg": "much"}],
)
def test_a_mistake_is_a_sentence(typed):
    """It quotes what was typed and says how it is written."""
    [wrong] = typed.values()
    with pytest.raises(PlanError, match=f'"{re.escape(wrong)}".*: write'):
        read_prescribed(regimen(), typed)
