"""A change as it would be made: the versions it makes from its first dose day on, and what they follow.

Nothing is made here: a proposal is what a pharmacist reviews, and what worked examples show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.occurrence import DayRules
from bot.domain.plan import DrugSchedule, Plan, plan_on
from bot.domain.planchange import Change, Dispense, Hold, Restart, Rezone, Stop, next_versions
from bot.domain.plancheck import PlanProblem
from bot.domain.plandifference import days_touched
from bot.domain.regimen import Drug
from bot.domain.tablets import Stock

AT_ONCE = (Rezone, Restart, Stop)  # the others begin on a dose day
LOOK_AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A change as it would be made: the version in force, every version after it, and those it makes. `at_once` comes
    before them: antiemetics end with the hold itself, even where its first dose day is still to come.
    """

    before: Plan
    versions: tuple[Plan, ...]
    made: tuple[Plan, ...]
    at_once: tuple[Plan, ...] = ()
    odd: tuple[PlanProblem, ...] = ()
    dispensed: Drug | None = None  # comes from a new box, even if the same is printed on it

    @property
    def since(self) -> date:
        """Its first day."""
        return self.made[0].effective_on

    @property
    def ends_treatment(self) -> bool:
        """Whether nothing is left to be taken."""
        return not self.made[-1].drugs


def propose(
    versions: Sequence[Plan], change: Change, *, since: date, rules: DayRules, stocked: Stock, after: date | None = None
) -> Proposed | None:
    """The change from the first dose day that it touches; None when the plan says so already. Raises PlanError.

    `after` is a day whose doses were answered already, so that the change of the doses begins after it.
    """
    at_once = _antiemetics_at_once(versions, change, after, stocked)
    known = (*versions, *at_once)
    made = next_versions(known, change, effective_on=since, stocked=stocked)
    if made and not isinstance(change, AT_ONCE):
        touched = days_touched(known, (*known, *made), since, since + LOOK_AHEAD, rules)
        at_once = tuple(one for one in at_once if touched and one.effective_on < touched[0])
        known = (*versions, *at_once)
        made = next_versions(known, change, effective_on=touched[0], stocked=stocked) if touched else made
    if not made:  # all on hold already but the antiemetics
        made, at_once = at_once, ()
    if not made:
        return None
    before = plan_on(versions, made[0].effective_on) or versions[0]
    dispensed = change.drug if isinstance(change, Dispense) else None
    return Proposed(before=before, versions=tuple(versions), at_once=at_once, made=made, dispensed=dispensed)


def _antiemetics_at_once(
    versions: Sequence[Plan], change: Change, since: date | None, stocked: Stock
) -> tuple[Plan, ...]:
    """The versions in which a hold has the antiemetics end already, though the doses of the day were answered."""
    if since is None or not (isinstance(change, Hold) and change.antiemetics):
        return ()
    alone = Hold(drugs=frozenset(), antiemetics=True)
    return next_versions(versions, alone, effective_on=since, stocked=stocked)


def new_boxes(proposed: Proposed) -> tuple[Drug, ...]:
    """The drugs that come from another box than before, which the patient has to read to us."""
    return tuple(one.drug for one in proposed.made[0].drugs if _from_new_box(one, proposed))


def _from_new_box(after: DrugSchedule, proposed: Proposed) -> bool:
    before = proposed.before.schedule_of(after.drug)
    return proposed.dispensed is after.drug or (before is not None and _box(before) != _box(after))


def _box(one: DrugSchedule) -> object:
    return (one.brand, {each.strength_mg for each in one.tablets})
