"""Planning ahead: turning plans into doses, checks and agenda entries for the days to come (S1, S2).

Repeating it changes nothing. What an entry then does is decided when it falls due; nothing here says a word. Many
patients are planned in one go: a few statements for all of them instead of a dozen for each.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.agenda import Due, Entry
from bot.domain.dose import DoseState
from bot.domain.intakes import REACH
from bot.domain.localtime import to_local
from bot.domain.monitoring import CheckDue, Schedule
from bot.domain.occurrence import AntiemeticDue, DoseMoment, Event, HeadsUp, HeldDay, expand
from bot.domain.people import Patient, PatientStatus
from bot.domain.plan import Plan, plan_at
from bot.service import checkinplan, checkplan
from bot.service.localview import local_now
from bot.service.office import Work
from bot.store import agenda, checks, people, plans

DAYS_AHEAD = 2
PLANNED_KINDS = (Entry.HEADS_UP, Entry.HELD_DAY, Entry.ANTIEMETIC, Entry.DOSE, Entry.ALERT_BEFORE_DOSE, Entry.CHECK_IN)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """Whose days to plan, from which on."""

    patient: Patient
    first: date
    anew: checkplan.Anew | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ahead:
    """What is to be written for one patient."""

    patient: Patient
    checks: Sequence[CheckDue]
    events: Sequence[Event]
    entries: Sequence[Due]


async def on_plan_ahead(work: Work, dues: Sequence[Due]) -> None:
    """Write the next days; days that passed while the bot was away are written too, so that the gap is told (S5)."""
    found = await people.patients_by_id(work.tx, [due.patient_id or 0 for due in dues])
    spans = [_Span(patient=found[due.patient_id or 0], first=date.fromisoformat(due.data["from"])) for due in dues]
    await _plan(work, [one for one in spans if one.patient.status is PatientStatus.ACTIVE])


async def plan_ahead(work: Work, patient: Patient, first: date, *, anew: checkplan.Anew | None = None) -> None:
    """Write doses and entries from `first` to a few days ahead, and the entry that goes on from there."""
    await _plan(work, [_Span(patient=patient, first=first, anew=anew)])


async def _plan(work: Work, spans: Sequence[_Span]) -> None:
    of_all = [one.patient.id for one in spans]
    versions = await plans.versions_of(work.tx, of_all)
    schedules = await checkplan.accepted_by(work, of_all)
    written = [_ahead(work, one, versions[one.patient.id], schedules[one.patient.id]) for one in spans]
    await checks.add(work.tx, [(one.patient.id, due) for one in written for due in one.checks])
    await plans.add_doses(
        work.tx, [row for one in written for event in one.events for row in _doses(one.patient, event)]
    )
    await agenda.add(work.tx, [entry for one in written for entry in one.entries])


def _ahead(work: Work, span: _Span, versions: Sequence[Plan], schedule: Schedule) -> _Ahead:
    patient, first, anew = span.patient, span.first, span.anew
    last = to_local(work.now, plan_at(versions, work.now).zone).date() + timedelta(days=DAYS_AHEAD)
    events = [one for one in expand(versions, first, last, work.library.clinic.day_rules) if _lived(patient, one)]
    due = checkplan.of(patient, schedule, versions, first, last, anew=anew)
    asked = checkinplan.entries(work, patient, versions, first, last, since=work.now if anew else None)
    entries = [
        *checkplan.entries(patient, due),  # first: a baseline stands before its dose
        *asked,
        *(entry for one in events for entry in _entries(work, patient, one)),
        _next_run(work, patient, last),
    ]
    return _Ahead(patient=patient, checks=due, events=events, entries=entries)


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
    await _fall_due_again(work, patient, since)


async def _fall_due_again(work: Work, patient: Patient, first: date) -> None:
    """What was held back at its hour and has a later one now, by other clocks: its entry was done with nothing said.

    Whatever was said stays said: each entry looks before it speaks.
    """
    versions = await plans.versions(work.tx, patient.id)
    last = to_local(work.now, plan_at(versions, work.now).zone).date() + timedelta(days=DAYS_AHEAD)
    coming = [one for one in expand(versions, first, last, work.library.clinic.day_rules) if one.at > work.now]
    await agenda.reopen_moved(work.tx, [entry for one in coming for entry in _entries(work, patient, one)])


async def replan_checks(work: Work, patient: Patient) -> None:
    """After a change of the monitoring schedule alone: what is still to come is written anew, doses stay as they are."""
    anew = await checkplan.forget(work, patient)
    today = (await local_now(work, patient)).date()
    versions = await plans.versions(work.tx, patient.id)
    chosen = await checkplan.accepted(work, patient)
    due = checkplan.of(patient, chosen, versions, today, today + timedelta(days=DAYS_AHEAD), anew=anew)
    await checks.add(work.tx, [(patient.id, one) for one in due])
    await agenda.add(work.tx, checkplan.entries(patient, due))
