"""What commands share: settings, content, an open office, and errors as plain sentences."""

import asyncio
import os
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from bot import logs
from bot.clock import SystemClock
from bot.content.library import Library, load_library
from bot.content.problems import ContentErrors
from bot.heap import made_to_stay
from bot.service.database import UnknownVersionError, open_database
from bot.service.office import Numbers, Office
from bot.settings import CONTENT_DIR, Settings, SettingsError

Result = TypeVar("Result")


def fail(*sentences: object) -> NoReturn:
    """Say what is wrong, one problem a line, and end with status 1."""
    for one in sentences:
        click.echo(str(one), err=True)
    raise SystemExit(1)


def settings() -> Settings:
    """The settings of this process, or every problem with them; from now on nothing private is logged."""
    try:
        known = Settings.from_env(os.environ)
    except SettingsError as wrong:
        fail(*wrong.problems)
    logs.set_up(secrets=[known.telegram_token.reveal()] if known.telegram_token else [])
    return known


def library(folder: Path = CONTENT_DIR) -> Library:
    """The content, or every problem with it."""
    try:
        with made_to_stay():
            return load_library(folder)
    except ContentErrors as wrong:
        fail(*wrong.problems, f"{len(wrong.problems)} problems in {folder}.")


def numbers_of(known: Settings) -> Numbers:
    """The telephone numbers; a command that says nothing to patients works without them."""
    return Numbers(
        emergency=known.emergency_number or "112", clinic=known.clinic_phone or "-", crisis=known.crisis_line
    )


@asynccontextmanager
async def office(known: Settings, *, practice_only: bool = False) -> AsyncIterator[Office]:
    """An office on the configured database."""
    content = library(known.content_dir)
    engine = await _database(known)
    try:
        yield Office(engine, SystemClock(), content, numbers_of(known), practice_only=practice_only)
    finally:
        await engine.dispose()


async def _database(known: Settings) -> Any:
    try:
        return await open_database(known.database_url.reveal())
    except UnknownVersionError:
        fail("E003 The database was written by a newer release. Install that release, or restore a backup.")
    except Exception as wrong:  # noqa: BLE001 - each driver has errors of its own; their texts may hold a password
        reason = type(wrong).__name__
        fail(f"E002 The database cannot be reached ({reason}). Check DOSEDAY_DATABASE_URL and that it is running.")


def do(work: Coroutine[Any, Any, Result]) -> Result:
    """Run one command's work; what nobody foresaw is shown without the words it may quote."""
    try:
        return asyncio.run(work)
    except (click.ClickException, click.Abort):
        raise
    except Exception as fault:  # noqa: BLE001 - a traceback would show names, references and phone numbers
        fail("E099 Something went wrong that this program does not know. Please report:", logs.describe(fault))
