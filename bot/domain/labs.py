"""Results of blood tests and weights that staff enter: what each test is, and what published guidance says at a value.

Thresholds come from content, by statement; nothing here orders or decides, and no patient reads any of it (F-MOD-00).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Analyte(StrEnum):
    """What can be entered."""

    SODIUM = "sodium"
    PLATELETS = "platelets"
    NEUTROPHILS = "neutrophils"
    HAEMOGLOBIN = "haemoglobin"
    WEIGHT = "weight"


Limits = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A range of values about which a source says something; `wording_id` is that statement's wording too."""

    wording_id: str
    at_least: Decimal | None = None
    below: Decimal | None = None
    at_most: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A CTCAE grade below a value; `with_symptoms` is the grade where the patient has symptoms of it."""

    below: Decimal
    grade: int
    with_symptoms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabTest:
    """One test: the unit values are kept in, every unit that is understood, and what can be right.

    `units` says by how much a value in each unit is multiplied. Outside `usual` a value is read back; outside `possible` it
    cannot be right.
    """

    analyte: Analyte
    names: tuple[str, ...]
    unit: str
    units: Mapping[str, Decimal]
    possible: Limits
    usual: Limits
    says: tuple[Band, ...] = ()
    grades: Mapping[str, tuple[Grade, ...]] = field(default_factory=dict)  # by CTCAE version


@dataclass(frozen=True, slots=True, kw_only=True)
class LabRules:
    """Every test, and the regimens the published thresholds are not about."""

    tests: Mapping[Analyte, LabTest]
    not_for: frozenset[str] = frozenset()
    ctcae: str = "5.0"  # the version the clinic grades by


@dataclass(frozen=True, slots=True, kw_only=True)
class LabResult:
    """One result as kept, in the test's own unit; `below`: the laboratory said "less than"."""

    analyte: Analyte
    value: Decimal
    unit: str
    on: date
    as_typed: str
    below: bool = False
    by: int = 0  # the member of staff
    at: datetime | None = None  # when it was entered
    id: int = 0  # once kept


def published(test: LabTest, result: LabResult) -> tuple[Band, ...]:
    """Every band this value may lie in. "Less than" may lie in each band below it: the worst is never left out (S9)."""
    return tuple(one for one in test.says if _lies_in(one, result))


def _lies_in(band: Band, result: LabResult) -> bool:
    if result.below:
        return band.at_least is None or band.at_least < result.value
    reaches = band.at_least is None or result.value >= band.at_least
    under = band.below is None or result.value < band.below
    return reaches and under and (band.at_most is None or result.value <= band.at_most)


def grade_of(test: LabTest, result: LabResult, version: str) -> Grade | None:
    """The CTCAE grade by the number alone; None above the grades a number alone decides (they need the laboratory's limit)."""
    reached = [one for one in test.grades.get(version, ()) if _under(result, one.below)]
    return max(reached, key=lambda one: one.grade, default=None)


def _under(result: LabResult, limit: Decimal) -> bool:
    return result.value <= limit if result.below else result.value < limit


def current(results: Iterable[LabResult]) -> tuple[LabResult, ...]:
    """What stands: of several for one test and day the one entered last (a correction), oldest day first."""
    newest = {(one.analyte, one.on): one for one in results}
    return tuple(sorted(newest.values(), key=lambda one: (one.on, one.analyte)))


def latest(results: Iterable[LabResult]) -> tuple[LabResult, ...]:
    """The newest of each test, in the order of the tests."""
    newest = {one.analyte: one for one in current(results)}
    return tuple(newest[one] for one in Analyte if one in newest)


def before(results: Sequence[LabResult], result: LabResult, at_most: int = 2) -> tuple[LabResult, ...]:
    """What stood for the same test on the days before, the newest first."""
    earlier = [one for one in current(results) if one.analyte is result.analyte and one.on < result.on]
    return tuple(reversed(earlier))[:at_most]


def replaced(results: Iterable[LabResult], result: LabResult) -> LabResult | None:
    """What a new result of the same test and day corrects; None when it says the same, or is the first."""
    same_day = [one for one in current(results) if (one.analyte, one.on) == (result.analyte, result.on)]
    return next((one for one in same_day if (one.value, one.below) != (result.value, result.below)), None)
