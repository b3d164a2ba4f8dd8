"""The outbox table: every message that stays in a chat is a row here before it is sent.

Lease, send, mark: at least once. Rows of one chat leave one after the other, in the order of priority and then of age;
one that Telegram or the network holds up holds up those behind it, in its own chat only. Never commits, never sends.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.agenda import insert_once
from bot.store.tables import outbox
from bot.store.types import UtcDateTime

DOUBTFUL = "doubtful"  # it may have arrived: it is repeated much later, and holds up nobody meanwhile
PENDING = outbox.c.state == sa.literal_column("'pending'")  # written out, so that the index on pending rows is used


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A row to be sent, and what has become of it."""

    id: int
    dedupe_key: str
    chat_id: int
    role: str
    person_id: int | None
    kind: str
    priority: int
    text: str
    buttons: tuple[tuple[tuple[str, str], ...], ...]
    subject: str | None
    edits: int | None
    expires_at: datetime | None
    state: str
    attempts: int
    doubts: int
    leased_until: datetime | None
    sent_at: datetime | None
    message_id: int | None

    @property
    def waits(self) -> bool:
        """Whether it is still to leave, or to leave again, and not about to: taken back, it leaves no more."""
        return self.state == "pending" and self.leased_until is None

    @property
    def untouched(self) -> bool:
        """Whether it surely never left and is not about to: taken back, nobody has seen it."""
        return self.waits and not self.doubts


def _outgoing(row: sa.RowMapping) -> Outgoing:
    same = {name: row[name] for name in Outgoing.__slots__ if name != "buttons"}
    return Outgoing(buttons=tuple(tuple((b[0], b[1]) for b in line) for line in row["buttons"]), **same)


async def add(tx: AsyncConnection, values: Mapping[str, Any]) -> int | None:
    """Write a row unless its dedupe key is known; returns its id, or None when it was there before."""
    row = {"state": "pending", "attempts": 0, "doubts": 0, **values}
    return (await tx.execute(insert_once(tx, outbox, outbox.c.id), row)).scalar()


def _stands_before(other: Any) -> sa.ColumnElement[bool]:
    """Whether another row still to be sent to the same chat comes first."""
    more_urgent = other.c.priority < outbox.c.priority
    older = sa.and_(other.c.priority == outbox.c.priority, other.c.id < outbox.c.id)
    still_to_go = other.c.state == sa.literal_column("'pending'")
    return sa.and_(still_to_go, other.c.chat_id == outbox.c.chat_id, sa.or_(more_urgent, older), ~_waits(other))


def _holds_up(row: Any) -> sa.ColumnElement[bool]:
    """Whether the row waits because Telegram or the network made it wait: what is behind it keeps its place."""
    return sa.and_(row.c.last_error.is_not(None), row.c.last_error != sa.literal_column(f"'{DOUBTFUL}'"))


def _waits(row: Any) -> sa.ColumnElement[bool]:
    """Whether the row rewrites a message that has not left yet; it waits for that one, and holds up nobody."""
    original = outbox.alias("original")
    not_there_yet = sa.and_(original.c.id == row.c.edits, original.c.state == sa.literal_column("'pending'"))
    return sa.exists().where(not_there_yet)


async def lease(
    tx: AsyncConnection, now: datetime, until: datetime, limit: int, *, urgent: int = 99
) -> tuple[Outgoing, ...]:
    """Take up to `limit` rows that may go now, most urgent and oldest first, and hold them until `until`.

    One of each chat at most, so that nothing is held while it waits for another. `urgent`: of this priority or higher.
    """
    if tx.dialect.name == "postgresql":  # a plan kept from when nothing waited would compare every row with every other
        await tx.exec_driver_sql("SET LOCAL plan_cache_mode = force_custom_plan")
    given = {"now": now, "until": until, "most": limit, "urgent": urgent}
    rows = (await tx.execute(_leasing(), given)).mappings().all()
    return tuple(sorted((_outgoing(row) for row in rows), key=lambda one: (one.priority, one.id)))


@cache
def _leasing() -> sa.Executable:
    """Built once: building it takes longer than running it, and it runs every second."""
    now, until = (sa.bindparam(name, type_=UtcDateTime) for name in ("now", "until"))
    first = outbox.alias("first")
    may_go_too = sa.or_(first.c.not_before <= now, _holds_up(first), first.c.leased_until > now)
    behind = sa.exists().where(_stands_before(first), may_go_too)
    free = sa.or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= now)
    ripe = (PENDING, outbox.c.not_before <= now, outbox.c.priority <= sa.bindparam("urgent", type_=sa.Integer))
    ready = sa.select(outbox.c.id).where(*ripe, free, ~behind, ~_waits(outbox))
    chosen = ready.order_by(outbox.c.priority, outbox.c.id).limit(sa.bindparam("most", type_=sa.Integer))
    held = chosen.with_for_update(skip_locked=True, of=outbox)
    return sa.update(outbox).where(outbox.c.id.in_(held)).values(leased_until=until).returning(outbox)


async def still_to_go(tx: AsyncConnection, row_ids: Iterable[int]) -> frozenset[int]:
    """Which leased rows are still meant to be sent: some may have been taken back meanwhile."""
    return frozenset((await tx.execute(_asking(), {"row_ids": list(row_ids)})).scalars())


@cache
def _asking() -> sa.Executable:
    return sa.select(outbox.c.id).where(outbox.c.id.in_(sa.bindparam("row_ids", expanding=True)), PENDING)


