"""The lab results table: rows to domain values and back. Never commits, and never changes a row."""

from dataclasses import fields
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.labs import Analyte, LabResult
from bot.store.labtable import lab_results

_COLUMNS = tuple(one.name for one in fields(LabResult))


async def add(tx: AsyncConnection, patient_id: int, result: LabResult) -> None:
    """Keep one result."""
    row = {name: getattr(result, name) for name in _COLUMNS}
    await tx.execute(sa.insert(lab_results).values(**{**row, "patient_id": patient_id, "value": f"{result.value:f}"}))


async def of_patient(tx: AsyncConnection, patient_id: int) -> tuple[LabResult, ...]:
    """Everything entered about a patient, in the order entered."""
    mine = sa.select(lab_results).where(lab_results.c.patient_id == patient_id).order_by(lab_results.c.id)
    rows = (await tx.execute(mine)).mappings()
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
