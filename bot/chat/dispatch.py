"""From python-telegram-bot's Application to the services: one update in, one use case, and a tap answered.

The Application swallows what a handler raises; here it is kept and handed back, because the intake must know whether an
update was committed.
"""

from typing import Any

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import Application, CallbackContext, CallbackQueryHandler, TypeHandler

from bot.chat import sender
from bot.chat.incoming import read
from bot.domain.messages import Line
from bot.service import frontdesk
from bot.service.office import Office

Context = CallbackContext[Any, Any, Any, Any]
App = Application[Any, Any, Any, Any, Any, Any]


class NotHandledError(Exception):
    """The Application came back without having called a handler; what it then logs is not an answer."""


class Dispatch:
    """The handlers of one application."""

    def __init__(self, office: Office) -> None:
        """Knows the office; nothing is registered yet."""
        self._office = office
        self._failures: dict[int, BaseException] = {}
        self._handled: set[int] = set()

    def register(self, application: App) -> None:
        """Put the handlers in place."""
        application.add_handler(CallbackQueryHandler(self._tap))
        application.add_handler(TypeHandler(Update, self._any))
        application.add_error_handler(self._failed)

    async def process(self, application: App, update: Update) -> BaseException | None:
        """Dispatch one update; returns what its handler raised, or None once it is committed."""
        number = update.update_id
        self._failures.pop(number, None)
        self._handled.discard(number)
        await application.process_update(update)
        if number in self._handled:
            self._handled.discard(number)
            return self._failures.pop(number, None)
        return self._failures.pop(number, None) or NotHandledError()

    async def _failed(self, update: object, context: Context) -> None:
        if isinstance(update, Update) and context.error is not None:
            self._failures[update.update_id] = context.error

    async def _any(self, update: Update, context: Context) -> None:
        incoming = read(update, context.bot.id)
        handled = await frontdesk.receive(self._office, incoming)
        self._handled.add(update.update_id)
        if handled.leave:
            await self._leave(update, context)

    async def _tap(self, update: Update, context: Context) -> None:
        incoming = read(update, context.bot.id)
        handled = await frontdesk.receive(self._office, incoming)
        self._handled.add(update.update_id)
        query = update.callback_query
        if query is not None:
            await sender.toast(context.bot, query.id, self._words(handled.toast, incoming.language_code))
        if handled.leave:
            await self._leave(update, context)

    def _words(self, toast: Line | None, language_code: str) -> str | None:
        """A toast is fleeting; it is said in the language of the phone that tapped."""
        wording = self._office.library.wording
        language = language_code[:2] if language_code[:2] in wording.languages else wording.languages[0]
        return None if toast is None else wording.say(language, toast)

    async def _leave(self, update: Update, context: Context) -> None:
        """Links and reports work in private chats only, and no group but a team's own is any of ours."""
        chat = update.effective_chat
        if chat is not None and chat.type != ChatType.PRIVATE:
            await sender.leave(context.bot, chat.id)
