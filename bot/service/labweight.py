"""A weight that staff measured: kept like the patient's own, and judged by the same triage (S9). The patient reads none of it."""

from datetime import datetime, time
from decimal import Decimal

from bot.domain.alert import Cause
from bot.domain.labs import LabResult
from bot.domain.localtime import resolve
from bot.domain.measures import confirmed
from bot.domain.messages import Line, line
from bot.domain.people import Patient, Staff
from bot.domain.questionnaire import Reported, reported
from bot.domain.triage import Decision, weight_loss_percent
from bot.domain.urgency import Urgency
from bot.service import alerting, checkplan, filing, following
from bot.service.localview import today, zone_of
from bot.service.office import Work
from bot.store import reports

SYMPTOM = "weight"  # whose questions and rules these are


async def keep(work: Work, member: Staff, patient: Patient, result: LabResult) -> tuple[Line, ...]:
    """Keep it; the newest one of all is judged, an older one only fills the curve. Returns what to say of it."""
    at = await _measured_at(work, patient, result)
    known = await reports.measured(work.tx, patient.id, SYMPTOM)
    newest = all(at >= earlier for earlier, _ in known)
    decision = await _judge(work, patient, result) if newest else Decision(urgency=Urgency.SELF_CARE)
    await reports.add_measurement(work.tx, patient.id, SYMPTOM, result.value, "kg", result.as_typed, at)
    if newest:
        await checkplan.weighed(work, patient, by=f"staff:{member.id}")
    raised = newest and await _raise(work, member, patient, result, decision)
    told = [line("lab-weight", value=result.value, day=result.on), *_loss(patient, result)]
    return (*told, line("lab-weight-alert")) if raised else tuple(told)


async def _measured_at(work: Work, patient: Patient, result: LabResult) -> datetime:
    if result.on == await today(work, patient):
        return work.now
    return resolve(result.on, time(12), (await zone_of(work, patient)).key)


def _report(work: Work, patient: Patient, result: LabResult) -> Reported:
    symptom = work.library.symptoms[SYMPTOM]
    return reported(symptom, {symptom.first: confirmed(result.value, "kg")}, usual_kg=patient.baseline_kg)


async def _judge(work: Work, patient: Patient, result: LabResult) -> Decision:
    """The rules about weight, as for a patient's own report; before it is one of the weights it is held against."""
    return await filing.judge(work, patient, _report(work, patient, result))


async def _raise(work: Work, member: Staff, patient: Patient, result: LabResult, decision: Decision) -> bool:
    alert = await alerting.raise_alert(
        work, patient, Cause.STAFF_WEIGHT, decision.urgency, subject=SYMPTOM, rules=decision.rules
    )
    answers = dict(_report(work, patient, result).answers)
    row = {"answers": answers, "words": None, "urgency": decision.urgency, "rules": list(decision.rules)}
    more = {"content_hash": work.library.content_hash, "made_at": work.now, "by_staff": member.id}
    linked = {"patient_id": patient.id, "symptom": SYMPTOM, "alert_id": alert.id if alert else None}
    await reports.add_report(work.tx, {**row, **more, **linked})
    if alert is None:
        await following.told(work, patient, _report(work, patient, result), decision.urgency, None)
    return alert is not None


def _loss(patient: Patient, result: LabResult) -> list[Line]:
    if patient.baseline_kg is None:
        return []
    percent = weight_loss_percent(result.value, patient.baseline_kg).quantize(Decimal("0.1"))
    lines = [line("lab-weight-loss", before=patient.baseline_kg, percent=percent)]
    return [*lines, line("published-weight")] if percent >= GUIDANCE_FROM_PERCENT else lines


GUIDANCE_FROM_PERCENT = Decimal(10)  # F-MOD-21
