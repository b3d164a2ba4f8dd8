"""What a change of plan says: to the patient in plain words, and on the card a pharmacist reviews.

The patient is told the very lines the card shows. Nothing here writes or decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.messages import Arg, Draft, Line, Verbatim, line, say
from bot.domain.occurrence import DoseMoment, HeldDay, expand
from bot.domain.people import Patient, Staff
from bot.domain.plan import DrugSchedule, Plan
from bot.domain.plancheck import PlanProblem
from bot.domain.plandifference import Difference, Differs, DrugDifference, difference
from bot.domain.regimen import Drug
from bot.service import enrolment
from bot.service.office import Work

DAYS_SHOWN = 4
DAYS_LOOKED_AHEAD = 35


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A change as it would be made: the version in force, every version after it, and those it makes."""

    before: Plan
    versions: tuple[Plan, ...]
    made: tuple[Plan, ...]
    odd: tuple[PlanProblem, ...] = ()
    dispensed: bool = False  # selinexor from a new box, even if the same is printed on it

    @property
    def since(self) -> date:
        """Its first day."""
        return self.made[0].effective_on

    @property
    def ends_treatment(self) -> bool:
        """Whether nothing is left to be taken."""
        return not self.made[-1].drugs


def told(work: Work, member: Staff, proposed: Proposed) -> Draft:
    """What the patient reads."""
    found = difference(proposed.before, proposed.made)
    who: dict[str, Arg] = {"name": member.name, "role": line(f"role-{member.role}"), "day": proposed.since}
    lines = [line("told-changed", **who), *(_drug(one) for one in found.drugs), *_until(found, proposed.since)]
    if new_box(proposed):
        lines.append(line("told-new-box"))
    if _dexamethasone_alone(found):
        lines.append(line("told-dexamethasone-alone"))
    lines += [*_around(found), *_days(work, proposed)]
    foot = "told-foot-stopped" if proposed.ends_treatment else "told-foot"
    return say(*lines, line(foot, phone=work.numbers.clinic))


def new_box(proposed: Proposed) -> bool:
    """Whether selinexor comes from another box than before, which the patient has to read to us."""
    before, after = (plan.schedule_of(Drug.SELINEXOR) for plan in (proposed.before, proposed.made[0]))
    return proposed.dispensed or (before is not None and after is not None and _box(before) != _box(after))


def _box(one: DrugSchedule) -> object:
    return (one.brand, {each.strength_mg for each in one.tablets})


def _drug(one: DrugDifference) -> Line:
    shown = one.after or one.before
    drug = line(f"drug-{shown.drug}")
    return line(f"told-drug-{one.what}", drug=drug, mg=shown.mg, before=one.before.mg, at=shown.at)


def _until(found: Difference, since: date) -> Iterable[Line]:
    """Until when what is on hold is so, said once for drugs that have it in common."""
    held = [one for one in found.drugs if one.what in (Differs.HELD, Differs.STAYS_HELD)]
    for day in dict.fromkeys(one.goes_on_on for one in held):
        drugs = _named([one for one in held if one.goes_on_on == day])
        yield line("told-until", drugs=drugs, day=day) if day else line("told-no-date", drugs=drugs)
    if goes_on := [one for one in found.drugs if one.what is Differs.RESUMED]:
        yield line("told-until-then", drugs=_named(goes_on), day=since)


def _named(drugs: Sequence[DrugDifference]) -> Line:
    first, *others = (line(f"drug-{one.before.drug}") for one in drugs)
    return line("both-drugs", first=first, second=others[0]) if others else first


def _dexamethasone_alone(found: Difference) -> bool:
    """Selinexor pauses or ends and dexamethasone goes on: nobody is to stop that suddenly (F-DEX-05)."""
    ended = {one.before.drug for one in found.drugs if one.what in (Differs.HELD, Differs.STOPPED)}
    goes_on = {one.before.drug for one in found.drugs if one.what is Differs.SAME}
    return Drug.SELINEXOR in ended and Drug.DEXAMETHASONE in goes_on


def _around(found: Difference) -> Iterable[Line]:
    if found.zone is not None:
        yield line("told-zone", zone=place(found.zone))
    if found.c1d1_on is not None:
        yield line("told-start", day=found.c1d1_on)
    if found.antiemetics_held is not None:
        yield line("told-antiemetics-off" if found.antiemetics_held else "told-antiemetics-on")
    yield from (line("told-antiemetic-removed", name=one.name, amount=one.amount) for one in found.removed)
    yield from (line("told-antiemetic-added", name=one.name, amount=one.amount) for one in found.added)


