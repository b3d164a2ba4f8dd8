"""How urgent a report is: rules from content over answers, measures and what else was reported lately.

Every condition only ever adds: a worse answer, an unreadable number or a further report can raise the urgency and never
lower it (S9). That also makes it right to triage after each answer, before a report is complete.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from bot.domain.conditions import (
    AnswerAtLeast,
    Condition,
    MissedDoses,
    NoBaseline,
    OfReport,
    OfTheCourse,
    OfThePast,
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
from bot.domain.earlier import Earlier, EarlierWeight, days_at_least, fall_percent, steps_worse
from bot.domain.measures import Reading, Unreadable
from bot.domain.questionnaire import Measured, Reported, Symptom
from bot.domain.urgency import Urgency, worst

ANY_SYMPTOM = "*"


class Basis(StrEnum):
    """Whether a rule restates a source, or is our own caution that only ever sends more to a human."""

    SOURCE = "source"
    DESIGN = "design"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """All conditions together give this urgency and this advice."""

    id: str
    symptom: str
    urgency: Urgency
    when: tuple[Condition, ...] = ()
    advice: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    basis: Basis = Basis.SOURCE

    @property
    def combines(self) -> bool:
        """Whether it looks beyond this report."""
        return any(isinstance(one, RoutineSymptoms | MissedDoses) for one in self.when)

    @property
    def needs_no_report(self) -> bool:
        """Whether missed doses or unanswered check-ins alone decide it."""
        return bool(self.when) and all(isinstance(one, MissedDoses | UnansweredCheckIns) for one in self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What triage needs to know besides the report.

    `recent_routine`: symptoms found routine or worse in the last 24 h; `missed_run`: doses missed in a row, up to now;
    `no_symptoms`: check-ins, which say how somebody is in general and count as no symptom beside others;
    `told_worse`: how urgent the symptom was when its patient, asked again, said that it is worse;
    `earlier` and `weights`: what was told and weighed in the last weeks; `treatment_day`: C1D1 is 1, None when not known.
    """

    fever_limit_c: Decimal
    baseline_kg: Decimal | None = None
    recent_routine: frozenset[str] = field(default_factory=frozenset)
    no_symptoms: frozenset[str] = field(default_factory=frozenset)
    missed_run: int = 0
    unanswered_check_ins: int = 0
    told_worse: Urgency | None = None
    treatment_day: int | None = None
    earlier: tuple[Earlier, ...] = ()
    weights: tuple[EarlierWeight, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The urgency, every rule that matched (most urgent first), and what to tell the patient."""

    urgency: Urgency
    rules: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


def triage(rules: Iterable[Rule], report: Reported, about: About, symptom: Symptom | None = None) -> Decision:
    """Judge a report. With `symptom`, its standing advice follows that of the rules."""
    for_this = [rule for rule in rules if rule.symptom in {report.symptom, ANY_SYMPTOM}]
    alone = [rule for rule in for_this if not rule.combines and _matches(rule, report, about, Urgency.SELF_CARE)]
    so_far = worst(rule.urgency for rule in alone)
    together = [rule for rule in for_this if rule.combines and _matches(rule, report, about, so_far)]
    matching = sorted((*alone, *together), key=lambda rule: -rule.urgency.rank)
    standing = symptom.advice if symptom else ()
    return Decision(
        urgency=worst(rule.urgency for rule in matching),
        rules=tuple(rule.id for rule in matching),
        advice=_once([*(one for rule in matching for one in rule.advice), *standing]),
    )


def without_report(rules: Iterable[Rule], about: About) -> Decision:
    """Judge missed doses and unanswered check-ins when nothing is reported: silence about symptoms is no reason to wait for one."""
    nothing = Reported(symptom=ANY_SYMPTOM)
    matching = [one for one in rules if one.needs_no_report and _matches(one, nothing, about, Urgency.SELF_CARE)]
    in_order = sorted(matching, key=lambda rule: -rule.urgency.rank)
    return Decision(urgency=worst(one.urgency for one in in_order), rules=tuple(one.id for one in in_order))


def weight_loss_percent(weight_kg: Decimal, baseline_kg: Decimal) -> Decimal:
    """How much of the baseline is gone, in percent; negative when weight was gained."""
    return (baseline_kg - weight_kg) * 100 / baseline_kg


def _matches(rule: Rule, report: Reported, about: About, so_far: Urgency) -> bool:
    return all(_holds(one, report, about, so_far) for one in rule.when)


def _holds(condition: Condition, report: Reported, about: About, so_far: Urgency) -> bool:
    if isinstance(condition, OfTheCourse):
        return _stands(condition, report, about, so_far)
    if isinstance(condition, OfThePast):
        return _told_before(condition, report, about)
    return _reported(condition, report, about)


def _stands(condition: OfTheCourse, report: Reported, about: About, so_far: Urgency) -> bool:
    match condition:
        case RoutineSymptoms(count=count):
            symptoms = (about.recent_routine | {report.symptom}) - about.no_symptoms
            return so_far.rank >= Urgency.ROUTINE.rank and report.symptom in symptoms and len(symptoms) >= count
        case MissedDoses(count=count):
            return about.missed_run >= count
        case UnansweredCheckIns(count=count):
            return about.unanswered_check_ins >= count
        case ToldWorse(of=before):
            return about.told_worse is not None and about.told_worse.rank >= before.rank
        case TreatmentDayUntil(day=day):
            return about.treatment_day is None or about.treatment_day <= day
        case _:
            assert_never(condition)


def _told_before(condition: OfThePast, report: Reported, about: About) -> bool:
    now = report.scores.get(condition.question)
    match condition:
        case WorseBy(question=question, steps=steps, within_days=days):
            return now is not None and steps_worse(about.earlier, report.symptom, question, now, days) >= steps
        case OnDays(question=question, score=score, days=days, within_days=within):
            bad = now is not None and now >= score
            return bad and days_at_least(about.earlier, report.symptom, question, score, within) >= days
        case WeightFallAtLeast(question=question, percent=percent, within_days=days):
            return _any_reading(
                report.measures.get(question), lambda kg: fall_percent(about.weights, kg, days) >= percent
            )
        case _:
            assert_never(condition)


def _reported(condition: OfReport, report: Reported, about: About) -> bool:
    match condition:
        case AnswerAtLeast(question=question, score=score):
            return report.scores.get(question, -1) >= score
        case TemperatureAtLeast(question=question, celsius=celsius):
            limit = about.fever_limit_c if celsius is None else celsius
            return _any_reading(report.measures.get(question), lambda value: value >= limit)
        case TemperatureBelow(question=question, celsius=celsius):
            return _any_reading(report.measures.get(question), lambda value: value < celsius)
        case WeightLossAtLeast(question=question, percent=percent):
            return _lost(report.measures.get(question), about.baseline_kg, percent)
        case NoBaseline(question=question):
            return question in report.measures and about.baseline_kg is None
        case _:
            assert_never(condition)


def _lost(measured: Measured | None, baseline_kg: Decimal | None, percent: Decimal) -> bool:
    if baseline_kg is None:
        return False
    return _any_reading(measured, lambda value: weight_loss_percent(value, baseline_kg) >= percent)


def _any_reading(measured: Measured | None, test: Callable[[Decimal], bool]) -> bool:
    match measured:
        case None:
            return False
        case Unreadable():
            return True  # S9: what cannot be read counts as its worst
        case Reading(readings=readings):
            return any(test(value) for value in readings)


def _once(ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
