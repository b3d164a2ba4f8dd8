"""Writing an enrolment: a plan verified for one patient, the link and the six digits that open it (S14).

Bad input comes back as a list of sentences that say what to do, and writes nothing.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from bot.domain.agenda import Due
from bot.domain.localtime import resolve
from bot.domain.messages import Line, line
from bot.domain.monitoring import Schedule
from bot.domain.monitoringtext import written
from bot.domain.people import PSEUDONYM_LETTERS, PatientStatus, Role
from bot.domain.plan import Plan
from bot.domain.plancheck import check_plan, unusual
from bot.service import enrolment
from bot.service.joining import hashed, number_hash
from bot.service.office import Office, Work
from bot.store import agenda, invites, ledger, people, plans

TRIES = 5
TIME_TO_JOIN = timedelta(hours=2)
CHECKLIST = ("dose-and-schedule", "dexamethasone-received", "antiemetic-received", "monitoring-arranged", "taught")
PLAUSIBLE_SURFACE_M2 = (Decimal("0.8"), Decimal("3.5"))  # ours: outside it is a slip of the keyboard
OLDEST_WEIGHT = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What the pharmacist gives. The weight is from before C1D1, with its date; never today's in its place."""

    reference: str
    phone: str
    plan: Plan
    language: str
    baseline_kg: Decimal | None
    baseline_on: date | None
    team: str
    by: str
    checklist: Sequence[str] = CHECKLIST
    second_contact: Mapping[str, str] | None = None
    practice: bool = False
    monitoring: Schedule = field(default_factory=Schedule)  # accepted or written; without series: kept elsewhere
    body_surface_m2: Decimal | None = None  # where known; some regimens have a most for each square metre
    reason: str = ""  # why an unusual plan is right for this patient


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """The patient is enrolled: hand over the link, and the number apart from it."""

    patient_id: int
    pseudonym: str
    token: str
    number: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing was written; each line says what to do."""

    problems: tuple[Line, ...]
    only_unusual: bool = field(default=False)  # a reason and a second confirmation would let it pass


async def enrol(office: Office, wanted: Enrolment) -> Enrolled | Refused:
    """Check everything, then write patient, plan, invitation and deadlines."""
    async with office.work() as work:
        problems = await _problems(work, wanted)
        if problems:
            return Refused(problems=tuple(problems))
        odd = unusual(wanted.plan, work.library.regimens[wanted.plan.regimen_id], wanted.body_surface_m2)
        if odd and not wanted.reason.strip():
            return Refused(problems=tuple(one.line for one in odd), only_unusual=True)
        return await _write(work, wanted)


async def _problems(work: Work, wanted: Enrolment) -> list[Line]:
    found = [one.line for one in check_plan([wanted.plan], [], wanted.plan.c1d1_on, work.library.clinic.stocked_mg)]
    found.extend(_regimen_problems(work, wanted.plan))
    if not wanted.reference.strip():
        found.append(line("enrol-no-reference"))
    elif await people.patient_by_reference(work.tx, wanted.reference.strip()):
        found.append(line("enrol-reference-taken", reference=wanted.reference.strip()))
    if wanted.language not in work.library.wording.languages:
        found.append(line("enrol-no-language", known=", ".join(work.library.wording.languages)))
    missing = [one for one in CHECKLIST if one not in wanted.checklist]
    found.extend(line("enrol-checklist", item=line(f"checklist-{one}")) for one in missing)
    found.extend((*_weight_problems(wanted), *_surface_problems(wanted.body_surface_m2)))
    if not any(one.team == wanted.team for one in await people.all_staff(work.tx)):
        found.append(line("enrol-no-team", team=wanted.team))
    return found


def _regimen_problems(work: Work, plan: Plan) -> list[Line]:
    regimen = work.library.regimens.get(plan.regimen_id)
    if regimen is None:
        return [line("enrol-no-regimen", known=", ".join(sorted(work.library.regimens)))]
    return [] if regimen.enabled else [line("enrol-regimen-off", regimen=regimen.id)]


def _surface_problems(surface: Decimal | None) -> list[Line]:
    least, most = PLAUSIBLE_SURFACE_M2
    if surface is None or least <= surface <= most:
        return []
    return [line("enrol-surface-implausible", surface=surface, least=least, most=most)]


def _weight_problems(wanted: Enrolment) -> list[Line]:
    if wanted.baseline_kg is None or wanted.baseline_on is None:
        return [line("enrol-no-weight")]
    if not Decimal(20) <= wanted.baseline_kg <= Decimal(350):
        return [line("enrol-weight-implausible", kg=wanted.baseline_kg)]
    if wanted.baseline_on > wanted.plan.c1d1_on:
        return [line("enrol-weight-after-start", on=wanted.baseline_on, start=wanted.plan.c1d1_on)]
    if wanted.baseline_on < wanted.plan.c1d1_on - OLDEST_WEIGHT:
        return [line("enrol-weight-old", on=wanted.baseline_on)]
    return []


def _pseudonym(*, practice: bool) -> str:
    letters = "".join(secrets.choice(PSEUDONYM_LETTERS) for _ in range(4))
    return f"{'T' if practice else 'P'}-{letters}"


async def _write(work: Work, wanted: Enrolment) -> Enrolled:
    pseudonym = _pseudonym(practice=wanted.practice)
    while await people.patient_by_pseudonym(work.tx, pseudonym):
        pseudonym = _pseudonym(practice=wanted.practice)
    patient_id = await people.add_patient(
        work.tx,
        {
            "pseudonym": pseudonym, "reference": wanted.reference.strip(), "phone": wanted.phone,
            "second_contact": dict(wanted.second_contact) if wanted.second_contact else None,
            "language": wanted.language, "team": wanted.team, "status": PatientStatus.INVITED,
            "practice": wanted.practice, "baseline_kg": f"{wanted.baseline_kg:f}" if wanted.baseline_kg else None,
            "baseline_on": wanted.baseline_on,
            "body_surface_m2": f"{wanted.body_surface_m2:f}" if wanted.body_surface_m2 else None,
            "checklist": list(wanted.checklist),
            "monitoring": written(wanted.monitoring), "monitoring_rests": wanted.monitoring.rests_in_hold,
            "tablets_in_hand": False, "enrolled_by": wanted.by, "enrolled_at": work.now,
        },
    )  # fmt: skip
    reason = wanted.reason.strip() or "enrolment"
    await plans.add_version(work.tx, patient_id, wanted.plan, by=wanted.by, reason=reason, now=work.now)
    await ledger.note(work.tx, work.now, wanted.by, "enrolled", patient_id, reason=reason)
    await agenda.add(work.tx, deadlines(work, patient_id, wanted.plan))
    return await invite_patient(work, patient_id, pseudonym)


def deadlines(work: Work, patient_id: int, plan: Plan) -> list[Due]:
    """What watches over a patient who does not get ready in time for the first dose of this plan."""
    first_day = plan.c1d1_on + timedelta(days=min(min(one.days) for one in plan.drugs) - 1)
    first_dose_at = resolve(first_day, min(one.at for one in plan.drugs), plan.zone)
    before = max((one.minutes_before for one in plan.antiemetics), default=0)
    # Enrolled at the last minute: the patient still gets a while before anybody is told that joining stalls.
    stalled_at = max(first_dose_at - work.library.clinic.confirm_before_c1d1, work.now + TIME_TO_JOIN)
    return enrolment.deadlines(patient_id, first_dose_at - timedelta(minutes=before), stalled_at)


async def invite_patient(work: Work, patient_id: int, pseudonym: str) -> Enrolled:
    """A fresh link and number for a patient; older unused ones stop working."""
    await invites.revoke(work.tx, Role.PATIENT, patient_id, work.now)
    token, number = secrets.token_urlsafe(24), f"{secrets.randbelow(1_000_000):06d}"
    expires_at = work.now + work.library.clinic.invite_valid
    await invites.add(
        work.tx,
        {
            "token_hash": hashed(token), "role": Role.PATIENT, "subject_id": patient_id, "tries_left": TRIES,
            "number_hash": number_hash(hashed(token), number), "expires_at": expires_at,
        },
    )  # fmt: skip
    return Enrolled(patient_id=patient_id, pseudonym=pseudonym, token=token, number=number, expires_at=expires_at)


async def new_link(office: Office, reference: str) -> Enrolled | None:
    """A new link for a patient whose link has run out; None when there is no such patient."""
    async with office.work() as work:
        found = await people.patient_by_reference(work.tx, reference)
        if found is None or found.status is PatientStatus.ACTIVE:
            return None
        return await invite_patient(work, found.id, found.pseudonym)
