"""Tablets: which strengths exist, and every way in which whole ones make an amount.

Whole tablets only: selinexor is never broken (F-ADM-01), and half a tablet of dexamethasone is not ours to suggest.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from bot.domain.regimen import Drug

Stock = Mapping[Drug, tuple[Decimal, ...]]


def _strengths(*numbers: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(one) for one in numbers)


KNOWN_STRENGTHS: Stock = {
    Drug.SELINEXOR: _strengths("10", "20", "40", "50", "60"),  # F-DOSE-11
    Drug.DEXAMETHASONE: _strengths("0.5", "0.75", "1", "1.5", "2", "4", "6", "20"),  # F-DEX-11
}
ASK_PRESCRIBER: Stock = {
    Drug.DEXAMETHASONE: _strengths("40"),  # one tablet is twice the dose of these regimens (F-DEX-11)
}


_COUNT = re.compile(r"[1-9][0-9]?")
_STRENGTH = re.compile(r"[1-9][0-9]{0,2}|[0-9]{1,3}\.[0-9]*[1-9]")
MOST_MIXED = 10  # ours: nobody counts out more than this of several kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class TabletCount:
    """So many tablets of one strength, as printed on their box."""

    strength_mg: Decimal
    count: int

    @property
    def mg(self) -> Decimal:
        """What they come to."""
        return self.strength_mg * self.count


Tablets = tuple[TabletCount, ...]  # each strength once, the largest first


def plain(number: Decimal) -> str:
    """A number without trailing zeros or exponent: `20`, `0.75`."""
    return f"{number.normalize():f}"


def tablets_for(mg: Decimal, strength: Decimal) -> int | None:
    """How many whole tablets of this strength make the amount; None when none or not whole."""
    if not (mg.is_finite() and strength.is_finite()) or mg <= 0 or strength <= 0:
        return None
    count, rest = divmod(mg, strength)
    return int(count) if rest == 0 and count > 0 else None


def of_one_strength(mg: Decimal, strength: Decimal) -> Tablets:
    """The amount in tablets of this strength; where whole ones cannot, the next larger number, for S14 to refuse."""
    sensible = mg.is_finite() and strength.is_finite() and mg > 0 and strength > 0
    count = int((mg / strength).to_integral_value(ROUND_CEILING)) if sensible else 1
    return (TabletCount(strength_mg=strength, count=count),)


def read_tablets(typed: str, mg: Decimal) -> Tablets | None:
    """Tablets as a pharmacist types them: `20` is the number on the one box, `1x60+1x40` counts them out."""
    parts = typed.lower().replace(" ", "").replace("mg", "").split("+")
    if _STRENGTH.fullmatch(parts[0]) and len(parts) == 1:
        return of_one_strength(mg, Decimal(parts[0]))
    counts: Counter[Decimal] = Counter()
    for part in parts:
        count, _, strength = part.partition("x")
        if not (_COUNT.fullmatch(count) and _STRENGTH.fullmatch(strength)):
            return None
        counts[Decimal(strength)] += int(count)
    return tuple(TabletCount(strength_mg=one, count=counts[one]) for one in sorted(counts, reverse=True))


def total_mg(tablets: Tablets) -> Decimal:
    """What tablets come to together."""
    return sum((one.mg for one in tablets), Decimal(0))


def in_words(tablets: Tablets) -> str:
    """Tablets as every list writes them: `4 x 20 mg`, `1 x 60 mg + 1 x 40 mg`."""
    return " + ".join(f"{one.count} x {plain(one.strength_mg)} mg" for one in tablets)


def ways(mg: Decimal, strengths: tuple[Decimal, ...]) -> tuple[Tablets, ...]:
    """Every way to make the amount, fewest tablets first, then fewest strengths; mixed ones of at most MOST_MIXED."""
    able = [one for one in strengths if tablets_for(mg, one) is not None]
    found = {of_one_strength(mg, one) for one in able}
    if mg.is_finite() and mg > 0:
        found |= set(_mixtures(mg, tuple(sorted(set(strengths), reverse=True)), MOST_MIXED))
    return tuple(sorted(found, key=_fewest_first))


def _mixtures(mg: Decimal, strengths: tuple[Decimal, ...], most: int) -> Iterator[Tablets]:
    if mg == 0:
        yield ()
        return
    if not strengths or mg > strengths[0] * most:
        return
    largest, rest = strengths[0], strengths[1:]
    for count in range(int(mg // largest), -1, -1):
        some = (TabletCount(strength_mg=largest, count=count),) if count else ()
        yield from ((*some, *others) for others in _mixtures(mg - largest * count, rest, most - count))


def _fewest_first(tablets: Tablets) -> tuple[object, ...]:
    return (sum(one.count for one in tablets), len(tablets), [(-one.strength_mg, -one.count) for one in tablets])
