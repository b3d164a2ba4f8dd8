"""Invitations: one-time links, kept as hashes so that a stolen database opens no chat. Never commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import Role
from bot.store.tables import invites


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """One invitation. `opened_by` is the first chat that opened it."""

    id: int
    role: Role
    subject_id: int
    token_hash: str
    number_hash: str | None
    tries_left: int
    expires_at: datetime
    opened_by: int | None
    used_at: datetime | None
    language: str | None


def _invite(row: sa.RowMapping) -> Invite:
    same = {name: row[name] for name in Invite.__slots__ if name != "role"}
    return Invite(role=Role(row["role"]), **same)


async def add(tx: AsyncConnection, values: Mapping[str, Any]) -> None:
    """Write an invitation."""
    await tx.execute(sa.insert(invites).values(**values))


async def by_token(tx: AsyncConnection, token_hash: str) -> Invite | None:
    """The invitation behind a link."""
    row = (await tx.execute(sa.select(invites).where(invites.c.token_hash == token_hash))).mappings().first()
    return None if row is None else _invite(row)


async def opened_in(tx: AsyncConnection, chat_id: int) -> Invite | None:
    """The unused invitation that this chat opened last."""
    mine = sa.select(invites).where(invites.c.opened_by == chat_id, invites.c.used_at.is_(None))
    row = (await tx.execute(mine.order_by(invites.c.id.desc()).limit(1))).mappings().first()
    return None if row is None else _invite(row)


async def change(tx: AsyncConnection, invite_id: int, **values: Any) -> None:
    """Write these columns of one invitation."""
    await tx.execute(sa.update(invites).where(invites.c.id == invite_id).values(**values))


async def revoke(tx: AsyncConnection, role: Role, subject_id: int, now: datetime) -> None:
    """Make every unused link of a person useless."""
    mine = (invites.c.role == role, invites.c.subject_id == subject_id, invites.c.used_at.is_(None))
    await tx.execute(sa.update(invites).where(*mine).values(expires_at=now))
