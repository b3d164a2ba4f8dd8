"""One bot's whole connection to Telegram: the application, the intake that reads, the relay that sends.

Production and rehearsal open the same connection; only the clock, the database and the server behind it differ.
"""

from dataclasses import dataclass

from bot.chat.application import App, build, tell_commands, tell_person_commands
from bot.chat.intake import Intake
from bot.chat.sender import Sender
from bot.domain.pace import Pace
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

    async def close(self) -> None:
        """Let go of the network."""
        await self.application.shutdown()


async def connect(office: Office, token: str, api_url: str) -> Connection:
    """Connect: asks the server who the bot is, so a wrong token or address shows at once."""
    application, dispatch = build(token, api_url, office)
    await application.initialize()
    office.bot_username = application.bot.username
    await tell_commands(application, office)
    relay = Relay(office, Sender(application.bot), Pace())
    intake = Intake(office, application, dispatch)
    return Connection(office=office, application=application, intake=intake, relay=relay)
