"""S8's one fixed sentence, sent directly when an update cannot be saved: "I could not save this. Phone ...".

The only thing that stays in a chat without an outbox row. At most once per chat in the clinic's number of minutes; kept
in memory, because the database is what has failed.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.domain.messages import line
from bot.service.office import Office


class Unsaved:
    """Says the sentence, and remembers to whom."""

    def __init__(self, office: Office, bot: Bot) -> None:
        """Nothing has been said yet."""
        self._office, self._bot = office, bot
        self._said_at: dict[int, datetime] = {}

    async def say(self, body: Mapping[str, Any]) -> None:
        """Tell the person behind this raw update, if it came from a private chat and none was told lately."""
        chat_id = private_chat(body)
        if chat_id is None or not self._may_say(chat_id):
            return
        try:
            await self._bot.send_message(chat_id, self._sentence(), protect_content=True)
        except TelegramError:
            del self._said_at[chat_id]

    def _may_say(self, chat_id: int) -> bool:
        now = self._office.clock.now()
        quiet = timedelta(minutes=self._office.library.clinic.unsaved_sentence_minutes)
        self._said_at = {chat: at for chat, at in self._said_at.items() if now - at < quiet}
        if chat_id in self._said_at:
            return False
        self._said_at[chat_id] = now
        return True

    def _sentence(self) -> str:
        """In every language: which one this person reads is in the database."""
        wording, numbers = self._office.library.wording, self._office.numbers
        told = line("unsaved", phone=numbers.clinic, emergency=numbers.emergency)
        return "\n".join(wording.say(language, told) for language in wording.languages)


def private_chat(body: Mapping[str, Any]) -> int | None:
    """The private chat an update came from, read with distrust: the body may be malformed."""
    query = body.get("callback_query")
    carrier = query.get("message") if isinstance(query, Mapping) else body.get("message") or body.get("edited_message")
    chat = carrier.get("chat") if isinstance(carrier, Mapping) else None
    if not isinstance(chat, Mapping) or chat.get("type") != "private":
        return None
    chat_id = chat.get("id")
    return chat_id if isinstance(chat_id, int) else None
