"""What a triage rule can ask: of the report itself, of what was told before, of where the patient stands in treatment.

Values only; whether one holds is judged in `triage`. Each can only add: a worse answer, an earlier report or a longer
silence makes more of them hold, never fewer (S9).
"""

from dataclasses import dataclass
from decimal import Decimal

from bot.domain.urgency import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAtLeast:
    """The question was answered with this score or a worse one."""

    question: str
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureAtLeast:
    """A temperature of at least this many degrees Celsius; None stands for the clinic's fever limit."""

    question: str
    celsius: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureBelow:
    """A temperature below this many degrees Celsius."""

    question: str
    celsius: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightLossAtLeast:
    """At least this percentage of the weight before C1D1 is gone."""

    question: str
    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class NoBaseline:
    """A weight was given, and there is no weight before C1D1 to hold it against."""

    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineSymptoms:
    """This report is routine by itself and, with others of the last 24 hours, at least so many symptoms are (F-TRI-01)."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedDoses:
    """At least so many doses of one drug in a row, up to now, were not taken or are not known."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredCheckIns:
    """At least so many check-ins in a row had no answer: silence is never "fine" (S9)."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldWorse:
    """Asked again about it, the patient said "worse", and it was at least this urgent before."""

    of: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentDayUntil:
    """Up to this day of treatment (C1D1 is day 1), before the first one, or on a day nobody knows."""

    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorseBy:
    """The answer is so many steps worse than the best one of the last days."""

    question: str
    steps: int
    within_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDays:
    """The answer is this bad now, and was on so many of the last days, today among them."""

    question: str
    score: int
    days: int
    within_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightFallAtLeast:
    """At least this percentage has gone since the highest weight of the last days, baseline or not."""

    question: str
    percent: Decimal
    within_days: int


OfReport = AnswerAtLeast | TemperatureAtLeast | TemperatureBelow | WeightLossAtLeast | NoBaseline
OfThePast = WorseBy | OnDays | WeightFallAtLeast
OfTheCourse = RoutineSymptoms | MissedDoses | UnansweredCheckIns | ToldWorse | TreatmentDayUntil
Condition = OfReport | OfThePast | OfTheCourse
