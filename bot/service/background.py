"""What triage needs to know of a patient besides the report itself: what was told and weighed before, where they stand.

It reads and judges nothing.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.domain.earlier import Earlier, EarlierWeight
from bot.domain.people import Patient
from bot.domain.plan import plan_on
from bot.domain.questionnaire import QuestionKind, reported
from bot.domain.triage import About
from bot.domain.urgency import Urgency
from bot.service import adhering, following
from bot.service.localview import local_now
from bot.service.office import Work
from bot.store import measurements, plans, reports

LOOKS_BACK = timedelta(days=56)  # as far as a rule may look
OWN_WORDS = "something-else"
TOGETHER = timedelta(hours=24)  # symptoms of one day count together (F-TRI-02)


async def of(work: Work, patient: Patient, symptom: str) -> About:
    """Everything a rule about this symptom may ask."""
    now = await local_now(work, patient)
    today, zone = now.date(), now.tzinfo
    rows = await reports.recent_reports(work.tx, patient.id, work.now - LOOKS_BACK)
    earlier = [_earlier(work, row, (today - row["made_at"].astimezone(zone).date()).days) for row in rows]
    lately = [row for row in rows if row["made_at"] >= work.now - TOGETHER]
    routine = {row["symptom"] for row in lately if _counts(row)}
    return About(
        fever_limit_c=work.library.clinic.fever_limit_c,
        baseline_kg=patient.baseline_kg,
        recent_routine=frozenset(routine),
        no_symptoms=work.library.check_ins,
        missed_run=max((await adhering.missed_runs(work, patient)).values(), default=0),
        told_worse=await following.told_worse(work, patient, symptom),
        treatment_day=await _treatment_day(work, patient, today),
        earlier=tuple(one for one in earlier if one is not None and one.symptom == symptom),
        weights=await _weights(work, patient, symptom, today),
    )


def _counts(row: Mapping[str, Any]) -> bool:
    """Whether a report is a symptom beside others. Words nobody has judged are for a person to read: "thank you" is none."""
    only_words = row["symptom"] == OWN_WORDS and not row["answers"] and not row["rules"]
    least = Urgency.URGENT if only_words else Urgency.ROUTINE
    return Urgency(row["urgency"]).rank >= least.rank


def _earlier(work: Work, row: Mapping[str, Any], days_ago: int) -> Earlier | None:
    symptom = work.library.symptoms.get(row["symptom"])  # content may have lost a symptom since
    if symptom is None:
        return None
    return Earlier(symptom=symptom.id, days_ago=days_ago, scores=reported(symptom, row["answers"]).scores)


async def _treatment_day(work: Work, patient: Patient, today: date) -> int | None:
    versions = await plans.versions(work.tx, patient.id)
    plan = plan_on(versions, today) or (versions[-1] if versions else None)
    return None if plan is None else (today - plan.c1d1_on).days + 1


async def _weights(work: Work, patient: Patient, symptom: str, today: date) -> tuple[EarlierWeight, ...]:
    asked = work.library.symptoms[symptom].questions.values()
    if all(one.kind is not QuestionKind.WEIGHT for one in asked):
        return ()
    zone = (await local_now(work, patient)).tzinfo
    found = await measurements.of_kind(work.tx, patient.id, "weight")
    return tuple(EarlierWeight(days_ago=(today - at.astimezone(zone).date()).days, kg=kg) for at, kg in found)
