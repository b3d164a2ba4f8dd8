"""Taps on [Taken] a second, from the raw update to the commit, against a bare handler with one committed INSERT."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from datetime import date, timedelta
from itertools import count
from typing import Any
from unittest import mock

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler

from bot.chat import dispatch
from bot.chat.connection import Connection, connect
from bot.clock import SystemClock, VirtualClock, monotonic_seconds
from bot.domain.questions import Ask
from bot.rehearsal.stage import NUMBERS
from bot.service.office import Office
from bot.store import tables
from tests.benchmarks.apart import FIRST_CHAT, Telegram, telegram
from tests.benchmarks.crowd import add_moment, add_people, moment_on, plan_from
from tests.benchmarks.figures import Figure, median
from tests.benchmarks.places import KINDS, NAMES, Place

TITLE = "taps on [Taken] a second"
AIM = 0.5
ROUNDS, TAPS = 7, 150
DAY = date(2026, 5, 4)
HOW = f"""
{ROUNDS} rounds of {TAPS} taps by as many patients, one after the other, the arms in turn; the ratio is the median of the
rounds' own ratios. Each patient has an open question about two drugs at one time; the tap is the raw update as Telegram
gives it, taken by the real intake: read, dispatched, recorded, two doses and the question written, the answer put into the
outbox, all committed. *Bare* is a python-telegram-bot `Application` with one handler that commits one INSERT through the same
engine. Once as far as the commit (nobody answers the tap), and once with the `answerCallbackQuery` every bot owes a tap.
"""
REMAINS = """
What remains. The bare handler makes one statement; a tap on [Taken] makes sixteen: the update is recorded, the person, the question, both
doses and the plan are read, two doses, two lines of the audit and the question are written, every copy of the question on the phone is
looked for, and the answer is put into the outbox. With eleven statements a tap took 4.2 ms of processor time (SQLite, everything included). Two
designs were tried and kept: one trip to the database's thread for each SQLite statement instead of four, and fewer statements (from
fifteen to eleven; showing the answer on every copy then added four). On a disk whose sync takes longer than here both arms wait for it
alike. What a clinic needs is a few taps a second.
"""

Arm = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]


def tap(update_id: int, patient: int, question: int) -> dict[str, Any]:
    """A tap as getUpdates gives it."""
    user = {"id": FIRST_CHAT + patient, "is_bot": False, "first_name": "Amina", "language_code": "en"}
    chat = {"id": FIRST_CHAT + patient, "type": "private", "first_name": "Amina"}
    message = {"message_id": 10, "date": 1_777_800_000, "chat": chat, "text": "Mon 4 May, 09:00. Selinexor"}
    query = {
        "id": str(update_id),
        "from": user,
        "chat_instance": "1",
        "message": message,
        "data": f"q:{question}:taken",
    }
    return {"update_id": update_id, "callback_query": query}


async def questions_for(engine: AsyncEngine, place: Place, patients: int) -> dict[int, int]:
    """An open question about today's two drugs for every patient: patient to question."""
    plan = plan_from(place.library, DAY)
    moment = moment_on(place.library, plan, DAY)
    crowd = await add_people(engine, place.library, patients=patients, plan=plan, now=moment.at - timedelta(days=1))
    await add_moment(engine, crowd, moment, asked=True)
    async with engine.begin() as tx:
        doses: dict[int, list[int]] = {}
        for patient, dose in (await tx.execute(sa.select(tables.doses.c.patient_id, tables.doses.c.id))).all():
            doses.setdefault(patient, []).append(dose)
        head = {"role": "patient", "kind": Ask.DOSE, "state": "open", "asked_at": moment.at}
        about = {"event": moment.key, "day": DAY.isoformat()}
        rows = [{**head, "person_id": one, "data": {**about, "doses": ids}} for one, ids in doses.items()]
        await tx.execute(sa.insert(tables.questions), rows)
        found = await tx.execute(sa.select(tables.questions.c.person_id, tables.questions.c.id))
        return {int(person): int(number) for person, number in found.all()}


