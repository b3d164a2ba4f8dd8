"""What about a plan is merely unusual (law S14): it may stand, with a reason and a second confirmation.

What must be refused is `plancheck`. Nothing is unusual only because it is no label dose (F-DOSE-10): a regimen's own
ladder is as usual as its start.
"""

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from bot.domain.messages import Arg
from bot.domain.plan import DrugSchedule, Plan
from bot.domain.plancheck import PlanProblem, UnusualCode, drug_name
from bot.domain.regimen import DoseLevel, Drug, Regimen

USUAL_DEXAMETHASONE_MG = Decimal(20)  # F-DEX-01
USUAL_DEXAMETHASONE_DAYS_A_WEEK = 2  # F-DOSE-01, F-DOSE-02: both regimens have two


def unusual(plan: Plan, regimen: Regimen, body_surface_m2: Decimal | None = None) -> tuple[PlanProblem, ...]:
    """What about a plan needs a reason and a second confirmation."""
    if not plan.drugs:
        return (PlanProblem(code=UnusualCode.ALL_ENDS),)
    none = () if plan.antiemetics else (PlanProblem(code=UnusualCode.NO_ANTIEMETIC),)
    capped = () if body_surface_m2 is None else _above_cap(plan, regimen, body_surface_m2)
    return (*_unusual_selinexor(plan, regimen), *_unusual_dexamethasone(plan, regimen), *capped, *none)


def _above_cap(plan: Plan, regimen: Regimen, surface: Decimal) -> Iterator[PlanProblem]:
    """A dose above what the regimen's text allows a body surface: 70 mg/m2 of selinexor in SVd (F-DOSE-05)."""
    for one in regimen.drugs:
        schedule = plan.schedule_of(one.drug)
        if schedule and one.most_mg_per_m2 and schedule.mg > one.most_mg_per_m2 * surface:
            most = (one.most_mg_per_m2 * surface).quantize(Decimal("0.1"), ROUND_DOWN)
            args: dict[str, Arg] = {"drug": drug_name(one.drug), "mg": schedule.mg, "most": most, "surface": surface}
            yield PlanProblem(code=UnusualCode.ABOVE_SURFACE_CAP, args={**args, "each": one.most_mg_per_m2})


def _unusual_selinexor(plan: Plan, regimen: Regimen) -> Iterator[PlanProblem]:
    schedule = plan.schedule_of(Drug.SELINEXOR)
    if schedule is None:
        yield PlanProblem(code=UnusualCode.NO_SELINEXOR)
    elif plan.cycle_days != regimen.cycle_days or not any(_is_level(schedule, one) for one in regimen.all_levels):
        args: dict[str, Arg] = {"mg": schedule.mg, "days": _listed(schedule.days), "cycle": plan.cycle_days}
        yield PlanProblem(code=UnusualCode.NOT_A_LEVEL, args=args)


def _unusual_dexamethasone(plan: Plan, regimen: Regimen) -> Iterator[PlanProblem]:
    schedule = plan.schedule_of(Drug.DEXAMETHASONE)
    expected = any(one.drug is Drug.DEXAMETHASONE for one in regimen.drugs)
    mg = schedule.mg if schedule else Decimal(0)
    if mg != USUAL_DEXAMETHASONE_MG and (schedule or expected):
        args: dict[str, Arg] = {"mg": mg, "usual": USUAL_DEXAMETHASONE_MG}
        yield PlanProblem(code=UnusualCode.DEXAMETHASONE_AMOUNT, args=args)
    if schedule and _most_days_in_a_week(schedule, plan.cycle_days) > USUAL_DEXAMETHASONE_DAYS_A_WEEK:
        args = {"days": _listed(schedule.days), "cycle": plan.cycle_days, "usual": USUAL_DEXAMETHASONE_DAYS_A_WEEK}
        yield PlanProblem(code=UnusualCode.DEXAMETHASONE_DAYS, args=args)


def _most_days_in_a_week(schedule: DrugSchedule, cycle_days: int) -> int:
    """Over enough cycles, for the last days of one and the first of the next are neighbours."""
    cycles = range(7 // cycle_days + 2)
    days = [cycle * cycle_days + day for cycle in cycles for day in schedule.days]
    return max(sum(first <= day < first + 7 for day in days) for first in days)


def _listed(days: tuple[int, ...]) -> str:
    return ", ".join(str(day) for day in sorted(days))


def _is_level(schedule: DrugSchedule, level: DoseLevel) -> bool:
    return any(
        one.drug is schedule.drug and one.mg == schedule.mg and set(one.days) == set(schedule.days)
        for one in level.drugs
    )
