"""Making a change of plan: every version written, every untrue message taken back, the patient told, in one transaction.

Nothing here asks whether; that was the review.
"""

from datetime import date, datetime, time, timedelta

from bot.domain.agenda import Due, Entry
from bot.domain.beforehand import doses_beforehand
from bot.domain.localtime import resolve
from bot.domain.messages import Line, line, say
from bot.domain.occurrence import DoseMoment, HeldDay, expand
from bot.domain.people import Patient, PatientStatus, Staff
from bot.domain.plan import Plan, plan_at, plan_on
from bot.domain.planchange import Change, Restart, Retime, Rezone
from bot.domain.plancheck import LivedDose
from bot.domain.proposal import Proposed, new_boxes
from bot.domain.questions import Ask
from bot.service import changewords, enrolling, enrolment, holding, planahead, post, takingback, understanding
from bot.service.lived import recorded
from bot.service.localview import clock_of, latest_plan, local_now, zone_of
from bot.service.localview import today as local_today
from bot.service.office import Work
from bot.store import agenda, ledger, outbox, people, plans, questions

DAYS_OFFERED = 35
BOX_BEFORE_HEADS_UP = timedelta(hours=1)


async def make(work: Work, member: Staff, patient: Patient, change: Change, proposed: Proposed, reason: str) -> None:
    """Write it, take back what it makes untrue, plan the days anew, tell the patient until understood."""
    today, actor = await local_today(work, patient), f"staff:{member.id}"
    odd = [str(one.code) for one in proposed.odd]
    for one in (*proposed.at_once, *proposed.made):
        await plans.add_version(work.tx, patient.id, one, by=actor, reason=reason, now=work.now)
        kept = {"version": one.version, "reason": reason, "unusual": odd}
        await ledger.note(work.tx, work.now, actor, "plan-changed", patient.id, **kept)
    await takingback.take_back(work, patient, proposed.versions, today)
    if patient.status is PatientStatus.ACTIVE:
        await planahead.replan(work, patient, today)
        draft = changewords.told(work, member, proposed)
        await understanding.tell(work, patient, draft, version=proposed.made[-1].version)
    else:
        await _not_joined_yet(work, patient, change, proposed)
    await holding.watch(work, patient, member)
    if new_boxes(proposed):
        await agenda.add(work.tx, [_new_box(work, patient, proposed)])
    if proposed.ends_treatment:
        await _ends(work, patient, proposed.made[-1].effective_on)
    key = "change-made" if patient.status is PatientStatus.ACTIVE else "change-made-unjoined"
    await post.tell(work, member, say(line(key, pseudonym=patient.pseudonym, day=proposed.since)))


async def _not_joined_yet(work: Work, patient: Patient, change: Change, proposed: Proposed) -> None:
    """A plan nobody has confirmed yet: what is still to be confirmed, and by when, is the new one."""
    if isinstance(change, Restart | Retime | Rezone):
        for due in enrolling.deadlines(work, patient.id, proposed.made[-1]):
            await agenda.reopen(work.tx, due.key, due.due_at)
    if patient.status is PatientStatus.CONFIRMING:
        await questions.close_kinds(work.tx, post.PATIENT, patient.id, Ask.CONFIRM_PLAN)
        await enrolment.show_plan(work, patient)


def _new_box(work: Work, patient: Patient, proposed: Proposed) -> Due:
    """The boxes are read before the heads-up of their first dose, which would tell the number."""
    plan, hour = proposed.made[0], work.library.clinic.day_rules.heads_up_at
    at = resolve(proposed.since - timedelta(days=1), hour, plan.zone) - BOX_BEFORE_HEADS_UP
    key = f"p{patient.id}:new-box:{plan.version}"
    data = {"drugs": list(new_boxes(proposed)), "day": proposed.since.isoformat()}
    return Due(key=key, kind=Entry.NEW_BOX, patient_id=patient.id, due_at=max(work.now, at), data=data)


