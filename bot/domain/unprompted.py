"""What a typed "taken" means when no question is open: which dose it is about, or what has to be asked first.

Silence and guesses never count (S9): whatever could be a second dose, or a dose on a wrong day, becomes a question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.dose import DoseState
from bot.domain.regimen import Drug

RECENT = timedelta(days=2)  # how many plan days back an unanswered dose may still be meant


class TakenMeans(StrEnum):
    """What a typed "taken" means."""

    ANSWERS = "answers"  # these doses, asked about or closed without an answer
    TODAY_NOT_YET = "today-not-yet"  # today's dose is still to come: ask whether it was taken already
    CORRECTS = "corrects"  # today's dose was "not taken": ask whether it was taken after all
    AGAIN_OR_SECOND = "again-or-second"  # today's dose is taken: "telling me again, or a second dose?"
    ON_HOLD = "on-hold"  # today's dose is on hold: ask "did you take it today?"; yes is urgent
    NOT_A_DOSE_DAY = "not-a-dose-day"  # ask "did you take it today?"; yes is urgent


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDose:
    """A dose as far as it is known."""

    drug: Drug
    plan_day: date
    at: datetime
    state: DoseState


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpromptedTaken:
    """What is meant, and the doses it is about (none on a day without a dose)."""

    means: TakenMeans
    doses: tuple[KnownDose, ...] = ()


_TODAY = (
    (TakenMeans.AGAIN_OR_SECOND, frozenset({DoseState.TAKEN, DoseState.VOMITED})),
    (TakenMeans.CORRECTS, frozenset({DoseState.NOT_TAKEN})),
    (TakenMeans.ON_HOLD, frozenset({DoseState.HELD})),
)


def classify_unprompted_taken(doses: Sequence[KnownDose], *, today: date, now: datetime) -> UnpromptedTaken:
    """Read a typed "taken" against today's doses first, then against recent ones nobody answered for."""
    todays = [one for one in doses if one.plan_day == today]
    if waiting := [one for one in todays if _unanswered(one, now)]:
        return _about(TakenMeans.ANSWERS, waiting)
    for means, states in _TODAY:
        if found := [one for one in todays if one.state in states]:
            return _about(means, found)
    # Before "still to come": yesterday's dose may have a window that crosses midnight.
    if latest := _latest_unanswered(doses, today, now):
        return _about(TakenMeans.ANSWERS, latest)
    return _about(TakenMeans.TODAY_NOT_YET if todays else TakenMeans.NOT_A_DOSE_DAY, todays)


def _about(means: TakenMeans, doses: Sequence[KnownDose]) -> UnpromptedTaken:
    return UnpromptedTaken(means=means, doses=tuple(doses))


def _unanswered(dose: KnownDose, now: datetime) -> bool:
    if dose.state is DoseState.PLANNED:
        return dose.at <= now
    return dose.state in {DoseState.ASKED, DoseState.UNKNOWN}


def _latest_unanswered(doses: Sequence[KnownDose], today: date, now: datetime) -> list[KnownDose]:
    recent = [one for one in doses if today - RECENT <= one.plan_day < today and _unanswered(one, now)]
    newest = max((one.plan_day for one in recent), default=today)
    return [one for one in recent if one.plan_day == newest]
