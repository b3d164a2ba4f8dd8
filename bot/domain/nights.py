"""Which medicine times of a plan fall in the quiet hours: shown to the pharmacist, who keeps them or writes other ones.

Quiet hours hold back only what can wait; a medicine is never moved by the bot.
"""

from datetime import date, datetime, timedelta

from bot.domain.occurrence import AntiemeticDue, DayRules, DoseMoment, expand
from bot.domain.plan import Plan


def at_night(plan: Plan, since: date, rules: DayRules) -> tuple[tuple[str, datetime], ...]:
    """Medicine and local time of everything due at night within one cycle; each time of day once, its first day."""
    first = max(since, plan.effective_on, plan.c1d1_on)
    last = first + timedelta(days=max(plan.cycle_days, 7) - 1)
    found = {
        (name, one.local.time()): one.local
        for one in reversed(expand([plan], first, last, rules))
        for name in _names(one)
        if rules.quiet.cover(one.local.time())
    }
    return tuple(sorted(((name, local) for (name, _), local in found.items()), key=lambda one: (one[1], one[0])))


def _names(event: object) -> tuple[str, ...]:
    match event:
        case AntiemeticDue():
            return (event.antiemetic.name,)
        case DoseMoment():
            return tuple(str(drug) for drug in event.drugs)
        case _:
            return ()
