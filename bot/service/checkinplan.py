"""Planning check-ins ahead: agenda entries, one for each date at most. Repeating it changes nothing.

What a check-in says when it falls due is `checkins`.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.agenda import Due, Entry
from bot.domain.checkin import CheckInDue, check_ins
from bot.domain.localtime import resolve
from bot.domain.people import Patient
from bot.domain.plan import Plan, plan_on
from bot.service.localview import midnight
from bot.service.office import Work
from bot.store import agenda, plans

DAYS_AHEAD = 2


def of(work: Work, patient: Patient, versions: Sequence[Plan], first: date, last: date) -> tuple[CheckInDue, ...]:
    """The check-ins of these days, as the plan, the regimens and the patient's own choice of time now say."""
    offered = {one.id: one.check_in for one in work.library.regimens.values() if one.check_in is not None}
    quiet = work.library.clinic.day_rules.quiet
    return check_ins(versions, offered, first, last, quiet=quiet, moved_to=patient.check_in_at)


def entries(
    work: Work, patient: Patient, versions: Sequence[Plan], first: date, last: date, *, since: datetime | None = None
) -> tuple[Due, ...]:
    """The entries of these days; nobody is asked about the time before the plan was confirmed (or `since`)."""
    start = since or patient.confirmed_at
    if start is None:
        return ()
    coming = of(work, patient, versions, first, last)
    return tuple(_entry(work, patient, versions, one) for one in coming if one.at >= start)


def _entry(work: Work, patient: Patient, versions: Sequence[Plan], one: CheckInDue) -> Due:
    plan = plan_on(versions, one.on) or versions[0]
    evening = resolve(one.on, work.library.clinic.day_rules.quiet.begins, plan.zone)
    return Due(
        key=f"p{patient.id}:{Entry.CHECK_IN}:{one.on}", kind=Entry.CHECK_IN, patient_id=patient.id, due_at=one.at,
        until=max(evening, one.at + timedelta(hours=1)), data={"on": one.on.isoformat()},
    )  # fmt: skip


async def moved(work: Work, patient: Patient, today: date) -> None:
    """The patient chose another time: what is to come from tomorrow on is written anew.

    One still to come today comes then; if that time is over, when it would have come.
    """
    versions = await plans.versions(work.tx, patient.id)
    waiting = {one.key for one in await agenda.pending(work.tx, patient.id, Entry.CHECK_IN)}
    for one in entries(work, patient, versions, today, today, since=work.now):
        if one.key in waiting:
            await agenda.reopen(work.tx, one.key, one.due_at)
    await agenda.remove_pending(
        work.tx, patient.id, (Entry.CHECK_IN,), await midnight(work, patient) + timedelta(days=1)
    )  # fmt: skip
    last = today + timedelta(days=DAYS_AHEAD)
    await agenda.add(work.tx, entries(work, patient, versions, today + timedelta(days=1), last, since=work.now))
