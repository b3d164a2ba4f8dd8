"""The box check: which number stands on each box of tablets the patient holds, at joining and after each dispensing.

The patient reads it, the plan does not tell it. A number that is not in the plan, or a box that is missing, stops every
prompt until the pharmacist has looked.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bot.domain.agenda import Due
from bot.domain.alert import Cause
from bot.domain.messages import Kind, Line, Priority, line, say
from bot.domain.occurrence import DoseMoment
from bot.domain.people import Patient, PatientStatus
from bot.domain.plan import DrugSchedule, Plan, plan_on
from bot.domain.questions import Ask, Option, Question, option
from bot.domain.regimen import Drug
from bot.domain.tablets import KNOWN_STRENGTHS, plain
from bot.domain.urgency import Urgency
from bot.service import alerting, doseform, post, schedule
from bot.service.localview import latest_plan, local_now
from bot.service.office import Work
from bot.store import ledger, people, plans, questions
from bot.store.plans import Dose

OTHER, NO_OTHER_BOX, WHICH = "other", "no", "which:"


def checked(plan: Plan) -> DrugSchedule | None:
    """The drug whose box is looked at: selinexor, or the first one of a plan without it; None when all is stopped."""
    return plan.schedule_of(Drug.SELINEXOR) or next(iter(plan.drugs), None)


def unread(patient: Patient, due: Sequence[DrugSchedule]) -> bool:
    """Whether selinexor among these is in tablets of a box the patient has not read to us yet."""
    strengths = {each.strength_mg for one in due if one.drug is Drug.SELINEXOR for each in one.tablets}
    return not strengths <= set(patient.box_mg)


async def coming(work: Work, patient: Patient) -> DrugSchedule | None:
    """What is looked at: the tablets of the next dose, which may be those of a box just dispensed."""
    return checked(await _coming_plan(work, patient))


async def _coming_plan(work: Work, patient: Patient) -> Plan:
    following = await schedule.next_moment(work, patient)
    versions = await plans.versions(work.tx, patient.id)
    plan = plan_on(versions, following.plan_day) if following else None
    return plan or await latest_plan(work, patient)


async def ask(work: Work, patient: Patient) -> None:
    """Which number stands on the box."""
    one = await coming(work, patient)
    if one is None:
        return
    await post.ask(work, patient, Ask.BOX, say(_question(one)), _options(work, one.drug))


async def on_new_box(work: Work, due: Due) -> None:
    """Before the first dose from a new box: what was read on the old one says nothing about it."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    one = await coming(work, patient)
    if patient.status is not PatientStatus.ACTIVE or one is None:
        return
    await people.change_patient(work.tx, patient.id, box_mg=None)
    await questions.close_kinds(work.tx, post.PATIENT, patient.id, Ask.BOX)
    draft = say(line("box-new", drug=line(f"drug-{one.drug}")), _question(one))
    await post.ask(work, patient, Ask.BOX, draft, _options(work, one.drug))


async def ask_before_dose(work: Work, patient: Patient, moment: DoseMoment, key: str) -> int:
    """The dose is due and its box unread: no tablets before the number is told; then comes the dose message itself."""
    await questions.close_kinds(work.tx, post.PATIENT, patient.id, Ask.BOX)
    until = moment.local_until
    one = next(each for each in moment.schedules if each.drug is Drug.SELINEXOR)
    drugs = [line("box-dose", drug=line(f"drug-{each.drug}"), mg=each.mg) for each in moment.schedules]
    draft = say(
        line("box-first", at=moment.local), *drugs, line("box-wait"), _question(one),
        line("dose-until", until=until.time(), day=until.date()),
    )  # fmt: skip
    return await post.ask(
        work, patient, Ask.BOX, draft, _options(work, one.drug), kind=Kind.DOSE, priority=Priority.PROMPT, key=key,
        expires_at=moment.until, data={"event": moment.key, "day": moment.plan_day.isoformat()},
    )  # fmt: skip


async def ask_first(work: Work, patient: Patient, doses: Sequence[Dose]) -> None:
    """A box is another one than the prompt says: no tablets yet; whose box, and which number is it?"""
    drugs = [one.drug for one in doses]
    data = {"doses": [one.id for one in doses], **({"drug": drugs[0]} if len(drugs) == 1 else {})}
    one = await _asked_about(work, patient, data)
    if one is None:
        return
    several = len(drugs) > 1
    draft = say(line("box-wait"), line("box-which") if several else _question(one))
    options = _which(drugs) if several else _options(work, one.drug)
    await post.ask(work, patient, Ask.BOX_DIFFERS, draft, options, data=data, priority=Priority.URGENT)


def _which(drugs: Iterable[Drug]) -> list[Option]:
    return [option(f"{WHICH}{drug}", "box-which-drug", drug=line(f"drug-{drug}")) for drug in drugs]


async def _asked_about(work: Work, patient: Patient, data: Mapping[str, Any]) -> DrugSchedule | None:
    """The tablets of the drug a question is about: the one of the prompt it came from, else the one always checked."""
    plan = await _coming_plan(work, patient)
    named = plan.schedule_of(Drug(data["drug"])) if "drug" in data else None
    return named or checked(plan)


