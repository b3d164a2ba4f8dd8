"""What a clinic sets for itself: its zone, its hours, its fever limit, and every number of ours that has no source.

Values only, read from `content/clinic.yaml`. Clinical thresholds with a source are not here: they are rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from bot.domain.checkin import CheckInRules
from bot.domain.followup import FollowRules
from bot.domain.monitoring import CheckRules
from bot.domain.occurrence import DayRules
from bot.domain.regimen import Drug


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicRules:
    """The settings of one clinic. `working_days`: Monday is 0; on `holidays` it does not work whatever the day."""

    zone: str
    working_days: frozenset[int]
    holidays: frozenset[date]
    works_from: time
    works_until: time
    fever_limit_c: Decimal
    day_rules: DayRules
    check_rules: CheckRules
    check_in_rules: CheckInRules
    follow_rules: FollowRules
    invite_valid: timedelta
    confirm_before_c1d1: timedelta
    ring_before_dose: timedelta
    hand_over_within: timedelta  # after a shift's end, until an alert that nobody took over rings as open
    roster_ahead: timedelta  # how far ahead the lead is told that nobody is on call
    remind_hold_every: timedelta  # of a hold without a planned end
    same_as_last: timedelta  # until how long ago a report is offered as [Same as last time]
    unsaved_sentence_minutes: int
    stranger_sentence_minutes: int
    outage: timedelta
    gap_alerts_at_most: int  # patients missed in one outage; more are told in one message instead of an alert each
    stocked_mg: Mapping[Drug, tuple[Decimal, ...]]  # the tablet strengths the clinic's pharmacy hands out
