"""What the bot wants to say, before any language or any chat is known.

A draft names wordings and their arguments; content turns it into text. Nothing here knows Telegram, and nothing here
holds a sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import IntEnum, StrEnum


class Priority(IntEnum):
    """Who goes first when the sender has more to send than Telegram takes; lower goes first."""

    EMERGENCY = 0
    URGENT = 1
    ANSWER = 2
    PROMPT = 3
    LESSON = 4


class Kind(StrEnum):
    """What an outbox row is, for the ledger and for what must happen when it cannot be delivered."""

    ANSWER = "answer"
    ANSWERED = "answered"  # an earlier message, now with what was answered
    HEADS_UP = "heads-up"
    ANTIEMETIC = "antiemetic"
    DOSE = "dose"
    NUDGE = "nudge"
    HELD = "held"
    CHECK = "check"
    STOPPED = "stopped"
    RED_FLAG = "red-flag"
    ALERT_CARD = "alert-card"
    ALERT_RING = "alert-ring"
    NOTICE = "notice"
    STAFF_MESSAGE = "staff-message"
    STRANGER = "stranger"
    FAREWELL = "farewell"  # the last words in a group: the bot then leaves it


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One wording id with its arguments; an argument may itself be a line."""

    key: str
    args: Mapping[str, "Arg"] = field(default_factory=dict)


Arg = str | int | Decimal | date | time | datetime | Line | tuple[Line, ...]  # several lines: one after the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbatim:
    """Words a person typed, shown as theirs and never translated (S11)."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button: what it says, and the at most 64 bytes that come back when it is tapped."""

    label: Line
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A whole message: lines joined by line breaks, and rows of buttons."""

    lines: tuple[Line | Verbatim, ...]
    rows: tuple[tuple[Button, ...], ...] = ()

    def then(self, *lines: Line | Verbatim) -> "Draft":
        """The same message with more lines at its end."""
        return Draft(lines=(*self.lines, *lines), rows=self.rows)


def line(key: str, **args: Arg) -> Line:
    """Shorthand: `line("dose-taken", at=moment.local)`."""
    return Line(key=key, args=args)


def say(*lines: Line | Verbatim, rows: tuple[tuple[Button, ...], ...] = ()) -> Draft:
    """Shorthand for a draft."""
    return Draft(lines=lines, rows=rows)


def button(key: str, data: str, **args: Arg) -> Button:
    """Shorthand for a button whose label is one wording."""
    return Button(label=Line(key=key, args=args), data=data)


def stacked(*buttons: Button) -> tuple[tuple[Button, ...], ...]:
    """One button a row: easier to hit with an unsteady hand."""
    return tuple((one,) for one in buttons)
