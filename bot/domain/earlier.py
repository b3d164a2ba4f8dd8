"""What a patient told before, as triage weighs it: how much worse it is now, on how many days, how fast weight went.

Every figure is taken over all earlier reports of the span, so that one more report can only add urgency, never take any
away (S9). Days are local dates; today is 0 days ago.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """One earlier report: its symptom, how many days ago, and the scores of its answers."""

    symptom: str
    days_ago: int
    scores: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierWeight:
    """One weight measured before, in kilograms."""

    days_ago: int
    kg: Decimal


def steps_worse(earlier: Iterable[Earlier], symptom: str, question: str, score: int, within_days: int) -> int:
    """By how many steps an answer is worse than the best one given in these days; 0 when there was none."""
    before = [one.scores[question] for one in _of(earlier, symptom, question) if one.days_ago <= within_days]
    return max(0, score - min(before, default=score))


def days_at_least(earlier: Iterable[Earlier], symptom: str, question: str, score: int, within_days: int) -> int:
    """On how many of the last days, today among them, an answer was at least this bad."""
    bad = {one.days_ago for one in _of(earlier, symptom, question) if one.scores[question] >= score}
    return len({0} | {days for days in bad if days < within_days})


def fall_percent(weights: Iterable[EarlierWeight], kg: Decimal, within_days: int) -> Decimal:
    """How much has gone since the highest weight of these days, in percent of it; 0 when nothing has."""
    highest = max((one.kg for one in weights if one.days_ago <= within_days), default=kg)
    return max(Decimal(0), (highest - kg) * 100 / highest)


def _of(earlier: Iterable[Earlier], symptom: str, question: str) -> list[Earlier]:
    return [one for one in earlier if one.symptom == symptom and question in one.scores]
