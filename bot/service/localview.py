"""The patient's own view of time: the zone of the plan, and today's plan day in it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.people import Patient
from bot.domain.plan import Plan, plan_at
from bot.service.office import Work
from bot.store import plans
from bot.store.plans import Dose


async def zone_of(work: Work, patient: Patient) -> ZoneInfo:
    """The zone the patient lives in; the clinic's before there is a plan."""
    versions = await plans.versions(work.tx, patient.id)
    return ZoneInfo(plan_at(versions, work.now).zone if versions else work.library.clinic.zone)


async def local_now(work: Work, patient: Patient) -> datetime:
    """This instant on the patient's clock."""
    return work.now.astimezone(await zone_of(work, patient))


async def clock_of(work: Work, patient: Patient, dose: Dose) -> ZoneInfo:
    """The clock a dose was planned and prompted by, wherever the patient lives by now: its messages stay true (S4)."""
    versions = await plans.versions(work.tx, patient.id)
    return ZoneInfo(next(one.zone for one in versions if one.version == dose.version))


async def today(work: Work, patient: Patient) -> date:
    """The patient's date."""
    return (await local_now(work, patient)).date()


async def latest_plan(work: Work, patient: Patient) -> Plan:
    """The version of the patient's plan in force now; the first before any is."""
    return plan_at(await plans.versions(work.tx, patient.id), work.now)
