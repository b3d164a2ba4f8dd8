"""A regimen: a treatment protocol as reviewed content, before it is verified for one patient.

Read from `content/regimens/*.yaml`. It prescribes nothing: a patient's own plan says what is due, and a monitoring
schedule here is only offered to the pharmacist (F-MON-06).
"""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from bot.domain.antiemetic import Antiemetic

RegimenId = NewType("RegimenId", str)
FactId = NewType("FactId", str)


class Drug(StrEnum):
    """The drugs a plan may hold."""

    SELINEXOR = "selinexor"
    DEXAMETHASONE = "dexamethasone"


class MonitoringKind(StrEnum):
    """What a patient is asked to have checked."""

    WEIGHT = "weight"
    BLOOD_TEST = "blood-test"
    VISIT = "visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimenDrug:
    """One drug of a regimen or of a step of its ladder: how much, on which days of the cycle (from 1)."""

    drug: Drug
    mg: Decimal | None = None  # None: the pharmacist gives the amount of each patient
    days: tuple[int, ...] = ()  # none: the pharmacist gives the days of each patient
    default_tablet_mg: Decimal | None = None  # the strength offered first; None: the one that makes fewest tablets
    most_mg_per_m2: Decimal | None = None  # more than this for a body surface is unusual
    facts: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseLevel:
    """One step of the reduction ladder. It names only what it changes: days of a partner drug are never inferred."""

    level: int
    drugs: tuple[RegimenDrug, ...]
    facts: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring:
    """An offered series of checks, in days of treatment (C1D1 is day 1)."""

    kind: MonitoringKind
    baseline: bool
    from_day: int
    every_days: int
    until_day: int
    then_every_days: int
    at: time = time(8)
    facts: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """When the bot asks how a patient feels after a dose."""

    days_after_dose: int
    at: time
    weekly_day: int | None = None  # of a week without a dose; else the week's last check-in is the weekly one
    facts: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimenVisit:
    """Something given at the clinic on days of the cycle: shown as a visit, never as a dose to take."""

    name: str
    days: tuple[int, ...]
    at: time = time(8)  # ours: the clinic says when
    facts: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedAntiemetic:
    """An antiemetic the published sources name, offered to the pharmacist and never started by the bot (F-EMET-10)."""

    antiemetic: Antiemetic
    facts: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen:
    """A protocol: drugs with their days, the ladder of reductions, and what is offered around them."""

    id: RegimenId
    cycle_days: int | None  # None: the pharmacist gives it
    enabled: bool  # whether a patient may be enrolled in it; it can always be looked at
    drugs: tuple[RegimenDrug, ...]
    levels: tuple[DoseLevel, ...] = ()
    monitoring: tuple[Monitoring, ...] = ()
    check_in: CheckIn | None = None
    offered_antiemetics: tuple[OfferedAntiemetic, ...] = ()
    visits: tuple[RegimenVisit, ...] = ()
    facts: tuple[FactId, ...] = ()

    @property
    def all_levels(self) -> tuple[DoseLevel, ...]:
        """The starting dose as level 0, then the reductions."""
        return (DoseLevel(level=0, drugs=self.drugs, facts=self.facts), *self.levels)
