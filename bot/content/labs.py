"""The tests that staff enter, as a pharmacist writes them in `labs.yaml`, and the domain values they become."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.content.problems import Problem
from bot.content.reader import Reader
from bot.content.schema import FactId, Id, Shape
from bot.content.yamlfile import Source
from bot.domain.labs import Analyte, Band, Grade, LabRules, LabTest

Version = Annotated[str, Field(pattern=r"^\d\.\d$")]


class BandShape(Shape):
    """A range of values and the statement about it."""

    statement: Id
    at_least: Decimal | None = None
    below: Decimal | None = None
    at_most: Decimal | None = None

    @model_validator(mode="after")
    def _has_one_upper_end(self) -> Self:
        upper = self.below if self.below is not None else self.at_most
        if (self.below is None) is (self.at_most is None) or upper is None:
            raise ValueError("a band ends with below, or with at_most")
        if self.at_least is not None and self.at_least > upper:
            raise ValueError("at_least lies above the end of the band")
        return self


class GradeShape(Shape):
    """A grade below a value."""

    below: Decimal
    grade: Annotated[int, Field(ge=1, le=4)]
    with_symptoms: Annotated[int, Field(ge=1, le=4)] | None = None


class TestShape(Shape):
    """One test."""

    id: Analyte
    names: Annotated[list[str], Field(min_length=1)]
    unit: str
    units: Annotated[dict[str, Annotated[Decimal, Field(gt=0)]], Field(min_length=1)]
    possible: tuple[Decimal, Decimal]
    usual: tuple[Decimal, Decimal]
    says: list[BandShape] = Field(default_factory=list)
    grades: dict[Version, list[GradeShape]] = Field(default_factory=dict)
    facts: list[FactId] = Field(default_factory=list)

    @model_validator(mode="after")
    def _usual_is_possible(self) -> Self:
        if not self.possible[0] <= self.usual[0] < self.usual[1] <= self.possible[1]:
            raise ValueError("usual must lie within possible, the lower value first")
        return self


class LabsFile(Shape):
    """labs.yaml."""

    ctcae_version: Version
    not_for: list[Id] = Field(default_factory=list)
    tests: list[TestShape]


def read_labs(reader: Reader) -> LabRules | None:
    """The tests; every one of ours must be there, and no name may mean two."""
    for shape, source in reader.files("labs.yaml", LabsFile):
        reader.problems.extend(_problems(shape, source))
        for index, one in enumerate(shape.tests):
            where = ("tests", index)
            reader.cite("statement", (each.statement for each in one.says), source, where)
            reader.cite("fact", one.facts, source, where)
        return LabRules(
            tests={one.id: _test(one) for one in shape.tests},
            not_for=frozenset(shape.not_for),
            ctcae=shape.ctcae_version,
        )
    return None


def _problems(shape: LabsFile, source: Source) -> Iterator[Problem]:
    for missing in [one for one in Analyte if one not in {each.id for each in shape.tests}]:
        yield source.problem(f"no test '{missing}'", "restore it from the release", at=("tests",))
    names = [name for one in shape.tests for name in one.names]
    for twice in sorted({one for one in names if names.count(one) > 1}):
        yield source.problem(f"'{twice}' names two tests", "keep it at one", at=("tests",))
    for index, one in enumerate(shape.tests):
        if one.grades and shape.ctcae_version not in one.grades:
            yield source.problem(f"no grades of CTCAE {shape.ctcae_version} for '{one.id}'", "", at=("tests", index))


def _test(shape: TestShape) -> LabTest:
    return LabTest(
        analyte=shape.id,
        names=tuple(shape.names),
        unit=shape.unit,
        units=dict(shape.units),
        possible=shape.possible,
        usual=shape.usual,
        says=tuple(
            Band(wording_id=one.statement, at_least=one.at_least, below=one.below, at_most=one.at_most)
            for one in shape.says
        ),
        grades={
            version: tuple(Grade(below=one.below, grade=one.grade, with_symptoms=one.with_symptoms) for one in grades)
            for version, grades in shape.grades.items()
        },
    )
