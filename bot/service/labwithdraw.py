"""Taking back a result or a weight that staff entered, for the wrong patient say: it stays in the tables and counts no more.

Whatever it had set off is put right: the alert's card says so and rings whoever is concerned, the check it answered waits
again, a patient who was told to wait because of it is told of the mistake. It ends no alert: only a person does (S7).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

from bot.domain import alertrun
from bot.domain.alert import Alert, Cause, without
from bot.domain.labs import LabResult
from bot.domain.messages import Button, Line, button, line, say
from bot.domain.oncall import working
from bot.domain.people import Patient, Staff, responsible
from bot.domain.questions import Ask, Option, Question, option
from bot.domain.regimen import MonitoringKind
from bot.service import cards, checkplan, checkwords, following, labview, labweight, post, ringing, rostering, stopping
from bot.service.localview import zone_of
from bot.service.office import Work
from bot.store import alerts, labs, ledger, measurements, people, questions
from bot.store.measurements import Entered

SHOWN = 12
WHY = ("wrong-patient", "wrong-value", "other")
KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that can be taken back, by the name its button carries."""

    key: str
    on: date
    what: Line
    value: Line
    kept: LabResult | Entered


def button_of(patient: Patient) -> Button:
    """Where it begins."""
    return button("lab-withdraw", f"p:{patient.id}:labs-back")


async def choose(work: Work, member: Staff, patient: Patient) -> None:
    """Which one? The newest days first."""
    await questions.close_kinds(work.tx, post.STAFF, member.id, Ask.LAB, Ask.LAB_WITHDRAW, Ask.LAB_WITHDRAW_WHY)
    entries = (await _entries(work, patient))[:SHOWN]
    if not entries:
        await post.tell(work, member, say(_about_whom(patient, "lab-withdraw-none")))
        return
    options = [*(_option(one) for one in entries), option(KEEP, "lab-withdraw-keep")]
    draft = say(_about_whom(patient, "lab-withdraw-which"))
    await post.ask(work, member, Ask.LAB_WITHDRAW, draft, options, data={"patient": patient.id})


def _about_whom(patient: Patient, key: str) -> Line:
    return line(key, pseudonym=patient.pseudonym, reference=patient.reference)


def _option(one: Entry) -> Option:
    return option(one.key, "lab-withdraw-one", what=one.what, value=one.value, day=one.on)


async def _entries(work: Work, patient: Patient) -> list[Entry]:
    zone = await zone_of(work, patient)
    blood = [
        Entry(key=f"l:{one.id}", on=one.on, what=labview.named(one), value=labview.value(one), kept=one)
        for one in await labs.of_patient(work.tx, patient.id)
    ]
    weights = [
        Entry(
            key=f"w:{one.id}", on=one.at.astimezone(zone).date(), what=line("lab-name-weight"),
            value=line("lab-value", value=one.value, unit="kg"), kept=one,
        )
        for one in await measurements.by_staff(work.tx, patient.id, labweight.SYMPTOM)
    ]  # fmt: skip
    return sorted([*blood, *weights], key=lambda one: (one.on, one.kept.id), reverse=True)


async def on_which(work: Work, member: Staff, question: Question, answer: str) -> None:
    """One is chosen: why?"""
    found = await _found(work, member, question, answer)
    if found is None:
        return
    patient, one = found
    asked = line(
        "lab-withdraw-why", pseudonym=patient.pseudonym, reference=patient.reference, what=one.what, value=one.value,
        day=one.on,
    )  # fmt: skip
    options = [*(option(why, f"lab-withdraw-{why}") for why in WHY), option(KEEP, "lab-withdraw-keep")]
    data = {"patient": patient.id, "entry": one.key}
    await post.ask(work, member, Ask.LAB_WITHDRAW_WHY, say(asked), options, data=data)


