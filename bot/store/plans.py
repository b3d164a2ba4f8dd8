"""Plan versions and the doses made from them. Plans are written once and never changed; never commits."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.dose import DoseState
from bot.domain.plan import Plan
from bot.domain.planjson import plan_from_json, plan_to_json
from bot.domain.regimen import Drug
from bot.store.agenda import insert_once
from bot.store.tables import doses, plans


async def add_version(tx: AsyncConnection, patient_id: int, plan: Plan, *, by: str, reason: str, now: datetime) -> None:
    """Write the next version of a patient's plan."""
    row = {
        "patient_id": patient_id,
        "version": plan.version,
        "effective_on": plan.effective_on,
        "body": plan_to_json(plan),
        "made_by": by,
        "reason": reason,
        "made_at": now,
    }
    await tx.execute(sa.insert(plans).values(**row))


async def versions(tx: AsyncConnection, patient_id: int) -> tuple[Plan, ...]:
    """Every version of a patient's plan, oldest first."""
    return (await versions_of(tx, [patient_id]))[patient_id]


async def versions_of(tx: AsyncConnection, patient_ids: Iterable[int]) -> Mapping[int, tuple[Plan, ...]]:
    """The same for many patients, each of them named in the result."""
    found: dict[int, list[Plan]] = {patient_id: [] for patient_id in patient_ids}
    for row in await tx.execute(_versions(), {"ids": list(found)}):
        found[row.patient_id].append(_read(row.body))
    return {patient_id: tuple(plans) for patient_id, plans in found.items()}


@lru_cache(maxsize=4096)
def _read(body: str) -> Plan:
    """A version never changes, and each is asked for many times a day: reading it anew took a twentieth of everything."""
    return plan_from_json(json.loads(body))


@cache
def _versions() -> sa.Executable:
    mine = plans.c.patient_id.in_(sa.bindparam("ids", expanding=True))
    body = sa.cast(plans.c.body, sa.Text).label("body")
    return sa.select(plans.c.patient_id, body).where(mine).order_by(plans.c.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """One dose due to one patient (a dose occurrence), and what became of it."""

    id: int
    patient_id: int
    drug: Drug
    plan_day: date
    version: int
    mg: Decimal
    tablets: str
    planned_at: datetime
    window_until: datetime
    state: DoseState
    reason: str | None
    told_late: bool
    asked_at: datetime | None
    answered_at: datetime | None


def _dose(row: sa.RowMapping) -> Dose:
    same = {name: row[name] for name in Dose.__slots__ if name not in ("drug", "mg", "state")}
    return Dose(drug=Drug(row["drug"]), mg=Decimal(row["mg"]), state=DoseState(row["state"]), **same)


async def add_doses(tx: AsyncConnection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write doses that are not there yet: one plan day, one dose of a drug (S2)."""
    ready = [{"told_late": False, **row} for row in rows]
    if ready:
        await tx.execute(insert_once(tx, doses), ready)


async def dose(tx: AsyncConnection, dose_id: int) -> Dose:
    """One dose; raises when there is none."""
    return (await doses_by_id(tx, [dose_id]))[0]


async def doses_by_id(tx: AsyncConnection, dose_ids: Iterable[int]) -> tuple[Dose, ...]:
    """These doses, in the order asked for; raises when one is missing."""
    wanted = list(dose_ids)
    found = {row["id"]: _dose(row) for row in (await tx.execute(_by_id(), {"ids": wanted})).mappings()}
    return tuple(found[one] for one in wanted)


@cache
def _by_id() -> sa.Executable:
    return sa.select(doses).where(doses.c.id.in_(sa.bindparam("ids", expanding=True)))


async def doses_of(
    tx: AsyncConnection,
    patient_id: int,
    first: date,
    last: date,
    drugs: Iterable[Drug] | None = None,
    *,
    to_change: bool = False,
) -> tuple[Dose, ...]:
    """A patient's doses with a plan day from `first` to `last`, in order of time.

    `to_change`: an answer of the same moment waits for this, or has been waited for; it is never overwritten (S2).
    """
    mine = sa.select(doses).where(doses.c.patient_id == patient_id, doses.c.plan_day.between(first, last))
    if drugs is not None:
        mine = mine.where(doses.c.drug.in_([str(drug) for drug in drugs]))
    if to_change:
        mine = mine.with_for_update()
    rows = (await tx.execute(mine.order_by(doses.c.planned_at, doses.c.id))).mappings()
    return tuple(_dose(row) for row in rows)


async def change_dose(tx: AsyncConnection, dose_id: int, **values: Any) -> None:
    """Write these columns of one dose."""
    await change_doses(tx, {dose_id: values})


async def change_doses(tx: AsyncConnection, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Write columns of several doses, the same columns of each."""
    rows = [{"dose_id": dose_id, **values} for dose_id, values in changes.items()]
    if rows:
        await tx.execute(_changing(tuple(sorted(rows[0].keys() - {"dose_id"}))), rows)


@cache
def _changing(columns: tuple[str, ...]) -> sa.Executable:
    written: dict[str, Any] = {name: sa.bindparam(name) for name in columns}
    return sa.update(doses).where(doses.c.id == sa.bindparam("dose_id")).values(**written)


async def drop_planned(tx: AsyncConnection, patient_id: int, since: date) -> None:
    """Forget doses nobody was asked about yet, so that another plan version can write them anew."""
    untouched = (doses.c.patient_id == patient_id, doses.c.plan_day >= since, doses.c.state == DoseState.PLANNED)
    await tx.execute(sa.delete(doses).where(*untouched))
