"""The people the bot knows: patients by pseudonym, staff by name, and the chat each of them holds.

Values only. Who may see whom is `responsible`; nobody is responsible for a patient of another team (S10).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from bot.domain.regimen import Drug

PSEUDONYM_LETTERS = "234679ACDEFGHJKMNPQRTVWXYZ"  # no 0/O, 1/I/L, 5/S, 8/B: read aloud over a phone


class Role(StrEnum):
    """Whose chat it is; a chat has exactly one role."""

    PATIENT = "patient"
    STAFF = "staff"


class PatientStatus(StrEnum):
    """How far enrolment has come."""

    INVITED = "invited"
    CONSENTING = "consenting"
    CONFIRMING = "confirming"
    ACTIVE = "active"
    STOPPED = "stopped"

    @property
    def joined(self) -> bool:
        """Whether the way in is behind the patient. Whoever's treatment has ended is reminded of nothing, and heard."""
        return self in {PatientStatus.ACTIVE, PatientStatus.STOPPED}


class StaffStatus(StrEnum):
    """A member of staff counts only while active."""

    INVITED = "invited"
    WAITING = "waiting"
    ACTIVE = "active"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """One patient. `baseline_kg` is the weight before C1D1, in kilograms, frozen at enrolment."""

    id: int
    pseudonym: str
    reference: str
    phone: str
    language: str
    team: str
    status: PatientStatus
    practice: bool
    baseline_kg: Decimal | None
    baseline_on: date | None
    tablets_in_hand: bool
    boxes: Mapping[Drug, tuple[Decimal, ...]]  # per drug the strengths read on its boxes, once they are the plan's
    enrolled_by: str
    body_surface_m2: Decimal | None = None
    second_contact: Mapping[str, str] | None = None
    consented_at: datetime | None = None
    confirmed_at: datetime | None = None
    check_in_at: time | None = None  # when the patient likes to be asked how they are; None: as the regimen says

    def speaking(self, language: str) -> "Patient":
        """The same patient, in another language."""
        return replace(self, language=language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """One member of staff. `position` is the place on call: 1 first, 2 second."""

    id: int
    name: str
    role: str
    team: str
    position: int
    language: str
    status: StaffStatus


def responsible(member: Staff, patient: Patient) -> bool:
    """Whether this member of staff may see and act for this patient (S10)."""
    return member.status is StaffStatus.ACTIVE and member.team == patient.team