async def bare_application(server: Telegram, engine: AsyncEngine, *, answers: bool) -> Application:
    """One handler, one INSERT, one commit."""
    serial = count(2 * 10**9 if answers else 10**9)

    async def handler(update: Update, _context: Any) -> None:
        async with engine.begin() as tx:
            row = {"update_id": next(serial), "received_at": SystemClock().now(), "state": "done"}
            await tx.execute(sa.insert(tables.updates).values(**row))
        if answers:
            await dispatch.sender.toast(update.get_bot(), update.callback_query.id, None)

    builder = ApplicationBuilder().token(server.token).base_url(f"{server.url}/bot").updater(None).job_queue(None)
    application = builder.build()
    application.add_handler(CallbackQueryHandler(handler))
    await application.initialize()
    return application


def bare(application: Application) -> Arm:
    async def arm(bodies: Sequence[dict[str, Any]]) -> None:
        for body in bodies:
            await application.process_update(Update.de_json(body, application.bot))

    return arm


def ours(connection: Connection, *, answers: bool) -> Arm:
    async def nobody(*_: Any) -> None:
        return

    async def arm(bodies: Sequence[dict[str, Any]]) -> None:
        with mock.patch.object(dispatch.sender, "toast", dispatch.sender.toast if answers else nobody):
            for body in bodies:
                await connection.intake.take(body)

    return arm


async def run(place: Place) -> list[Figure]:
    """Both databases, with and without the answer to the tap."""
    rounds, taps = (2, 40) if place.quick else (ROUNDS, TAPS)
    figures = []
    async with AsyncExitStack() as stack:
        server = stack.enter_context(telegram(1))
        for kind in KINDS:
            engine = await stack.enter_async_context(place.engine(kind))
            figures += await _on(stack, server, place, engine, NAMES[kind], rounds, taps)
    return figures


async def _on(
    stack: AsyncExitStack, server: Telegram, place: Place, engine: AsyncEngine, name: str, rounds: int, taps: int
) -> list[Figure]:
    waiting = iter((await questions_for(engine, place, 2 * (rounds + 1) * taps)).items())
    moment = moment_on(place.library, plan_from(place.library, DAY), DAY)
    office = Office(engine, VirtualClock(moment.at + timedelta(minutes=5)), place.library, NUMBERS)
    connection = await connect(office, server.token, server.url)
    stack.push_async_callback(connection.close)
    figures, updates = [], count(1)
    for answers in (False, True):
        application = await bare_application(server, engine, answers=answers)
        stack.push_async_callback(application.shutdown)
        arms = {"bare": bare(application), "ours": ours(connection, answers=answers)}
        found: dict[str, list[float]] = {one: [] for one in arms}
        for at in range(rounds + 1 if answers is False else rounds):
            bodies = [tap(next(updates), patient - 1, question) for patient, question in _take(waiting, taps)]
            for arm in sorted(arms, reverse=bool(at % 2)):
                began = monotonic_seconds()
                await arms[arm](bodies)
                found[arm].append(taps / (monotonic_seconds() - began))
        figures.append(_figure(name, found, answers=answers))
    figures.append(await _all_were_kept(engine, name, next(updates) - 1))
    return figures


def _take(waiting: Any, many: int) -> list[tuple[int, int]]:
    return [next(waiting) for _ in range(many)]


def _figure(name: str, found: dict[str, list[float]], *, answers: bool) -> Figure:
    ratio = median([mine / base for mine, base in zip(found["ours"], found["bare"], strict=True)])
    rates = f"{median(found['ours']):.0f} against {median(found['bare']):.0f} a second"
    what = f"{name}: with the answer to the tap" if answers else f"{name}: update in to committed"
    return Figure(what=what, measured=f"{ratio:.2f} ({rates})", aim=f"at least {AIM}", met=ratio >= AIM)


async def _all_were_kept(engine: AsyncEngine, name: str, taps: int) -> Figure:
    """What was measured is what was meant: every tap changed both of its doses."""
    async with engine.connect() as tx:
        taken = sa.select(sa.func.count()).select_from(tables.doses).where(tables.doses.c.state == "taken")
        doses = (await tx.execute(taken)).scalar_one()
    return Figure(what=f"{name}: doses recorded for {taps} taps", measured=str(doses))
