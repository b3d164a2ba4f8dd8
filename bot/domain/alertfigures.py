"""Figures by which a clinic tunes its rules: how many reports raise alerts, how soon they are taken, how they end.

Pure counting. Nobody is named: neither staff nor patients; an alert counts once under each of its rules.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from bot.domain.alert import Outcome
from bot.domain.urgency import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One alert from first to last. `raised_at`: since when it was as urgent as it ended; `taken_at`: when somebody first
    had it, whatever became of it later.
    """

    urgency: Urgency
    raised_at: datetime
    taken_at: datetime | None
    outcome: Outcome | None  # None: not resolved yet
    rules: frozenset[str]  # that matched; of one without a rule, its causes
    reopened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of some alerts. What cannot be said of none is None."""

    alerts: int
    taken: int
    taken_after_median: timedelta | None
    taken_after_p90: timedelta | None
    reopened: int
    resolved: int
    outcomes: Mapping[Outcome, int]

    @property
    def acted_share(self) -> float | None:
        """Of those resolved: acted, or told the prescriber."""
        return self.share(Outcome.ACTED, Outcome.TOLD_PRESCRIBER)

    def share(self, *outcomes: Outcome) -> float | None:
        """Which part of those resolved ended so."""
        return sum(self.outcomes[one] for one in outcomes) / self.resolved if self.resolved else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertReport:
    """A period. `raising`: reports that raised an alert or joined one."""

    reports: int
    raising: int
    whole: Figures
    by_urgency: Mapping[Urgency, Figures]
    by_rule: Mapping[str, Figures]

    @property
    def per_hundred(self) -> float | None:
        """Reports with an alert, of a hundred."""
        return None if not self.reports else 100 * self.raising / self.reports


def alert_report(stories: Sequence[Story], *, reports: int, raising: int) -> AlertReport:
    """The figures of a period; rules with most alerts first."""
    counted = Counter(rule for one in stories for rule in one.rules)
    return AlertReport(
        reports=reports,
        raising=raising,
        whole=figures(stories),
        by_urgency={
            urgency: figures(of)
            for urgency in sorted(Urgency, key=lambda one: -one.rank)
            if (of := [one for one in stories if one.urgency is urgency])
        },
        by_rule={
            rule: figures([one for one in stories if rule in one.rules])
            for rule in sorted(counted, key=lambda one: (-counted[one], one))
        },
    )


def figures(stories: Sequence[Story]) -> Figures:
    """Of these alerts."""
    waits = sorted(one.taken_at - one.raised_at for one in stories if one.taken_at is not None)
    outcomes = Counter(one.outcome for one in stories if one.outcome is not None)
    return Figures(
        alerts=len(stories),
        taken=len(waits),
        taken_after_median=_rank(waits, 0.5),
        taken_after_p90=_rank(waits, 0.9),
        reopened=sum(one.reopened for one in stories),
        resolved=outcomes.total(),
        outcomes={one: outcomes[one] for one in Outcome},
    )


def _rank(ordered: Sequence[timedelta], share: float) -> timedelta | None:
    """The nearest rank: a wait that somebody really had."""
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else None


def told(rules: Iterable[Iterable[str]], causes: Iterable[str]) -> frozenset[str]:
    """What an alert counts under: its rules, and the cause of each reason that no rule raised."""
    named: set[str] = set()
    for matched, cause in zip(rules, causes, strict=True):
        named |= set(matched) or {f"cause:{cause}"}
    return frozenset(named)
