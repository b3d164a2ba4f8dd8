"""Whole tablets."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plan import PlanError
from bot.domain.regimen import Drug
from bot.domain.tablets import KNOWN_STRENGTHS, fewest_tablets, plain, tablets_for
from tests.domain.dose.builders import schedule

strengths = st.sampled_from(sorted({mg for known in KNOWN_STRENGTHS.values() for mg in known}))


@pytest.mark.parametrize(
    ("mg", "strength", "count"),
    [("80", "20", 4), ("80", "40", 2), ("60", "60", 1), ("20", "4", 5), ("2.25", "0.75", 3), ("80", "60", None),
     ("10", "20", None), ("0", "20", None), ("-20", "20", None), ("20", "0", None), ("NaN", "20", None),
     ("Infinity", "20", None), ("90", "20", None)],
)  # fmt: skip
def test_only_whole_tablets_count(mg, strength, count):
    """An amount is a whole number of tablets of one strength, or nothing."""
    assert tablets_for(Decimal(mg), Decimal(strength)) == count


@given(count=st.integers(1, 200), strength=strengths)
def test_counting_back_gives_the_amount(count, strength):
    """So many tablets make an amount, and that amount makes so many tablets."""
    assert tablets_for(count * strength, strength) == count


@given(mg=st.decimals(0, 200, places=2), strength=strengths)
def test_no_tablet_is_ever_divided(mg, strength):
    """Whatever is asked, the tablets make exactly the amount or are not offered (F-ADM-01)."""
    count = tablets_for(mg, strength)
    assert count is None or (count >= 1 and count * strength == mg)


@pytest.mark.parametrize(("mg", "strength"), [("100", "50"), ("80", "40"), ("60", "60"), ("30", "10"), ("15", None)])
def test_fewest_tablets(mg, strength):
    """The strongest tablet that makes the amount makes it with the fewest."""
    found = fewest_tablets(Decimal(mg), KNOWN_STRENGTHS[Drug.SELINEXOR])
    assert found == (None if strength is None else Decimal(strength))


@pytest.mark.parametrize(("typed", "shown"), [("20.0", "20"), ("0.50", "0.5"), ("1E+2", "100"), ("100", "100")])
def test_plain_numbers(typed, shown):
    """Nobody reads 20.0 mg as 200."""
    assert plain(Decimal(typed)) == shown


def test_an_amount_in_tablets():
    """80 mg is said as 4 x 20 mg, and what cannot be made is not said at all."""
    assert schedule(mg="80.0").tablets == "4 x 20 mg"
    assert schedule(Drug.DEXAMETHASONE, 20, strength=4).tablets == "5 x 4 mg"
    with pytest.raises(PlanError):
        _ = schedule(mg=70).tablets
