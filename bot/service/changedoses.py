"""Preparing another dose: a level of the regimen's ladder or an amount typed, and the days of dexamethasone, named too.

A change of selinexor never leaves the days of dexamethasone to be inferred (DESIGN, Plan).
"""

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.changetext import read_dose
from bot.domain.messages import line
from bot.domain.people import Patient, Staff
from bot.domain.plan import Plan
from bot.domain.planchange import NewDose, Redose
from bot.domain.questions import option
from bot.domain.regimen import DoseLevel, Drug
from bot.domain.tablets import plain
from bot.service.changemaking import coming_plan
from bot.service.changestep import Data, begin, step
from bot.service.office import Work


async def ask_dose(work: Work, member: Staff, patient: Patient, data: Data) -> None:
    """A level of the regimen's ladder, or another amount."""
    plan = await coming_plan(work, patient)
    options = [
        option(f"level-{one.level}", "change-level", level=one.level, mg=dose.mg, days=_listed(dose.days))
        for one, dose in _levels(work, plan)
    ]
    await step(work, member, data, "dose", [line("change-dose", pseudonym=patient.pseudonym)], options)


def _levels(work: Work, plan: Plan) -> list[tuple[DoseLevel, NewDose]]:
    """The levels that are not the present dose."""
    regimen, now = work.library.regimens[plan.regimen_id], plan.schedule_of(Drug.SELINEXOR)
    found = [
        (level, NewDose(drug=one.drug, mg=one.mg, days=one.days))
        for level in regimen.all_levels
        for one in level.drugs
        if one.drug is Drug.SELINEXOR and one.mg is not None
    ]
    return [(level, one) for level, one in found if now is None or (one.mg, one.days) != (now.mg, now.days)]


def _listed(days: Sequence[int]) -> str:
    return ", ".join(str(day) for day in days)


async def on_dose(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """The dose of selinexor; dexamethasone is asked about next, where the plan has it."""
    plan = await coming_plan(work, patient)
    chosen = next((one for level, one in _levels(work, plan) if answer == f"level-{level.level}"), None)
    dose = chosen or _typed_dose(plan, Drug.SELINEXOR, answer)
    if dose is None:
        return False
    dexamethasone = plan.schedule_of(Drug.DEXAMETHASONE)
    if dexamethasone is None:
        return await begin(work, member, patient, data, Redose(doses=(dose,)))
    days = dict.fromkeys((dexamethasone.days, dose.days))
    options = [
        option(
            f"{plain(dexamethasone.mg)} mg {_listed(one)}", "change-dex-days", mg=dexamethasone.mg, days=_listed(one)
        )
        for one in days
    ]
    asked = [line("change-dex-too", mg=dose.mg, days=_listed(dose.days))]
    carried = {"mg": f"{dose.mg:f}", "days": list(dose.days)}
    await step(work, member, {**data, **carried}, "dex-too", asked, options)
    return True


def _typed_dose(plan: Plan, drug: Drug, typed: str) -> NewDose | None:
    now = plan.schedule_of(drug)
    read = read_dose(typed, now.days) if now else None
    if read is None or max(read[1]) > plan.cycle_days:
        return None
    return NewDose(drug=drug, mg=read[0], days=read[1])


async def on_dex_too(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """The dose and days of dexamethasone beside it."""
    dexamethasone = _typed_dose(await coming_plan(work, patient), Drug.DEXAMETHASONE, answer)
    if dexamethasone is None:
        return False
    selinexor = NewDose(drug=Drug.SELINEXOR, mg=Decimal(data["mg"]), days=tuple(data["days"]))
    return await begin(work, member, patient, data, Redose(doses=(selinexor, dexamethasone)))


async def ask_dexamethasone(work: Work, member: Staff, patient: Patient, data: Data) -> None:
    """Another dose of dexamethasone alone."""
    await step(work, member, data, "dexdose", [line("change-dexdose", pseudonym=patient.pseudonym)])


async def on_dexdose(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """Amount and days."""
    dose = _typed_dose(await coming_plan(work, patient), Drug.DEXAMETHASONE, answer)
    return dose is not None and await begin(work, member, patient, data, Redose(doses=(dose,)))
