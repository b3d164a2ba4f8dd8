"""`/lab`: a member of staff enters results of a patient of their own team (S10), on as many lines as were pasted.

What reads plainly is kept at once, what is odd is read back first, what cannot be read is named line by line. Nothing of it
is told to the patient.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.domain.labs import Analyte, LabResult
from bot.domain.labtext import Typed, Unread, read_results
from bot.domain.messages import Line, button, line, say, stacked
from bot.domain.people import Patient, Staff, responsible
from bot.domain.questions import Ask, Option, Question, is_number, option
from bot.service import checkplan, labview, labweight, labwithdraw, post
from bot.service.localview import today
from bot.service.office import Work
from bot.store import labs, ledger, people, questions

WAITS = timedelta(minutes=30)  # typed words later than this are about something else
LONGEST = 3000
UNREAD_SHOWN = 12


async def choose(work: Work, member: Staff, typed: str) -> None:
    """Whose results? With `typed`, they are read as soon as that is known."""
    await _forget(work, member)
    mine = await people.patients_of(work.tx, member.team)
    if not mine:
        await post.tell(work, member, say(line("staff-patients", count=0)))
        return
    options = [_button(one) for one in mine]
    await post.ask(work, member, Ask.LAB_WHOSE, say(line("lab-whose")), options, data={"typed": typed[:LONGEST]})


def _button(patient: Patient) -> Option:
    label = line("staff-patient-button", pseudonym=patient.pseudonym, reference=patient.reference)
    return Option(answer=str(patient.id), label=label)


async def on_whose(work: Work, member: Staff, question: Question, answer: str) -> None:
    """The patient is chosen."""
    patient = await people.find_patient(work.tx, int(answer)) if is_number(answer) else None
    if patient is None or not responsible(member, patient):
        work.toast = "toast-not-yours"
        return
    await questions.answered(work.tx, question.id, answer, work.now)
    if question.data["typed"]:
        await _read(work, member, patient, question.data["typed"])
        return
    await ask(work, member, patient)


async def ask(work: Work, member: Staff, patient: Patient) -> None:
    """Ask for the lines; what is known already stands above."""
    await _forget(work, member)
    now = await today(work, patient)
    lines = [_about_whom(patient, "lab-ask"), *await labview.known(work, patient), line("lab-how", day=now)]
    draft = say(*lines, rows=stacked(labwithdraw.button_of(patient)))
    await post.ask(work, member, Ask.LAB, draft, [option("done", "lab-done")], data={"patient": patient.id})


def _about_whom(patient: Patient, key: str) -> Line:
    return line(key, pseudonym=patient.pseudonym, reference=patient.reference)


async def _forget(work: Work, member: Staff) -> None:
    await questions.close_kinds(work.tx, post.STAFF, member.id, Ask.LAB, Ask.LAB_WHOSE)


def waits(work: Work, question: Question) -> bool:
    """Whether typed words are still lines of results."""
    return question.kind is Ask.LAB and work.now - question.asked_at < WAITS


async def on_lines(work: Work, member: Staff, question: Question, typed: str) -> None:
    """The typed or pasted lines."""
    patient = await people.patient(work.tx, question.data["patient"])
    if responsible(member, patient):
        await questions.close(work.tx, question.id)
        await _read(work, member, patient, typed[:LONGEST])


async def on_done(work: Work, member: Staff, question: Question, answer: str) -> None:
    """No more lines."""
    await questions.answered(work.tx, question.id, answer, work.now)
    await post.tell(work, member, say(line("lab-closed")))


async def _read(work: Work, member: Staff, patient: Patient, typed: str) -> None:
    read = read_results(typed, work.library.labs, await today(work, patient), patient.baseline_kg)
    plain = [one for one in read if isinstance(one, Typed) and not one.odd]
    if plain:
        await _keep(work, member, patient, [_result(work, member, one, one.readings[0]) for one in plain])
    for one in read:
        if isinstance(one, Typed) and one.odd:
            await _read_back(work, member, patient, one)
    await _again(work, member, patient, [one for one in read if isinstance(one, Unread)], empty=not read)


def _result(work: Work, member: Staff, typed: Typed, value: Decimal) -> LabResult:
    return LabResult(
        analyte=typed.analyte, value=value, unit=typed.unit, on=typed.on, as_typed=typed.as_typed, below=typed.below,
        by=member.id, at=work.now,
    )  # fmt: skip


async def _keep(work: Work, member: Staff, patient: Patient, results: Sequence[LabResult]) -> None:
    """Keep them, each with its audit, and show what there is to say."""
    known = await labs.of_patient(work.tx, patient.id)
    blood = [one for one in results if one.analyte is not Analyte.WEIGHT]
    for one in results:
        await ledger.note(
            work.tx, work.now, f"staff:{member.id}", "lab-entered", patient.id, analyte=one.analyte,
            value=f"{one.value:f}", unit=one.unit, on=one.on.isoformat(),
        )  # fmt: skip
    for one in blood:
        await labs.add(work.tx, patient.id, one)
    for day in sorted({one.on for one in blood}):
        await checkplan.tested(work, patient, day, by=f"staff:{member.id}")
    shown = [*await labview.entered(work, patient, blood, known)]
    weights = [one for one in results if one.analyte is Analyte.WEIGHT]
    shown.extend([await labweight.keep(work, member, patient, one) for one in weights])
    await _show(work, member, patient, shown)


async def _show(work: Work, member: Staff, patient: Patient, shown: Sequence[tuple[Line, ...]]) -> None:
    """What was kept, in as few messages as can carry it."""
    head, rows = (
        _about_whom(patient, "lab-kept"),
        stacked(button("lab-more", f"p:{patient.id}:labs"), labwithdraw.button_of(patient)),
    )
    together: tuple[Line, ...] = ()
    for one in shown:
        if together and not post.fits(work, member, say(head, *together, *one, line("lab-foot"))):
            await post.tell(work, member, say(head, *together))
            together = ()
        together = (*together, *one)
    await post.tell(work, member, say(head, *together, line("lab-foot"), rows=rows))


async def _read_back(work: Work, member: Staff, patient: Patient, typed: Typed) -> None:
    """An odd value, or one that can be meant in two units: nothing is kept until somebody has said which."""
    options = [
        option(f"is:{one:f}", "lab-value-below" if typed.below else "lab-value", value=one, unit=typed.unit)
        for one in typed.readings
    ]
    options.append(option("no", "lab-odd-no"))
    what = line(f"lab-name-{typed.analyte}")
    asked = line("lab-odd", pseudonym=patient.pseudonym, typed=typed.as_typed[:60], what=what, day=typed.on)
    await post.ask(work, member, Ask.LAB_ODD, say(asked), options, data={"patient": patient.id, **_data(typed)})


def _data(typed: Typed) -> dict[str, Any]:
    readings = [f"{one:f}" for one in typed.readings]
    same = {"analyte": typed.analyte, "unit": typed.unit, "as_typed": typed.as_typed, "below": typed.below}
    return {**same, "readings": readings, "on": typed.on.isoformat()}


async def on_odd(work: Work, member: Staff, question: Question, answer: str) -> None:
    """Which value was meant; "no" asks for the line anew."""
    patient = await people.patient(work.tx, question.data["patient"])
    if not responsible(member, patient):
        work.toast = "toast-not-yours"
        return
    await questions.answered(work.tx, question.id, answer, work.now)
    said, data = answer.removeprefix("is:"), question.data
    if said in data["readings"]:
        typed = Typed(
            analyte=Analyte(data["analyte"]), unit=data["unit"], readings=(Decimal(said),), below=data["below"],
            on=date.fromisoformat(data["on"]), as_typed=data["as_typed"],
        )  # fmt: skip
        await _keep(work, member, patient, [_result(work, member, typed, Decimal(said))])
        return
    await ask(work, member, patient)


async def _again(work: Work, member: Staff, patient: Patient, unread: Sequence[Unread], *, empty: bool) -> None:
    """Every line that could not be read, by name, and the chance to type those again."""
    if not unread and not empty:
        return
    lines = [line("lab-unread", typed=one.as_typed[:60], why=one.why) for one in unread[:UNREAD_SHOWN]]
    if len(unread) > UNREAD_SHOWN:
        lines.append(line("lab-unread-more", count=len(unread) - UNREAD_SHOWN))
    head = _about_whom(patient, "lab-unread-head")
    await post.ask(work, member, Ask.LAB, say(head, *lines), [option("done", "lab-done")], data={"patient": patient.id})