def _question(one: DrugSchedule) -> Line:
    return line("box-ask" if len(one.tablets) == 1 else "box-ask-several", drug=line(f"drug-{one.drug}"))


def _options(work: Work, drug: Drug, read: Sequence[Decimal] = ()) -> list[Option]:
    """The strengths a drug comes in, and another number; after a first box also that there is no other."""
    numbers = [option(f"{one:f}", "box-mg", mg=one) for one in work.library.strengths(drug) if one not in read]
    none = [option(NO_OTHER_BOX, "box-no-other")] if read else []
    return [*numbers, option(OTHER, "box-other"), *none]


def strengths_typed(text: str) -> tuple[Decimal, ...]:
    """The number in typed words such as "20 mg", or several that tablets come in: "60 and 40". Empty: none."""
    found = tuple(dict.fromkeys(Decimal(one.replace(",", ".")) for one in re.findall(r"[0-9]+(?:[.,][0-9]+)?", text)))
    known = {mg for strengths in KNOWN_STRENGTHS.values() for mg in strengths}
    return found if len(found) == 1 or known.issuperset(found) else ()


async def on_box(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """One box is read: right when every strength of the plan was, wrong with any other number or a box that lacks."""
    data = dict(question.data)
    if answer.startswith(WHICH) and answer.removeprefix(WHICH) in tuple(Drug):
        data = {**data, "drug": answer.removeprefix(WHICH), "read": []}
        await questions.reopen(work.tx, question.id, data)
    elif "drug" not in data and len(data.get("doses", ())) > 1:  # a number alone does not say of which box
        drugs = [one.drug for one in await doseform.doses_of(work, question)]
        await post.put(work, patient, question.id, say(line("box-which")), _which(drugs))
        return
    one = await _asked_about(work, patient, data)
    if one is None:
        await post.tell(work, patient, say(line("join-already")))
        return
    await _read(work, patient, replace(question, data=data), answer, one)


async def _read(work: Work, patient: Patient, question: Question, answer: str, one: DrugSchedule) -> None:
    wanted = {each.strength_mg for each in one.tablets}
    typed = strengths_typed(answer)
    before = [Decimal(each) for each in question.data.get("read", [])] if question.open else []
    read = sorted({*before, *typed}, reverse=True)
    if not typed and answer != OTHER and not (answer == NO_OTHER_BOX and before):
        await post.put(work, patient, question.id, say(_question(one)), _options(work, one.drug, before))
    elif typed and wanted > set(read):
        await _next_box(work, patient, question, one.drug, read)
    else:
        right = bool(typed) and wanted == set(read)
        await questions.answered(work.tx, question.id, answer[:20], work.now)
        await ledger.note(work.tx, work.now, "patient", "box", patient.id, matches=right)
        await (_right if right else _differs)(work, patient, one, read, answer)


async def _next_box(work: Work, patient: Patient, question: Question, drug: Drug, read: Sequence[Decimal]) -> None:
    await questions.reopen(work.tx, question.id, {**question.data, "read": [f"{one:f}" for one in read]})
    draft = say(line("box-next", mg=" + ".join(plain(one) for one in read), drug=line(f"drug-{drug}")))
    await post.put(work, patient, question.id, draft, _options(work, drug, read))


async def _right(work: Work, patient: Patient, one: DrugSchedule, read: Sequence[Decimal], _answer: str) -> None:
    first_time = patient.confirmed_at is not None and not await _ever_asked(work, patient)
    if await _always_checked(work, patient, one):
        box = "+".join(f"{each:f}" for each in read)
        await people.change_patient(work.tx, patient.id, tablets_in_hand=True, box_mg=box)
    done = "join-done" if first_time else "box-right"
    await post.tell(work, patient, say(line(done, phone=work.numbers.clinic)))
    await schedule.prompt_again_if_due(work, patient)
    for waiting in await questions.open_of(work.tx, post.PATIENT, patient.id):
        if waiting.kind is Ask.DOSE:
            await doseform.ask_again(work, patient, waiting, "nudge-ask")


async def _always_checked(work: Work, patient: Patient, one: DrugSchedule) -> bool:
    usual = checked(await _coming_plan(work, patient))
    return usual is not None and usual.drug is one.drug


async def _ever_asked(work: Work, patient: Patient) -> bool:
    today = (await local_now(work, patient)).date()
    recent = await plans.doses_of(work.tx, patient.id, today - timedelta(days=schedule.LOOK_AHEAD), today)
    return any(one.asked_at is not None for one in recent)


async def _differs(work: Work, patient: Patient, one: DrugSchedule, read: Sequence[Decimal], answer: str) -> None:
    if await _always_checked(work, patient, one):  # of another drug the open alert holds the prompts back
        await people.change_patient(work.tx, patient.id, tablets_in_hand=False, box_mg=None)
    key = "box-missing" if answer == NO_OTHER_BOX else "box-differs"
    stop = line(key, drug=line(f"drug-{one.drug}"), phone=work.numbers.clinic)
    await post.tell(work, patient, say(stop), priority=Priority.URGENT)
    words = " + ".join([*(f"{plain(each)} mg" for each in read), *(["?"] if answer == OTHER else [])])
    await alerting.raise_alert(work, patient, Cause.BOX_DIFFERS, Urgency.URGENT, words=f"{one.drug}: {words}"[:40])
