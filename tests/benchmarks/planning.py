"""Planning two weeks of reminders for many patients, against adding the same ones to APScheduler's own job store."""

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import sqlalchemy as sa
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.clock import VirtualClock, monotonic_seconds
from bot.domain.agenda import Due, Entry
from bot.domain.occurrence import expand
from bot.rehearsal.stage import NUMBERS
from bot.service import diary, planahead
from bot.service.office import Office
from bot.store import agenda, tables
from tests.benchmarks.crowd import add_people, plan_from
from tests.benchmarks.figures import Figure, median, resident_megabytes
from tests.benchmarks.places import KINDS, NAMES, Place

TITLE = "two weeks of reminders for many patients"
AIM = 20
ALL, DAYS, SHARE = 100_000, 14, 10
PATIENTS = {"sqlite": ALL, "postgresql": 20_000}
JOBS, ROUNDS = 2_000, 3
IN_THE_FUTURE = timedelta(days=3650)
NOW = datetime(2026, 5, 3, 16, 0, tzinfo=UTC)
HOW = f"""
{ALL:,} active patients on the twice-weekly regimen. *Expanded*: each plan read into its events of {DAYS} days, nothing written.
*Written*, for all of them on SQLite and {PATIENTS["postgresql"]:,} on PostgreSQL, to save time: the heartbeat's tick that does what is due, until nothing is left, when the planning of all patients has fallen
due at once, for {DAYS} days instead of its usual few: doses, checks, reminders and the entry that goes on from there. *APScheduler*: the same reminders added one by one (`add_job`, a date trigger, replaced
if known) to its SQLAlchemy job store on a SQLite file with the same settings (WAL, synchronous=FULL), {JOBS:,} of them in each of
{ROUNDS} rounds taken between parts of the writing; a rate, since all of them would take hours. The ratio compares reminders a second.
Resident memory is of this whole process, after the first tenth of the patients and after all.
"""
REMAINS = """
What remains. The aim is missed. A patient's 21 reminders cost about 1.6 ms of processor time: not half of it is reading the plan into
events and check-ins, the rest is writing the rows, each with its window and its plan day, beside doses and checks. Up to 200 patients
share a transaction; with one for each, 1,400 reminders a second were written on a busy machine. APScheduler pickles a job and commits
it alone, so its rate follows the disk: 500 a second when the machine was busy, 2,000 when it was not. Twenty times that would be 40,000
reminders a second, 25 microseconds for each from the plan to the row. Memory does not grow with the number of patients.
"""


def say(key: str) -> None:
    """What an APScheduler job would call."""
    raise AssertionError(key)


async def run(place: Place) -> list[Figure]:
    """Both databases; the rate of APScheduler is taken beside each."""
    figures = [_expanded(place, 400 if place.quick else ALL)]
    for kind in KINDS:
        async with place.engine(kind) as engine:
            figures += await _written(place, engine, NAMES[kind], 400 if place.quick else PATIENTS[kind])
    return figures


def _expanded(place: Place, patients: int) -> Figure:
    rules, events = place.library.clinic.day_rules, 0
    plans = [plan_from(place.library, NOW.date() + timedelta(days=1 + number)) for number in range(7)]
    began = monotonic_seconds()
    for number in range(patients):
        events += len(expand([plans[number % 7]], NOW.date(), NOW.date() + timedelta(days=DAYS), rules))
    took = monotonic_seconds() - began
    return Figure(what=f"expanded: {events:,} events", measured=f"{took:.1f} s = {events / took:,.0f} a second")


async def _written(place: Place, engine: AsyncEngine, name: str, patients: int) -> list[Figure]:
    plan = plan_from(place.library, NOW.date() + timedelta(days=1))
    await add_people(engine, place.library, patients=patients, plan=plan, now=NOW)
    office = Office(engine, VirtualClock(NOW), place.library, NUMBERS)
    took, theirs, early = 0.0, [], 0.0
    with mock.patch.object(planahead, "DAYS_AHEAD", DAYS):
        for part in range(SHARE):
            numbers = range(1 + part * patients // SHARE, 1 + (part + 1) * patients // SHARE)
            took += await _plan(office, numbers)
            early = early or resident_megabytes()
            if part < ROUNDS:
                theirs.append(await _theirs(place, engine, part))
    async with engine.connect() as tx:
        pending = sa.select(sa.func.count()).where(tables.agenda.c.state == "pending")
        rows = int((await tx.execute(pending)).scalar_one())
    ours, other = rows / took, median(theirs)
    return [
        Figure(
            what=f"{name}: {rows:,} reminders written / APScheduler",
            measured=f"{ours / other:.0f} times ({ours:,.0f} against {other:,.0f} a second; {took:.0f} s in all)",
            aim=f"at least {AIM} times", met=ours / other >= AIM,
        ),
        Figure(what=f"{name}: memory", measured=f"{early:.0f} MB after a tenth, {resident_megabytes():.0f} MB after all"),
    ]  # fmt: skip


async def _plan(office: Office, numbers: range) -> float:
    """What a tick does when the planning of all of them is due."""
    dues = [
        Due(key=f"bench:{number}", kind=Entry.PLAN_AHEAD, patient_id=number, due_at=NOW, data={"from": f"{NOW.date()}"})
        for number in numbers
    ]
    async with office.engine.begin() as tx:
        await agenda.add(tx, dues)
    began = monotonic_seconds()
    while await diary.do_what_is_due(office):
        pass
    return monotonic_seconds() - began


async def _theirs(place: Place, engine: AsyncEngine, part: int) -> float:
    """Reminders a second of APScheduler, with instants and keys of ours."""
    async with engine.connect() as tx:
        found = sa.select(tables.agenda.c.key, tables.agenda.c.due_at).order_by(tables.agenda.c.id).limit(JOBS)
        reminders = [(row.key, row.due_at) for row in (await tx.execute(found)).all()]
    return await asyncio.to_thread(_add_jobs, place.folder / f"jobs-{part}.db", reminders)


def _add_jobs(path: Path, reminders: list[tuple[str, datetime]]) -> float:
    store = SQLAlchemyJobStore(engine=sa.create_engine(f"sqlite:///{path}"))
    sa.event.listen(store.engine, "connect", _as_durable_as_ours)
    scheduler = BackgroundScheduler(jobstores={"default": store}, timezone=UTC)
    scheduler.start(paused=True)
    began = monotonic_seconds()
    for key, at in reminders:
        trigger = DateTrigger(at + IN_THE_FUTURE)  # a job of the past would be run
        scheduler.add_job(say, trigger, args=[key], id=key, replace_existing=True, misfire_grace_time=None)
    took = monotonic_seconds() - began
    scheduler.shutdown()
    path.unlink()
    return len(reminders) / took


def _as_durable_as_ours(connection: sqlite3.Connection, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