async def mark(tx: AsyncConnection, row_id: int, **values: Any) -> None:
    """Write what became of a row and let go of its lease."""
    await tx.execute(_marking(tuple(values)), {"row_id": row_id, **values})


async def mark_all(tx: AsyncConnection, marked: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """The same for many rows, those with the same columns in one statement."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row_id, values in marked:
        alike.setdefault(tuple(values), []).append({"row_id": row_id, **values})
    for columns, rows in alike.items():
        await tx.execute(_marking(columns), rows)


@cache
def _marking(columns: tuple[str, ...]) -> sa.Executable:
    written: dict[str, Any] = {name: sa.bindparam(name) for name in columns}
    return sa.update(outbox).where(outbox.c.id == sa.bindparam("row_id")).values(leased_until=None, **written)


async def get(tx: AsyncConnection, row_id: int) -> Outgoing | None:
    """One row."""
    row = (await tx.execute(sa.select(outbox).where(outbox.c.id == row_id))).mappings().first()
    return None if row is None else _outgoing(row)


async def about(tx: AsyncConnection, subject: str) -> tuple[Outgoing, ...]:
    """The rows about one subject that are messages of their own, oldest first."""
    mine = sa.select(outbox).where(outbox.c.subject == subject, outbox.c.edits.is_(None)).order_by(outbox.c.id)
    return tuple(_outgoing(row) for row in (await tx.execute(mine)).mappings())


async def all_about(tx: AsyncConnection, *subjects: str) -> tuple[Outgoing, ...]:
    """The same for several subjects, with the rows that rewrite them."""
    mine = sa.select(outbox).where(outbox.c.subject.in_(subjects)).order_by(outbox.c.id)
    return tuple(_outgoing(row) for row in (await tx.execute(mine)).mappings())


async def cancel(tx: AsyncConnection, row_ids: Iterable[int]) -> None:
    """Take back rows that are no longer true; what is already sent stays sent."""
    await tx.execute(sa.update(outbox).where(outbox.c.id.in_(list(row_ids)), PENDING).values(state="cancelled"))


async def supersede(tx: AsyncConnection, subject: str, newest: int) -> None:
    """Something newer is said about this subject: what still waits to say the older thing leaves no more."""
    older = (outbox.c.subject == subject, outbox.c.id < newest, outbox.c.edits.is_(None))
    waiting = (outbox.c.leased_until.is_(None), PENDING)
    await tx.execute(sa.update(outbox).where(*older, *waiting).values(state="cancelled"))


async def supersede_edits(tx: AsyncConnection, row: Outgoing) -> None:
    """A message is to read differently once more: an older rewriting of it that has yet to leave stays away."""
    older = (outbox.c.subject == row.subject, outbox.c.edits == row.id)
    waiting = (outbox.c.leased_until.is_(None), PENDING)
    await tx.execute(sa.update(outbox).where(*older, *waiting).values(state="cancelled"))


async def cancel_for(tx: AsyncConnection, role: str, person_id: int) -> None:
    """Take back whatever still waits for somebody whose access has ended (S10)."""
    mine = (outbox.c.role == role, outbox.c.person_id == person_id, PENDING)
    await tx.execute(sa.update(outbox).where(*mine).values(state="cancelled"))


async def cancel_chat(tx: AsyncConnection, chat_id: int) -> None:
    """Take back whatever still waits for a chat that is no longer ours."""
    await tx.execute(sa.update(outbox).where(outbox.c.chat_id == chat_id, PENDING).values(state="cancelled"))


async def next_due_at(tx: AsyncConnection) -> datetime | None:
    """When the earliest pending row may leave."""
    found = (await tx.execute(_asking_when_free())).all()
    return min((max(one.not_before, one.leased_until or one.not_before) for one in found), default=None)


@cache
def _asking_when_free() -> sa.Executable:
    first = outbox.alias("first")
    held_up = sa.and_(_holds_up(first), first.c.not_before > outbox.c.not_before)
    leased = sa.and_(first.c.leased_until.is_not(None), first.c.leased_until > outbox.c.not_before)
    behind = sa.exists().where(_stands_before(first), sa.or_(held_up, leased))
    return sa.select(outbox.c.not_before, outbox.c.leased_until).where(PENDING, ~behind, ~_waits(outbox))


async def of_days(tx: AsyncConnection, patient_id: int, days: Iterable[date]) -> tuple[Outgoing, ...]:
    """What a patient was, or is about to be, told of these days as such; the subject is `day:<date>`."""
    mine = (outbox.c.role == "patient", outbox.c.person_id == patient_id, outbox.c.edits.is_(None))
    told = (outbox.c.subject.in_([f"day:{day}" for day in days]), outbox.c.state.in_(("pending", "sent")))
    rows = (await tx.execute(sa.select(outbox).where(*mine, *told).order_by(outbox.c.id))).mappings()
    return tuple(_outgoing(row) for row in rows)


async def move_chat(tx: AsyncConnection, old: int, new: int) -> None:
    """Telegram gave a chat a new id: what waits for the old one goes to the new one."""
    await tx.execute(sa.update(outbox).where(outbox.c.chat_id == old, PENDING).values(chat_id=new))


async def counts(tx: AsyncConnection) -> Mapping[str, int]:
    """How many rows are in each state."""
    rows = await tx.execute(sa.select(outbox.c.state, sa.func.count()).group_by(outbox.c.state))
    return {str(state): int(count) for state, count in rows.all()}
