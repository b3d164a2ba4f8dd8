"""Reads a regimen file into a Regimen: its schema, and what a schema cannot say about days, tablets and ladder."""

from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from bot.content.problems import Problem
from bot.content.schema import FactId, Id, Shape
from bot.content.yamlfile import Source, Where
from bot.domain import regimen as domain
from bot.domain.antiemetic import AntiemeticError
from bot.domain.antiemeticline import HOW, read_antiemetic
from bot.domain.regimen import Drug, MonitoringKind, Regimen, RegimenId

Mg = Annotated[Decimal, Field(gt=0)]
Days = Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)]
Facts = tuple[FactId, ...]


class DrugShape(Shape):
    """One drug, of the regimen or of a step of its ladder. Amount or days left out are the pharmacist's."""

    drug: Drug
    mg: Mg | None = None
    days: Days = ()
    default_tablet_mg: Mg | None = None
    most_mg_per_m2: Mg | None = None
    facts: Facts = ()


class LevelShape(Shape):
    """One step of the ladder."""

    level: Annotated[int, Field(ge=1)]
    drugs: Annotated[tuple[DrugShape, ...], Field(min_length=1)]
    facts: Facts = ()


class MonitoringShape(Shape):
    """One offered series of checks."""

    kind: MonitoringKind
    baseline: bool
    from_day: Annotated[int, Field(ge=1)]
    every_days: Annotated[int, Field(ge=1)]
    until_day: Annotated[int, Field(ge=1)]
    then_every_days: Annotated[int, Field(ge=1)]
    at: time = time(8)
    facts: Facts = ()


class CheckInShape(Shape):
    """When the bot asks how a patient feels."""

    days_after_dose: Annotated[int, Field(ge=0)]
    at: time
    weekly_day: Annotated[int, Field(ge=1, le=7)] | None = None
    facts: Facts = ()


class AntiemeticShape(Shape):
    """An antiemetic the sources name, written as a pharmacist types it."""

    prescribed: str
    facts: Facts = ()


class VisitShape(Shape):
    """Something given at the clinic."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    days: Days
    at: time = time(8)
    facts: Facts = ()


class RegimenFile(Shape):
    """regimens/*.yaml."""

    id: Id
    cycle_days: Annotated[int, Field(ge=1)] | None = None
    enabled: bool
    facts: Facts = ()
    drugs: Annotated[tuple[DrugShape, ...], Field(min_length=1)]
    levels: tuple[LevelShape, ...] = ()
    visits: tuple[VisitShape, ...] = ()
    offered_antiemetics: tuple[AntiemeticShape, ...] = ()
    monitoring: tuple[MonitoringShape, ...] = ()
    check_in: CheckInShape | None = None


def regimen(shape: RegimenFile, source: Source, problems: list[Problem]) -> Regimen:
    """One regimen; its days lie in its cycle and its file bears its name."""
    problems += _problems(shape, source)
    check_in = shape.check_in
    return Regimen(
        id=RegimenId(shape.id),
        cycle_days=shape.cycle_days,
        enabled=shape.enabled,
        drugs=_drugs(shape.drugs),
        levels=tuple(
            domain.DoseLevel(level=one.level, drugs=_drugs(one.drugs), facts=_facts(one.facts)) for one in shape.levels
        ),
        monitoring=tuple(domain.Monitoring(**_fields(one) | {"facts": _facts(one.facts)}) for one in shape.monitoring),
        check_in=None if check_in is None else domain.CheckIn(**_fields(check_in) | {"facts": _facts(check_in.facts)}),
        offered_antiemetics=tuple(_offered(shape.offered_antiemetics, source, problems)),
        visits=tuple(domain.RegimenVisit(**_fields(one) | {"facts": _facts(one.facts)}) for one in shape.visits),
        facts=_facts(shape.facts),
    )


def _offered(
    shapes: tuple[AntiemeticShape, ...], source: Source, problems: list[Problem]
) -> Iterator[domain.OfferedAntiemetic]:
    for index, one in enumerate(shapes):
        try:
            yield domain.OfferedAntiemetic(antiemetic=read_antiemetic(one.prescribed), facts=_facts(one.facts))
        except AntiemeticError as wrong:
            what = f"'{one.prescribed}' is not an antiemetic ({wrong})"
            problems.append(source.problem(what, f"like: {HOW}", at=("offered_antiemetics", index, "prescribed")))


def _problems(shape: RegimenFile, source: Source) -> Iterator[Problem]:
    if source.file != f"regimens/{shape.id}.yaml":
        yield source.problem(f"regimen '{shape.id}' must stand in regimens/{shape.id}.yaml", at=("id",))
    for index, visit in enumerate(shape.visits):
        yield from _day_problems(visit.name, visit.days, shape, source, ("visits", index, "days"))
    for index, one in enumerate(shape.drugs):
        yield from _drug_problems(one, shape, source, ("drugs", index))
    for at, level in enumerate(shape.levels):
        for index, one in enumerate(level.drugs):
            yield from _drug_problems(one, shape, source, ("levels", at, "drugs", index))


def _drug_problems(one: DrugShape, shape: RegimenFile, source: Source, where: Where) -> Iterator[Problem]:
    yield from _day_problems(one.drug, one.days, shape, source, (*where, "days"))
    if where[0] == "levels" and (one.mg is None or not one.days):
        yield source.problem(f"a dose level says how much {one.drug} on which days", at=where)
    if one.mg and one.default_tablet_mg and one.mg % one.default_tablet_mg:
        what = f"{one.mg} mg of {one.drug} cannot be made of whole {one.default_tablet_mg} mg tablets"
        yield source.problem(what, at=(*where, "default_tablet_mg"))


def _day_problems(name: str, days: tuple[int, ...], shape: RegimenFile, source: Source, at: Where) -> Iterator[Problem]:
    if days and shape.cycle_days is None:
        yield source.problem(f"days of {name} without a cycle they belong to", "write cycle_days", at=at)
    elif max(days, default=0) > (shape.cycle_days or 0):
        yield source.problem(f"day {max(days)} of {name} lies outside the {shape.cycle_days}-day cycle", at=at)
    if len(set(days)) < len(days):
        yield source.problem(f"a day of {name} is written twice", at=at)


def _drugs(shapes: tuple[DrugShape, ...]) -> tuple[domain.RegimenDrug, ...]:
    return tuple(domain.RegimenDrug(**_fields(one) | {"facts": _facts(one.facts)}) for one in shapes)


def _fields(shape: Shape) -> dict[str, Any]:
    return {name: getattr(shape, name) for name in type(shape).model_fields}


def _facts(ids: Facts) -> tuple[domain.FactId, ...]:
    return tuple(domain.FactId(one) for one in ids)
