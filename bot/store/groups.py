"""Team groups: rows to values and back. Never commits, and says nothing about who may do what in a group."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.agenda import insert_once
from bot.store.teamtables import groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The group of one team, and the code by which one may be bound."""

    team: str
    chat_id: int | None
    language: str
    code_hash: str | None
    code_expires_at: datetime | None


async def of_team(tx: AsyncConnection, team: str) -> Group | None:
    """What is known of a team's group."""
    return await _one(tx, groups.c.team == team)


async def by_chat(tx: AsyncConnection, chat_id: int) -> Group | None:
    """The team group that is this chat."""
    return await _one(tx, groups.c.chat_id == chat_id)


async def _one(tx: AsyncConnection, which: sa.ColumnElement[bool]) -> Group | None:
    row = (await tx.execute(sa.select(groups).where(which))).mappings().first()
    return None if row is None else Group(**row)


async def change(tx: AsyncConnection, team: str, *, language: str, **values: Any) -> None:
    """Write what is known of a team's group."""
    await tx.execute(insert_once(tx, groups), {"team": team, "language": language})
    await tx.execute(sa.update(groups).where(groups.c.team == team).values(language=language, **values))


async def move(tx: AsyncConnection, old: int, new: int) -> None:
    """Telegram gave the group another number."""
    await tx.execute(sa.update(groups).where(groups.c.chat_id == old).values(chat_id=new))
