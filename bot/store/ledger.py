"""What the bot notes about itself and about who did what: seen updates, marks, the audit. Never commits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.agenda import insert_once
from bot.store.tables import audit, marks, updates


async def first_sight(tx: AsyncConnection, update_id: int, now: datetime) -> bool:
    """Record an update; False when it was handled or parked before, so that a replay changes nothing."""
    row = {"update_id": update_id, "received_at": now, "state": "done"}
    return (await tx.execute(insert_once(tx, updates), row)).rowcount == 1


async def park(tx: AsyncConnection, update_id: int, body: Mapping[str, Any], now: datetime) -> bool:
    """Set an update aside that could not be handled, whole, for a person to look at."""
    row = {"update_id": update_id, "received_at": now, "state": "parked", "body": dict(body)}
    return (await tx.execute(insert_once(tx, updates).values(**row))).rowcount == 1


async def parked(tx: AsyncConnection) -> int:
    """How many updates wait for a person to look at them."""
    count = sa.select(sa.func.count()).select_from(updates).where(updates.c.state == "parked")
    return int((await tx.execute(count)).scalar_one())


async def mark(tx: AsyncConnection, name: str, at: datetime, value: str = "") -> None:
    """Note an instant, and a value, under a name."""
    await tx.execute(_marking(tx.dialect.name), {"name": name, "at": at, "value": value})


@cache
def _marking(dialect: str) -> sa.Executable:
    one: Any = (postgresql if dialect == "postgresql" else sqlite).insert(marks)
    new = {"at": one.excluded["at"], "value": one.excluded["value"]}
    changed: sa.Executable = one.on_conflict_do_update(index_elements=[marks.c.name], set_=new)
    return changed


async def marked(tx: AsyncConnection, name: str) -> tuple[datetime, str] | None:
    """What was last noted under a name."""
    row = (await tx.execute(_marked(), {"name": name})).first()
    return None if row is None else (row.at, row.value)


@cache
def _marked() -> sa.Executable:
    return sa.select(marks.c.at, marks.c.value).where(marks.c.name == sa.bindparam("name"))


async def note(
    tx: AsyncConnection, now: datetime, actor: str, action: str, patient_id: int | None = None, **data: Any
) -> None:
    """Write one line of the audit: who did what, when, to whose record."""
    await note_each(tx, now, actor, action, patient_id, [data])


async def note_each(
    tx: AsyncConnection,
    now: datetime,
    actor: str,
    action: str,
    patient_id: int | None,
    each: Sequence[Mapping[str, Any]],
) -> None:
    """The same for several things done at once, a line for each."""
    head = {"at": now, "actor": actor, "action": action, "patient_id": patient_id}
    if each:
        await tx.execute(_noting(), [{**head, "data": dict(data)} for data in each])


@cache
def _noting() -> sa.Executable:
    return sa.insert(audit)


async def noted(tx: AsyncConnection, action: str, after: int) -> tuple[Mapping[str, Any], ...]:
    """The lines of the audit about one action after that line, oldest first."""
    those = sa.select(audit).where(audit.c.id > after, audit.c.action == action).order_by(audit.c.id)
    return tuple(dict(row) for row in (await tx.execute(those)).mappings())


async def noted_of(tx: AsyncConnection, patient_id: int, action: str, since: datetime) -> tuple[Mapping[str, Any], ...]:
    """A patient's audit of one action from an instant on, oldest first: what was noted each time."""
    mine = (audit.c.patient_id == patient_id, audit.c.at >= since, audit.c.action == action)
    return tuple((await tx.execute(sa.select(audit.c.data).where(*mine).order_by(audit.c.id))).scalars())


async def audited(tx: AsyncConnection, patient_id: int) -> tuple[Mapping[str, Any], ...]:
    """A patient's audit, oldest first."""
    mine = sa.select(audit).where(audit.c.patient_id == patient_id).order_by(audit.c.id)
    return tuple(dict(row) for row in (await tx.execute(mine)).mappings())
