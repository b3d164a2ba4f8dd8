"""A patient who was on treatment before the bot knew of it: which doses S14 counts as lived, though nobody recorded them.

Counted on the side of safety: what the plan said is taken as taken. Nobody is ever asked about these days.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.localtime import resolve
from bot.domain.occurrence import due_drugs
from bot.domain.plan import Plan
from bot.domain.plancheck import DAYS_LOOKED_BACK, LivedDose


def doses_beforehand(versions: Sequence[Plan], watched_from: date, today: date) -> tuple[LivedDose, ...]:
    """The doses the plan says of the last days before `watched_from`, from when the bot has records of its own."""
    first = min(versions, key=lambda one: one.version, default=None)
    if first is None or not first.began_before:
        return ()  # whoever began with us and was not prompted has not taken: "please do not start yet"
    # Its first version came into force when the bot came to know of it; its days count from C1D1 all the same.
    whole = [
        replace(first, effective_on=min(first.effective_on, first.c1d1_on)),
        *(one for one in versions if one is not first),
    ]
    start, end = today - timedelta(days=DAYS_LOOKED_BACK), min(watched_from, today)
    days = (start + timedelta(days=number) for number in range((end - start).days))
    return tuple(dose for day in days for dose in _doses(whole, day, first.zone))


def _doses(versions: Sequence[Plan], day: date, zone: str) -> Iterator[LivedDose]:
    for one in due_drugs(versions, day):
        yield LivedDose(drug=one.drug, plan_day=day, mg=one.mg, at=resolve(day, one.at, zone))
