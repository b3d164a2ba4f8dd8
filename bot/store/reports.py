"""Symptom reports, and the dialogues that take them. Never commits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import dialogues, reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """A report being taken: what has been answered so far."""

    id: int
    patient_id: int
    symptom: str
    answers: Mapping[str, Any]
    words: str | None
    state: str
    then: Sequence[str]  # symptoms to be asked about afterwards
    started_at: datetime


async def open_dialogue(
    tx: AsyncConnection, patient_id: int, symptom: str, words: str | None, now: datetime, *, then: Sequence[str] = ()
) -> int:
    """Start a dialogue; one that was left half-way is dropped."""
    left = sa.update(dialogues).where(dialogues.c.patient_id == patient_id, dialogues.c.state == "open")
    await tx.execute(left.values(state="dropped"))
    row = {"patient_id": patient_id, "symptom": symptom, "answers": {}, "words": words, "state": "open"}
    new = sa.insert(dialogues).values(started_at=now, then=list(then), **row).returning(dialogues.c.id)
    return int((await tx.execute(new)).scalar_one())


async def dialogue(tx: AsyncConnection, dialogue_id: int) -> Dialogue:
    """One dialogue, to be changed: an answer and the passing on of one moment must not overwrite each other (S9)."""
    one = sa.select(dialogues).where(dialogues.c.id == dialogue_id).with_for_update()
    row = (await tx.execute(one)).mappings().one()
    return Dialogue(**{name: row[name] for name in Dialogue.__slots__})


async def silent_run(tx: AsyncConnection, patient_id: int, at_most: int) -> int:
    """How many check-ins have gone unanswered since the patient last told anything."""
    told = (reports.c.patient_id == patient_id, reports.c.by_staff.is_(None))
    last_told = sa.select(sa.func.max(reports.c.made_at)).where(*told).scalar_subquery()
    silent = sa.select(dialogues.c.id).where(
        dialogues.c.patient_id == patient_id,
        dialogues.c.state == "unanswered",
        sa.or_(last_told.is_(None), dialogues.c.started_at > last_told),
    )
    return len((await tx.execute(silent.limit(at_most))).all())


async def begun_since(tx: AsyncConnection, patient_id: int, symptoms: Iterable[str], instant: datetime) -> bool:
    """Whether questions of these kinds were put to a patient at or after an instant."""
    mine = (dialogues.c.patient_id == patient_id, dialogues.c.started_at >= instant)
    put = sa.select(dialogues.c.id).where(*mine, dialogues.c.symptom.in_(sorted(symptoms))).limit(1)
    return (await tx.execute(put)).first() is not None


async def change_dialogue(tx: AsyncConnection, dialogue_id: int, **values: Any) -> None:
    """Write these columns of one dialogue."""
    await tx.execute(sa.update(dialogues).where(dialogues.c.id == dialogue_id).values(**values))


async def add_report(tx: AsyncConnection, values: Mapping[str, Any]) -> int:
    """Keep a report; returns its id."""
    return int((await tx.execute(sa.insert(reports).values(**values).returning(reports.c.id))).scalar_one())


async def recent_reports(tx: AsyncConnection, patient_id: int, since: datetime) -> tuple[Mapping[str, Any], ...]:
    """A patient's reports made at or after `since`, oldest first, as rows; none that was taken back."""
    mine = (reports.c.patient_id == patient_id, reports.c.made_at >= since, reports.c.withdrawn_at.is_(None))
    rows = (await tx.execute(sa.select(reports).where(*mine).order_by(reports.c.id))).mappings()
    return tuple(dict(row) for row in rows)


async def last_answered(
    tx: AsyncConnection, patient_id: int, symptom: str, since: datetime
) -> Mapping[str, Any] | None:
    """A patient's newest report of a symptom that has answers, as a row; None when there is none since then."""
    mine = sa.select(reports).where(
        reports.c.patient_id == patient_id, reports.c.made_at >= since, reports.c.symptom == symptom,
        reports.c.withdrawn_at.is_(None),
    )  # fmt: skip
    rows = (await tx.execute(mine.order_by(reports.c.id.desc()))).mappings()
    return next((dict(row) for row in rows if row["answers"]), None)


async def counted(tx: AsyncConnection, since: datetime, until: datetime) -> tuple[int, int]:
    """How many reports were made in a period, and how many of them raised an alert or joined one."""
    count = sa.select(sa.func.count(), sa.func.count(reports.c.alert_id)).select_from(reports)
    row = (await tx.execute(count.where(reports.c.made_at >= since, reports.c.made_at < until))).one()
    return int(row[0]), int(row[1])
