"""Reads a regimen file into a Regimen: its schema, and what a schema cannot say about days, tablets and ladder."""

from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from bot.content.problems import Problem
from bot.content.schema import FactId, Id, Shape
from bot.content.yamlfile import Source
from bot.domain import regimen as domain
from bot.domain.regimen import Drug, MonitoringKind, Regimen, RegimenId

Mg = Annotated[Decimal, Field(gt=0)]
Days = Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)]
Facts = tuple[FactId, ...]


class DrugShape(Shape):
    """One drug, of the regimen or of a step of its ladder."""

    drug: Drug
    mg: Mg
    days: Days
    default_tablet_mg: Mg | None = None
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
    facts: Facts = ()


class AntiemeticShape(Shape):
    """An antiemetic the sources name."""

    name: str
    mg: Mg
    minutes_before: Annotated[int, Field(ge=0)]
    facts: Facts = ()


class RegimenFile(Shape):
    """regimens/*.yaml."""

    id: Id
    cycle_days: Annotated[int, Field(ge=1)]
    enabled: bool
    facts: Facts = ()
    drugs: Annotated[tuple[DrugShape, ...], Field(min_length=1)]
    levels: tuple[LevelShape, ...] = ()
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
        offered_antiemetics=tuple(
            domain.OfferedAntiemetic(**_fields(one) | {"facts": _facts(one.facts)}) for one in shape.offered_antiemetics
        ),
        facts=_facts(shape.facts),
    )


def _problems(shape: RegimenFile, source: Source) -> Iterator[Problem]:
    if source.file != f"regimens/{shape.id}.yaml":
        yield source.problem(f"regimen '{shape.id}' must stand in regimens/{shape.id}.yaml", at=("id",))
    for index, one in enumerate(shape.drugs):
        yield from _drug_problems(one, shape.cycle_days, source, ("drugs", index))
    for at, level in enumerate(shape.levels):
        for index, one in enumerate(level.drugs):
            yield from _drug_problems(one, shape.cycle_days, source, ("levels", at, "drugs", index))


def _drug_problems(one: DrugShape, cycle_days: int, source: Source, where: tuple[str | int, ...]) -> Iterator[Problem]:
    if max(one.days) > cycle_days:
        yield source.problem(
            f"day {max(one.days)} of {one.drug} lies outside the {cycle_days}-day cycle", at=(*where, "days")
        )
    if len(set(one.days)) < len(one.days):
        yield source.problem(f"a day of {one.drug} is written twice", at=(*where, "days"))
    if one.default_tablet_mg and one.mg % one.default_tablet_mg:
        what = f"{one.mg} mg of {one.drug} cannot be made of whole {one.default_tablet_mg} mg tablets"
        yield source.problem(what, at=(*where, "default_tablet_mg"))


def _drugs(shapes: tuple[DrugShape, ...]) -> tuple[domain.RegimenDrug, ...]:
    return tuple(domain.RegimenDrug(**_fields(one) | {"facts": _facts(one.facts)}) for one in shapes)


def _fields(shape: Shape) -> dict[str, Any]:
    return {name: getattr(shape, name) for name in type(shape).model_fields}


def _facts(ids: Facts) -> tuple[domain.FactId, ...]:
    return tuple(domain.FactId(one) for one in ids)
