"""A question the bot has put to somebody, and the buttons that answer it.

Every button that answers a question carries the question's own number, so that a tap on a message of last year finds
the question it belongs to, open or long closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.messages import Button, Line
from bot.domain.people import Role


class Ask(StrEnum):
    """The kinds of questions."""

    LANGUAGE = "language"
    NUMBER = "number"
    CONSENT = "consent"
    CONFIRM_PLAN = "confirm-plan"
    TABLETS = "tablets"
    BOX = "box"
    ANTIEMETIC = "antiemetic"
    DOSE = "dose"
    WHY_NOT = "why-not"
    BOX_DIFFERS = "box-differs"
    LATE_DOSE = "late-dose"
    WHICH = "which"
    AGAIN_OR_SECOND = "again-or-second"
    WRONG_DAY = "wrong-day"
    CHECK = "check"
    REPORT = "report"
    CHECK_IN_TIME = "check-in-time"
    FOLLOW_UP = "follow-up"
    READ_BACK = "read-back"
    OFFER = "offer"
    LESSON = "lesson"
    WORDS = "words"
    UNDERSTOOD = "understood"
    TIMEZONE = "timezone"
    MESSAGE_WORDS = "message-words"
    STAFF_MESSAGE = "staff-message"
    ALERT_NOTE = "alert-note"
    CHANGE_WHAT = "change-what"
    CHANGE_STEP = "change-step"
    CHANGE_FROM = "change-from"
    CHANGE_REASON = "change-reason"
    CHANGE_REVIEW = "change-review"
    ROSTER = "roster"
    ROSTER_OFFER = "roster-offer"
    MONITORING = "monitoring"
    MONITORING_WORDS = "monitoring-words"
    LAB = "lab"
    LAB_WHOSE = "lab-whose"
    LAB_ODD = "lab-odd"
    LAB_WITHDRAW = "lab-withdraw"
    LAB_WITHDRAW_WHY = "lab-withdraw-why"


class QuestionState(StrEnum):
    """Open questions wait; answered ones keep their answer; closed ones ended without."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question in one person's chat. `data` is JSON, its shape known to the kind's handler."""

    id: int
    role: Role
    person_id: int
    kind: Ask
    data: Mapping[str, Any]
    state: QuestionState
    asked_at: datetime
    answer: str | None = None
    answered_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it still waits for its first answer."""
        return self.state is QuestionState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One possible answer: what comes back, and what the button says."""

    answer: str
    label: Line


def option(answer: str, key: str, **args: Any) -> Option:
    """Shorthand for an option."""
    return Option(answer=answer, label=Line(key=key, args=args))


def answer_button(question_id: int, one: Option) -> Button:
    """The button that gives this answer to this question."""
    return Button(label=one.label, data=f"q:{question_id}:{one.answer}")


def is_number(text: str) -> bool:
    """Whether this can be a number we gave: a manipulated phone may send anything with a tap."""
    return text.isascii() and text.isdecimal() and len(text) <= 9
