"""From a linked chat to a plan the patient has confirmed: privacy and consent, the plan in plain words, tablets.

Nothing is prompted before every step is done; a step that stalls or goes wrong reaches the pharmacist. Writing the
enrolment itself is `enrolling`; the last step, the box, is `boxes`.
"""

from datetime import date, datetime, timedelta

from bot.domain import antiemeticwords
from bot.domain.agenda import Due, Entry
from bot.domain.alert import Cause
from bot.domain.changetold import named
from bot.domain.messages import Line, Priority, line, say
from bot.domain.people import Patient, PatientStatus
from bot.domain.plan import Plan
from bot.domain.questions import Ask, Question, option
from bot.domain.urgency import Urgency
from bot.service import alerting, boxes, checkplan, doseform, planahead, post, schedule
from bot.service.localview import latest_plan, local_now
from bot.service.office import Work
from bot.store import agenda, ledger, people, questions

FIRST_DAYS_SHOWN = 4
YES_NO = ("yes", "no")


async def ask_consent(work: Work, patient: Patient) -> None:
    """The privacy note, and whether the patient agrees."""
    draft = say(line("join-privacy", phone=work.numbers.clinic))
    options = [option("yes", "join-agree"), option("no", "join-not-agree")]
    await post.ask(work, patient, Ask.CONSENT, draft, options)


