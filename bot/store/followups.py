"""The follow-ups table: rows to domain values and back. Never commits; when to ask is decided in the domain."""

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.followup import FollowState, FollowUp, Since
from bot.domain.urgency import Urgency
from bot.store.followtable import follow_ups

_NEVER = datetime.min.replace(tzinfo=UTC)
_COLUMNS = tuple(one.name for one in fields(FollowUp))


def _follow_up(row: sa.RowMapping) -> FollowUp:
    read = {name: row[name] for name in _COLUMNS}
    since = None if row["since"] is None else Since(row["since"])
    return FollowUp(**{**read, "urgency": Urgency(row["urgency"]), "state": FollowState(row["state"]), "since": since})


def _row(one: FollowUp) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _COLUMNS if name != "id"}


async def add(tx: AsyncConnection, one: FollowUp) -> int:
    """Write a new one; returns its id."""
    return int((await tx.execute(sa.insert(follow_ups).values(**_row(one)).returning(follow_ups.c.id))).scalar_one())


async def save(tx: AsyncConnection, one: FollowUp) -> None:
    """Write one back as it now is."""
    await tx.execute(sa.update(follow_ups).where(follow_ups.c.id == one.id).values(**_row(one)))


async def get(tx: AsyncConnection, number: int) -> FollowUp:
    """One, to be changed; raises when there is none."""
    mine = sa.select(follow_ups).where(follow_ups.c.id == number).with_for_update()
    return _follow_up((await tx.execute(mine)).mappings().one())


async def of_symptom(tx: AsyncConnection, patient_id: int, symptom: str) -> FollowUp | None:
    """The one about this symptom of a patient, whatever its state."""
    mine = (follow_ups.c.patient_id == patient_id, follow_ups.c.symptom == symptom)
    row = (await tx.execute(sa.select(follow_ups).where(*mine))).mappings().first()
    return None if row is None else _follow_up(row)


async def open_of(tx: AsyncConnection, patient_id: int) -> tuple[FollowUp, ...]:
    """What a patient is still asked about: whatever was asked about longest ago first, then the gravest.

    Silence about a grave one must not keep a lesser one from ever being asked about.
    """
    mine = (follow_ups.c.patient_id == patient_id, follow_ups.c.state == FollowState.OPEN)
    rows = (await tx.execute(sa.select(follow_ups).where(*mine).order_by(follow_ups.c.id))).mappings()
    known = [_follow_up(row) for row in rows]
    return tuple(sorted(known, key=lambda one: (one.asked_at or _NEVER, -one.urgency.rank)))


async def on_alert(tx: AsyncConnection, alert_id: int) -> tuple[FollowUp, ...]:
    """Those of one alert, as told."""
    mine = sa.select(follow_ups).where(follow_ups.c.alert_id == alert_id).order_by(follow_ups.c.id)
    return tuple(_follow_up(row) for row in (await tx.execute(mine)).mappings())


async def asked_since(tx: AsyncConnection, patient_id: int, instant: datetime) -> bool:
    """Whether a patient was asked about any of them at or after an instant."""
    mine = (follow_ups.c.patient_id == patient_id, follow_ups.c.asked_at >= instant)
    return (await tx.execute(sa.select(follow_ups.c.id).where(*mine).limit(1))).first() is not None
