"""The patient's own view of time: the zone of the plan, and today's plan day in it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.localtime import resolve
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


def at_the_clinic(work: Work, at: datetime) -> datetime:
    """An instant on the clinic's clock, for staff."""
    return at.astimezone(ZoneInfo(work.library.clinic.zone))


async def today(work: Work, patient: Patient) -> date:
    """The patient's date."""
    return (await local_now(work, patient)).date()


async def midnight(work: Work, patient: Patient) -> datetime:
    """When the patient's day began."""
    return (await local_now(work, patient)).replace(hour=0, minute=0, second=0, microsecond=0)


async def at_night(work: Work, patient: Patient) -> bool:
    """Whether the patient is not to be written to now about what can wait."""
    return work.library.clinic.day_rules.quiet.cover((await local_now(work, patient)).time())


async def by_day(work: Work, patient: Patient, at: datetime) -> datetime:
    """That instant, or the end of the night it falls into."""
    quiet, zone = work.library.clinic.day_rules.quiet, await zone_of(work, patient)
    local = at.astimezone(zone)
    if not quiet.cover(local.time()):
        return at
    morning = local.date() if local.time() < quiet.ends else local.date() + timedelta(days=1)
    return resolve(morning, quiet.ends, zone.key)


async def latest_plan(work: Work, patient: Patient) -> Plan:
    """The version of the patient's plan in force now; the first before any is."""
    return plan_at(await plans.versions(work.tx, patient.id), work.now)
