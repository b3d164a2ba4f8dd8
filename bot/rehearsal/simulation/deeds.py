"""What happens in a simulation, as data: each thing somebody did and each thing that went wrong, at its time.

Recorded as it is done, so that the same story can be told again, and told shorter. Nothing here does anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Do(StrEnum):
    """The kinds of deeds; from `FAULT` on, what goes wrong."""

    STAFF = "staff"
    ENROL = "enrol"
    SAY = "say"
    TAP = "tap"
    SEND = "send"
    EDIT = "edit"
    FORWARD = "forward"
    LEAVE = "leave"
    GROUP = "group"
    FAULT = "fault"
    BLOCK = "block"
    UNBLOCK = "unblock"
    RESTART = "restart"
    AWAY = "away"
    CLOCK_BACK = "clock-back"
    CLOCK_RIGHT = "clock-right"
    KILL = "kill"
    LOCK = "lock"


SETUP = (Do.STAFF, Do.ENROL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing: `what` is the words, the label or the kind of fault.

    A label may stand under several messages: `nth` is which of them, counted from the newest. `part_of` names the fault
    that a deed belongs to, so that what goes wrong is dropped together with what puts it right. `at_once`: together with
    the deed before it, before the bot can answer that. `in_group`: in the team's group, not in the chat with the bot.
    """

    at: datetime
    who: str
    do: Do
    what: str = ""
    nth: int = 0
    part_of: str = ""
    at_once: bool = False
    in_group: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
