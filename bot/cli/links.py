"""One-time links in the terminal, as text and as a QR code to be photographed."""

import io
from datetime import datetime

import click
import segno

from bot.cli.serving import connected
from bot.service.office import Office
from bot.settings import Settings


async def username(opened: Office, known: Settings) -> str:
    """The bot's name on Telegram, asked from the Bot API."""
    connection = await connected(opened, known)
    await connection.close()
    return opened.bot_username


def show_link(bot: str, token: str, expires_at: datetime) -> None:
    """Print the link and its QR code."""
    link = f"https://t.me/{bot}?start={token}"
    picture = io.StringIO()
    segno.make(link, error="m").terminal(out=picture, compact=True)
    click.echo(picture.getvalue())
    click.echo(link)
    click.echo(f"Works once, until {expires_at.astimezone():%a %d %b %H:%M}.")
