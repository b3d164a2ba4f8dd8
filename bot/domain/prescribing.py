"""What a pharmacist types about one patient's drugs, read into what the plan is made of; the same on every way in.

Only the reading: whether the plan can be right is judged in `plancheck`.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from bot.domain.plan import PlanError
from bot.domain.planning import Prescribed
from bot.domain.regimen import Drug, Regimen
from bot.domain.tablets import Tablets, read_tablets

NONE = "none"
CYCLE = "cycle-days"
_WHOLE = re.compile(r"[1-9][0-9]{0,2}")
OPTIONS = frozenset({CYCLE, *(f"{drug}-{what}" for drug in Drug for what in ("mg", "days", "tablets", "brand"))})


def read_prescribed(regimen: Regimen, typed: Mapping[str, str]) -> Prescribed:
    """Each drug's `-mg`, `-days` (`1,8,15`, or `none` to leave it out), `-tablets` and `-brand`, and the cycle's days."""
    taken = [one for one in regimen.drugs if typed.get(f"{one.drug}-days", "").strip().lower() != NONE]
    amounts = {one.drug: read_mg(typed[f"{one.drug}-mg"]) for one in taken if f"{one.drug}-mg" in typed}
    usual = {one.drug: one.mg for one in taken if one.mg is not None}
    return Prescribed(
        amounts=amounts,
        days={one.drug: read_days(typed[f"{one.drug}-days"]) for one in taken if f"{one.drug}-days" in typed},
        tablets=_tablets(typed, usual | amounts),
        brands={one.drug: typed[f"{one.drug}-brand"] for one in taken if f"{one.drug}-brand" in typed},
        cycle_days=_cycle(typed[CYCLE]) if CYCLE in typed else None,
        without=frozenset(one.drug for one in regimen.drugs if one not in taken),
    )


def read_days(typed: str) -> tuple[int, ...]:
    """Days of the cycle, from 1."""
    parts = re.split(r"[\s,;]+", typed.strip())
    if not all(_WHOLE.fullmatch(one) for one in parts):
        raise PlanError(f'"{typed}" are no days of the cycle: write them as 1,8,15')
    return tuple(sorted(int(one) for one in parts))


def read_mg(typed: str) -> Decimal:
    """An amount in milligrams; comma and point are decimals."""
    plain = typed.strip().removesuffix("mg").strip().replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", plain):
        raise PlanError(f'"{typed}" is no amount in mg: write it as 80 or 2.5')
    return Decimal(plain)


def _cycle(typed: str) -> int:
    if not _WHOLE.fullmatch(typed.strip()):
        raise PlanError(f'"{typed}" is no length of a cycle: write its days as 7 or 28')
    return int(typed)


def _tablets(typed: Mapping[str, str], amounts: Mapping[Drug, Decimal]) -> dict[Drug, Tablets]:
    found: dict[Drug, Tablets] = {}
    for drug, mg in amounts.items():
        words = typed.get(f"{drug}-tablets")
        read = None if words is None else read_tablets(words, mg)
        if words is not None and read is None:
            raise PlanError(f'"{words}" is no tablet: write the number on the box in mg (20), or count out: 1x60+1x40')
        if read is not None:
            found[drug] = read
    return found