async def on_why(work: Work, member: Staff, question: Question, answer: str) -> None:
    """The reason is the confirmation."""
    if answer not in (*WHY, KEEP):
        return
    found = await _found(work, member, question, answer if answer == KEEP else question.data["entry"])
    if found is None:
        return
    patient, one = found
    await ledger.note(
        work.tx, work.now, f"staff:{member.id}", "lab-withdrawn", patient.id, entry=one.key, why=answer
    )  # fmt: skip
    more = await _take_back(work, member, patient, one.kept, answer)
    done = line(
        "lab-withdrawn", pseudonym=patient.pseudonym, reference=patient.reference, what=one.what, value=one.value,
        day=one.on,
    )  # fmt: skip
    await post.tell(work, member, say(done, *more))


async def _found(work: Work, member: Staff, question: Question, key: str) -> tuple[Patient, Entry] | None:
    """The entry that is meant; None when nothing is to be taken back, and that is said."""
    patient = await people.patient(work.tx, question.data["patient"])
    if not responsible(member, patient):
        work.toast = "toast-not-yours"
        return None
    await questions.answered(work.tx, question.id, key, work.now)
    one = next((one for one in await _entries(work, patient) if one.key == key), None)
    if one is None:
        kept = "lab-withdraw-kept" if key == KEEP else "lab-withdraw-none"
        await post.tell(work, member, say(_about_whom(patient, kept)))
        return None
    return patient, one


async def _take_back(work: Work, member: Staff, patient: Patient, kept: LabResult | Entered, why: str) -> list[Line]:
    """It counts no more; what else has changed by that is returned, to be said."""
    match kept:
        case LabResult():
            await labs.withdraw(work.tx, kept.id, work.now, by=member.id, why=why)
            return await _blood(work, patient, kept)
        case Entered():
            await measurements.withdraw(work.tx, kept, work.now, by=member.id, why=why)
            told = await _weight(work, patient, kept)
            await labweight.newest_again(work, member, patient)
            return told
        case _:
            assert_never(kept)


async def _blood(work: Work, patient: Patient, one: LabResult) -> list[Line]:
    together = [other for other in await labs.of_patient(work.tx, patient.id) if other.at == one.at]
    # Of one sheet of results that mixed up one number the others still say that blood was taken.
    if together or one.at is None:
        return []
    return await _waits_again(work, patient, MonitoringKind.BLOOD_TEST, f"staff:{one.by}", one.at)


async def _weight(work: Work, patient: Patient, one: Entered) -> list[Line]:
    if one.judged_at is None:
        return []
    await following.taken_back(work, patient, labweight.SYMPTOM, one.judged_at)
    told = await _waits_again(work, patient, MonitoringKind.WEIGHT, f"staff:{one.by_staff}", one.judged_at)
    return told if one.alert_id is None else [*told, await _on_alert(work, one.alert_id, one.judged_at)]


async def _waits_again(work: Work, patient: Patient, kind: MonitoringKind, by: str, at: datetime) -> list[Line]:
    check = await checkplan.taken_back(work, patient, kind, by, at)
    return [] if check is None else [line("lab-withdrawn-check", what=checkwords.what(check), day=check.due_on)]


async def _on_alert(work: Work, alert_id: int, told_at: datetime) -> Line:
    """Its card says so, and whoever has it, may take it, or ended it is rung: what was done rests on a mistake."""
    before = await alerts.get(work.tx, alert_id)
    if before is None:
        return line("lab-withdrawn-alert-ended")
    alert = without(before, Cause.STAFF_WEIGHT, told_at, work.now)
    patient = await people.patient(work.tx, alert.patient_id)
    await alerts.save(work.tx, alert)
    await cards.refresh(work, patient, alert)
    await ringing.ring(work, patient, alert, await _concerned(work, patient, alert), news=True)
    if not alert.unresolved:
        return line("lab-withdrawn-alert-ended")
    await stopping.tell_of_our_mistake(work, patient, alert)
    return line("lab-withdrawn-alert-open")


async def _concerned(work: Work, patient: Patient, alert: Alert) -> tuple[Staff, ...]:
    duty = await rostering.duty(work, patient.team)
    if not alert.unresolved:
        closer = await people.member(work.tx, alert.resolved_by or 0)
        return (closer,) if responsible(closer, patient) else ()
    loud = alert.at_any_hour or working(work.now, duty.hours)
    return alertrun.concerned(alert, duty) if loud else ()
