"""While a hold lasts: the pharmacist is reminded that it goes on, or told the day before that it ends as planned.

Nothing here begins or ends a hold: a named person does, by a change of plan.
"""

from collections.abc import Sequence
from datetime import date, time, timedelta

from bot.domain.agenda import Due, Entry
from bot.domain.alert import Cause
from bot.domain.localtime import resolve
from bot.domain.messages import button, line, say, stacked
from bot.domain.oncall import next_working_instant
from bot.domain.people import Patient, Staff, StaffStatus
from bot.domain.plan import Plan, plan_on
from bot.domain.regimen import Drug
from bot.domain.urgency import Urgency
from bot.service import alerting, post
from bot.service.office import Work
from bot.store import agenda, people, plans

JUST_DECIDED = timedelta(days=3)  # an end so near needs no reminder of its own
KINDS = (Entry.HOLD_GOES_ON, Entry.HOLD_ENDS)


async def watch(work: Work, patient: Patient, member: Staff) -> None:
    """After a change: forget what was watched before, and watch the holds the plan now has."""
    await agenda.remove_pending(work.tx, patient.id, KINDS, work.now)
    versions = await plans.versions(work.tx, patient.id)
    if versions[-1].held:
        await agenda.add(work.tx, [_reminder(work, patient)])
    await agenda.add(work.tx, [_end(work, patient, member, day) for day in _ends(versions, work)])


def _reminder(work: Work, patient: Patient) -> Due:
    at = next_working_instant(work.now + work.library.clinic.remind_hold_every, work.library.clinic)
    key = f"p{patient.id}:hold-goes-on:{at.timestamp():.0f}"
    return Due(key=key, kind=Entry.HOLD_GOES_ON, patient_id=patient.id, due_at=at)


def _ends(versions: tuple[Plan, ...], work: Work) -> list[date]:
    """The days still to come from which a drug goes on that was on hold the day before."""
    coming = {one.effective_on for one in versions if resolve(one.effective_on, time(0), one.zone) > work.now}
    return sorted(day for day in coming if ends_on(versions, day) and day > work.now.date() + JUST_DECIDED)


def ends_on(versions: Sequence[Plan], day: date) -> frozenset[Drug]:
    """The drugs that go on from this day and were on hold the day before."""
    before, after = plan_on(versions, day - timedelta(days=1)), plan_on(versions, day)
    return before.held - after.held if before and after else frozenset()


def _end(work: Work, patient: Patient, member: Staff, day: date) -> Due:
    clinic = work.library.clinic
    at = max(work.now, resolve(day - timedelta(days=1), clinic.works_from, clinic.zone))
    key = f"p{patient.id}:hold-ends:{day}:{work.now.timestamp():.0f}"
    return Due(
        key=key, kind=Entry.HOLD_ENDS, patient_id=patient.id, subject_id=member.id, due_at=at,
        data={"day": day.isoformat()},
    )  # fmt: skip


async def on_goes_on(work: Work, due: Due) -> None:
    """A hold without a planned end still goes on: the team hears of it, again and again until it is decided."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    newest = (await plans.versions(work.tx, patient.id))[-1]
    if newest.held:
        subject = "+".join(sorted(newest.held))
        await alerting.raise_alert(work, patient, Cause.HOLD_GOES_ON, Urgency.ROUTINE, subject=subject)
        await agenda.add(work.tx, [_reminder(work, patient)])


async def on_ends(work: Work, due: Due) -> None:
    """Tomorrow a hold ends as planned: whoever planned it is told, or the team when that person is gone."""
    patient, day = await people.patient(work.tx, due.patient_id or 0), date.fromisoformat(due.data["day"])
    if not ends_on(await plans.versions(work.tx, patient.id), day):
        return
    member = await people.member(work.tx, due.subject_id or 0)
    there = member.status is StaffStatus.ACTIVE and member.team == patient.team
    told = say(
        line("hold-ends", pseudonym=patient.pseudonym, reference=patient.reference, day=day),
        rows=stacked(button("button-hold", f"p:{patient.id}:hold"), button("button-plan", f"p:{patient.id}:plan")),
    )
    for one in (member,) if there else await people.active_team(work.tx, patient.team):
        await post.tell(work, one, told)
