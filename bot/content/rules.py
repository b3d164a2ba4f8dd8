"""The triage rules as a pharmacist writes them in `triage/*.yaml`, and the domain values they become.

What is asked of a question that does not exist, or of the wrong kind of question, is told as a problem of the file.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bot.content.problems import Problem, close_to
from bot.content.schema import FactId, Id, Shape, Word
from bot.content.yamlfile import Source, Where
from bot.domain.conditions import (
    AnswerAtLeast,
    Condition,
    MissedDoses,
    NoBaseline,
    OfTheCourse,
    OnDays,
    RoutineSymptoms,
    TemperatureAtLeast,
    TemperatureBelow,
    ToldWorse,
    TreatmentDayUntil,
    UnansweredCheckIns,
    WeightFallAtLeast,
    WeightLossAtLeast,
    WorseBy,
)
from bot.domain.questionnaire import ANY, Question, QuestionKind, Symptom
from bot.domain.triage import Basis, Rule
from bot.domain.urgency import Urgency

_OF_THE_COURSE = {
    "routine_symptoms",
    "missed_doses",
    "unanswered_check_ins",
    "told_worse_of",
    "treatment_day_until",
}  # no question
_OVER_DAYS = {"worse_by", "on_days", "weight_fall_percent"}  # these also say within how many days
Percent = Annotated[Decimal, Field(gt=0, le=100)]
Days = Annotated[int, Field(ge=1, le=56)]


class ConditionShape(Shape):
    """One condition; exactly one thing is asked of it."""

    question: Id | None = None
    at_least: Id | None = None
    temperature_at_least: Decimal | Literal["clinic-limit"] | None = None
    temperature_below: Decimal | None = None
    weight_loss_percent: Percent | None = None
    no_baseline: Literal[True] | None = None
    worse_by: Annotated[int, Field(ge=1, le=4)] | None = None
    on_days: Annotated[int, Field(ge=2, le=28)] | None = None
    weight_fall_percent: Percent | None = None
    within_days: Days | None = None
    routine_symptoms: Annotated[int, Field(ge=2)] | None = None
    missed_doses: Annotated[int, Field(ge=1)] | None = None
    unanswered_check_ins: Annotated[int, Field(ge=1)] | None = None
    told_worse_of: Urgency | None = None
    treatment_day_until: Days | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        asked = set(self.model_fields_set) - {"question", "within_days"}
        if asked == {"on_days", "at_least"}:
            asked = {"on_days"}
        if len(asked) != 1:
            raise ValueError("a condition asks exactly one thing of one question")
        if (self.question is None) is not bool(asked & _OF_THE_COURSE):
            raise ValueError(f"a condition names its question; only {', '.join(sorted(_OF_THE_COURSE))} have none")
        if (self.within_days is None) is bool(asked & _OVER_DAYS):
            raise ValueError(f"within_days goes with {', '.join(sorted(_OVER_DAYS))}, and only with them")
        if self.on_days is not None and self.at_least is None:
            raise ValueError("on_days needs at_least: how bad it was on those days")
        return self


class EarlierShape(Shape):
    """An earlier report of an example."""

    days_ago: Annotated[int, Field(ge=0)]
    answers: dict[Id, Word]


class EarlierWeightShape(Shape):
    """An earlier weight of an example."""

    days_ago: Annotated[int, Field(ge=0)]
    kg: Decimal


class ExampleShape(Shape):
    """A report as somebody might make it."""

    answers: dict[Id, Word] = Field(default_factory=dict)
    baseline_kg: Decimal | None = None
    recent: list[Id] = Field(default_factory=list)
    missed_doses: Annotated[int, Field(ge=0)] = 0
    unanswered_check_ins: Annotated[int, Field(ge=0)] = 0
    told_worse_of: Urgency | None = None
    treatment_day: int | None = None
    earlier: list[EarlierShape] = Field(default_factory=list)
    weights: list[EarlierWeightShape] = Field(default_factory=list)
    symptom: Id | None = None  # only for rules about any symptom


class ExamplesShape(Shape):
    """Reports a rule must match, and near misses it must not."""

    must: Annotated[list[ExampleShape], Field(min_length=1)]
    must_not: list[ExampleShape] = Field(default_factory=list)


class RuleShape(Shape):
    """One triage rule."""

    id: Id
    urgency: Urgency
    when: list[ConditionShape] = Field(default_factory=list)
    advice: list[Id] = Field(default_factory=list)
    facts: Annotated[list[FactId], Field(min_length=1)]
    basis: Basis
    why: str
    examples: ExamplesShape


class TriageFile(Shape):
    """triage/*.yaml: the rules of one symptom, or of any (`*`)."""

    symptom: str
    rules: list[RuleShape]


def rule(shape: RuleShape, of: Symptom | None, source: Source, where: Where, problems: list[Problem]) -> Rule:
    """One triage rule; `of` is the symptom it is about, None for any."""
    conditions: list[Condition] = []
    for index, one in enumerate(shape.when):
        made = _condition(one, of)
        if isinstance(made, Condition):
            conditions.append(made)
        else:
            problems.append(source.problem(made[0], made[1], at=(*where, "when", index)))
    return Rule(
        id=shape.id,
        symptom=of.id if of else ANY,
        urgency=shape.urgency,
        when=tuple(conditions),
        advice=tuple(shape.advice),
        facts=tuple(shape.facts),
        basis=shape.basis,
    )


def _condition(shape: ConditionShape, of: Symptom | None) -> Condition | tuple[str, str]:
    if (course := _of_the_course(shape)) is not None:
        return course
    known = of.questions if of else {}
    question = known.get(shape.question or "")
    if question is None:
        return f"no question '{shape.question}' in this symptom", close_to(shape.question or "", known)
    if shape.at_least is not None or shape.worse_by is not None:
        return _of_a_choice(shape, question)
    (asked,) = shape.model_fields_set & _MEASURED.keys()
    wanted, made = _MEASURED[asked]
    if question.kind is not wanted:
        return f"question '{question.id}' does not ask for a {wanted}", f"it is a {question.kind} question"
    return made(shape, question.id)


def _of_the_course(shape: ConditionShape) -> OfTheCourse | None:
    if shape.routine_symptoms is not None:
        return RoutineSymptoms(count=shape.routine_symptoms)
    if shape.missed_doses is not None:
        return MissedDoses(count=shape.missed_doses)
    if shape.unanswered_check_ins is not None:
        return UnansweredCheckIns(count=shape.unanswered_check_ins)
    if shape.told_worse_of is not None:
        return ToldWorse(of=shape.told_worse_of)
    return TreatmentDayUntil(day=shape.treatment_day_until) if shape.treatment_day_until is not None else None


def _of_a_choice(shape: ConditionShape, question: Question) -> Condition | tuple[str, str]:
    within = shape.within_days or 0
    if shape.at_least is None:
        if not question.choices:
            return f"question '{question.id}' has no choices to become worse", f"it is a {question.kind} question"
        return WorseBy(question=question.id, steps=shape.worse_by or 0, within_days=within)
    found = question.choice(shape.at_least)
    if found is None:
        near = close_to(shape.at_least, (one.id for one in question.choices))
        return f"'{shape.at_least}' is not a choice of '{question.id}'", near
    if shape.on_days is not None:
        return OnDays(question=question.id, score=found.score, days=shape.on_days, within_days=within)
    return AnswerAtLeast(question=question.id, score=found.score)


def _hot(shape: ConditionShape, question: str) -> Condition:
    limit = shape.temperature_at_least
    return TemperatureAtLeast(question=question, celsius=limit if isinstance(limit, Decimal) else None)


def _cold(shape: ConditionShape, question: str) -> Condition:
    return TemperatureBelow(question=question, celsius=shape.temperature_below or Decimal(0))


def _lost(shape: ConditionShape, question: str) -> Condition:
    return WeightLossAtLeast(question=question, percent=shape.weight_loss_percent or Decimal(0))


def _falling(shape: ConditionShape, question: str) -> Condition:
    percent = shape.weight_fall_percent or Decimal(0)
    return WeightFallAtLeast(question=question, percent=percent, within_days=shape.within_days or 0)


def _no_baseline(_: ConditionShape, question: str) -> Condition:
    return NoBaseline(question=question)


_MEASURED: Mapping[str, tuple[QuestionKind, Callable[[ConditionShape, str], Condition]]] = {
    "temperature_at_least": (QuestionKind.TEMPERATURE, _hot),
    "temperature_below": (QuestionKind.TEMPERATURE, _cold),
    "weight_loss_percent": (QuestionKind.WEIGHT, _lost),
    "weight_fall_percent": (QuestionKind.WEIGHT, _falling),
    "no_baseline": (QuestionKind.WEIGHT, _no_baseline),
}
