"""`doseday run`, `doseday check`, `doseday migrate`."""

import asyncio
import signal
from collections.abc import Sequence
from contextlib import AsyncExitStack

import click

from bot import app
from bot.chat.connection import CannotConnectError, Connection, connect, server_time
from bot.chat.intake import AnotherCopyError
from bot.chat.webhook import PATH as WEBHOOK_PATH
from bot.chat.webhook import Web, served
from bot.cli.common import do, fail, office, settings
from bot.service import health, readiness
from bot.service.office import Office
from bot.service.readiness import Trouble
from bot.settings import Settings


@click.command()
@click.option("--allow-draft", is_flag=True, help="Serve unsigned content, to chats enrolled with --practice only.")
def run(*, allow_draft: bool) -> None:
    """Serve patients, until stopped with SIGTERM or Ctrl-C."""
    known = settings()
    if missing := known.missing_to_run():
        fail(*missing)
    do(_run(known, allow_draft=allow_draft))


async def _run(known: Settings, *, allow_draft: bool) -> None:
    async with office(known, practice_only=allow_draft) as opened:
        stop_if(await _before(opened, known, allow_draft=allow_draft))
        connection = await connected(opened, known)
        stop = asyncio.Event()
        for one in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(one, stop.set)
        try:
            await _serve(connection, known, stop)
        finally:
            await connection.close()


async def _serve(connection: Connection, known: Settings, stop: asyncio.Event) -> None:
    """By webhook where its address is set, else by long polling; health is served wherever we listen."""
    secret = known.webhook_secret.reveal() if known.webhook_secret and known.webhook_url else None
    pages = connection.web(lambda: health.troubles(connection.office), secret)
    async with AsyncExitStack() as open_ones:
        if known.listen is not None:
            await _listen(open_ones, pages, *known.listen)
        if known.webhook_url and secret:
            await connection.updates_come_to(f"{known.webhook_url.rstrip('/')}{WEBHOOK_PATH}", secret)
        else:
            await connection.poll_for_updates()
        await _run_app(connection, stop, polling=secret is None)


async def _listen(open_ones: AsyncExitStack, pages: Web, host: str, port: int) -> None:
    try:
        taken = await open_ones.enter_async_context(served(pages.application(), host, port))
    except OSError:
        fail(f"E006 Cannot listen on {host}:{port}. Choose another address in DOSEDAY_LISTEN.")
    click.echo(f"Listening on {host}:{taken}.", err=True)


async def _run_app(connection: Connection, stop: asyncio.Event, *, polling: bool) -> None:
    try:
        await app.run(connection, stop, polling=polling)
    except* AnotherCopyError:
        fail("E005 Another copy of this bot is polling with the same token. Stop that one first.")


async def _before(opened: Office, known: Settings, *, allow_draft: bool) -> list[Trouble]:
    now = opened.clock.now()
    found = readiness.content_signed(opened.library, now, allow_draft=allow_draft)
    found += readiness.clock_right(now, await server_time(known.telegram_api_url))
    return [*found, *await readiness.troubles(opened)]


def stop_if(found: Sequence[Trouble]) -> None:
    """Say every trouble; end if one of them stops the bot."""
    if any(one.stops for one in found):
        fail(*found)
    for one in found:
        click.echo(str(one), err=True)


async def connected(opened: Office, known: Settings) -> Connection:
    """Connected to the Bot API, or one sentence why not."""
    if known.telegram_token is None:
        fail(*(f"E001 {one}" for one in known.missing_to_run() if one.name.endswith("TOKEN")))
    try:
        return await connect(opened, known.telegram_token.reveal(), known.telegram_api_url)
    except CannotConnectError as wrong:
        fail(f"E004 {wrong}")


@click.command()
def check() -> None:
    """Say what would keep the bot from serving patients, and what should be looked at."""
    known = settings()
    missing = list(known.missing_to_run())
    for one in missing:
        click.echo(f"E001 {one}")
    found = do(_check(known))
    for trouble in found:
        click.echo(str(trouble))
    if missing or any(one.stops for one in found):
        raise SystemExit(1)
    click.echo("Ready to serve patients." if not found else "Ready to serve patients; see above.")


async def _check(known: Settings) -> list[Trouble]:
    async with office(known) as opened:
        return await _before(opened, known, allow_draft=False)


@click.command()
def migrate() -> None:
    """Bring the database to this release's version (`run` does so too)."""

    async def _migrate() -> None:
        async with office(settings()):
            click.echo("The database is at this release's version.")

    do(_migrate())
