"""Whom an alert rings, when, and how long its owner has to act: the escalation policy of each urgency.

Pure arithmetic on instants. A policy is copied into the alert when it is raised, so it can become JSON and come back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.domain.urgency import Urgency


class Who(StrEnum):
    """Who is reached by a step: somebody on call, the whole team, or the patient, who is told that nobody has answered."""

    FIRST = "first"
    SECOND = "second"
    EVERYONE = "everyone"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Ring these people this long after the alert was raised."""

    after: timedelta
    who: Who


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationPolicy:
    """The steps in order; then everyone again every `then_every`, without end (S7)."""

    urgency: Urgency
    steps: tuple[Step, ...]
    then_every: timedelta | None
    working_hours_only: bool
    action_within: timedelta

    def to_json(self) -> dict[str, Any]:
        """JSON types only, durations in minutes."""
        return {
            "urgency": str(self.urgency),
            "steps": [{"after": _minutes(step.after), "who": str(step.who)} for step in self.steps],
            "then_every": None if self.then_every is None else _minutes(self.then_every),
            "working_hours_only": self.working_hours_only,
            "action_within": _minutes(self.action_within),
        }

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> "EscalationPolicy":
        """The reverse of `to_json`."""
        every = body["then_every"]
        return cls(
            urgency=Urgency(body["urgency"]),
            steps=tuple(Step(after=timedelta(minutes=one["after"]), who=Who(one["who"])) for one in body["steps"]),
            then_every=None if every is None else timedelta(minutes=every),
            working_hours_only=body["working_hours_only"],
            action_within=timedelta(minutes=body["action_within"]),
        )


class WorkingHours(Protocol):
    """When the clinic works; `ClinicRules` is one."""

    @property
    def zone(self) -> str: ...
    @property
    def working_days(self) -> frozenset[int]: ...
    @property
    def holidays(self) -> frozenset[date]: ...
    @property
    def works_from(self) -> time: ...
    @property
    def works_until(self) -> time: ...


def working(now: datetime, hours: WorkingHours) -> bool:
    """Whether the clinic works at this instant; the closing minute itself no longer counts."""
    local = now.astimezone(ZoneInfo(hours.zone))
    return _works_on(local.date(), hours) and hours.works_from <= local.time() < hours.works_until


def next_working_instant(now: datetime, hours: WorkingHours) -> datetime:
    """`now` itself in working hours, else the next opening."""
    if working(now, hours):
        return now
    zone = ZoneInfo(hours.zone)
    today = now.astimezone(zone).date()
    for ahead in range(8 + 7 * len(hours.holidays)):
        day = today + timedelta(days=ahead)
        opening = _opening(day, hours.works_from, zone)
        if _works_on(day, hours) and opening >= now:
            return opening
    raise ValueError("a clinic without a working day")


def _works_on(day: date, hours: WorkingHours) -> bool:
    return day.weekday() in hours.working_days and day not in hours.holidays


def _opening(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


def _minutes(span: timedelta) -> float | int:
    minutes = span / timedelta(minutes=1)
    return int(minutes) if minutes == int(minutes) else minutes
