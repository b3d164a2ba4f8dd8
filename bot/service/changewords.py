"""What a pharmacist reads on the card that reviews a change of plan.

It holds what the patient will be told, to the letter. Nothing here writes or decides.
"""

from collections.abc import Iterable, Sequence

from bot.domain import antiemeticwords, changetold
from bot.domain.changetold import DAYS_SHOWN, coming, day_line
from bot.domain.messages import Draft, Line, Verbatim, line, say
from bot.domain.nights import at_night
from bot.domain.occurrence import DoseMoment, HeldDay
from bot.domain.people import Patient, Staff
from bot.domain.plan import DrugSchedule, Plan
from bot.domain.plandifference import Differs, difference
from bot.domain.proposal import Proposed
from bot.domain.regimen import Drug
from bot.service.office import Work


def told(work: Work, member: Staff, proposed: Proposed) -> Draft:
    """What the patient will be told, in this person's name."""
    return changetold.told(
        proposed, name=member.name, role=member.role, phone=work.numbers.clinic, rules=work.library.clinic.day_rules
    )


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
        *([line("review-antiemetics-now")] if proposed.at_once else []),
        *_at_night(work, proposed),
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
    if plan.antiemetics and plan.schedule_of(Drug.SELINEXOR) is None:
        off = [line("review-antiemetics-end")]
    return (
        *drugs,
        *(antiemeticwords.review_line(one) for one in plan.antiemetics),
        *off,
        line("review-clocks", zone=plan.zone, day=plan.c1d1_on),
    )


def _described(one: DrugSchedule, plan: Plan) -> Line:
    key = "review-drug-held" if one.drug in plan.held else "review-drug"
    return line(
        key, drug=line(f"drug-{one.drug}"), brand=one.brand, mg=one.mg, tablets=one.in_tablets, at=one.at,
        days=", ".join(str(day) for day in one.days), cycle=plan.cycle_days,
    )  # fmt: skip


def _next_days(work: Work, proposed: Proposed) -> Iterable[Line]:
    ahead = coming(proposed, work.library.clinic.day_rules)[:DAYS_SHOWN]
    yield line("review-days") if ahead else line("review-no-days")
    for one in ahead:
        held = [line("review-held", drug=line(f"drug-{drug}")) for drug in _held(one)]
        yield day_line(one.local, [*(_due(each) for each in _schedules(one)), *held])


def _schedules(one: DoseMoment | HeldDay) -> tuple[DrugSchedule, ...]:
    return one.schedules if isinstance(one, DoseMoment) else ()


def _due(one: DrugSchedule) -> Line:
    return line("review-dose", drug=line(f"drug-{one.drug}"), mg=one.mg, tablets=one.in_tablets)


def _held(one: DoseMoment | HeldDay) -> tuple[Drug, ...]:
    return one.drugs if isinstance(one, HeldDay) else one.held


def _at_night(work: Work, proposed: Proposed) -> Iterable[Line]:
    """Quiet hours never move a medicine: whoever changes its time sees that it falls in them, and chooses."""
    rules = work.library.clinic.day_rules
    before = {(name, local.time()) for name, local in at_night(proposed.before, proposed.since, rules)}
    for name, local in at_night(proposed.made[0], proposed.since, rules):
        if (name, local.time()) not in before:
            shown = line(f"drug-{name}") if name in tuple(Drug) else name
            yield line("review-night", name=shown, at=local.time())


def _dexamethasone_ends(proposed: Proposed) -> Iterable[Line]:
    found = difference(proposed.before, proposed.made)
    if any(one.before.drug is Drug.DEXAMETHASONE and one.what is Differs.STOPPED for one in found.drugs):
        yield line("review-dexamethasone-ends")
