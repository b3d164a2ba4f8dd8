"""One bot's whole connection to Telegram: the application, the intake that reads, the relay that sends.

Production and rehearsal open the same connection; only the clock, the database and the server behind it differ.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.chat.application import App, build, tell_commands, tell_person_commands
from bot.chat.direct import Answer
from bot.chat.intake import ALLOWED, Intake
from bot.chat.sender import Sender
from bot.chat.webhook import Health, Web
from bot.domain.pace import Pace
from bot.errors import SafeError
from bot.service.delivery import Relay
from bot.service.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """What is connected. Close it when done."""

    office: Office
    application: App
    intake: Intake
    relay: Relay

    async def menus(self) -> int:
        """Tell Telegram the command menus that changed; returns how many."""
        return await tell_person_commands(self.application, self.office)

    async def poll_for_updates(self) -> None:
        """Tell Telegram that we fetch: a webhook left behind would keep us from it."""
        await self.application.bot.delete_webhook()

    async def updates_come_to(self, url: str, secret: str) -> None:
        """Tell Telegram to bring updates to this address, with this secret."""
        await self.application.bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED, max_connections=10)

    def web(self, troubles: Health, secret: str | None) -> Web:
        """The web side of this connection."""
        return Web(self.intake, troubles, secret)

    async def close(self) -> None:
        """Let go of the network."""
        await self.application.shutdown()


class CannotConnectError(SafeError):
    """The Bot API cannot be used; the message says what to do and holds no token."""


def _why(said: TelegramError) -> str:
    match said:
        case InvalidToken():
            return "Telegram does not know this token. Copy it again from BotFather into DOSEDAY_TELEGRAM_TOKEN."
        case Conflict():
            return "Another copy of this bot is running. Stop that one first."
        case _:
            return "The Bot API cannot be reached. Check the network and DOSEDAY_TELEGRAM_API_URL."


async def connect(office: Office, token: str, api_url: str, answer: Answer | None = None) -> Connection:
    """Connect: asks the server who the bot is, so a wrong token or address shows at once.

    With an `answer` that is asked instead of the network.
    """
    application, dispatch = build(token, api_url, office, answer)
    try:
        await application.initialize()
        await tell_commands(application, office)
    except TelegramError as said:
        await application.shutdown()
        await application.bot.request.shutdown()  # an application that never began leaves its connections open
        raise CannotConnectError(_why(said)) from said
    office.bot_username = application.bot.username
    relay = Relay(office, Sender(application.bot), Pace())
    intake = Intake(office, application, dispatch)
    return Connection(office=office, application=application, intake=intake, relay=relay)


async def server_time(api_url: str) -> datetime | None:
    """What the Bot API server says the time is, from its Date header; None when it does not say or cannot be asked."""
    try:
        async with httpx.AsyncClient(timeout=10) as client:
            said = (await client.head(api_url)).headers.get("Date", "")
        return parsedate_to_datetime(said).astimezone(UTC)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return None
