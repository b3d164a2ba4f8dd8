"""A patient's adherence from what is kept, for people to read; and the runs of missed doses, for triage to judge.

Shown to the care team alone: the patient is never shown a score. Reads; changes nothing and raises nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.domain.adherence import UNSAID, Adherence, Outcome, by_drug
from bot.domain.messages import Line, line
from bot.domain.occurrence import DoseMoment, HeldDay, expand
from bot.domain.people import Patient
from bot.domain.questions import Ask
from bot.domain.regimen import Drug
from bot.service import post
from bot.service.localview import local_now
from bot.service.office import Office, Work
from bot.store import people, plans, questions

EVER = datetime(2000, 1, 1, tzinfo=UTC)
RUN_LOOKS_BACK = timedelta(days=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One patient's adherence, under the clinic's own reference."""

    pseudonym: str
    reference: str
    drugs: tuple[Adherence, ...]


async def of(work: Work, patient: Patient) -> tuple[Adherence, ...]:
    """Each drug since the first dose we know of."""
    today = (await local_now(work, patient)).date()
    doses = await plans.doses_of(work.tx, patient.id, date.min, today)
    why = await _reasons(work, patient)
    outcomes = [
        Outcome(drug=one.drug, plan_day=one.plan_day, state=one.state, why=why.get(one.id, UNSAID)) for one in doses
    ]
    first = min((one.plan_day for one in doses), default=today)
    return by_drug(outcomes, await _held_days(work, patient, first, today))


async def _reasons(work: Work, patient: Patient) -> Mapping[int, str]:
    """The reason given for each dose that was not taken; the last one told counts."""
    asked = await questions.of_kind(work.tx, post.PATIENT, patient.id, Ask.WHY_NOT, EVER)
    return {dose: one.answer for one in asked if one.answer is not None for dose in one.data["doses"]}


async def _held_days(work: Work, patient: Patient, first: date, last: date) -> list[tuple[Drug, date]]:
    versions = await plans.versions(work.tx, patient.id)
    held = []
    for one in expand(versions, first, last, work.library.clinic.day_rules):
        if isinstance(one, HeldDay):
            held += [(drug, one.plan_day) for drug in one.drugs]
        elif isinstance(one, DoseMoment):
            held += [(drug, one.plan_day) for drug in one.held]
    return held


async def _answers(work: Work, patient: Patient, first: date) -> tuple[Adherence, ...]:
    """The same from the doses alone: enough for a run, and for a line on a card."""
    today = (await local_now(work, patient)).date()
    doses = await plans.doses_of(work.tx, patient.id, first, today)
    return by_drug(Outcome(drug=one.drug, plan_day=one.plan_day, state=one.state) for one in doses)


async def missed_runs(work: Work, patient: Patient) -> Mapping[Drug, int]:
    """How many doses of each drug in a row, up to now, were not taken or are not known."""
    first = (await local_now(work, patient)).date() - RUN_LOOKS_BACK
    return {one.drug: one.run for one in await _answers(work, patient, first)}


async def card_line(work: Work, patient: Patient) -> tuple[Line, ...]:
    """One line for an alert card."""
    shown = [_short(one) for one in await _answers(work, patient, date.min) if one.due]
    if not shown:
        return ()
    if len(shown) == 1:
        return (line("card-adherence", first=shown[0]),)
    return (line("card-adherence-both", first=shown[0], second=shown[1]),)


def _short(one: Adherence) -> Line:
    return line("card-adherence-drug", drug=line(f"drug-{one.drug}"), share=_share(one), run=one.run)


def _share(one: Adherence) -> Line:
    if one.worst == one.best:
        return line("adherence-sure", taken=one.taken, due=one.due)
    return line("adherence-between", worst=one.worst, best=one.best, due=one.due)


async def lines(work: Work, patient: Patient, language: str) -> tuple[Line, ...]:
    """A few lines for the patient's card."""
    found = [one for one in await of(work, patient) if one.due or one.held]
    return tuple(each for one in found for each in _lines(work, one, language))


def _lines(work: Work, one: Adherence, language: str) -> list[Line]:
    counts = {"vomited": one.vomited, "missed": one.missed, "unknown": one.unknown, "held": one.held}
    said = [line("adherence-drug", drug=line(f"drug-{one.drug}"), share=_share(one), **counts)]
    if one.missed:
        whys = [line("adherence-why", why=line(f"why-{why}"), count=count) for why, count in one.not_taken.items()]
        said.append(line("adherence-whys", whys=", ".join(work.library.wording.say(language, each) for each in whys)))
    if one.longest_run > 1:
        said.append(line("adherence-run", run=one.run, longest=one.longest_run))
    return said


async def records(office: Office, reference: str | None) -> tuple[Record, ...]:
    """Adherence of one patient by the clinic's reference, or of all whose treatment goes on."""
    async with office.work() as work:
        if reference is not None:
            found = await people.patient_by_reference(work.tx, reference)
            return () if found is None else (await _record(work, found),)
        known = await people.ids_of_active(work.tx)
        return tuple([await _record(work, await people.patient(work.tx, one)) for one in known])


async def _record(work: Work, patient: Patient) -> Record:
    return Record(pseudonym=patient.pseudonym, reference=patient.reference, drugs=await of(work, patient))