def place(zone: str) -> str:
    """A zone as a person calls it: `New York`."""
    return zone.rpartition("/")[2].replace("_", " ")


def _days(work: Work, proposed: Proposed) -> Iterable[Line]:
    """The next days on which something is to be taken; what is on hold is not among them."""
    if proposed.ends_treatment:
        return
    coming = [one for one in _coming(work, proposed) if isinstance(one, DoseMoment)][:DAYS_SHOWN]
    if coming or not proposed.made[-1].held:
        yield line("told-days") if coming else line("told-no-days")
    for one in coming:
        yield _day(one.local, [line("told-dose", drug=line(f"drug-{each.drug}"), mg=each.mg) for each in one.schedules])


def _day(at: datetime, what: Sequence[Line]) -> Line:
    """What a day has, of one drug or of both."""
    if len(what) == 1:
        return line("told-day", at=at, what=what[0])
    return line("told-day-both", at=at, first=what[0], second=what[1])


def _coming(work: Work, proposed: Proposed) -> list[DoseMoment | HeldDay]:
    first = proposed.since
    rules = work.library.clinic.day_rules
    events = expand((*proposed.versions, *proposed.made), first, first + timedelta(days=DAYS_LOOKED_AHEAD), rules)
    return [one for one in events if isinstance(one, DoseMoment | HeldDay)]


def card(work: Work, patient: Patient, member: Staff, proposed: Proposed, reason: str) -> Draft:
    """The review: before and after, the next dose days, and what the patient will be told, to the letter."""
    words = work.library.wording.render(patient.language, told(work, member, proposed)).text
    return say(
        line("review-head", pseudonym=patient.pseudonym, reference=patient.reference, day=proposed.since),
        line("review-before"),
        *described(proposed.before),
        line("review-after"),
        *[each for one in proposed.made for each in _after(one, proposed)],
        *_next_days(work, proposed),
        *(one.line for one in proposed.odd),
        *_dexamethasone_ends(proposed),
        line("review-reason"),
        Verbatim(text=reason),
        line("review-told", language=line(f"language-{patient.language}")),
        Verbatim(text=words),
    )


def _after(one: Plan, proposed: Proposed) -> Sequence[Line]:
    if len(proposed.made) == 1:
        return described(one)
    return (line("review-from", day=one.effective_on), *described(one))


def described(plan: Plan) -> Sequence[Line]:
    """One version for a pharmacist: each medicine, its days, the clocks it goes by."""
    if not plan.drugs:
        return (line("review-all-stopped"),)
    drugs = [_described(one, plan) for one in plan.drugs]
    off = [line("review-antiemetics-held")] if plan.antiemetics_held and plan.antiemetics else []
    return (*drugs, *enrolment.antiemetic_lines(plan), *off, line("review-clocks", zone=plan.zone, day=plan.c1d1_on))


def _described(one: DrugSchedule, plan: Plan) -> Line:
    key = "review-drug-held" if one.drug in plan.held else "review-drug"
    return line(
        key, drug=line(f"drug-{one.drug}"), brand=one.brand, mg=one.mg, tablets=one.in_tablets, at=one.at,
        days=", ".join(str(day) for day in one.days), cycle=plan.cycle_days,
    )  # fmt: skip


def _next_days(work: Work, proposed: Proposed) -> Iterable[Line]:
    coming = _coming(work, proposed)[:DAYS_SHOWN]
    yield line("review-days") if coming else line("review-no-days")
    for one in coming:
        held = [line("review-held", drug=line(f"drug-{drug}")) for drug in _held(one)]
        yield _day(one.local, [*(_due(each) for each in _schedules(one)), *held])


def _schedules(one: DoseMoment | HeldDay) -> tuple[DrugSchedule, ...]:
    return one.schedules if isinstance(one, DoseMoment) else ()


def _due(one: DrugSchedule) -> Line:
    return line("review-dose", drug=line(f"drug-{one.drug}"), mg=one.mg, tablets=one.in_tablets)


def _held(one: DoseMoment | HeldDay) -> tuple[Drug, ...]:
    return one.drugs if isinstance(one, HeldDay) else one.held


def _dexamethasone_ends(proposed: Proposed) -> Iterable[Line]:
    found = difference(proposed.before, proposed.made)
    if any(one.before.drug is Drug.DEXAMETHASONE and one.what is Differs.STOPPED for one in found.drugs):
        yield line("review-dexamethasone-ends")
