"""How an antiemetic of a plan reads, for the patient in plain words and for the team on a card. Decides nothing."""

from datetime import date
from typing import assert_never

from bot.domain.antiemetic import After, Antiemetic, AtTime, Before, Every, IfNotTaken, IntakeTime
from bot.domain.intakes import run_end
from bot.domain.messages import Line, line
from bot.domain.plan import Plan


def plan_lines(plan: Plan, one: Antiemetic, today: date) -> tuple[Line, ...]:
    """The medicine with its times, what to keep to, and what becomes of it when the dose is not taken."""
    if plan.antiemetics_held:
        return (line("plan-antiemetic-held", name=one.name, amount=one.amount),)
    times = tuple(_time(each) for each in one.times)
    lines = [line("plan-antiemetic", name=one.name, amount=one.amount, times=times)]
    lines += [_until(plan, each, today) for each in one.times if isinstance(each, Every)]
    lines += [line("plan-antiemetic-limits", limits=_limits(one))] if _limits(one) else []
    if one.follows_doses:
        goes_on = one.if_not_taken is IfNotTaken.GOES_ON
        lines.append(line("plan-antiemetic-goes-on" if goes_on else "plan-antiemetic-stops"))
    return tuple(lines)


def _until(plan: Plan, every: Every, today: date) -> Line:
    until, first = long(every.until_minutes), run_end(plan, today, every)
    if first is None:
        return line("plan-antiemetic-until", until=until)
    return line("plan-antiemetic-until-first", until=until, first=first)


def card_line(one: Antiemetic) -> Line:
    """Everything about it in one line, on an alert."""
    return line("card-antiemetic", name=one.name, amount=one.amount, times=_everything(one))


def review_line(one: Antiemetic) -> Line:
    """The same where a plan is described."""
    return line("review-antiemetic", name=one.name, amount=one.amount, times=_everything(one))


def _everything(one: Antiemetic) -> tuple[Line, ...]:
    rule = (line(f"card-antiemetic-{one.if_not_taken}"),) if one.follows_doses else ()
    return (*(_time(each) for each in one.times), *_limits(one), *rule)


def _limits(one: Antiemetic) -> tuple[Line, ...]:
    gap = (line("antiemetic-gap", gap=long(one.gap_minutes)),) if one.gap_minutes else ()
    return (*gap, *((line("antiemetic-most", most=one.most_a_day),) if one.most_a_day is not None else ()))


def long(minutes: int) -> Line:
    """A length of time: whole hours where it is, else minutes."""
    return line("long-minutes", minutes=minutes) if minutes % 60 else line("long-hours", hours=minutes // 60)


def _time(one: IntakeTime) -> Line:
    match one:
        case Before(minutes=0):
            return line("antiemetic-with-dose")
        case Before():
            return line("antiemetic-before", long=long(one.minutes))
        case After():
            return line("antiemetic-after", long=long(one.minutes))
        case Every():
            return line("antiemetic-every", long=long(one.minutes))
        case AtTime():
            return _on_the_clock(one)
        case _:
            assert_never(one)


def _on_the_clock(one: AtTime) -> Line:
    if one.every_day:
        return line("antiemetic-every-day", at=one.at)
    if one.cycle_days:
        return line("antiemetic-cycle-days", at=one.at, days=", ".join(str(day) for day in one.cycle_days))
    if not one.days_after:
        return line("antiemetic-dose-days", at=one.at)
    if one.dose_day:
        return line("antiemetic-dose-days-and-after", at=one.at, days=one.days_after)
    return line("antiemetic-days-after", at=one.at, days=one.days_after)
