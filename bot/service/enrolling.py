"""Writing an enrolment: a plan verified for one patient, the link and the six digits that open it (S14).

Bad input comes back as a list of sentences that say what to do, and writes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from bot.domain.agenda import Due
from bot.domain.beforehand import doses_beforehand
from bot.domain.localtime import known_zone
from bot.domain.messages import Line, line
from bot.domain.monitoring import Schedule
from bot.domain.monitoringtext import written
from bot.domain.occurrence import AntiemeticDue, DoseMoment, expand
from bot.domain.people import PSEUDONYM_LETTERS, PatientStatus, Role
from bot.domain.plan import Plan
from bot.domain.plancheck import PlanProblem, check_plan
from bot.domain.unusual import unusual
from bot.service import chance, enrolment
from bot.service.joining import hashed, number_hash
from bot.service.lived import recorded
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
        wanted = replace(wanted, plan=_from_now_on(work, wanted.plan))
        problems = await _problems(work, wanted)
        if problems:
            return Refused(problems=tuple(problems))
        odd = unusual(wanted.plan, work.library.regimens[wanted.plan.regimen_id], wanted.body_surface_m2)
        if odd and not wanted.reason.strip():
            return Refused(problems=tuple(one.line for one in odd), only_unusual=True)
        return await _write(work, wanted)


def _from_now_on(work: Work, plan: Plan) -> Plan:
    """A plan that began in the past counts from its C1D1, and comes into force today: the days before are not ours."""
    if not known_zone(plan.zone):
        return plan  # refused in a moment
    return replace(plan, effective_on=max(plan.effective_on, work.now.astimezone(ZoneInfo(plan.zone)).date()))


async def _plan_problems(work: Work, wanted: Enrolment) -> tuple[PlanProblem, ...]:
    """S14, on what the patient has lived through: before today, or in a treatment here that has ended."""
    plan = wanted.plan
    beforehand = doses_beforehand([plan], plan.effective_on, plan.effective_on)
    lived = (*beforehand, *await recorded(work, wanted.reference.strip(), work.now.date()))
    return check_plan([plan], lived, min(plan.effective_on, work.now.date()), work.library.clinic.stocked_mg)


async def _problems(work: Work, wanted: Enrolment) -> list[Line]:
    found = [one.line for one in await _plan_problems(work, wanted)]
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


def _pseudonym(drawn: Random, *, practice: bool) -> str:
    letters = "".join(drawn.choice(PSEUDONYM_LETTERS) for _ in range(4))
    return f"{'T' if practice else 'P'}-{letters}"


async def _write(work: Work, wanted: Enrolment) -> Enrolled:
    pseudonym = _pseudonym(work.chance, practice=wanted.practice)
    while await people.patient_by_pseudonym(work.tx, pseudonym):
        pseudonym = _pseudonym(work.chance, practice=wanted.practice)
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
            "tablets_in_hand": False, "boxes": {}, "enrolled_by": wanted.by, "enrolled_at": work.now,
        },
    )  # fmt: skip
    reason = wanted.reason.strip() or "enrolment"
    await plans.add_version(work.tx, patient_id, wanted.plan, by=wanted.by, reason=reason, now=work.now)
    await ledger.note(work.tx, work.now, wanted.by, "enrolled", patient_id, reason=reason)
    await agenda.add(work.tx, deadlines(work, patient_id, wanted.plan))
    return await invite_patient(work, patient_id, pseudonym)


def deadlines(work: Work, patient_id: int, plan: Plan) -> list[Due]:
    """What watches over a patient who does not get ready in time for the first dose of this plan."""
    prompts = _first_prompts(work, plan)
    if not prompts:
        return []
    first_dose_at = max(prompts)
    # Enrolled at the last minute: the patient still gets a while before anybody is told that joining stalls.
    stalled_at = max(first_dose_at - work.library.clinic.confirm_before_c1d1, work.now + TIME_TO_JOIN)
    return enrolment.deadlines(patient_id, min(prompts), stalled_at)


def _first_prompts(work: Work, plan: Plan) -> list[datetime]:
    """The instants of the antiemetics before the first dose that is still to come, and of that dose; none when all is stopped."""
    last = max(plan.effective_on, plan.c1d1_on) + timedelta(days=plan.cycle_days)
    whole = replace(plan, held=frozenset())  # whoever has not joined on a hold is still to get ready
    events = expand([whole], plan.effective_on, last, work.library.clinic.day_rules)
    doses = [one for one in events if isinstance(one, DoseMoment)]
    if not doses:
        return []
    first = next((one for one in doses if one.at >= work.now), doses[-1])
    before = [one.at for one in events if isinstance(one, AntiemeticDue) and one.plan_day == first.plan_day]
    return [*(at for at in before if work.now <= at < first.at), first.at]


async def invite_patient(work: Work, patient_id: int, pseudonym: str) -> Enrolled:
    """A fresh link and number for a patient; older unused ones stop working."""
    await invites.revoke(work.tx, Role.PATIENT, patient_id, work.now)
    token, number = chance.token(work.chance), chance.six_digits(work.chance)
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
