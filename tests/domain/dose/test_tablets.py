"""Whole tablets."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.plan import PlanError
from bot.domain.regimen import Drug
from bot.domain.tablets import KNOWN_STRENGTHS, TabletCount, in_words, plain, read_tablets, tablets_for, total_mg, ways
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


SELINEXOR = KNOWN_STRENGTHS[Drug.SELINEXOR]


def counted(*pairs):
    """Tablets, from (count, strength) pairs."""
    return tuple(TabletCount(strength_mg=Decimal(mg), count=count) for count, mg in pairs)


def by_brute_force(mg, of, most):
    """Every way by trying every count of every strength."""
    tried = itertools.product(*(range(most + 1) for _ in of))
    made = (
        tuple(sorted(((one, count) for one, count in zip(of, each, strict=True) if count), reverse=True))
        for each in tried
    )
    return {each for each in made if each and sum(one * count for one, count in each) == mg}


class TestEveryWay:
    """All the ways to make an amount of the stocked strengths."""

    @settings(max_examples=60)
    @given(
        mg=st.integers(1, 40).map(lambda one: Decimal(one) * 5),
        of=st.sets(st.sampled_from(["10", "20", "40", "50", "60", "2.5"]), min_size=1, max_size=4),
    )
    def test_adds_up_first_with_fewest_and_never_twice(self, mg, of):
        """Whole tablets of the given strengths that make exactly the amount, in order, each way once."""
        found = ways(mg, tuple(Decimal(one) for one in of))
        assert all(total_mg(one) == mg for one in found)
        assert {each.strength_mg for one in found for each in one} <= {Decimal(one) for one in of}
        assert all(each.count >= 1 for one in found for each in one)
        assert len(set(found)) == len(found)
        sizes = [(sum(each.count for each in one), len(one)) for one in found]
        assert sizes == sorted(sizes)
        assert all(schedule(mg=mg, tablets=one).in_tablets for one in found)  # each is a shape a plan takes

    @settings(max_examples=40)
    @given(
        mg=st.integers(1, 12).map(lambda one: Decimal(one) * 10),
        of=st.sets(st.sampled_from([Decimal(10), Decimal(20), Decimal(40), Decimal(60)]), min_size=1, max_size=3),
    )
    def test_misses_none_that_can_be_counted_out(self, mg, of):
        """What trying everything finds, of at most ten tablets or of one strength, is found, and nothing else."""
        wanted = {one for one in by_brute_force(mg, tuple(of), 12) if sum(n for _, n in one) <= 10 or len(one) == 1}
        assert {tuple((each.strength_mg, each.count) for each in one) for one in ways(mg, tuple(of))} == wanted

    def test_a_hundred_milligrams(self):
        """Two tablets are best, of one strength before two."""
        assert [in_words(one) for one in ways(Decimal(100), SELINEXOR)[:3]] == [
            "2 x 50 mg", "1 x 60 mg + 1 x 40 mg", "1 x 60 mg + 2 x 20 mg",
        ]  # fmt: skip
        assert [in_words(one) for one in ways(Decimal(100), (Decimal(20),))] == ["5 x 20 mg"]

    @pytest.mark.parametrize("mg", ["0", "-20", "5", "15.5", "NaN", "Infinity"])
    def test_none_for_what_cannot_be_made(self, mg):
        """No way is an answer too."""
        assert ways(Decimal(mg), SELINEXOR) == ()

    def test_many_small_ones_are_offered_of_one_strength_only(self):
        """Whoever stocks 1 mg tablets alone can still make 20 mg of them."""
        assert [in_words(one) for one in ways(Decimal(20), (Decimal(1),))] == ["20 x 1 mg"]
        known = KNOWN_STRENGTHS[Drug.DEXAMETHASONE]
        assert all(len(one) == 1 or sum(each.count for each in one) <= 10 for one in ways(Decimal(20), known))


@pytest.mark.parametrize(("typed", "shown"), [("20.0", "20"), ("0.50", "0.5"), ("1E+2", "100"), ("100", "100")])
def test_plain_numbers(typed, shown):
    """Nobody reads 20.0 mg as 200."""
    assert plain(Decimal(typed)) == shown


@pytest.mark.parametrize(
    ("typed", "tablets"),
    [("20", "5 x 20 mg"), ("20 mg", "5 x 20 mg"), ("2.5", "40 x 2.5 mg"), ("1x60+1x40", "1 x 60 mg + 1 x 40 mg"),
     ("1 x 40 mg + 1 x 60 mg", "1 x 60 mg + 1 x 40 mg"), ("2X20+3x20", "5 x 20 mg"), ("60", "2 x 60 mg")],
)  # fmt: skip
def test_tablets_as_typed(typed, tablets):
    """The number on one box, or tablets counted out, in any order."""
    assert in_words(read_tablets(typed, Decimal(100))) == tablets


@pytest.mark.parametrize(
    "typed", ["", "x", "0", "-20", "0x20", "1x0", "1x", "x20", "1x60+", "+1x60", "20+40", "1.5x20", "100x20", "1x60 1x40",
              "\u0661x\u0662\u0660", "1e2", "nan", "twenty"]
)  # fmt: skip
def test_what_is_no_tablet(typed):
    """Nothing is guessed: half tablets, none, and lists without counts are not read."""
    assert read_tablets(typed, Decimal(100)) is None


def test_an_amount_in_tablets():
    """80 mg is said as 4 x 20 mg, and several strengths with a plus between them."""
    assert schedule(mg="80.0").in_tablets == "4 x 20 mg"
    assert schedule(Drug.DEXAMETHASONE, 20, strength=4).in_tablets == "5 x 4 mg"
    assert schedule(mg=100, tablets=counted((1, 60), (1, 40))).in_tablets == "1 x 60 mg + 1 x 40 mg"


@pytest.mark.parametrize(
    "pairs", [(), ((0, 20),), ((-1, 20), (1, 40)), ((1, 40), (1, 60)), ((1, 20), (1, 20)), ((1, 0),), ((1, "NaN"),)]
)
def test_what_nobody_can_count_out_is_no_plan(pairs):
    """No tablets, none of a kind, a strength named twice or out of order."""
    with pytest.raises(PlanError):
        schedule(mg=80, tablets=counted(*pairs))