async def _ends(work: Work, patient: Patient, on: date) -> None:
    """All is stopped: from that day the patient is not reminded of anything."""
    zone = (await latest_plan(work, patient)).zone
    entry = Due(
        key=f"p{patient.id}:treatment-ends:{work.now.timestamp():.0f}", kind=Entry.TREATMENT_ENDS,
        patient_id=patient.id, due_at=max(work.now, resolve(on, time(0), zone)),
    )  # fmt: skip
    await agenda.add(work.tx, [entry])


async def on_treatment_ends(work: Work, due: Due) -> None:
    """The day has come; the status says so, unless another version has been made meanwhile."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    if not (await latest_plan(work, patient)).drugs:
        await people.change_patient(work.tx, patient.id, status=PatientStatus.STOPPED)
        await ledger.note(work.tx, work.now, "plan", "treatment-ended", patient.id)


async def lived(work: Work, patient: Patient) -> tuple[LivedDose, ...]:
    """The doses of the last days the patient was prompted for or told us of, or took before we knew of them (S14)."""
    today, zone = await local_today(work, patient), await zone_of(work, patient)
    joined_on = (patient.confirmed_at or work.now).astimezone(zone).date()
    beforehand = doses_beforehand(await plans.versions(work.tx, patient.id), joined_on + timedelta(days=1), today)
    return (*beforehand, *await recorded(work, patient.reference, today, patient.id))


async def sent_today(work: Work, patient: Patient) -> tuple[Line, ...]:
    """What the patient was sent about today's plan day beyond the heads-up: doses, antiemetics, "on hold"."""
    today = await local_today(work, patient)
    doses = [one for one in await plans.doses_of(work.tx, patient.id, today, today) if one.asked_at is not None]
    lines = [
        line(
            "change-sent-dose", at=one.planned_at.astimezone(await clock_of(work, patient, one)), drug=line(f"drug-{one.drug}"), mg=one.mg,
            state=line(f"state-{one.state}"),
        )
        for one in doses
    ]  # fmt: skip
    recent = await questions.of_kind(work.tx, post.PATIENT, patient.id, Ask.ANTIEMETIC, work.in_(days=-2))
    lines += [
        line("change-sent-antiemetic", at=datetime.fromisoformat(one.data["at"]), name=one.data["name"])
        for one in recent
        if one.data["day"] == today.isoformat()
    ]
    notices = [row for row in await outbox.of_days(work.tx, patient.id, [today]) if row.kind == "held"]
    return (*lines, *(line("change-sent-held", day=today) for _ in notices[:1]))


async def waiting_today(work: Work, patient: Patient) -> bool:
    """Whether a dose of today's plan day still waits, for its time or for an answer."""
    today = await local_today(work, patient)
    return any(one.state.open for one in await plans.doses_of(work.tx, patient.id, today, today))


async def standing(work: Work, patient: Patient) -> str:
    """What was sent about today and what became of it, so that a card can tell whether that has changed."""
    sent = await sent_today(work, patient)
    return "\n".join(work.library.wording.say("en", one) for one in sent)


async def coming_plan(work: Work, patient: Patient) -> Plan:
    """What the plan says of the next day it says anything of: a hold from tomorrow on is a hold, tonight already."""
    versions = await plans.versions(work.tx, patient.id)
    days = await coming_days(work, patient)
    return (plan_on(versions, days[0]) if days else None) or plan_at(versions, work.now)


async def coming_days(work: Work, patient: Patient) -> tuple[date, ...]:
    """The coming plan days on which something would be due, held or not."""
    today = (await local_now(work, patient)).date()
    versions = await plans.versions(work.tx, patient.id)
    ahead = expand(versions, today, today + timedelta(days=DAYS_OFFERED), work.library.clinic.day_rules)
    due = [one for one in ahead if isinstance(one, HeldDay | DoseMoment) and one.at > work.now]
    return tuple(dict.fromkeys(one.plan_day for one in due))
