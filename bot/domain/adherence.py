"""How much of what was due was taken, per drug, as an interval; and how many doses in a row were missed.

Vrijens 2012: *implementation*, the extent to which what a patient takes corresponds to what is prescribed, from the first
dose to the last. Not initiation, and not persistence: a drug stopped by plan is not a missed dose. A held dose was not
due; a dose taken and vomited, or not known, may count (best) or not (worst). Never a score to blame anybody with.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from bot.domain.dose import DoseState
from bot.domain.regimen import Drug

UNSAID = "unsaid"  # not taken, and the reason was not told
_NOT_COUNTED = frozenset({DoseState.PLANNED, DoseState.ASKED, DoseState.HELD})
_MISSED = frozenset({DoseState.NOT_TAKEN, DoseState.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one dose; `why` is the reason given when it was not taken."""

    drug: Drug
    plan_day: date
    state: DoseState
    why: str = UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Adherence:
    """The doses of one drug whose day is over. `run` is how many were missed in a row, up to now."""

    drug: Drug
    taken: int = 0
    vomited: int = 0
    unknown: int = 0
    held: int = 0
    not_taken: Mapping[str, int] = field(default_factory=dict)  # by reason
    run: int = 0
    longest_run: int = 0

    @property
    def missed(self) -> int:
        """Not taken, whatever the reason."""
        return sum(self.not_taken.values())

    @property
    def due(self) -> int:
        """What the plan asked for; a held dose was not asked for."""
        return self.taken + self.vomited + self.unknown + self.missed

    @property
    def worst(self) -> int:
        """Taken for certain."""
        return self.taken

    @property
    def best(self) -> int:
        """Taken, if whatever is not known was."""
        return self.taken + self.vomited + self.unknown

    @property
    def interval(self) -> tuple[Fraction, Fraction] | None:
        """The worst and the best share taken; None when nothing was due."""
        return (Fraction(self.worst, self.due), Fraction(self.best, self.due)) if self.due else None


def by_drug(outcomes: Iterable[Outcome], held_days: Iterable[tuple[Drug, date]] = ()) -> tuple[Adherence, ...]:
    """Each drug that was ever due. `held_days` are days a plan held a drug on, with or without a dose of their own."""
    known = {(one.drug, one.plan_day): one for one in outcomes}
    for drug, day in held_days:
        known.setdefault((drug, day), Outcome(drug=drug, plan_day=day, state=DoseState.HELD))
    ordered = sorted(known.values(), key=lambda one: one.plan_day)
    return tuple(
        adherence(drug, [one for one in ordered if one.drug is drug])
        for drug in Drug
        if any(one.drug is drug for one in ordered)
    )


def adherence(drug: Drug, outcomes: Sequence[Outcome]) -> Adherence:
    """Count one drug's doses, given in order; what is planned or waiting is left out."""
    states = Counter(one.state for one in outcomes)
    runs = _runs(outcomes)
    return Adherence(
        drug=drug,
        taken=states[DoseState.TAKEN],
        vomited=states[DoseState.VOMITED],
        unknown=states[DoseState.UNKNOWN],
        held=states[DoseState.HELD],
        not_taken=Counter(one.why for one in outcomes if one.state is DoseState.NOT_TAKEN),
        run=runs[-1],
        longest_run=max(runs),
    )


def _runs(outcomes: Sequence[Outcome]) -> list[int]:
    """How long the run of missed doses was at each dose due; a held day neither adds to it nor ends it."""
    runs = [0]
    for one in outcomes:
        if one.state not in _NOT_COUNTED:
            runs.append(runs[-1] + 1 if one.state in _MISSED else 0)
    return runs
