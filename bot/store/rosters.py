"""Hours and days away of staff: rows to domain values and back. Never commits; who is on call is decided in the domain."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import Role
from bot.domain.roster import Absence
from bot.store.tables import chats, staff
from bot.store.teamtables import absences as rows


async def hours(tx: AsyncConnection) -> Mapping[int, str]:
    """The written hours of whoever has some."""
    those = sa.select(staff.c.id, staff.c.hours).where(staff.c.hours.is_not(None))
    return {row.id: row.hours for row in (await tx.execute(those)).all()}


async def reachable(tx: AsyncConnection) -> frozenset[int]:
    """The staff whose chat Telegram does not refuse."""
    those = sa.select(chats.c.subject_id).where(chats.c.role == Role.STAFF, chats.c.reachable)
    return frozenset((await tx.execute(those)).scalars())


async def absences(tx: AsyncConnection, staff_ids: Iterable[int]) -> tuple[Absence, ...]:
    """Every absence of these people, in the order they were made."""
    those = sa.select(rows).where(rows.c.staff_id.in_(list(staff_ids))).order_by(rows.c.id)
    return tuple(
        Absence(
            id=row["id"], staff_id=row["staff_id"], since_on=row["since_on"], until_on=row["until_on"],
            deputy_id=row["deputy_id"],
        )
        for row in (await tx.execute(those)).mappings()
    )  # fmt: skip


async def add(tx: AsyncConnection, absence: Absence, now: datetime) -> None:
    """Write an absence."""
    days = {"since_on": absence.since_on, "until_on": absence.until_on}
    who = {"staff_id": absence.staff_id, "deputy_id": absence.deputy_id}
    await tx.execute(sa.insert(rows).values(**who, **days, made_at=now))


async def end(tx: AsyncConnection, ended: Iterable[Absence]) -> None:
    """These no longer hold; the audit keeps that they did."""
    await tx.execute(sa.delete(rows).where(rows.c.id.in_([one.id for one in ended])))
