"""Hold and resume: the next version of a plan, made by a named person with a reason.

A hold names each drug and what happens to the antiemetics; nothing is inferred. It touches today only when nothing of
today was prompted or the pharmacist says so on a card that shows today's prompts. The patient is told, and asked to
confirm having understood.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.agenda import Due, Entry
from bot.domain.alert import Cause
from bot.domain.dose import DoseState
from bot.domain.messages import Arg, Kind, Line, Priority, line, say
from bot.domain.occurrence import DoseMoment, HeldDay, expand
from bot.domain.people import Patient, Staff
from bot.domain.plan import Plan
from bot.domain.plancheck import LivedDose, check_plan
from bot.domain.questions import Ask, Question, option
from bot.domain.regimen import Drug
from bot.domain.urgency import Urgency
from bot.service import alerting, post, schedule
from bot.service.localview import latest_plan, local_now
from bot.service.office import Work
from bot.service.takingback import take_back
from bot.store import agenda, ledger, people, plans, questions

UNDERSTOOD_WITHIN = timedelta(hours=2)
REASON_LENGTH = 500
STEPS = (Ask.HOLD_WHAT, Ask.HOLD_FROM, Ask.HOLD_REASON, Ask.RESUME)
CHOICES = {"both": (Drug.SELINEXOR, Drug.DEXAMETHASONE), "sel": (Drug.SELINEXOR,), "dex": (Drug.DEXAMETHASONE,)}


async def ask_what(work: Work, member: Staff, patient: Patient, *, alert_id: int | None = None) -> None:
    """First step: which drugs, and what becomes of the antiemetics."""
    await questions.close_kinds(work.tx, post.role_of(member), member.id, *STEPS)
    data = {"patient": patient.id, "alert": alert_id}
    options = [
        option("both-off", "hold-both-antiemetics-off"),
        option("both-on", "hold-both-antiemetics-on"),
        option("sel-on", "hold-selinexor-antiemetics-on"),
        option("sel-off", "hold-selinexor-antiemetics-off"),
        option("dex-on", "hold-dexamethasone"),
        option("cancel", "button-cancel"),
    ]
    draft = say(line("hold-what", pseudonym=patient.pseudonym), *await _days_shown(work, patient))
    await post.ask(work, member, Ask.HOLD_WHAT, draft, options, data=data)


async def _days_shown(work: Work, patient: Patient) -> tuple[Line, ...]:
    today = (await local_now(work, patient)).date()
    coming = await schedule.moments(work, patient, today, today + timedelta(days=14))
    return tuple(
        line("hold-day", at=one.local, drug=line(f"drug-{each.drug}"), mg=each.mg)
        for one in coming[:4]
        for each in one.schedules
    )


async def on_what(work: Work, member: Staff, question: Question, answer: str) -> None:
    """Second step: from today, when today's prompt is already out; else straight to the reason."""
    await questions.answered(work.tx, question.id, answer, work.now)
    which, _, antiemetics = answer.partition("-")
    if which not in CHOICES or antiemetics not in ("on", "off"):
        await post.tell(work, member, say(line("staff-cancelled")))
        return
    patient = await people.patient(work.tx, question.data["patient"])
    data = {**question.data, "which": which, "antiemetics": antiemetics}
    if await _prompted_today(work, patient):
        await _ask_from(work, member, patient, data)
        return
    await _ask_reason(work, member, {**data, "from": (await local_now(work, patient)).date().isoformat()})


async def _ask_from(work: Work, member: Staff, patient: Patient, data: Mapping[str, object]) -> None:
    """Today has been prompted: shown on a card, for the pharmacist to say whether the hold touches it."""
    prompted = await _prompted_today(work, patient)
    shown = [line("hold-prompted", at=one.local) for one in prompted]
    options = [option("today", "hold-from-today"), option("next", "hold-from-next"), option("cancel", "button-cancel")]
    await post.ask(work, member, Ask.HOLD_FROM, say(line("hold-from"), *shown), options, data=data)


