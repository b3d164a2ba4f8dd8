"""What is to happen later, as rows: every reminder, ring and deadline of the product is one entry here.

An entry says what (kind), for whom, from when (`due_at`) and until when it still makes sense (`until`). What it then
does is decided by a use case at that moment, on what is true then.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Entry(StrEnum):
    """The kinds of entries."""

    PLAN_AHEAD = "plan-ahead"
    HEADS_UP = "heads-up"
    HELD_DAY = "held-day"
    ANTIEMETIC = "antiemetic"
    DOSE = "dose"
    NUDGE = "nudge"
    CLOSE = "close"
    NEXT_MORNING = "next-morning"
    STILL_UNKNOWN = "still-unknown"
    CHECK = "check"
    CHECK_AGAIN = "check-again"
    CHECK_OVERDUE = "check-overdue"
    CHECK_IN = "check-in"
    CHECK_IN_AGAIN = "check-in-again"
    CHECK_IN_OVER = "check-in-over"
    FOLLOW_UP = "follow-up"
    FOLLOW_UP_AGAIN = "follow-up-again"
    FOLLOW_UP_OVER = "follow-up-over"
    FOLLOW_UP_NEWS = "follow-up-news"
    REPORT_LEFT = "report-left"
    UNDERSTOOD_DUE = "understood-due"
    HOLD_GOES_ON = "hold-goes-on"
    HOLD_ENDS = "hold-ends"
    TREATMENT_ENDS = "treatment-ends"
    NEW_BOX = "new-box"
    ENROLMENT_DUE = "enrolment-due"
    FIRST_DOSE_CHECK = "first-dose-check"
    TABLETS_CHECK = "tablets-check"
    ALERT_STEP = "alert-step"
    ALERT_ACTION_DUE = "alert-action-due"
    ALERT_HANDOVER = "alert-handover"
    SHIFT_TURN = "shift-turn"
    ALERT_BEFORE_DOSE = "alert-before-dose"
    CATCH_UP = "catch-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One entry whose time has come, or will come."""

    key: str
    kind: Entry
    due_at: datetime
    patient_id: int | None = None
    subject_id: int | None = None
    until: datetime | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0
