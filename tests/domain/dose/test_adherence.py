"""Adherence is an interval; what nobody knows is in it, and not at one of its ends."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.adherence import Outcome, adherence, by_drug
from bot.domain.dose import DoseState
from bot.domain.regimen import Drug

S = DoseState
FIRST = date(2026, 5, 4)
SELINEXOR, DEXAMETHASONE = Drug.SELINEXOR, Drug.DEXAMETHASONE
NOT_DUE = (S.HELD, S.PLANNED, S.ASKED)

states = st.lists(st.sampled_from(S), max_size=30)
few = settings(max_examples=60)


def outcomes(found: list[DoseState], drug: Drug = SELINEXOR) -> list[Outcome]:
    """One dose a day, in this order."""
    return [Outcome(drug=drug, plan_day=FIRST + timedelta(days=day), state=one) for day, one in enumerate(found)]


def count(*found: DoseState):
    """What these doses make."""
    return adherence(SELINEXOR, outcomes(list(found)))


def test_an_example():
    """Of five doses due, one is sure; one vomited and one unknown may count; a held one was never due."""
    found = count(S.TAKEN, S.VOMITED, S.UNKNOWN, S.NOT_TAKEN, S.NOT_TAKEN, S.HELD, S.PLANNED, S.ASKED)
    assert (found.due, found.worst, found.best, found.held) == (5, 1, 3, 1)
    assert found.interval == (Fraction(1, 5), Fraction(3, 5))
    assert (found.run, found.longest_run) == (3, 3)


def test_nothing_due():
    """No doses, no share."""
    assert count(S.HELD, S.PLANNED).interval is None
    assert by_drug([]) == ()


def test_reasons_are_counted_apart():
    """Not taken for a reason is told with its reason; a reason beside a dose that was taken after all says nothing."""
    found = outcomes([S.NOT_TAKEN, S.NOT_TAKEN, S.NOT_TAKEN, S.TAKEN])
    given_ = ["sick", "unsaid", "sick", "forgot"]
    counted = adherence(SELINEXOR, [replace(one, why=why) for one, why in zip(found, given_, strict=True)])
    assert counted.not_taken == {"sick": 2, "unsaid": 1}


def test_a_held_day_without_a_dose_of_its_own_is_known_and_never_due():
    """A day the plan held is counted as held, unless a dose of that day was taken all the same."""
    held = [(SELINEXOR, FIRST), (SELINEXOR, FIRST + timedelta(days=1)), (DEXAMETHASONE, FIRST)]
    found = by_drug(outcomes([S.TAKEN]), held)
    assert [(one.drug, one.due, one.taken, one.held) for one in found] == [
        (SELINEXOR, 1, 1, 1),
        (DEXAMETHASONE, 0, 0, 1),
    ]


@few
@given(states)
def test_worst_is_never_above_best(found):
    """0 <= worst <= best <= due, and what was due is told whole."""
    one = count(*found)
    assert 0 <= one.worst <= one.best <= one.due == sum(state not in NOT_DUE for state in found)
    assert one.run <= one.longest_run <= one.missed + one.unknown


@few
@given(states, st.integers(0, 30))
def test_one_more_unknown_never_narrows_the_interval(found, at):
    """S9: silence lowers the worst and raises the best, and is never "taken" nor "missed"."""
    before, after = count(*found), count(*found[:at], S.UNKNOWN, *found[at:])
    assert (after.worst, after.best - after.worst) == (before.worst, before.best - before.worst + 1)
    if before.interval and after.interval:
        assert after.interval[0] <= before.interval[0] <= before.interval[1] <= after.interval[1]


@few
@given(states.filter(bool), st.data())
def test_a_correction_moves_only_itself(found, data):
    """Another answer about one dose changes that dose's counts and no other's."""
    at = data.draw(st.integers(0, len(found) - 1))
    now = data.draw(st.sampled_from(S))
    before, after = count(*found), count(*found[:at], now, *found[at + 1 :])
    for name, state in (("taken", S.TAKEN), ("vomited", S.VOMITED), ("missed", S.NOT_TAKEN), ("unknown", S.UNKNOWN)):
        moved = (now is state) - (found[at] is state)
        assert getattr(after, name) - getattr(before, name) == moved


@few
@given(states, st.lists(st.tuples(st.integers(0, 30), st.sampled_from(NOT_DUE)), max_size=5))
def test_runs_do_not_depend_on_held_days(found, more):
    """A hold in between neither breaks a run of missed doses nor makes it longer."""
    with_holds = list(found)
    for at, state in more:
        with_holds.insert(at, state)
    assert (count(*with_holds).run, count(*with_holds).longest_run) == (count(*found).run, count(*found).longest_run)


@few
@given(states, states)
def test_one_drug_says_nothing_of_the_other(mine, other):
    """Each drug is counted by itself, in whatever order the doses come."""
    both = [*outcomes(other, DEXAMETHASONE), *outcomes(mine)]
    found = {one.drug: one for one in by_drug(reversed(both))}
    assert found.get(SELINEXOR) == (adherence(SELINEXOR, outcomes(mine)) if mine else None)
