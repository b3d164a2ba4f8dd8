"""The checks table: blood tests, weights and visits due to a patient, and the schedule they come from. Never commits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.monitoring import CheckDue, CheckState
from bot.domain.regimen import MonitoringKind
from bot.store.agenda import insert_once
from bot.store.checktable import checks
from bot.store.tables import patients


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check due to one patient, and what became of it."""

    id: int
    patient_id: int
    kind: MonitoringKind
    name: str
    due_on: date
    day: int
    due_at: datetime
    state: CheckState
    question_id: int | None
    answered_at: datetime | None
    answered_by: str | None

    @property
    def baseline(self) -> bool:
        """Whether it belongs before the first dose."""
        return self.day == 1 and not self.name

    @property
    def subject(self) -> str:
        """How an alert names it."""
        return f"{self.kind}:{self.due_on}"


def _check(row: sa.RowMapping) -> Check:
    same = {name: row[name] for name in Check.__slots__ if name not in ("kind", "state")}
    return Check(kind=MonitoringKind(row["kind"]), state=CheckState(row["state"]), **same)


async def schedules_of(tx: AsyncConnection, patient_ids: Iterable[int]) -> Mapping[int, tuple[str, bool]]:
    """Each patient's schedule on one line, and whether it rests during a hold."""
    rows = await tx.execute(_schedules(), {"ids": list(patient_ids)})
    return {row.id: (row.monitoring, row.monitoring_rests) for row in rows}


@cache
def _schedules() -> sa.Executable:
    columns = (patients.c.id, patients.c.monitoring, patients.c.monitoring_rests)
    return sa.select(*columns).where(patients.c.id.in_(sa.bindparam("ids", expanding=True)))


async def add(tx: AsyncConnection, due: Iterable[tuple[int, CheckDue]]) -> None:
    """Write patients' checks that are not there yet: one kind on one day, one check."""
    rows = [
        {
            "patient_id": patient_id, "kind": one.kind, "name": one.name, "due_on": one.on, "day": one.day,
            "due_at": one.at, "state": CheckState.PLANNED,
        }
        for patient_id, one in due
    ]  # fmt: skip
    if rows:
        await tx.execute(insert_once(tx, checks), rows)


async def one(tx: AsyncConnection, check_id: int) -> Check:
    """One check; raises when there is none."""
    return _check((await tx.execute(sa.select(checks).where(checks.c.id == check_id))).mappings().one())


async def find(tx: AsyncConnection, patient_id: int, kind: str, name: str, due_on: date) -> Check | None:
    """The check of this kind on this day, if it is still there."""
    mine = (checks.c.patient_id == patient_id, checks.c.kind == kind, checks.c.name == name, checks.c.due_on == due_on)
    row = (await tx.execute(sa.select(checks).where(*mine))).mappings().first()
    return None if row is None else _check(row)


async def in_states(tx: AsyncConnection, patient_id: int, *states: CheckState) -> tuple[Check, ...]:
    """A patient's checks in these states, earliest first."""
    mine = sa.select(checks).where(checks.c.patient_id == patient_id, checks.c.state.in_([str(one) for one in states]))
    return tuple(_check(row) for row in (await tx.execute(mine.order_by(checks.c.due_at, checks.c.id))).mappings())


async def between(tx: AsyncConnection, patient_id: int, first: date, last: date) -> tuple[Check, ...]:
    """A patient's checks due from `first` to `last`, earliest first."""
    mine = sa.select(checks).where(checks.c.patient_id == patient_id, checks.c.due_on.between(first, last))
    return tuple(_check(row) for row in (await tx.execute(mine.order_by(checks.c.due_at, checks.c.id))).mappings())


async def change(tx: AsyncConnection, check_id: int, **values: Any) -> None:
    """Write these columns of one check."""
    await tx.execute(sa.update(checks).where(checks.c.id == check_id).values(**values))


async def drop_planned(tx: AsyncConnection, patient_id: int, since: datetime) -> frozenset[tuple[str, str, date]]:
    """Forget checks still to come, so that they can be written anew; tells which they were."""
    coming = (checks.c.patient_id == patient_id, checks.c.due_at >= since, checks.c.state == CheckState.PLANNED)
    gone = sa.delete(checks).where(*coming).returning(checks.c.kind, checks.c.name, checks.c.due_on)
    return frozenset((row.kind, row.name, row.due_on) for row in (await tx.execute(gone)).all())