async def _prompted_today(work: Work, patient: Patient) -> tuple[DoseMoment, ...]:
    """Today's dose moments of which a prompt is out: the dose itself, or its antiemetic."""
    today = (await local_now(work, patient)).date()
    asked = {one.drug for one in await plans.doses_of(work.tx, patient.id, today, today) if one.asked_at is not None}
    recent = await questions.of_kind(work.tx, post.PATIENT, patient.id, Ask.ANTIEMETIC, work.in_(days=-1))
    antiemetic_out = any(one.data["day"] == today.isoformat() for one in recent)
    return tuple(
        one
        for one in await schedule.moments(work, patient, today, today)
        if antiemetic_out or any(each.drug in asked for each in one.schedules)
    )


async def on_from(work: Work, member: Staff, question: Question, answer: str) -> None:
    """The pharmacist says whether a prompt already out is taken back."""
    await questions.answered(work.tx, question.id, answer, work.now)
    patient = await people.patient(work.tx, question.data["patient"])
    today = (await local_now(work, patient)).date()
    match answer:
        case "today":
            await _ask_reason(work, member, {**question.data, "from": today.isoformat(), "seen": today.isoformat()})
        case "next":
            await _ask_reason(work, member, {**question.data, "from": (today + timedelta(days=1)).isoformat()})
        case _:
            await post.tell(work, member, say(line("staff-cancelled")))


async def _ask_reason(work: Work, member: Staff, data: dict[str, object]) -> None:
    await post.ask(work, member, Ask.HOLD_REASON, say(line("hold-reason")), [], data=data)


async def on_reason(work: Work, member: Staff, question: Question, typed: str) -> int | None:
    """Last step: the typed reason makes the version. Returns the alert it began on, if it is made."""
    reason = typed.strip()[:REASON_LENGTH]
    if not reason:
        await post.tell(work, member, say(line("hold-reason")))
        return None
    await questions.answered(work.tx, question.id, "given", work.now)
    patient = await people.patient(work.tx, question.data["patient"])
    today = (await local_now(work, patient)).date()
    since = max(date.fromisoformat(question.data["from"]), today)  # the reason may be typed a day later
    if "which" not in question.data:
        await _resume(work, member, patient, date.fromisoformat(question.data["from"]), reason)
        return None
    if since == today and question.data.get("seen") != today.isoformat() and await _prompted_today(work, patient):
        await _ask_from(work, member, patient, question.data)  # prompted since the choice was made
        return None
    held = frozenset(CHOICES[question.data["which"]])
    plan = await latest_plan(work, patient)
    following = replace(
        plan, version=plan.version + 1, effective_on=since, held=held & {one.drug for one in plan.drugs},
        antiemetics_held=question.data["antiemetics"] == "off",
    )  # fmt: skip
    made = await _make(work, member, patient, following, reason)
    alert_id: int | None = question.data["alert"]
    return alert_id if made else None


async def _make(work: Work, member: Staff, patient: Patient, plan: Plan, reason: str) -> bool:
    """Write a version that stands up to S14, plan the days anew, take back what is no longer true, tell the patient."""
    before = await plans.versions(work.tx, patient.id)
    problems = check_plan(
        (*before, plan), await _lived(work, patient), plan.effective_on, work.library.clinic.stocked_mg
    )
    if problems:
        await post.tell(work, member, say(*(one.line for one in problems)))
        return False
    actor = f"staff:{member.id}"
    await plans.add_version(work.tx, patient.id, plan, by=actor, reason=reason, now=work.now)
    await ledger.note(work.tx, work.now, actor, "plan-changed", patient.id, version=plan.version, reason=reason)
    await take_back(work, patient, plan)
    await schedule.replan(work, patient)
    await _tell_patient(work, member, patient, plan)
    done = line("hold-made" if plan.held else "resume-made", pseudonym=patient.pseudonym, day=plan.effective_on)
    await post.tell(work, member, say(done))
    return True


async def _lived(work: Work, patient: Patient) -> tuple[LivedDose, ...]:
    today = (await local_now(work, patient)).date()
    recent = await plans.doses_of(work.tx, patient.id, today - timedelta(days=7), today)
    return tuple(
        LivedDose(drug=one.drug, plan_day=one.plan_day, mg=one.mg, at=one.planned_at)
        for one in recent
        if one.state not in (DoseState.PLANNED, DoseState.HELD)
    )


