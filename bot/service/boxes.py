"""The box check: which number stands on each box of tablets the patient holds, at joining and after each dispensing.

The patient reads it, the plan does not tell it. A number that is not in the plan, or a box that is missing, stops every
prompt until the pharmacist has looked.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
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


def unread(patient: Patient, due: Sequence[DrugSchedule]) -> tuple[DrugSchedule, ...]:
    """Those among these that come in tablets of a box the patient has not read to us yet."""
    return tuple(
        one for one in due if not {each.strength_mg for each in one.tablets} <= set(patient.boxes.get(one.drug, ()))
    )


async def _next_unread(work: Work, patient: Patient) -> DrugSchedule | None:
    """The box to be looked at next: of the tablets of the next dose, which may be those of a box just dispensed."""
    return next(iter(unread(patient, (await _coming_plan(work, patient)).drugs)), None)


async def _coming_plan(work: Work, patient: Patient) -> Plan:
    following = await schedule.next_moment(work, patient)
    versions = await plans.versions(work.tx, patient.id)
    plan = plan_on(versions, following.plan_day) if following else None
    return plan or await latest_plan(work, patient)


async def ask(work: Work, patient: Patient) -> bool:
    """Which number stands on the box, one box at a time. False when each has been read: prompts may count on them."""
    one = await _next_unread(work, patient)
    if one is not None:
        await _ask(work, patient, one)
        return True
    await people.change_boxes(work.tx, patient.id, patient.boxes, in_hand=True)
    await _go_on(work, patient)
    return False


async def _ask(work: Work, patient: Patient, one: DrugSchedule, *head: Line, **data: str) -> None:
    await questions.close_kinds(work.tx, post.PATIENT, patient.id, Ask.BOX)
    draft = say(*head, _question(one))
    await post.ask(work, patient, Ask.BOX, draft, _options(work, one.drug), data={**data, "drug": one.drug})


async def on_new_box(work: Work, due: Due) -> None:
    """Before the first dose from a new box: what was read on the old one says nothing about it."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    if patient.status is not PatientStatus.ACTIVE:
        return
    new = {Drug(one) for one in due.data["drugs"]}
    left = replace(patient, boxes={drug: read for drug, read in patient.boxes.items() if drug not in new})
    await people.change_boxes(work.tx, patient.id, left.boxes, in_hand=patient.tablets_in_hand)
    plan = await _plan_of(work, patient, due.data)
    for one in unread(left, plan.drugs)[:1]:
        await _ask(work, patient, one, line("box-new", drug=line(f"drug-{one.drug}")), day=due.data["day"])


async def ask_before_dose(work: Work, patient: Patient, moment: DoseMoment, key: str) -> int:
    """The dose is due and its box unread: no tablets before the number is told; then comes the dose message itself."""
    await questions.close_kinds(work.tx, post.PATIENT, patient.id, Ask.BOX)
    until = moment.local_until
    one = unread(patient, moment.schedules)[0]
    drugs = [line("box-dose", drug=line(f"drug-{each.drug}"), mg=each.mg) for each in moment.schedules]
    draft = say(
        line("box-first", at=moment.local), *drugs, line("box-wait"), _question(one),
        line("dose-until", until=until.time(), day=until.date()),
    )  # fmt: skip
    return await post.ask(
        work, patient, Ask.BOX, draft, _options(work, one.drug), kind=Kind.DOSE, priority=Priority.PROMPT,
        key=f"{key}:{one.drug}",
        expires_at=moment.until,
        data={"event": moment.key, "day": moment.plan_day.isoformat(), "drug": one.drug},
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
    """The tablets of the drug a question is about; None when it is in the plan no more."""
    plan = await _plan_of(work, patient, data)
    return plan.schedule_of(Drug(data["drug"])) if "drug" in data else next(iter(plan.drugs), None)


async def _plan_of(work: Work, patient: Patient, data: Mapping[str, Any]) -> Plan:
    """What the plan says of the day a box is for; today's dose may still come from the old one."""
    day = date.fromisoformat(data["day"]) if "day" in data else None
    if day is None or day < (await local_now(work, patient)).date():
        return await _coming_plan(work, patient)
    return plan_on(await plans.versions(work.tx, patient.id), day) or await latest_plan(work, patient)


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
        if right:
            await _right(work, patient, await _plan_of(work, patient, question.data), one, read)
        else:
            await _differs(work, patient, one, read, answer)


async def _next_box(work: Work, patient: Patient, question: Question, drug: Drug, read: Sequence[Decimal]) -> None:
    await questions.reopen(work.tx, question.id, {**question.data, "read": [f"{one:f}" for one in read]})
    draft = say(line("box-next", mg=" + ".join(plain(one) for one in read), drug=line(f"drug-{drug}")))
    await post.put(work, patient, question.id, draft, _options(work, drug, read))


async def _right(work: Work, patient: Patient, plan: Plan, one: DrugSchedule, read: Sequence[Decimal]) -> None:
    """One box is as planned: the next one is looked at, or all is well."""
    known = replace(patient, boxes={**patient.boxes, one.drug: tuple(read)})
    following = next(iter(unread(known, plan.drugs)), None)
    in_hand = patient.tablets_in_hand or following is None
    await people.change_boxes(work.tx, patient.id, known.boxes, in_hand=in_hand)
    if following is not None and not in_hand:
        await _ask(work, patient, following, line("box-right"))
        return
    first_time = patient.confirmed_at is not None and not await _ever_asked(work, patient)
    done = "join-done" if first_time and following is None else "box-right"
    await post.tell(work, patient, say(line(done, phone=work.numbers.clinic)))
    if not await _go_on(work, patient) and following is not None:
        await _ask(work, patient, following)


async def _go_on(work: Work, patient: Patient) -> bool:
    """What waited for the box falls due, and is asked; tells whether a dose does fall due now."""
    due = await schedule.prompt_again_if_due(work, patient)
    for waiting in await questions.open_of(work.tx, post.PATIENT, patient.id):
        if waiting.kind is Ask.DOSE:
            await doseform.ask_again(work, patient, waiting, "nudge-ask")
    return due


async def _ever_asked(work: Work, patient: Patient) -> bool:
    today = (await local_now(work, patient)).date()
    recent = await plans.doses_of(work.tx, patient.id, today - timedelta(days=schedule.LOOK_AHEAD), today)
    return any(one.asked_at is not None for one in recent)


async def _differs(work: Work, patient: Patient, one: DrugSchedule, read: Sequence[Decimal], answer: str) -> None:
    left = {drug: known for drug, known in patient.boxes.items() if drug is not one.drug}
    await people.change_boxes(work.tx, patient.id, left, in_hand=False)
    key = "box-missing" if answer == NO_OTHER_BOX else "box-differs"
    stop = line(key, drug=line(f"drug-{one.drug}"), phone=work.numbers.clinic)
    await post.tell(work, patient, say(stop), priority=Priority.URGENT)
    words = " + ".join([*(f"{plain(each)} mg" for each in read), *(["?"] if answer == OTHER else [])])
    await alerting.raise_alert(work, patient, Cause.BOX_DIFFERS, Urgency.URGENT, words=f"{one.drug}: {words}"[:40])
