"""What a patient's plan says of certain days, as it now is: the event behind an entry, the next dose, the next intake.

Nothing is planned here (`planahead` does), and nothing is said.
"""

from datetime import date, timedelta

from bot.domain.agenda import Due, Entry
from bot.domain.antiemetic import IfNotTaken, medicine
from bot.domain.dose import DoseState
from bot.domain.intakes import REACH
from bot.domain.occurrence import AntiemeticDue, DoseMoment, Event, dose_moments, expand
from bot.domain.people import Patient
from bot.domain.regimen import Drug
from bot.service.localview import local_now
from bot.service.office import Work
from bot.store import agenda, plans
from bot.store.plans import Dose

LOOK_AHEAD = 35  # days in which the next dose is looked for

NOT_TAKEN = (DoseState.NOT_TAKEN, DoseState.UNKNOWN, DoseState.VOMITED, DoseState.HELD)


async def event_of(work: Work, patient: Patient, due: Due) -> Event | None:
    """The event behind an entry as the plan now says it; None when the plan no longer says it (S1)."""
    day = date.fromisoformat(due.data["day"])
    versions = await plans.versions(work.tx, patient.id)
    events = expand(versions, day, day, work.library.clinic.day_rules)
    return next((one for one in events if one.key == due.data["event"]), None)


async def moments(work: Work, patient: Patient, first: date, last: date) -> tuple[DoseMoment, ...]:
    """The dose moments of these plan days, by the plan as it now is."""
    versions = await plans.versions(work.tx, patient.id)
    return dose_moments(versions, first, last, work.library.clinic.day_rules)


async def next_moment(work: Work, patient: Patient) -> DoseMoment | None:
    """The next dose moment that is not over and was not answered, by the plan as it now is."""
    today = (await local_now(work, patient)).date()
    answered = {
        (one.plan_day, one.drug)
        for one in await plans.doses_of(work.tx, patient.id, today - timedelta(days=1), today)
        if one.state not in (DoseState.PLANNED, DoseState.ASKED)
    }
    for one in await moments(work, patient, today - timedelta(days=1), today + timedelta(days=LOOK_AHEAD)):
        waiting = [each for each in one.schedules if (one.plan_day, each.drug) not in answered]
        if one.until > work.now and waiting:
            return one
    return None


async def unasked(work: Work, patient: Patient, moment: DoseMoment) -> tuple[Dose, ...]:
    """The doses of this moment nobody was asked about yet (S2)."""
    day = moment.plan_day
    doses = await plans.doses_of(work.tx, patient.id, day, day, moment.drugs, to_change=True)
    return tuple(one for one in doses if one.state is DoseState.PLANNED)


async def moment_before_which(work: Work, patient: Patient, event: AntiemeticDue) -> DoseMoment | None:
    """The dose an antiemetic stands before; None when it comes after, or stands for itself."""
    if event.later or not event.slot.startswith("-"):
        return None
    of_day = await moments(work, patient, event.plan_day, event.plan_day)
    selinexor = [one for one in of_day if Drug.SELINEXOR in one.drugs]
    return next(iter((*selinexor, *of_day)), None)  # while selinexor alone is on hold: what is due in its place


async def next_intake(work: Work, patient: Patient, name: str) -> AntiemeticDue | None:
    """The next time a medicine against sickness is due, by the plan as it now is."""
    today = (await local_now(work, patient)).date()
    versions = await plans.versions(work.tx, patient.id)
    events = expand(versions, today - REACH, today + timedelta(days=LOOK_AHEAD), work.library.clinic.day_rules)
    coming = [one for one in events if isinstance(one, AntiemeticDue) and one.at > work.now]
    for one in coming:
        if one.antiemetic.medicine == medicine(name) and not await ended_with_its_dose(work, patient, one):
            return one
    return None


async def ended_with_its_dose(work: Work, patient: Patient, event: AntiemeticDue) -> bool:
    """Whether an antiemetic follows a dose that was not taken, and the pharmacist set it to stop then."""
    if not event.later or event.antiemetic.if_not_taken is IfNotTaken.GOES_ON:
        return False
    doses = await plans.doses_of(work.tx, patient.id, event.plan_day, event.plan_day, [Drug.SELINEXOR])
    return any(one.state in NOT_TAKEN for one in doses)


async def prompt_again_if_due(work: Work, patient: Patient) -> bool:
    """Let today's prompt, held back until now, fall due again while its window is open (S15); tells whether it does."""
    coming = await next_moment(work, patient)
    due = coming is not None and coming.at <= work.now < coming.until
    if coming is not None and due:
        await agenda.reopen(work.tx, f"p{patient.id}:{Entry.DOSE}:{coming.key}", work.now)
    return due
