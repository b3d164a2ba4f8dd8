"""The alerts table: rows to domain values and back. Never commits; when an alert rings is decided in the domain.

An alert is written back whole, so whoever reads one to change it keeps others from doing so until the commit: a report that
joins and an acknowledgement of the same moment must not overwrite each other (S6). SQLite has one writer at a time anyway.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.alert import Alert, AlertState, Decision, Reason
from bot.domain.oncall import EscalationPolicy
from bot.domain.urgency import Urgency
from bot.store.tables import alerts


def _alert(row: sa.RowMapping) -> Alert:
    plain = [
        "id",
        "patient_id",
        "raised_at",
        "step",
        "owner_id",
        "acknowledged_at",
        "action_due_at",
        "decided_by",
        "decided_at",
        "resolved_by",
        "resolved_at",
        "outcome",
        "note",
    ]
    return Alert(
        urgency=Urgency(row["urgency"]),
        state=AlertState(row["state"]),
        decision=Decision(row["decision"]),
        policy=EscalationPolicy.from_json(row["policy"]),
        reasons=tuple(Reason.from_json(one) for one in row["reasons"]),
        **{name: row[name] for name in plain},
    )


def _row(alert: Alert) -> dict[str, Any]:
    plain = [
        "patient_id",
        "urgency",
        "state",
        "raised_at",
        "step",
        "owner_id",
        "acknowledged_at",
        "action_due_at",
        "decision",
        "decided_by",
        "decided_at",
        "resolved_by",
        "resolved_at",
        "outcome",
        "note",
    ]
    row = {name: getattr(alert, name) for name in plain}
    return {**row, "policy": alert.policy.to_json(), "reasons": [one.to_json() for one in alert.reasons]}


async def add(tx: AsyncConnection, alert: Alert) -> int:
    """Write a new alert; returns its id."""
    return int((await tx.execute(sa.insert(alerts).values(**_row(alert)).returning(alerts.c.id))).scalar_one())


async def get(tx: AsyncConnection, alert_id: int) -> Alert | None:
    """One alert, to be changed."""
    row = (await tx.execute(sa.select(alerts).where(alerts.c.id == alert_id).with_for_update())).mappings().first()
    return None if row is None else _alert(row)


async def save(tx: AsyncConnection, alert: Alert) -> None:
    """Write an alert back as it now is."""
    await tx.execute(sa.update(alerts).where(alerts.c.id == alert.id).values(**_row(alert)))


async def unresolved(
    tx: AsyncConnection, patient_id: int | None = None, *, to_change: bool = False
) -> tuple[Alert, ...]:  # fmt: skip
    """The alerts not resolved yet, oldest first; of one patient when given."""
    open_ones = sa.select(alerts).where(alerts.c.state != AlertState.RESOLVED)
    if patient_id is not None:
        open_ones = open_ones.where(alerts.c.patient_id == patient_id)
    if to_change:
        open_ones = open_ones.with_for_update()
    return tuple(_alert(row) for row in (await tx.execute(open_ones.order_by(alerts.c.id))).mappings())


async def settled_since(tx: AsyncConnection, patient_id: int, instant: datetime) -> bool:
    """Whether any alert of a patient was decided or resolved at or after an instant."""
    then = sa.or_(alerts.c.decided_at >= instant, alerts.c.resolved_at >= instant)
    mine = sa.select(alerts.c.id).where(alerts.c.patient_id == patient_id, then).limit(1)
    return (await tx.execute(mine)).first() is not None


async def hand_on_unresolved(tx: AsyncConnection, patient_id: int, to_patient_id: int) -> int:
    """Let the unresolved alerts of one treatment be the next one's; returns how many there were."""
    mine = sa.update(alerts).where(alerts.c.patient_id == patient_id, alerts.c.state != AlertState.RESOLVED)
    return int((await tx.execute(mine.values(patient_id=to_patient_id))).rowcount)


async def raised_since(tx: AsyncConnection, since: datetime) -> tuple[Alert, ...]:
    """Every alert raised at or after an instant, oldest first."""
    mine = sa.select(alerts).where(alerts.c.raised_at >= since).order_by(alerts.c.id)
    return tuple(_alert(row) for row in (await tx.execute(mine)).mappings())