async def _tell_patient(work: Work, member: Staff, patient: Patient, plan: Plan) -> None:
    """In plain words, first in the queue, until "understood"."""
    drugs = [
        line("hold-told-drug" if one.drug in plan.held else "hold-told-goes-on", drug=line(f"drug-{one.drug}"))
        for one in plan.drugs
    ]
    who: dict[str, Arg] = {"name": member.name, "role": line(f"role-{member.role}"), "day": plan.effective_on}
    head = line("hold-told", **who) if plan.held else line("resume-told", **who)
    antiemetics = [line("hold-told-antiemetics-off")] if plan.held and plan.antiemetics_held else []
    draft = say(head, *drugs, *antiemetics, line("hold-told-phone", phone=work.numbers.clinic))
    number = await post.ask(
        work, patient, Ask.UNDERSTOOD, draft, [option("yes", "button-understood")], kind=Kind.NOTICE,
        priority=Priority.URGENT, data={"version": plan.version},
    )  # fmt: skip
    key = f"question:{number}:understood"
    entry = Due(
        key=key, kind=Entry.UNDERSTOOD_DUE, patient_id=patient.id, subject_id=number,
        due_at=work.now + UNDERSTOOD_WITHIN,
    )  # fmt: skip
    await agenda.add(work.tx, [entry])


async def on_understood(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """The patient has understood the change; "no" is for the pharmacist to explain."""
    if answer != "yes":
        await alerting.raise_alert(work, patient, Cause.HOLD_NOT_UNDERSTOOD, Urgency.ROUTINE)
        await post.tell(work, patient, say(line("hold-not-understood", phone=work.numbers.clinic)))
        return
    await questions.answered(work.tx, question.id, "yes", work.now)
    await ledger.note(work.tx, work.now, "patient", "understood", patient.id, version=question.data["version"])
    await post.tell(work, patient, say(line("hold-understood")))


async def on_understood_due(work: Work, due: Due) -> None:
    """No "understood" in time: the pharmacist hears of it."""
    question = await questions.get(work.tx, due.subject_id or 0, post.PATIENT, due.patient_id or 0)
    if question is not None and question.open:
        patient = await people.patient(work.tx, due.patient_id or 0)
        await alerting.raise_alert(work, patient, Cause.HOLD_NOT_UNDERSTOOD, Urgency.ROUTINE)


async def ask_resume(work: Work, member: Staff, patient: Patient) -> None:
    """From which of the next would-be dose days the plan goes on."""
    await questions.close_kinds(work.tx, post.role_of(member), member.id, *STEPS)
    plan = await latest_plan(work, patient)
    if not plan.held:
        await post.tell(work, member, say(line("resume-not-held", pseudonym=patient.pseudonym)))
        return
    options = [option(day.isoformat(), "resume-from", day=day) for day in (await _held_days(work, patient))[:3]]
    options.append(option("cancel", "button-cancel"))
    draft = say(line("resume-ask", pseudonym=patient.pseudonym))
    await post.ask(work, member, Ask.RESUME, draft, options, data={"patient": patient.id, "alert": None})


async def _held_days(work: Work, patient: Patient) -> tuple[date, ...]:
    """The coming days on which something would be due, were it not on hold."""
    today = (await local_now(work, patient)).date()
    ahead = expand(
        await plans.versions(work.tx, patient.id), today, today + timedelta(days=21), work.library.clinic.day_rules
    )
    held = [one for one in ahead if isinstance(one, HeldDay) or (isinstance(one, DoseMoment) and one.held)]
    return tuple(dict.fromkeys(one.plan_day for one in held if one.at > work.now))


async def on_resume(work: Work, member: Staff, question: Question, answer: str) -> None:
    """The day is chosen; the reason follows."""
    await questions.answered(work.tx, question.id, answer, work.now)
    if answer == "cancel":
        await post.tell(work, member, say(line("staff-cancelled")))
        return
    await _ask_reason(work, member, {**question.data, "from": answer})


async def _resume(work: Work, member: Staff, patient: Patient, since: date, reason: str) -> None:
    if since not in await _held_days(work, patient):
        await ask_resume(work, member, patient)  # that day has begun meanwhile, and the patient was told "on hold"
        return
    plan = await latest_plan(work, patient)
    following = replace(
        plan, version=plan.version + 1, effective_on=since, held=frozenset[Drug](), antiemetics_held=False
    )
    await _make(work, member, patient, following, reason)
