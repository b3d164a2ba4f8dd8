"""What a patient is told of a change of plan, in plain words: what differs, until when, the next dose days.

The number on a box just dispensed is not among it: the patient reads it first.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.domain import antiemeticwords
from bot.domain.localtime import place
from bot.domain.messages import Draft, Line, line, say
from bot.domain.occurrence import DayRules, DoseMoment, HeldDay, expand
from bot.domain.plandifference import Difference, Differs, DrugDifference, difference
from bot.domain.proposal import Proposed, new_boxes
from bot.domain.regimen import Drug

DAYS_SHOWN = 4
DAYS_LOOKED_AHEAD = 35


def told(proposed: Proposed, *, name: str, role: str, phone: str, rules: DayRules) -> Draft:
    """What the patient reads."""
    found = difference(proposed.before, proposed.made)
    head = line("told-changed", name=name, role=line(f"role-{role}"), day=proposed.since)
    lines = [head, *(_drug(one) for one in found.drugs), *_until(found, proposed.since)]
    lines += [line("told-new-box", drug=line(f"drug-{drug}")) for drug in new_boxes(proposed)]
    if _dexamethasone_alone(found):
        lines.append(line("told-dexamethasone-alone"))
    lines += [*_around(found, proposed), *_days(proposed, rules)]
    foot = "told-foot-stopped" if proposed.ends_treatment else "told-foot"
    return say(*lines, line(foot, phone=phone))


def _drug(one: DrugDifference) -> Line:
    shown = one.after or one.before
    drug = line(f"drug-{shown.drug}")
    return line(f"told-drug-{one.what}", drug=drug, mg=shown.mg, before=one.before.mg, at=shown.at)


def _until(found: Difference, since: date) -> Iterable[Line]:
    """Until when what is on hold is so, said once for drugs that have it in common."""
    held = [one for one in found.drugs if one.what in (Differs.HELD, Differs.STAYS_HELD)]
    for day in dict.fromkeys(one.goes_on_on for one in held):
        drugs = named(one.before.drug for one in held if one.goes_on_on == day)
        yield line("told-until", drugs=drugs, day=day) if day else line("told-no-date", drugs=drugs)
    if goes_on := [one for one in found.drugs if one.what is Differs.RESUMED]:
        yield line("told-until-then", drugs=named(one.before.drug for one in goes_on), day=since)


def named(drugs: Iterable[Drug]) -> Line:
    """One drug, or both together."""
    first, *others = (line(f"drug-{one}") for one in drugs)
    return line("both-drugs", first=first, second=others[0]) if others else first


def _dexamethasone_alone(found: Difference) -> bool:
    """Selinexor pauses or ends and dexamethasone goes on: nobody is to stop that suddenly (F-DEX-05)."""
    ended = {one.before.drug for one in found.drugs if one.what in (Differs.HELD, Differs.STOPPED)}
    goes_on = {one.before.drug for one in found.drugs if one.what is Differs.SAME}
    return Drug.SELINEXOR in ended and Drug.DEXAMETHASONE in goes_on


def _selinexor_ends(found: Difference) -> bool:
    """Antiemetics stand against selinexor: with it their reminders end."""
    return any(one.before.drug is Drug.SELINEXOR and one.what is Differs.STOPPED for one in found.drugs)


def _around(found: Difference, proposed: Proposed) -> Iterable[Line]:
    if found.zone is not None:
        yield line("told-zone", zone=place(found.zone))
    if found.c1d1_on is not None:
        yield line("told-start", day=found.c1d1_on)
    if found.antiemetics_held is not None:
        off = "told-antiemetics-off-now" if proposed.at_once else "told-antiemetics-off"
        yield line(off if found.antiemetics_held else "told-antiemetics-on")
    if proposed.before.antiemetics and _selinexor_ends(found):
        yield line("told-antiemetics-end")
    yield from (line("told-antiemetic-removed", name=one.name, amount=one.amount) for one in found.removed)
    for one in found.added:
        yield from antiemeticwords.plan_lines(proposed.made[0], one, proposed.since)


def _days(proposed: Proposed, rules: DayRules) -> Iterable[Line]:
    """The next days on which something is to be taken; what is on hold is not among them."""
    if proposed.ends_treatment:
        return
    ahead = [one for one in coming(proposed, rules) if isinstance(one, DoseMoment)][:DAYS_SHOWN]
    if ahead or not proposed.made[-1].held:
        yield line("told-days") if ahead else line("told-no-days")
    for one in ahead:
        yield day_line(
            one.local, [line("told-dose", drug=line(f"drug-{each.drug}"), mg=each.mg) for each in one.schedules]
        )


def day_line(at: datetime, what: Sequence[Line]) -> Line:
    """What a day has, of one drug or of both."""
    if len(what) == 1:
        return line("told-day", at=at, what=what[0])
    return line("told-day-both", at=at, first=what[0], second=what[1])


def coming(proposed: Proposed, rules: DayRules) -> list[DoseMoment | HeldDay]:
    """The dose days that follow, those on hold among them."""
    first = proposed.since
    events = expand((*proposed.versions, *proposed.made), first, first + timedelta(days=DAYS_LOOKED_AHEAD), rules)
    return [one for one in events if isinstance(one, DoseMoment | HeldDay)]
