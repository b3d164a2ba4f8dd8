"""S8's one fixed sentence, sent directly when an update cannot be saved: "I could not save this. Phone ...".

The only thing that stays in a chat without an outbox row. At most once per chat in the clinic's number of minutes; kept
in memory, because the database is what has failed.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot

from bot.chat.raw import private_chat
from bot.chat.sender import Sender
from bot.domain.messages import line
from bot.logs import event
from bot.service.office import Office
from bot.service.ports import NotSent, OutMessage, RetryAfter

log = logging.getLogger(__name__)


class Unsaved:
    """Says the sentence, and remembers to whom."""

    def __init__(self, office: Office, bot: Bot) -> None:
        """Nothing has been said yet."""
        self._office, self._sender = office, Sender(bot)
        self._said_at: dict[int, datetime] = {}

    async def say(self, *bodies: Any) -> None:
        """Tell the people behind these raw updates, if in private chats and not told lately."""
        chats = [private_chat(body) for body in bodies]
        for chat_id in dict.fromkeys(one for one in chats if one is not None):
            if self._may_say(chat_id):
                await self._tell(chat_id)

    async def _tell(self, chat_id: int) -> None:
        try:
            told = await self._sender.send(OutMessage(chat_id=chat_id, text=self._sentence()))
        except Exception:  # noqa: BLE001 - this is the last resort: whatever happens here must not stop the intake
            event(log, "sentence_failed", logging.ERROR, exc_info=True)
            told = NotSent()
        if isinstance(told, NotSent | RetryAfter):
            del self._said_at[chat_id]  # it surely has not arrived: the next try may say it

    def _may_say(self, chat_id: int) -> bool:
        now = self._office.clock.now()
        quiet = timedelta(minutes=self._office.library.clinic.unsaved_sentence_minutes)
        self._said_at = {chat: at for chat, at in self._said_at.items() if abs(now - at) < quiet}
        if chat_id in self._said_at:
            return False
        self._said_at[chat_id] = now
        return True

    def _sentence(self) -> str:
        """In every language: which one this person reads is in the database."""
        wording, numbers = self._office.library.wording, self._office.numbers
        told = line("unsaved", phone=numbers.clinic, emergency=numbers.emergency)
        return "\n".join(wording.say(language, told) for language in wording.languages)
