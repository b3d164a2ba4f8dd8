"""Many patients at once, written straight into the tables, as the bot itself would have left them.

Written by the database from a series of numbers: a million rows in seconds. Everybody is on the same plan.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.content.library import Library
from bot.domain.antiemetic import Antiemetic
from bot.domain.dose import DoseState
from bot.domain.occurrence import DoseMoment, expand
from bot.domain.plan import Plan
from bot.domain.planjson import plan_to_json
from bot.domain.planning import Prescribed, first_plan
from bot.domain.regimen import Drug
from bot.store import tables
from tests.benchmarks.apart import FIRST_CHAT

ZONE = "Europe/Madrid"
BRANDS = {Drug.SELINEXOR: "Xpovio", Drug.DEXAMETHASONE: "Dexamethasone"}
BEFORE = Antiemetic(name="ondansetron", amount="8 mg")
ON_CALL = 990_001  # the chat of whoever is on call for the first team; the other teams follow
AT_ONCE = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """What was written."""

    patients: int
    plan: Plan
    first_patient: int


def plan_from(library: Library, start_on: date, at: time = time(9)) -> Plan:
    """Selinexor and dexamethasone at the same time, twice a week."""
    regimen = library.regimens["sd-twice-weekly"]
    times = {one.drug: at for one in regimen.drugs}
    own = Prescribed(brands=BRANDS)
    return first_plan(regimen, start_on=start_on, zone=ZONE, times=times, antiemetics=[BEFORE], own=own)


def moment_on(library: Library, plan: Plan, day: date) -> DoseMoment:
    """The dose moment of a day of the plan."""
    events = expand([plan], day, day, library.clinic.day_rules)
    return next(one for one in events if isinstance(one, DoseMoment))


async def add_people(
    engine: AsyncEngine, library: Library, *, patients: int, plan: Plan, now: datetime, teams: int = 1
) -> Crowd:
    """Teams with one person on call each, and so many active patients of theirs with a chat and a plan each."""
    async with engine.begin() as tx:
        for team in range(teams):
            staff_id = await _on_call(tx, team, now)
            await tx.execute(sa.insert(tables.chats).values(_chat(ON_CALL + team, "staff", staff_id, now)))
    shared = {
        "phone": "555 0123", "language": "en", "status": "active", "practice": True,
        "baseline_kg": "72", "baseline_on": plan.c1d1_on, "checklist": [], "monitoring": "", "monitoring_rests": False,
        "tablets_in_hand": True,
        "boxes": {"selinexor": ["20"], "dexamethasone": ["20"]}, "enrolled_by": "bench", "enrolled_at": now, "consented_at": now, "confirmed_at": now,
    }  # fmt: skip
    body = {"version": 1, "effective_on": plan.effective_on, "body": plan_to_json(plan), "made_by": "bench"}
    for first in range(0, patients, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, patients))
        async with engine.begin() as tx:
            await tx.execute(
                sa.insert(tables.patients),
                [
                    {"pseudonym": f"T-{n:06}", "reference": f"REF-{n}", "team": _team(n % teams), **shared}
                    for n in numbers
                ],
            )
            await tx.execute(sa.insert(tables.chats), [_chat(FIRST_CHAT + n, "patient", n + 1, now) for n in numbers])
            more = {**body, "reason": "enrolment", "made_at": now}
            await tx.execute(sa.insert(tables.plans), [{"patient_id": n + 1, **more} for n in numbers])
    return Crowd(patients=patients, plan=plan, first_patient=1)


def _team(number: int) -> str:
    return f"team-{number}" if number else "main"


async def _on_call(tx: AsyncConnection, team: int, now: datetime) -> int:
    row = {"name": "Boris", "role": "pharmacist", "position": 1, "language": "en", "status": "active"}
    row |= {"team": _team(team)}
    made = await tx.execute(sa.insert(tables.staff).values(**row, created_at=now).returning(tables.staff.c.id))
    return int(made.scalar_one())


def _chat(chat_id: int, role: str, subject_id: int, now: datetime) -> dict[str, Any]:
    row = {"chat_id": chat_id, "role": role, "subject_id": subject_id, "reachable": True}
    return {**row, "menu_language": "en", "linked_at": now}


async def add_moment(engine: AsyncEngine, crowd: Crowd, moment: DoseMoment, *, asked: bool = False) -> None:
    """One dose moment for everybody: doses planned (or asked already) and its entry in the agenda, due at its time."""
    state = {"state": DoseState.ASKED, "asked_at": moment.at} if asked else {"state": DoseState.PLANNED}
    for first in range(crowd.first_patient, crowd.first_patient + crowd.patients, AT_ONCE):
        ids = range(first, min(first + AT_ONCE, crowd.first_patient + crowd.patients))
        doses = [
            {
                "patient_id": n, "drug": one.drug, "plan_day": moment.plan_day, "version": 1, "mg": str(one.mg),
                "tablets": one.in_tablets, "planned_at": moment.at, "window_until": moment.until, "told_late": False,
                **state,
            }
            for n in ids
            for one in moment.schedules
        ]  # fmt: skip
        data = {"day": moment.plan_day.isoformat(), "event": moment.key}
        entries = [
            {
                "key": f"p{n}:dose:{moment.key}", "kind": "dose", "patient_id": n, "due_at": moment.at,
                "window_until": moment.until, "data": data, "state": "done" if asked else "pending", "attempts": 0,
            }
            for n in ids
        ]  # fmt: skip
        async with engine.begin() as tx:
            await tx.execute(sa.insert(tables.doses), doses)
            await tx.execute(sa.insert(tables.agenda), entries)


async def add_history(engine: AsyncEngine, crowd: Crowd, *, first: int, until: int, now: datetime) -> None:
    """Past doses number `first` to `until`, and for each what it left: agenda, question, messages, updates."""
    sqlite = engine.dialect.name == "sqlite"

    def ago(minutes: str) -> str:
        if sqlite:
            return f"strftime('%Y-%m-%dT%H:%M:%S.000000Z', '{now:%Y-%m-%d %H:%M:%S}', '-' || ({minutes}) || ' minutes')"
        return f"(timestamptz '{now:%Y-%m-%d %H:%M:%S}+00' - ({minutes}) * interval '1 minute')"

    day = "date('2020-01-01', '+' || (i / {n}) || ' days')" if sqlite else "(date '2020-01-01' + (i / {n})::int)"
    day, patient = day.format(n=crowd.patients), f"(1 + i % {crowd.patients})"
    at, true, false, json = ago("1000000 - i % 900000"), *(("1", "0", "'{}'") if sqlite else ("true", "false", "'{}'"))
    chat = f"({FIRST_CHAT} + i % {crowd.patients})"
    fills = {
        "doses (patient_id, drug, plan_day, version, mg, tablets, planned_at, window_until, state, reason, told_late, "
        "asked_at, answered_at)": f"{patient}, 'selinexor', {day}, 1, '80', '4 x 20 mg', {at}, {at}, 'taken', 'taken', "
        f"{false}, {at}, {at}",
        "agenda (key, kind, patient_id, due_at, window_until, data, state, attempts)": f"'past:' || i, 'dose', "
        f"{patient}, {at}, {at}, {json}, 'done', 0",
        "questions (role, person_id, kind, data, state, answer, asked_at, answered_at)": f"'patient', {patient}, "
        f"'dose', {json}, 'answered', 'taken', {at}, {at}",
        "outbox (dedupe_key, chat_id, role, person_id, kind, priority, text, buttons, content_hash, subject, "
        "not_before, state, attempts, doubts, made_at, sent_at, message_id)": f"'past:' || i, {chat}, 'patient', "
        f"{patient}, 'dose', 3, 'A prompt of long ago, about as long as prompts are.', '[]', 'x', 'question:' || i, "
        f"{at}, 'sent', 0, 0, {at}, {at}, i",
        "updates (update_id, received_at, state)": f"i, {at}, 'done'",
    }
    series = f"WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {until})"
    del true
    async with engine.begin() as tx:
        for target, values in fills.items():
            await tx.exec_driver_sql(f"INSERT INTO {target} {series} SELECT {values} FROM n")


async def add_coming(engine: AsyncEngine, crowd: Crowd, now: datetime) -> None:
    """What always waits in the agenda: for everybody the next look ahead, heads-up, antiemetic and dose, none due yet."""
    kinds = (("plan-ahead", 9), ("heads-up", 24), ("antiemetic", 36), ("dose", 37))
    for first in range(1, crowd.patients + 1, AT_ONCE):
        rows = [
            {
                "key": f"p{n}:{kind}:coming", "kind": kind, "patient_id": n, "data": {}, "state": "pending", "attempts": 0,
                "due_at": now + timedelta(hours=hours, seconds=n % 3600), "window_until": None,
            }
            for n in range(first, min(first + AT_ONCE, crowd.patients + 1))
            for kind, hours in kinds
        ]  # fmt: skip
        async with engine.begin() as tx:
            await tx.execute(sa.insert(tables.agenda), rows)


async def analyse(engine: AsyncEngine) -> None:
    """Let the database look at what it holds, as PostgreSQL's autovacuum does by itself."""
    if engine.dialect.name == "postgresql":
        async with engine.begin() as tx:
            await tx.exec_driver_sql("ANALYZE")
