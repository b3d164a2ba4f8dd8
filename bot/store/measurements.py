"""Measured values with their units: told by the patient, or entered by staff, who may take theirs back. Never commits."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import measurements, reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A value that staff entered and that still counts; with the report it was judged as, that one's alert and instant."""

    id: int
    value: Decimal
    at: datetime
    by_staff: int
    report_id: int | None
    alert_id: int | None
    judged_at: datetime | None


async def add(
    tx: AsyncConnection,
    patient_id: int,
    kind: str,
    value: Decimal,
    unit: str,
    as_typed: str,
    at: datetime,
    *,
    by_staff: int | None = None,
) -> int:
    """Keep a measured value with its unit and the words it was typed in; returns its id."""
    row = {"patient_id": patient_id, "kind": kind, "value": str(value), "unit": unit, "as_typed": as_typed, "at": at}
    new = sa.insert(measurements).values(**row, by_staff=by_staff).returning(measurements.c.id)
    return int((await tx.execute(new)).scalar_one())


async def judged_as(tx: AsyncConnection, measurement_id: int, report_id: int) -> None:
    """The report that a value of staff's was judged as."""
    await tx.execute(sa.update(measurements).where(measurements.c.id == measurement_id).values(report_id=report_id))


async def of_kind(tx: AsyncConnection, patient_id: int, kind: str) -> tuple[tuple[datetime, Decimal], ...]:
    """A patient's values of one kind that count, with their instants, oldest first."""
    mine = (measurements.c.patient_id == patient_id, measurements.c.kind == kind, measurements.c.withdrawn_at.is_(None))
    chosen = sa.select(measurements.c.at, measurements.c.value).where(*mine)
    rows = (await tx.execute(chosen.order_by(measurements.c.at, measurements.c.id))).all()
    return tuple((at, Decimal(value)) for at, value in rows)


async def by_staff(tx: AsyncConnection, patient_id: int, kind: str) -> tuple[Entered, ...]:
    """Those that staff entered, oldest first."""
    mine = (measurements.c.patient_id == patient_id, measurements.c.kind == kind, measurements.c.by_staff.is_not(None))
    columns = (
        measurements.c.id,
        measurements.c.value,
        measurements.c.at,
        measurements.c.by_staff,
        measurements.c.report_id,
    )
    judged = (reports.c.alert_id, reports.c.made_at.label("judged_at"))
    chosen = sa.select(*columns, *judged).select_from(measurements.outerjoin(reports))
    rows = await tx.execute(
        chosen.where(*mine, measurements.c.withdrawn_at.is_(None)).order_by(measurements.c.at, measurements.c.id)
    )
    return tuple(Entered(**{**row, "value": Decimal(row["value"])}) for row in rows.mappings())


async def withdraw(tx: AsyncConnection, one: Entered, now: datetime, *, by: int, why: str) -> None:
    """It counts no more, nor does the report it was judged as; both stay, with who took them back and why."""
    values = {"withdrawn_at": now, "withdrawn_by": by, "withdrawn_why": why}
    await tx.execute(sa.update(measurements).where(measurements.c.id == one.id).values(**values))
    if one.report_id is not None:
        await tx.execute(sa.update(reports).where(reports.c.id == one.report_id).values(**values))
