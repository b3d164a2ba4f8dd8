"""One dose of one drug: its states, what an answer makes of it, and whether a first message may still say "take".

Law S2 lives here: only a dose nobody was asked about can lead to "take", and no answer leads back there. Nothing here
knows a message, a drug's rules or the time.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from bot.domain.occurrence import DayRules


class DoseState(StrEnum):
    """What became of a dose."""

    PLANNED = "planned"  # nobody was asked yet
    ASKED = "asked"  # a message is out, unanswered
    TAKEN = "taken"
    VOMITED = "vomited"  # taken and vomited
    NOT_TAKEN = "not-taken"
    HELD = "held"
    UNKNOWN = "unknown"  # the window closed without an answer, or the patient is not sure

    @property
    def open(self) -> bool:
        """Whether it still waits for its first answer within its window."""
        return self in {DoseState.PLANNED, DoseState.ASKED}


class DoseAnswer(StrEnum):
    """What a patient may say about a dose."""

    TAKEN = "taken"
    LATER = "later"
    NOT_TAKING = "not-taking"
    VOMITED = "vomited"
    NOT_SURE = "not-sure"
    BOX = "box"  # another strength is printed on the box


class Effect(StrEnum):
    """What has to follow an answer; the service turns each into messages, questions and alerts."""

    NOTHING_NEW = "nothing-new"  # said before: only confirm
    CORRECTED = "corrected"  # replaces an earlier answer
    TOLD_LATE = "told-late"  # said after the window had closed
    ASK_AGAIN_AT = "ask-again-at"  # at Verdict.ask_again_at
    TOO_LATE_FOR_LATER = "too-late-for-later"  # the window ends before [Later] would come round
    WINDOW_OVER = "window-over"  # the window has ended: do not take it any more
    ASK_WHY_NOT = "ask-why-not"
    NO_REPEAT_ADVICE = "no-repeat-advice"  # do not repeat or move it (S3)
    DO_NOT_TAKE_ANOTHER = "do-not-take-another"
    DO_NOT_TAKE_YET = "do-not-take-yet"
    CONFIRM_BOX = "confirm-box"  # ask what the box says
    ASK_AGAIN_OR_SECOND = "ask-again-or-second"  # "telling me again, or a second dose?"
    ALERT_NOT_SURE = "alert-not-sure"  # urgent
    ALERT_VOMITED = "alert-vomited"
    ALERT_BOX = "alert-box"
    ALERT_TAKEN_ON_HOLD = "alert-taken-on-hold"  # urgent


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From when a dose is due, and until when it may still be taken."""

    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The state an answer leads to, and what has to follow."""

    state: DoseState
    effects: tuple[Effect, ...] = ()
    ask_again_at: datetime | None = None

    @property
    def told_late(self) -> bool:
        """Whether the answer came after the window."""
        return Effect.TOLD_LATE in self.effects


def next_state(
    state: DoseState,
    answer: DoseAnswer,
    *,
    now: datetime,
    window: Window,
    last_answer: DoseAnswer | None = None,
    rules: DayRules | None = None,
) -> Verdict:
    """What an answer makes of a dose. A repeated answer changes nothing; a correction never re-opens the dose."""
    if answer is last_answer and answer is not DoseAnswer.LATER:
        return _nothing_new(state)
    match answer:
        case DoseAnswer.TAKEN:
            verdict = _taken(state, now, window)
        case DoseAnswer.LATER:
            verdict = _later(state, now, window, rules or DayRules())
        case DoseAnswer.NOT_TAKING:
            verdict = _not_taking(state, now, window)
        case DoseAnswer.VOMITED:
            verdict = _vomited(state, now, window)
        case DoseAnswer.NOT_SURE:
            verdict = _not_sure(state)
        case DoseAnswer.BOX:
            verdict = _box(state)
        case _:
            assert_never(answer)
    return verdict


def _nothing_new(state: DoseState) -> Verdict:
    return Verdict(state=state, effects=(Effect.NOTHING_NEW,))


def _settled(state: DoseState, old: DoseState, now: datetime, window: Window, *effects: Effect) -> Verdict:
    """A new answer: marked late when its window is over, and a correction when it replaces another."""
    late = (Effect.TOLD_LATE,) if now > window.until else ()
    corrected = (Effect.CORRECTED,) if old in {DoseState.TAKEN, DoseState.NOT_TAKEN, DoseState.VOMITED} else ()
    return Verdict(state=state, effects=(*corrected, *late, *effects))


def _taken(state: DoseState, now: datetime, window: Window) -> Verdict:
    match state:
        case DoseState.PLANNED | DoseState.ASKED | DoseState.UNKNOWN | DoseState.NOT_TAKEN:
            return _settled(DoseState.TAKEN, state, now, window)
        case DoseState.TAKEN:
            return _nothing_new(state)
        case DoseState.VOMITED:
            # Either said twice, or swallowed again after vomiting: only the patient knows which.
            return Verdict(state=state, effects=(Effect.ASK_AGAIN_OR_SECOND,))
        case DoseState.HELD:
            return Verdict(state=DoseState.TAKEN, effects=(Effect.ALERT_TAKEN_ON_HOLD, Effect.DO_NOT_TAKE_ANOTHER))
        case _:
            assert_never(state)


def _later(state: DoseState, now: datetime, window: Window, rules: DayRules) -> Verdict:
    if not state.open and state is not DoseState.UNKNOWN:
        return _nothing_new(state)
    if now >= window.until:
        return Verdict(state=state, effects=(Effect.WINDOW_OVER,))
    if state is DoseState.UNKNOWN:  # "not sure" was said within the window
        return Verdict(state=state, effects=(Effect.DO_NOT_TAKE_ANOTHER,))
    again_at = now + rules.later
    if again_at >= window.until:
        return Verdict(state=DoseState.ASKED, effects=(Effect.TOO_LATE_FOR_LATER,))
    return Verdict(state=DoseState.ASKED, effects=(Effect.ASK_AGAIN_AT,), ask_again_at=again_at)


def _not_taking(state: DoseState, now: datetime, window: Window) -> Verdict:
    match state:
        case DoseState.PLANNED | DoseState.ASKED | DoseState.UNKNOWN | DoseState.TAKEN:
            why = (Effect.ASK_WHY_NOT, Effect.NO_REPEAT_ADVICE)
            return _settled(DoseState.NOT_TAKEN, state, now, window, *why)
        case DoseState.NOT_TAKEN | DoseState.HELD:
            return _nothing_new(state)
        case DoseState.VOMITED:
            # The worse answer stays (S9); "not taking it" then means not taking another, which is right.
            return Verdict(state=state, effects=(Effect.NOTHING_NEW, Effect.NO_REPEAT_ADVICE))
        case _:
            assert_never(state)


def _vomited(state: DoseState, now: datetime, window: Window) -> Verdict:
    if state is DoseState.VOMITED:
        return _nothing_new(state)
    on_hold = (Effect.ALERT_TAKEN_ON_HOLD,) if state is DoseState.HELD else ()
    follows = (*on_hold, Effect.ALERT_VOMITED, Effect.NO_REPEAT_ADVICE)
    return _settled(DoseState.VOMITED, state, now, window, *follows)


def _not_sure(state: DoseState) -> Verdict:
    # What is already worse, or on hold, stays as it is; the doubt is told all the same (S9).
    stays = state in {DoseState.VOMITED, DoseState.HELD}
    effects = (Effect.ALERT_NOT_SURE, Effect.DO_NOT_TAKE_ANOTHER)
    return Verdict(state=state if stays else DoseState.UNKNOWN, effects=effects)


def _box(state: DoseState) -> Verdict:
    told = (Effect.ALERT_BOX, Effect.CONFIRM_BOX)
    return Verdict(state=state, effects=(Effect.DO_NOT_TAKE_YET, *told) if state.open else told)


def closed(state: DoseState, *, now: datetime, window: Window) -> DoseState:
    """The state once its window may have ended: what is still open then is unknown, and never counted as taken."""
    return DoseState.UNKNOWN if state.open and now >= window.until else state


def on_hold(state: DoseState) -> DoseState:
    """The state when the drug is put on hold: what was answered stays answered."""
    return DoseState.HELD if state.open else state


class FirstMessage(StrEnum):
    """What the first message about a dose may be."""

    NOT_YET = "not-yet"
    TAKE = "take"
    ASK = "ask"  # late, but in its window: "did you take it?"
    EXPIRED = "expired"  # never sent as if on time; the gap is told (S5)
    NONE = "none"  # a message went out before, or the dose is answered or on hold (S2)


def first_message(state: DoseState, *, now: datetime, window: Window, rules: DayRules) -> FirstMessage:
    """What may be said first about a dose at this instant."""
    if state is not DoseState.PLANNED:
        return FirstMessage.NONE
    if now < window.at:
        return FirstMessage.NOT_YET
    if now >= window.until:
        return FirstMessage.EXPIRED
    return FirstMessage.TAKE if now <= window.at + rules.late_after else FirstMessage.ASK
