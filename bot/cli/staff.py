"""`doseday staff invite | list | confirm | hours | group | remove`."""

import asyncio

import click

from bot.chat.connection import Connection
from bot.chat.intake import PASSING, AnotherCopyError, pause
from bot.cli.common import do, fail, office, settings
from bot.cli.links import show_link, username
from bot.cli.serving import connected
from bot.domain.people import StaffStatus
from bot.domain.rosterline import Unread, read_hours, written
from bot.service import staffing
from bot.service.office import Office
from bot.settings import Settings

BY = "command-line"
LISTEN_SECONDS = 2
ROLES = ("pharmacist", "nurse", "lead")


@click.group()
def staff() -> None:
    """Who receives alerts."""


@staff.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="pharmacist", show_default=True)
@click.option("--team", default="main", show_default=True, help="Responsible for the patients of this team only.")
@click.option("--position", type=click.IntRange(1, 99), default=1, show_default=True, help="1 is rung first, 2 second.")
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True)
@click.option("--wait", is_flag=True, help="Stay until the link is opened; for the first person, before `doseday run`.")
def invite(*, name: str, role: str, team: str, position: int, language: str, wait: bool) -> None:
    """Make a one-time link for NAME."""
    known = settings()

    async def work() -> None:
        async with office(known) as opened:
            bot = await username(opened, known)
            made = await staffing.invite(
                opened, name, role=role, team=team, position=position, language=language, by=BY
            )
            show_link(bot, made.token, made.expires_at)
            if wait:
                await _wait(opened, known, made.staff_id)
            else:
                click.echo(f"When {name} has opened it: doseday staff confirm {made.staff_id}")

    do(work())


async def _wait(opened: Office, known: Settings, staff_id: int) -> None:
    """Listen ourselves until the link is opened, then ask whether that was the right person."""
    opened.practice_only = bool(opened.library.why_unsigned(opened.clock.now().date()))
    connection = await connected(opened, known)
    try:
        await connection.poll_for_updates()
        click.echo("Waiting for the link to be opened. Ctrl-C to give up.")
        while not await _opened(opened, staff_id):
            await _listen(connection, staff_id)
        await connection.relay.deliver()
        if await asyncio.to_thread(click.confirm, "The link was opened. Was that the right person, just now?"):
            await staffing.confirm(opened, staff_id, by=BY)
            await connection.relay.deliver()
            click.echo("Confirmed.")
        else:
            await staffing.remove(opened, staff_id, by=BY)
            click.echo("Removed. Make a new link.")
    finally:
        await connection.close()


async def _listen(connection: Connection, staff_id: int) -> None:
    """Hear and answer, and nothing else: no dose is prompted from here."""
    try:
        await connection.intake.poll(LISTEN_SECONDS)
        await connection.relay.deliver()
    except AnotherCopyError:
        fail(
            "E005 The bot is running, and hears the link itself. Once it is opened:"
            f" doseday staff confirm {staff_id}"
        )  # fmt: skip
    except PASSING as said:
        await pause(connection.office, said)


async def _opened(opened: Office, staff_id: int) -> bool:
    return any(one.id == staff_id and one.status is StaffStatus.WAITING for one in await staffing.everybody(opened))


@staff.command(name="list")
def list_() -> None:
    """Everybody, first on call first."""

    async def work() -> None:
        async with office(settings()) as opened:
            for one in await staffing.everybody(opened):
                click.echo(f"{one.id:>3}  {one.status:<8}  {one.position}  {one.role:<10}  {one.team:<10}  {one.name}")

    do(work())


@staff.command()
@click.argument("number", type=int)
def confirm(*, number: int) -> None:
    """Say that the right person opened the link; NUMBER is from `staff list`."""

    async def work() -> None:
        async with office(settings()) as opened:
            if await staffing.confirm(opened, number, by=BY) is None:
                fail(f"Nobody waits to be confirmed under number {number}. See `doseday staff list`.")
            click.echo("Confirmed.")

    do(work())


@staff.command()
@click.argument("number", type=int)
@click.argument("line")
def hours(*, number: int, line: str) -> None:
    """Set the weekly hours on call of NUMBER: "Mon-Fri 08:00-17:00; Sat 09:00-13:00", "any hour" or "none"."""
    read = read_hours(line)
    if isinstance(read, Unread):
        fail(f"'{line}' cannot be read. Write it like this: Mon-Fri 08:00-17:00; Sat 09:00-13:00 (or: any hour, none).")

    async def work() -> None:
        async with office(settings()) as opened:
            if await staffing.set_hours(opened, number, read, by=BY) is None:
                fail(f"There is nobody under number {number}. See `doseday staff list`.")
            kept = "any hour" if read is None else written(read)
            click.echo(f"On call: {kept}, in the clinic's zone ({opened.library.clinic.zone}).")

    do(work())


@staff.command()
@click.option("--team", default="main", show_default=True)
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True)
@click.option("--unbind", is_flag=True, help="End the group instead, even if it no longer exists.")
def group(*, team: str, language: str, unbind: bool) -> None:
    """Make a code by which somebody of the team binds its group chat, or end that."""

    async def work() -> None:
        async with office(settings()) as opened:
            if unbind:
                await _unbind(opened, team)
                return
            made = await staffing.group_code(opened, team, language=language, by=BY)
            if made is None:
                fail(f"Nobody active belongs to the team '{team}'. See `doseday staff list`.")
            click.echo(f"Add the bot to the group; somebody of the team then types there: /team {made[0]}")
            click.echo(f"It holds once, until {made[1]:%Y-%m-%d %H:%M} UTC.")

    do(work())


async def _unbind(opened: Office, team: str) -> None:
    if not await staffing.unbind_group(opened, team, by=BY):
        fail(f"The team '{team}' has no group.")
    click.echo("Unbound. The group hears of no alert any more; the running bot says so there and leaves it.")


@staff.command()
@click.argument("number", type=int)
def remove(*, number: int) -> None:
    """End somebody's access at once; alerts they had taken ring again."""

    async def work() -> None:
        async with office(settings()) as opened:
            if await staffing.remove(opened, number, by=BY) is None:
                fail(f"There is nobody under number {number}. See `doseday staff list`.")
            click.echo("Removed. Open alerts ring again.")

    do(work())
