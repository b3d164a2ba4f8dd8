"""Building python-telegram-bot's Application for one token and one Bot API server, and telling Telegram our commands.

No updater, no job queue, no persistence: what they would do is done by the intake, the agenda and the tables.
"""

import ssl
from functools import cache
from typing import Any

import httpx
from telegram import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder
from telegram.request import BaseRequest, HTTPXRequest

from bot.chat.direct import Answer, DirectRequest
from bot.chat.dispatch import Dispatch
from bot.content.wording import Wording
from bot.domain.messages import line
from bot.service import directory
from bot.service.office import Office

PATIENT_COMMANDS = ("report", "today", "schedule", "learn", "weight", "contact", "timezone", "language", "help")
STAFF_COMMANDS = ("alerts", "patients", "lab", "oncall", "team", "timezone", "language", "help")
CONNECTIONS = 32

App = Application[Any, Any, Any, Any, Any, Any]


@cache
def _authorities() -> ssl.SSLContext:
    """Whom we trust on the network; reading the list takes a tenth of a second, so it is read once."""
    return httpx.create_ssl_context()


def _requests(answer: Answer | None) -> tuple[BaseRequest, BaseRequest]:
    """For everything, and for what only the library's own polling would use."""
    if answer is not None:
        return DirectRequest(answer), DirectRequest(answer)
    shared = {"verify": _authorities()}
    request = HTTPXRequest(
        connection_pool_size=CONNECTIONS, read_timeout=20, connect_timeout=10, pool_timeout=10, httpx_kwargs=shared
    )
    return request, HTTPXRequest(connection_pool_size=1, httpx_kwargs=shared)


def build(token: str, api_url: str, office: Office, answer: Answer | None = None) -> tuple[App, Dispatch]:
    """The application with its handlers; initialise it before use. `api_url` is a Bot API server's root.

    With an `answer` the network is not used: that answers the requests itself.
    """
    request, polling = _requests(answer)
    builder = ApplicationBuilder().token(token).base_url(f"{api_url.rstrip('/')}/bot").request(request)
    application: App = builder.get_updates_request(polling).updater(None).job_queue(None).build()
    dispatch = Dispatch(office)
    dispatch.register(application)
    return application, dispatch


def _commands(wording: Wording, language: str, names: tuple[str, ...]) -> list[BotCommand]:
    return [BotCommand(name, wording.say(language, line(f"command-{name}"))) for name in names]


async def tell_commands(application: App, office: Office) -> None:
    """The commands patients see, per language of their Telegram."""
    wording = office.library.wording
    for language in wording.languages:
        commands = _commands(wording, language, PATIENT_COMMANDS)
        await application.bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats(), language_code=language)
    default = _commands(wording, wording.languages[0], PATIENT_COMMANDS)
    await application.bot.set_my_commands(default, scope=BotCommandScopeAllPrivateChats())


async def tell_person_commands(application: App, office: Office) -> int:
    """The commands of each person's own role and language, where they changed; returns how many were told."""
    changed = await directory.commands_to_tell(office)
    for one in changed:
        names = STAFF_COMMANDS if one.staff else PATIENT_COMMANDS
        commands = _commands(office.library.wording, one.language, names)
        try:
            await application.bot.set_my_commands(commands, scope=BotCommandScopeChat(one.chat_id))
        except TelegramError:
            continue  # the chat may be gone; the menu is a convenience
        await directory.commands_told(office, one)
    return len(changed)
