"""One dose: what answers make of it. S2 (never back to "take"), S3 (never repeated), S9 (worse stays, silence is unknown)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.domain.dose import DoseAnswer, DoseState, Effect, FirstMessage, closed, first_message, next_state, on_hold
from tests.domain.dose.builders import RULES, WINDOW

A, E, S = DoseAnswer, Effect, DoseState
ANSWERED = (S.TAKEN, S.VOMITED, S.NOT_TAKEN)
PROMPTING = {E.ASK_AGAIN_AT, E.TOO_LATE_FOR_LATER}

states, answers = st.sampled_from(S), st.sampled_from(A)
minutes = st.integers(-60, 600)


def at(after):
    """This many minutes after the dose was due."""
    return WINDOW.at + timedelta(minutes=after)


def answer(state, said, after=5, last=None):
    """What an answer makes of a dose, some minutes after it was due."""
    return next_state(state, said, now=at(after), window=WINDOW, last_answer=last, rules=RULES)


@pytest.mark.parametrize(
    ("state", "said", "after", "to", "effects"),
    [
        (S.ASKED, A.TAKEN, 5, S.TAKEN, ()),
        (S.PLANNED, A.TAKEN, -5, S.TAKEN, ()),
        (S.ASKED, A.TAKEN, 120, S.TAKEN, ()),  # the last minute of the window is in it
        (S.ASKED, A.TAKEN, 121, S.TAKEN, (E.TOLD_LATE,)),
        (S.UNKNOWN, A.TAKEN, 1440, S.TAKEN, (E.TOLD_LATE,)),
        (S.TAKEN, A.TAKEN, 5, S.TAKEN, (E.NOTHING_NEW,)),
        (S.NOT_TAKEN, A.TAKEN, 30, S.TAKEN, (E.CORRECTED,)),
        (S.NOT_TAKEN, A.TAKEN, 300, S.TAKEN, (E.CORRECTED, E.TOLD_LATE)),
        (S.VOMITED, A.TAKEN, 30, S.VOMITED, (E.ASK_AGAIN_OR_SECOND,)),
        (S.HELD, A.TAKEN, 5, S.TAKEN, (E.ALERT_TAKEN_ON_HOLD, E.DO_NOT_TAKE_ANOTHER)),
        (S.ASKED, A.LATER, 5, S.ASKED, (E.ASK_AGAIN_AT,)),
        (S.ASKED, A.LATER, 89, S.ASKED, (E.ASK_AGAIN_AT,)),
        (S.ASKED, A.LATER, 90, S.ASKED, (E.TOO_LATE_FOR_LATER,)),
        (S.ASKED, A.LATER, 119, S.ASKED, (E.TOO_LATE_FOR_LATER,)),
        (S.ASKED, A.LATER, 120, S.ASKED, (E.WINDOW_OVER,)),
        (S.UNKNOWN, A.LATER, 200, S.UNKNOWN, (E.WINDOW_OVER,)),
        (S.UNKNOWN, A.LATER, 20, S.UNKNOWN, (E.DO_NOT_TAKE_ANOTHER,)),
        (S.TAKEN, A.LATER, 5, S.TAKEN, (E.NOTHING_NEW,)),
        (S.NOT_TAKEN, A.LATER, 5, S.NOT_TAKEN, (E.NOTHING_NEW,)),
        (S.HELD, A.LATER, 5, S.HELD, (E.NOTHING_NEW,)),
        (S.ASKED, A.NOT_TAKING, 5, S.NOT_TAKEN, (E.ASK_WHY_NOT, E.NO_REPEAT_ADVICE)),
        (S.UNKNOWN, A.NOT_TAKING, 300, S.NOT_TAKEN, (E.TOLD_LATE, E.ASK_WHY_NOT, E.NO_REPEAT_ADVICE)),
        (S.TAKEN, A.NOT_TAKING, 9, S.NOT_TAKEN, (E.CORRECTED, E.ASK_WHY_NOT, E.NO_REPEAT_ADVICE)),
        (S.VOMITED, A.NOT_TAKING, 9, S.VOMITED, (E.NOTHING_NEW, E.NO_REPEAT_ADVICE)),
        (S.ASKED, A.VOMITED, 60, S.VOMITED, (E.ALERT_VOMITED, E.NO_REPEAT_ADVICE)),
        (S.TAKEN, A.VOMITED, 60, S.VOMITED, (E.CORRECTED, E.ALERT_VOMITED, E.NO_REPEAT_ADVICE)),
        (S.VOMITED, A.VOMITED, 60, S.VOMITED, (E.NOTHING_NEW,)),
        (S.HELD, A.VOMITED, 60, S.VOMITED, (E.ALERT_TAKEN_ON_HOLD, E.ALERT_VOMITED, E.NO_REPEAT_ADVICE)),
        (S.ASKED, A.NOT_SURE, 60, S.UNKNOWN, (E.ALERT_NOT_SURE, E.DO_NOT_TAKE_ANOTHER)),
        (S.TAKEN, A.NOT_SURE, 60, S.UNKNOWN, (E.ALERT_NOT_SURE, E.DO_NOT_TAKE_ANOTHER)),
        (S.VOMITED, A.NOT_SURE, 60, S.VOMITED, (E.ALERT_NOT_SURE, E.DO_NOT_TAKE_ANOTHER)),
        (S.ASKED, A.BOX, 5, S.ASKED, (E.DO_NOT_TAKE_YET, E.ALERT_BOX, E.CONFIRM_BOX)),
        (S.TAKEN, A.BOX, 5, S.TAKEN, (E.ALERT_BOX, E.CONFIRM_BOX)),
    ],
)  # fmt: skip
def test_answers(state, said, after, to, effects):
    """The table of the dose day."""
    verdict = answer(state, said, after)
    assert (verdict.state, verdict.effects) == (to, effects)


def test_later_says_when():
    """[Later] at 09:05 asks again at 09:35."""
    assert answer(S.ASKED, A.LATER, 5).ask_again_at == at(35)


@given(states, answers, minutes, minutes)
def test_repeating_an_answer_changes_nothing(state, said, first, second):
    """The same answer twice, at whatever times, leaves what the first made of it and raises nothing again."""
    once = answer(state, said, first)
    twice = answer(once.state, said, max(first, second), last=said)
    if said is not A.LATER:
        assert (twice.state, twice.effects) == (once.state, (E.NOTHING_NEW,))
    else:
        assert twice.state == once.state


@given(states, answers, minutes)
def test_no_answer_reopens_a_dose(state, said, after):
    """S2: what was answered, held or closed never waits for "take" again, nor is it asked about later."""
    verdict = answer(state, said, after)
    assert verdict.state is not S.PLANNED or state is S.PLANNED
    if not state.open:
        assert not verdict.state.open
        assert not set(verdict.effects) & PROMPTING
        assert verdict.ask_again_at is None


@given(states, answers, minutes)
def test_later_never_leaves_the_window(state, said, after):
    """Nothing asks again at or past the end of the window."""
    again = answer(state, said, after).ask_again_at
    assert again is None or at(after) < again < WINDOW.until


@given(states, minutes)
def test_vomiting_is_never_talked_away(state, after):
    """S9: once vomited, no later answer makes the dose look better, and vomiting is always passed on the first time."""
    verdict = answer(state, A.VOMITED, after)
    assert verdict.state is S.VOMITED
    assert (E.ALERT_VOMITED in verdict.effects) is (state is not S.VOMITED)
    assert all(answer(S.VOMITED, said, after).state is S.VOMITED for said in A)


@given(states, minutes)
def test_missed_and_vomited_doses_are_never_repeated(state, after):
    """S3: whoever did not take it, or vomited it, hears that it is not to be repeated."""
    for said in (A.NOT_TAKING, A.VOMITED):
        verdict = answer(state, said, after)
        assert E.NO_REPEAT_ADVICE in verdict.effects or E.NOTHING_NEW in verdict.effects


@given(states, minutes)
def test_doubt_is_always_urgent(state, after):
    """Doubt reaches the team from any state, with the advice not to take another."""
    assert set(answer(state, A.NOT_SURE, after).effects) == {E.ALERT_NOT_SURE, E.DO_NOT_TAKE_ANOTHER}


@pytest.mark.parametrize("state", S)
def test_silence_is_unknown(state):
    """S9: the end of the window makes an open dose unknown, never taken, and leaves every other as it is."""
    assert closed(state, now=at(119), window=WINDOW) is state
    assert closed(state, now=at(120), window=WINDOW) is (S.UNKNOWN if state.open else state)


@pytest.mark.parametrize("state", S)
def test_a_hold_spares_what_was_answered(state):
    """A hold stops what is still open; what was taken stays taken."""
    assert on_hold(state) is (S.HELD if state.open else state)


@pytest.mark.parametrize(
    ("after", "said"),
    [(-1, FirstMessage.NOT_YET), (0, FirstMessage.TAKE), (10, FirstMessage.TAKE), (11, FirstMessage.ASK),
     (119, FirstMessage.ASK), (120, FirstMessage.EXPIRED), (9999, FirstMessage.EXPIRED)],
)  # fmt: skip
def test_what_may_be_said_first(after, said):
    """On time "take", late "did you take it?", and after the window nothing as if on time (S5)."""
    assert first_message(S.PLANNED, now=at(after), window=WINDOW, rules=RULES) is said


@pytest.mark.parametrize("state", [one for one in S if one is not S.PLANNED])
@given(after=minutes)
def test_nothing_is_said_first_twice(state, after):
    """S2: a dose that was asked about, answered, held or closed has no first message any more."""
    assert first_message(state, now=at(after), window=WINDOW, rules=RULES) is FirstMessage.NONE


class OneDose(RuleBasedStateMachine):
    """A dose, a patient who says anything at any time, a clock, a heartbeat and a pharmacist."""

    def __init__(self):
        super().__init__()
        self.state = S.PLANNED
        self.after = -30
        self.takes = 0
        self.touched = False
        self.last = None

    @rule(by=st.integers(1, 45))
    def time_passes(self, by):
        """The clock moves on."""
        self.after += by

    @rule()
    def heartbeat(self):
        """The tick sends what may be sent, and closes what is over."""
        first = first_message(self.state, now=at(self.after), window=WINDOW, rules=RULES)
        if first is FirstMessage.TAKE:
            assert not self.touched
            self.takes += 1
        if first in {FirstMessage.TAKE, FirstMessage.ASK}:
            self.state, self.touched = S.ASKED, True
        self.state = closed(self.state, now=at(self.after), window=WINDOW)

    @rule(said=answers)
    def patient_says(self, said):
        """Any answer, from a button of any age or typed."""
        verdict = answer(self.state, said, self.after, self.last)
        self.touched = self.touched or verdict.state is not S.PLANNED
        self.state, self.last = verdict.state, said

    @rule()
    def pharmacist_holds(self):
        """A hold may come at any time."""
        self.state, self.touched = on_hold(self.state), True

    @precondition(lambda self: self.state in ANSWERED)
    @rule()
    def restart(self):
        """Whatever is derived again after a restart, an answered dose is not prompted."""
        assert first_message(self.state, now=at(0), window=WINDOW, rules=RULES) is FirstMessage.NONE

    @invariant()
    def take_is_said_once(self):
        """S2."""
        assert self.takes <= 1


TestOneDose = OneDose.TestCase
