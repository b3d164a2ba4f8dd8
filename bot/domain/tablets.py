"""Tablets: which strengths exist, and how many of one make an amount.

Whole tablets only: selinexor is never broken (F-ADM-01), and half a tablet of dexamethasone is not ours to suggest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tablet:
    """The tablet dispensed: what is printed on its box."""

    strength_mg: Decimal
    brand: str


def plain(number: Decimal) -> str:
    """A number without trailing zeros or exponent: `20`, `0.75`."""
    return f"{number.normalize():f}"


def tablets_for(mg: Decimal, strength: Decimal) -> int | None:
    """How many whole tablets of this strength make the amount; None when none or not whole."""
    if not (mg.is_finite() and strength.is_finite()) or mg <= 0 or strength <= 0:
        return None
    count, rest = divmod(mg, strength)
    return int(count) if rest == 0 and count > 0 else None


def fewest_tablets(mg: Decimal, strengths: tuple[Decimal, ...]) -> Decimal | None:
    """The one strength that makes the amount with the fewest tablets; None when none can."""
    able = [one for one in strengths if tablets_for(mg, one) is not None]
    return max(able, default=None)
