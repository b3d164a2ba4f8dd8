"""The lab results table: rows to domain values and back. Never commits; of a row kept, no value is ever changed."""

from dataclasses import fields
from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.labs import Analyte, LabResult
from bot.store.labtable import lab_results

_COLUMNS = tuple(one.name for one in fields(LabResult))


async def add(tx: AsyncConnection, patient_id: int, result: LabResult) -> None:
    """Keep one result."""
    row = {name: getattr(result, name) for name in _COLUMNS if name != "id"}
    await tx.execute(sa.insert(lab_results).values(**{**row, "patient_id": patient_id, "value": f"{result.value:f}"}))


async def of_patient(tx: AsyncConnection, patient_id: int) -> tuple[LabResult, ...]:
    """Everything entered about a patient that still counts, in the order entered."""
    mine = (lab_results.c.patient_id == patient_id, lab_results.c.withdrawn_at.is_(None))
    rows = (await tx.execute(sa.select(lab_results).where(*mine).order_by(lab_results.c.id))).mappings()
    return tuple(
        LabResult(
            **{
                **{name: row[name] for name in _COLUMNS},
                "analyte": Analyte(row["analyte"]),
                "value": Decimal(row["value"]),
            }
        )
        for row in rows
    )


async def withdraw(tx: AsyncConnection, result_id: int, now: datetime, *, by: int, why: str) -> None:
    """It counts no more, and stays with who took it back and why."""
    one = sa.update(lab_results).where(lab_results.c.id == result_id, lab_results.c.withdrawn_at.is_(None))
    await tx.execute(one.values(withdrawn_at=now, withdrawn_by=by, withdrawn_why=why))
