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
from bot.service import alerting, checkplan, filing, following
from bot.service.localview import today, zone_of
from bot.service.office import Work
from bot.store import measurements, reports

SYMPTOM = "weight"  # whose questions and rules these are


async def keep(work: Work, member: Staff, patient: Patient, result: LabResult) -> tuple[Line, ...]:
    """Keep it; the newest one of all is judged, an older one only fills the curve. Returns what to say of it."""
    at = await _measured_at(work, patient, result)
    known = await measurements.of_kind(work.tx, patient.id, SYMPTOM)
    newest = all(at >= earlier for earlier, _ in known)
    # Judged as the patient's own report is: before it is one of the weights it is held against.
    decision = await filing.judge(work, patient, _report(work, patient, result.value))
    kept = await measurements.add(
        work.tx, patient.id, SYMPTOM, result.value, "kg", result.as_typed, at, by_staff=member.id
    )
    if newest:
        await checkplan.weighed(work, patient, by=f"staff:{member.id}")
    raised = newest and await _file(work, member, patient, kept, _report(work, patient, result.value), decision)
    told = [line("lab-weight", value=result.value, day=result.on), *_loss(patient, result)]
    return (*told, line("lab-weight-alert")) if raised else tuple(told)


async def _measured_at(work: Work, patient: Patient, result: LabResult) -> datetime:
    if result.on == await today(work, patient):
        return work.now
    return resolve(result.on, time(12), (await zone_of(work, patient)).key)


async def newest_again(work: Work, member: Staff, patient: Patient) -> None:
    """A newer weight was taken back: the newest of all, if it only filled the curve until now, is judged after all."""
    known = await measurements.of_kind(work.tx, patient.id, SYMPTOM)
    for one in (await measurements.by_staff(work.tx, patient.id, SYMPTOM))[-1:]:
        if one.report_id is None and one.at == known[-1][0]:
            report = _report(work, patient, one.value)
            await _file(work, member, patient, one.id, report, await filing.judge(work, patient, report))


def _report(work: Work, patient: Patient, kg: Decimal) -> Reported:
    symptom = work.library.symptoms[SYMPTOM]
    return reported(symptom, {symptom.first: confirmed(kg, "kg")}, usual_kg=patient.baseline_kg)


async def _file(
    work: Work, member: Staff, patient: Patient, measurement_id: int, report: Reported, decision: Decision
) -> bool:
    """Keep the report and raise what it raises; tells whether an alert carries it."""
    alert = await alerting.raise_alert(
        work, patient, Cause.STAFF_WEIGHT, decision.urgency, subject=SYMPTOM, rules=decision.rules
    )
    row = {"answers": dict(report.answers), "words": None, "urgency": decision.urgency, "rules": list(decision.rules)}
    more = {"content_hash": work.library.content_hash, "made_at": work.now, "by_staff": member.id}
    linked = {"patient_id": patient.id, "symptom": SYMPTOM, "alert_id": alert.id if alert else None}
    report_id = await reports.add_report(work.tx, {**row, **more, **linked})
    await measurements.judged_as(work.tx, measurement_id, report_id)
    if alert is None:
        await following.told(work, patient, report, decision.urgency, None)
    return alert is not None


def _loss(patient: Patient, result: LabResult) -> list[Line]:
    if patient.baseline_kg is None:
        return []
    percent = weight_loss_percent(result.value, patient.baseline_kg).quantize(Decimal("0.1"))
    lines = [line("lab-weight-loss", before=patient.baseline_kg, percent=percent)]
    return [*lines, line("published-weight")] if percent >= GUIDANCE_FROM_PERCENT else lines


GUIDANCE_FROM_PERCENT = Decimal(10)  # F-MOD-21