async def on_consent(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """Agreeing leads to the plan; not agreeing is respected and told to the team."""
    if patient.status is not PatientStatus.CONSENTING:
        await post.tell(work, patient, say(line("join-already")))
        return
    await questions.answered(work.tx, question.id, answer, work.now)
    if answer != "yes":
        await post.tell(work, patient, say(line("join-refused", phone=work.numbers.clinic)))
        await alerting.raise_alert(work, patient, Cause.CONSENT_REFUSED, Urgency.ROUTINE)
        return
    await people.change_patient(work.tx, patient.id, status=PatientStatus.CONFIRMING, consented_at=work.now)
    await ledger.note(work.tx, work.now, "patient", "consented", patient.id)
    await show_plan(work, patient)


async def show_plan(work: Work, patient: Patient) -> None:
    """The plan in plain words: is this what the pharmacist told you?"""
    plan = await latest_plan(work, patient)
    today = (await local_now(work, patient)).date()
    days = await _first_days(work, patient, plan)
    checks = await _monitoring(work, patient)
    draft = say(line("plan-shown"), *plan_lines(plan, today), *checks, *days, line("plan-right"))
    options = [option("yes", "plan-yes"), option("no", "plan-no")]
    await post.ask(work, patient, Ask.CONFIRM_PLAN, draft, options)


async def _monitoring(work: Work, patient: Patient) -> tuple[Line, ...]:
    chosen = await checkplan.accepted(work, patient)
    return (checkplan.reminded_of(work, patient, chosen),) if chosen.series else ()


def plan_lines(plan: Plan, today: date) -> tuple[Line, ...]:
    """Each medicine of a plan, in plain words."""
    drugs = [
        line("plan-drug-held" if one.drug in plan.held else "plan-drug", at=one.at, **doseform.named(one))
        for one in plan.drugs
    ]
    against = [each for one in plan.antiemetics for each in antiemeticwords.plan_lines(plan, one, today)]
    visits = [line("plan-visit", name=one.name) for one in plan.visits]
    return (*drugs, *against, *visits)


async def _first_days(work: Work, patient: Patient, plan: Plan) -> tuple[Line, ...]:
    start = max(plan.c1d1_on, (await local_now(work, patient)).date())
    coming = await schedule.moments(work, patient, start, start + timedelta(days=28))
    days: dict[date, list[str]] = {}
    for one in (each for each in coming if each.until > work.now):
        names = [work.library.wording.say(patient.language, line(f"drug-{drug}")) for drug in one.drugs]
        days.setdefault(one.plan_day, []).extend(names)
    shown = [line("plan-day", day=day, drugs=", ".join(names)) for day, names in list(days.items())[:FIRST_DAYS_SHOWN]]
    return (line("plan-next-days" if plan.began_before else "plan-first-days"), *shown)


async def on_plan(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """The patient confirms the plan, or says that it is not what the pharmacist told."""
    if patient.status is not PatientStatus.CONFIRMING:
        await post.tell(work, patient, say(line("join-already")))
        return
    await questions.answered(work.tx, question.id, answer, work.now)
    if answer != "yes":
        await post.tell(work, patient, say(line("plan-wrong", phone=work.numbers.clinic)))
        await alerting.raise_alert(work, patient, Cause.PLAN_REFUSED, Urgency.URGENT)
        return
    await people.change_patient(work.tx, patient.id, status=PatientStatus.ACTIVE, confirmed_at=work.now)
    await ledger.note(work.tx, work.now, "patient", "confirmed-plan", patient.id)
    confirmed = await people.patient(work.tx, patient.id)
    today = (await local_now(work, confirmed)).date()
    await planahead.plan_ahead(work, confirmed, today)
    await planahead.plan_tails(work, confirmed, today)
    await ask_tablets(work, confirmed)


async def ask_tablets(work: Work, patient: Patient) -> None:
    """Whether the tablets are at home."""
    await questions.close_kinds(work.tx, post.role_of(patient), patient.id, Ask.TABLETS)
    options = [option("yes", "tablets-yes"), option("no", "tablets-no")]
    drugs = [one.drug for one in (await latest_plan(work, patient)).drugs]
    if drugs:
        await post.ask(work, patient, Ask.TABLETS, say(line("tablets-ask", drugs=named(drugs))), options)


async def on_tablets(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """Tablets at home lead to the box check; tablets still missing are asked about again."""
    await questions.answered(work.tx, question.id, answer, work.now)
    if answer == "yes":
        if not await boxes.ask(work, patient):
            await post.tell(work, patient, say(line("join-already")))
        return
    await post.tell(work, patient, say(line("tablets-tell-us", phone=work.numbers.clinic)))
    await agenda.add(work.tx, [_tablets_again(work, patient)])


def _tablets_again(work: Work, patient: Patient) -> Due:
    key = f"p{patient.id}:tablets:{work.now.timestamp():.0f}"
    return Due(key=key, kind=Entry.TABLETS_CHECK, patient_id=patient.id, due_at=work.in_(hours=24))


async def on_tablets_check(work: Work, due: Due) -> None:
    """A day later: are the tablets there now?"""
    patient = await people.patient(work.tx, due.patient_id or 0)
    if patient.status is PatientStatus.ACTIVE and not patient.tablets_in_hand:
        await ask_tablets(work, patient)


async def on_enrolment_due(work: Work, due: Due) -> None:
    """A day before C1D1 and not confirmed: the pharmacist hears of it."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    if patient.status not in (PatientStatus.ACTIVE, PatientStatus.STOPPED) and not await _declined(work, patient):
        await alerting.raise_alert(work, patient, Cause.ENROLMENT_STALLED, Urgency.ROUTINE)


async def _declined(work: Work, patient: Patient) -> bool:
    """Whether the patient did not agree: the team knows, and nothing about doses is written, not even "do not start"."""
    asked = await questions.of_kind(work.tx, post.PATIENT, patient.id, Ask.CONSENT, work.in_(days=-400))
    answers = [one.answer for one in asked if one.answer is not None]
    return patient.status is PatientStatus.CONSENTING and answers[-1:] == ["no"]


async def on_first_dose_check(work: Work, due: Due) -> None:
    """A dose is due and the plan is unconfirmed or the tablets are not there: nothing is prompted, and it is urgent."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    ready = patient.status is PatientStatus.ACTIVE and patient.tablets_in_hand
    if ready or patient.status is PatientStatus.STOPPED or await _declined(work, patient):
        return
    told = line("join-not-started", phone=work.numbers.clinic)
    if (await latest_plan(work, patient)).began_before:
        told = line("join-not-ready", day=(await local_now(work, patient)).date(), phone=work.numbers.clinic)
    await post.tell(work, patient, say(told), priority=Priority.URGENT)
    await alerting.raise_alert(work, patient, Cause.NOT_STARTED, Urgency.URGENT)


def deadlines(patient_id: int, first_prompt_at: datetime, stalled_at: datetime) -> list[Due]:
    """What watches over an enrolment that does not get done."""
    return [
        Due(
            key=f"p{patient_id}:enrolment-due", kind=Entry.ENROLMENT_DUE, patient_id=patient_id,
            due_at=stalled_at,
        ),
        Due(
            key=f"p{patient_id}:first-dose-check", kind=Entry.FIRST_DOSE_CHECK, patient_id=patient_id,
            due_at=first_prompt_at,
        ),
    ]  # fmt: skip
