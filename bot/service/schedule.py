"""Planning ahead: turning a patient's plan into doses and agenda entries for the days to come (S1, S2).

Repeating it changes nothing. What an entry then does is decided when it falls due; nothing here says a word.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.domain.agenda import Due, Entry
from bot.domain.antiemetic import IfNotTaken, medicine
from bot.domain.dose import DoseState
from bot.domain.intakes import REACH
from bot.domain.localtime import to_local
from bot.domain.occurrence import AntiemeticDue, DoseMoment, Event, HeadsUp, HeldDay, expand
from bot.domain.people import Patient, PatientStatus
from bot.domain.plan import plan_at
from bot.domain.regimen import Drug
from bot.service import checkinplan, checkplan
from bot.service.localview import local_now
from bot.service.office import Work
from bot.store import agenda, people, plans
from bot.store.plans import Dose

DAYS_AHEAD = 2
LOOK_AHEAD = 35  # days in which the next dose is looked for

NOT_TAKEN = (DoseState.NOT_TAKEN, DoseState.UNKNOWN, DoseState.VOMITED, DoseState.HELD)

PLANNED_KINDS = (Entry.HEADS_UP, Entry.HELD_DAY, Entry.ANTIEMETIC, Entry.DOSE, Entry.ALERT_BEFORE_DOSE, Entry.CHECK_IN)


async def on_plan_ahead(work: Work, due: Due) -> None:
    """Write the next days; days that passed while the bot was away are written too, so that the gap is told (S5)."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    if patient.status is PatientStatus.ACTIVE:
        await plan_ahead(work, patient, date.fromisoformat(due.data["from"]))


async def plan_ahead(work: Work, patient: Patient, first: date, *, anew: checkplan.Anew | None = None) -> None:
    """Write doses and entries from `first` to a few days ahead, and the entry that goes on from there."""
    versions = await plans.versions(work.tx, patient.id)
    last = to_local(work.now, plan_at(versions, work.now).zone).date() + timedelta(days=DAYS_AHEAD)
    events = [one for one in expand(versions, first, last, work.library.clinic.day_rules) if _lived(patient, one)]
    await checkplan.plan_ahead(
        work, patient, versions, first, last, anew=anew
    )  # first: a baseline stands before its dose
    await checkinplan.plan_ahead(work, patient, versions, first, last, since=work.now if anew else None)
    await plans.add_doses(work.tx, [row for one in events for row in _doses(patient, one)])
    entries = [entry for one in events for entry in _entries(work, patient, one)]
    await agenda.add(work.tx, [*entries, _next_run(work, patient, last)])


async def plan_tails(work: Work, patient: Patient, today: date) -> None:
    """Write what is still to come of doses before today: antiemetics go on for a day or more after a dose."""
    versions = await plans.versions(work.tx, patient.id)
    before = expand(versions, today - REACH, today - timedelta(days=1), work.library.clinic.day_rules)
    tails = [one for one in before if isinstance(one, AntiemeticDue) and one.at >= work.now and _lived(patient, one)]
    await agenda.add(work.tx, [entry for one in tails for entry in _entries(work, patient, one)])


def _lived(patient: Patient, event: Event) -> bool:
    """Whether the event lies in the time since the patient confirmed the plan: nobody is asked about days before."""
    return patient.confirmed_at is not None and event.at >= patient.confirmed_at


def _next_run(work: Work, patient: Patient, last: date) -> Due:
    return Due(
        key=f"p{patient.id}:plan-ahead:{work.now.timestamp():.0f}",
        kind=Entry.PLAN_AHEAD,
        patient_id=patient.id,
        due_at=work.in_(hours=12),
        data={"from": last.isoformat()},
    )


def _doses(patient: Patient, event: Event) -> Iterable[dict[str, object]]:
    if not isinstance(event, DoseMoment):
        return
    for one in event.schedules:
        yield {
            "patient_id": patient.id, "drug": one.drug, "plan_day": event.plan_day, "version": event.version,
            "mg": str(one.mg), "tablets": one.in_tablets, "planned_at": event.at, "window_until": event.until,
            "state": DoseState.PLANNED,
        }  # fmt: skip


def _entries(work: Work, patient: Patient, event: Event) -> Iterable[Due]:
    data = {"day": event.plan_day.isoformat(), "event": event.key}

    def entry(kind: Entry, at: datetime, until: datetime | None) -> Due:
        key = f"p{patient.id}:{kind}:{event.key}"
        return Due(key=key, kind=kind, patient_id=patient.id, due_at=at, until=until, data=data)

    match event:
        case HeadsUp():
            yield entry(Entry.HEADS_UP, event.at, event.until)
        case HeldDay():
            yield entry(Entry.HELD_DAY, event.at, event.until)
        case AntiemeticDue():
            yield entry(Entry.ANTIEMETIC, event.at, event.until)
        case DoseMoment():
            yield entry(Entry.DOSE, event.at, event.until)
            before = event.at - work.library.clinic.ring_before_dose
            yield entry(Entry.ALERT_BEFORE_DOSE, before, event.at)


async def event_of(work: Work, patient: Patient, due: Due) -> Event | None:
    """The event behind an entry as the plan now says it; None when the plan no longer says it (S1)."""
    day = date.fromisoformat(due.data["day"])
    versions = await plans.versions(work.tx, patient.id)
    events = expand(versions, day, day, work.library.clinic.day_rules)
    return next((one for one in events if one.key == due.data["event"]), None)


async def moments(work: Work, patient: Patient, first: date, last: date) -> tuple[DoseMoment, ...]:
    """The dose moments of these plan days, by the plan as it now is."""
    versions = await plans.versions(work.tx, patient.id)
    events = expand(versions, first, last, work.library.clinic.day_rules)
    return tuple(one for one in events if isinstance(one, DoseMoment))


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
    doses = await plans.doses_of(work.tx, patient.id, moment.plan_day, moment.plan_day, moment.drugs)
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


async def replan(work: Work, patient: Patient, first: date) -> None:
    """After a new plan version: forget what is still to come and write it anew, from the plan day before `first` on.

    That day may still have something to come: a window across midnight, an antiemetic after its dose.
    """
    since = first - timedelta(days=1)
    await agenda.remove_pending(work.tx, patient.id, (*PLANNED_KINDS, Entry.PLAN_AHEAD), work.now)
    await plans.drop_planned(work.tx, patient.id, since)
    anew = await checkplan.forget(work, patient)
    await plan_ahead(work, patient, since, anew=anew)
    await plan_tails(work, patient, since)


async def replan_checks(work: Work, patient: Patient) -> None:
    """After a change of the monitoring schedule alone: what is still to come is written anew, doses stay as they are."""
    anew = await checkplan.forget(work, patient)
    today = (await local_now(work, patient)).date()
    versions = await plans.versions(work.tx, patient.id)
    await checkplan.plan_ahead(work, patient, versions, today, today + timedelta(days=DAYS_AHEAD), anew=anew)
