"""Provenance: which facts a clinical sentence rests on, who wrote it, who reviewed it, and until when that holds.

The sentence itself is in the wording, under the same id. Only people raise a status; time can only lower it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """What we ship is a draft; only reviewed statements may be signed off; withdrawn ones are never said."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    WITHDRAWN = "withdrawn"


class Verification(StrEnum):
    """How far a fact was checked: read at its source, read in a second-hand copy, or our own inference."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    DESIGN = "design"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact in our own words, with its source."""

    id: str
    says: str
    source: str
    verification: Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence patients may be told."""

    id: str
    facts: tuple[str, ...]
    status: Status
    author: str
    reviewed_by: str | None
    reviewed_on: date | None
    review_due: date

    def due(self, today: date) -> bool:
        """Whether its review has run out."""
        return today > self.review_due
