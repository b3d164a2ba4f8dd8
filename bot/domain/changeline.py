"""Changes of a plan as one line each, for timelines and worked examples; and what a plan with them says.

For people who look ahead, never for a patient: there a change is prepared, reviewed and confirmed (`proposal`).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from bot.domain.antiemetic import AntiemeticError
from bot.domain.antiemeticline import HOW, read_antiemetic
from bot.domain.changetext import read_box, read_dose, read_time
from bot.domain.localtime import known_zone, suggest
from bot.domain.occurrence import DayRules, due_drugs
from bot.domain.plan import Plan, PlanError
from bot.domain.planchange import (
    Change,
    Dispense,
    Hold,
    NewDose,
    Prescribe,
    Redose,
    Restart,
    Resume,
    Retime,
    Rezone,
    Stop,
)
from bot.domain.plancheck import LivedDose, PlanProblem, check_plan
from bot.domain.proposal import Proposed, propose
from bot.domain.regimen import Drug
from bot.domain.tablets import KNOWN_STRENGTHS, Stock

Dated = tuple[date, Change]

HOLD = "2026-05-11..2026-05-20, for both drugs, or 2026-05-11..2026-05-20 selinexor; without the second day: no end"
CHANGE = (
    "2026-05-18 selinexor 100 mg days 1; with another drug after a semicolon; or 2026-05-18 selinexor at 20:00, "
    "selinexor box Xpovio, 60 + 40, resume selinexor, stop selinexor, start 2026-05-25, antiemetic none (or one, as prescribed)"
)
ZONE_CHANGE = "2026-06-01 America/New_York"


def read_hold(text: str, plan: Plan) -> Dated:
    """`2026-05-11..2026-05-20 selinexor`: on hold from the first day to the last, both included."""
    found = re.fullmatch(r"(\S+?)\.\.(\S*)(?: +(.+))?", text.strip())
    if found is None:
        raise PlanError(f"'{text}' is not a hold. Write it as {HOLD}.")
    first, last = _day(found[1]), _day(found[2]) if found[2] else None
    if last is not None and last < first:
        raise PlanError(f"the hold '{text}' ends before it begins")
    resumes_on = last + timedelta(days=1) if last else None
    return first, Hold(
        drugs=_drugs(found[3] or "both", plan), antiemetics=_with_antiemetics(found[3]), resumes_on=resumes_on
    )


def _with_antiemetics(drugs: str | None) -> bool | None:
    return True if drugs is None or "dexamethasone" not in drugs else None


def read_zone_change(text: str) -> Dated:
    """`2026-06-01 America/New_York`."""
    day, _, zone = text.strip().partition(" ")
    if not known_zone(zone.strip()):
        near = " or ".join(suggest(zone)) if zone.strip() else ""
        hint = f" Did you mean {near}?" if near else f" Write it as {ZONE_CHANGE}."
        raise PlanError(f"'{zone.strip()}' is not a time zone we know.{hint}")
    return _day(day), Rezone(zone=zone.strip())


def read_change(text: str, plan: Plan) -> Dated:
    """`2026-05-18 selinexor 100 mg days 1`, and what else `CHANGE` tells of."""
    day, _, said = text.strip().partition(" ")
    word, _, rest = said.strip().partition(" ")
    if word in _SAID:
        return _day(day), _SAID[word](rest.strip(), plan)
    return _day(day), _of_drugs(text, said.strip(), plan)


def _of_drugs(text: str, said: str, plan: Plan) -> Change:
    drug, _, rest = said.partition(" ")
    if drug not in {str(one.drug) for one in plan.drugs}:
        known = ", ".join(one.drug for one in plan.drugs)
        raise PlanError(f"'{drug}' is not a drug of this plan ({known}). A change is written as {CHANGE}.")
    word, _, what = rest.strip().partition(" ")
    if word == "at" and (at := read_time(what)) is not None:
        return Retime(drugs=frozenset({Drug(drug)}), at=at)
    if word == "box" and (box := read_box(what)) is not None:
        return Dispense(drug=Drug(drug), brand=box[0], strengths=box[1])
    return Redose(doses=_doses(text, said, plan))


def _doses(text: str, said: str, plan: Plan) -> tuple[NewDose, ...]:
    """The doses named; a drug that is not named stays as it is, and is named so."""
    named: dict[Drug, NewDose] = {}
    for part in said.split(";"):
        drug, _, what = part.strip().partition(" ")
        now = plan.schedule_of(Drug(drug)) if drug in tuple(Drug) else None
        read = read_dose(what, now.days) if now else None
        if read is None:
            raise PlanError(f"'{text}' cannot be read. A change is written as {CHANGE}.")
        if max(read[1]) > plan.cycle_days:
            raise PlanError(f"day {max(read[1])} lies outside the cycle of {plan.cycle_days} days")
        named[Drug(drug)] = NewDose(drug=Drug(drug), mg=read[0], days=read[1])
    as_before = {one.drug: NewDose(drug=one.drug, mg=one.mg, days=one.days) for one in plan.drugs}
    return tuple((as_before | named).values())


def _drugs(said: str, plan: Plan) -> frozenset[Drug]:
    mine = frozenset(one.drug for one in plan.drugs)
    if said.strip() in ("both", "all", ""):
        return mine
    if said.strip() not in mine:
        raise PlanError(f"'{said.strip()}' is not a drug of this plan ({', '.join(sorted(mine))})")
    return frozenset({Drug(said.strip())})


def _antiemetic(rest: str) -> Prescribe:
    try:
        return Prescribe(antiemetics=() if rest == "none" else (read_antiemetic(rest),))
    except AntiemeticError as wrong:
        raise PlanError(f"'{rest}' is no antiemetic as it is written: {HOW}") from wrong


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PlanError(f"'{text}' is not a date. Write it as 2026-05-18.") from None


_SAID: Mapping[str, Callable[[str, Plan], Change]] = {
    "resume": lambda rest, plan: Resume(drugs=_drugs(rest, plan)),
    "stop": lambda rest, plan: Stop(drugs=_drugs(rest, plan)),
    "start": lambda rest, _: Restart(c1d1_on=_day(rest)),
    "antiemetic": lambda rest, _: _antiemetic(rest),
}


def with_changes(
    plan: Plan, changes: Sequence[Dated], rules: DayRules, stocked: Stock = KNOWN_STRENGTHS
) -> tuple[tuple[Plan, ...], tuple[Proposed, ...], tuple[PlanProblem, ...]]:
    """Every version after these changes, what each was, and the first that is refused with why (S14).

    Each is judged on its day, as if everything said until then had been taken.
    """
    versions: tuple[Plan, ...] = (plan,)
    proposals: list[Proposed] = []
    for on, change in sorted(changes, key=lambda one: one[0]):
        found = propose(versions, change, since=on, rules=rules, stocked=stocked)
        if found is None:
            raise PlanError(f"a change of {on} changes nothing")
        after = (*versions, *found.made)
        if problems := check_plan(after, _lived(versions, on), on, stocked, made=len(found.made)):
            return versions, tuple(proposals), problems
        versions = after
        proposals.append(found)
    return versions, tuple(proposals), ()


def _lived(versions: Sequence[Plan], on: date) -> list[LivedDose]:
    days = [on - timedelta(days=number) for number in range(1, 8)]
    due = [(one, day) for day in days for one in due_drugs(versions, day)]
    return [LivedDose(drug=one.drug, plan_day=day, mg=Decimal(one.mg)) for one, day in due]
