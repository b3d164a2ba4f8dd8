"""The agenda table: what is to happen later.

Writing an entry twice writes it once (its key is unique), so planning ahead may be repeated at will. Never commits.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.agenda import Due, Entry
from bot.store.tables import agenda
from bot.store.types import UtcDateTime

PENDING = agenda.c.state == sa.literal_column("'pending'")  # written out, so that the index on pending rows is used
# An entry of a newer release stays where it is: it must not stop those we know.
KNOWN = agenda.c.kind.in_([sa.literal_column(f"'{kind}'") for kind in Entry])
# Nobody's ladder waits behind ten thousand prompts.
ALERTS = (
    Entry.ALERT_STEP, Entry.ALERT_ACTION_DUE, Entry.ALERT_HANDOVER, Entry.SHIFT_TURN, Entry.ALERT_BEFORE_DOSE,
)  # fmt: skip


def insert_once(tx: AsyncConnection, table: sa.Table, *returning: sa.Column[Any]) -> Any:
    """An INSERT that does nothing on a conflict, for the database at hand."""
    return _insert_once(tx.dialect.name, table, *returning)


@cache
def _insert_once(dialect: str, table: sa.Table, *returning: sa.Column[Any]) -> Any:
    one = (postgresql if dialect == "postgresql" else sqlite).insert(table).on_conflict_do_nothing()
    return one.returning(*returning) if returning else one


async def add(tx: AsyncConnection, entries: Iterable[Due]) -> None:
    """Write entries that are not there yet; those already there, whatever became of them, stay as they are."""
    rows = [
        {
            "key": one.key,
            "kind": one.kind,
            "patient_id": one.patient_id,
            "subject_id": one.subject_id,
            "due_at": one.due_at,
            "window_until": one.until,
            "data": dict(one.data),
            "state": "pending",
            "attempts": 0,
        }
        for one in entries
    ]
    if rows:
        await tx.execute(insert_once(tx, agenda), rows)


def _due(row: sa.RowMapping) -> Due:
    same = {name: row[name] for name in ("id", "key", "due_at", "patient_id", "subject_id", "data")}
    return Due(kind=Entry(row["kind"]), until=row["window_until"], **same)


async def due(tx: AsyncConnection, now: datetime, limit: int) -> tuple[Due, ...]:
    """The entries whose time has come: alerts before all else, then earliest first."""
    rows = (await tx.execute(_asking_what_is_due(), {"now": now, "most": limit})).mappings()
    found = sorted((_due(row) for row in rows), key=lambda one: (one.kind not in ALERTS, one.due_at, one.id))
    return tuple(found[:limit])


@cache
def _asking_what_is_due() -> sa.Executable:
    """Built once: building it takes longer than running it, and it runs every second."""
    due_at, most = sa.bindparam("now", type_=UtcDateTime), sa.bindparam("most", type_=sa.Integer)
    ripe = (
        sa.select(agenda).where(PENDING, agenda.c.due_at <= due_at).order_by(agenda.c.due_at, agenda.c.id).limit(most)
    )
    # Each lane by itself walks the index in its order; sorting both at once would read whatever is pending.
    others = [kind for kind in Entry if kind not in ALERTS]
    lanes = [ripe.where(agenda.c.kind.in_([str(kind) for kind in kinds])).subquery() for kinds in (ALERTS, others)]
    return sa.union_all(*(sa.select(lane) for lane in lanes))


async def next_due_at(tx: AsyncConnection) -> datetime | None:
    """When the earliest pending entry falls due."""
    found: datetime | None = (await tx.execute(_asking_when_due())).scalar()
    return found


@cache
def _asking_when_due() -> sa.Executable:
    return sa.select(agenda.c.due_at).where(agenda.c.state == "pending", KNOWN).order_by(agenda.c.due_at).limit(1)


async def take(tx: AsyncConnection, *entry_ids: int) -> frozenset[int]:
    """Mark entries done; those that somebody else already did or that were cancelled are not in the result."""
    return frozenset((await tx.execute(_taking(), {"ids": list(entry_ids)})).scalars())


@cache
def _taking() -> sa.Executable:
    mine = sa.update(agenda).where(agenda.c.id.in_(sa.bindparam("ids", expanding=True)), agenda.c.state == "pending")
    return mine.values(state="done").returning(agenda.c.id)


async def postpone(tx: AsyncConnection, entry_id: int, due_at: datetime, *, give_up_after: int) -> bool:
    """Move an entry that failed; after so many failures it is set aside. Tells whether it was set aside."""
    one = sa.update(agenda).where(agenda.c.id == entry_id)
    tried = await tx.execute(one.values(attempts=agenda.c.attempts + 1, due_at=due_at).returning(agenda.c.attempts))
    if tried.scalar_one() < give_up_after:
        return False
    await tx.execute(one.values(state="failed"))
    return True


async def cancel(tx: AsyncConnection, *keys: str) -> None:
    """Cancel these entries where they are still pending."""
    pending = sa.update(agenda).where(agenda.c.key.in_(keys), agenda.c.state == "pending")
    await tx.execute(pending.values(state="cancelled"))


async def remove_pending(tx: AsyncConnection, patient_id: int, kinds: Iterable[Entry], since: datetime) -> None:
    """Forget what is still to come of these kinds for a patient, so that another plan version can write it anew."""
    coming = (
        agenda.c.patient_id == patient_id,
        agenda.c.kind.in_([str(kind) for kind in kinds]),
        agenda.c.state == "pending",
        agenda.c.due_at >= since,
    )
    await tx.execute(sa.delete(agenda).where(*coming))


async def reopen(tx: AsyncConnection, key: str, due_at: datetime) -> None:
    """Let a done entry fall due again: a dose that was held back and may now go ahead."""
    done = sa.update(agenda).where(agenda.c.key == key, agenda.c.state.in_(("done", "pending")))
    await tx.execute(done.values(state="pending", due_at=due_at))


async def reopen_moved(tx: AsyncConnection, entries: Iterable[Due]) -> None:
    """Let done entries fall due again that another version of the plan has at a later hour under the same key."""
    rows = [{"its_key": one.key, "at": one.due_at, "until": one.until} for one in entries]
    done = sa.update(agenda).where(agenda.c.key == sa.bindparam("its_key"), agenda.c.state == "done")
    values = {"due_at": sa.bindparam("at", type_=UtcDateTime), "window_until": sa.bindparam("until", type_=UtcDateTime)}
    if rows:
        await tx.execute(done.values(state="pending", **values), rows)


async def pending(tx: AsyncConnection, patient_id: int, kind: Entry) -> tuple[Due, ...]:
    """A patient's pending entries of one kind, earliest first."""
    mine = sa.select(agenda).where(
        agenda.c.patient_id == patient_id, agenda.c.kind == kind, agenda.c.state == "pending"
    )
    return tuple(_due(row) for row in (await tx.execute(mine.order_by(agenda.c.due_at))).mappings())


async def set_aside(tx: AsyncConnection) -> int:
    """How many entries failed so often that they were set aside."""
    count = sa.select(sa.func.count()).select_from(agenda).where(agenda.c.state == "failed")
    return int((await tx.execute(count)).scalar_one())
