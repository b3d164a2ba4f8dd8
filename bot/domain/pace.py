"""When Telegram's limits allow the next message: about 30 a second in all, one a second in a chat with a small burst.

Arithmetic on instants only; it neither sleeps nor reads a clock. The exact limits are not published, so the answer
"retry after" still decides.
"""

from datetime import datetime, timedelta

OVERALL = timedelta(seconds=1) / 30
PER_CHAT = timedelta(seconds=1)
BURST = 5


class Pace:
    """Hands out the instants at which messages may leave. Remembers only chats that are waiting."""

    def __init__(self, *, overall: timedelta = OVERALL, per_chat: timedelta = PER_CHAT, burst: int = BURST) -> None:
        """`burst` messages may follow each other in a chat before it is slowed to one per `per_chat`."""
        self._overall, self._per_chat, self._burst = overall, per_chat, burst
        self._next: datetime | None = None
        self._chats: dict[int, datetime] = {}

    def slot(self, chat_id: int, now: datetime) -> datetime:
        """The instant at which the next message to this chat may leave; takes that place."""
        self._forget(now)
        used_up_at = max(self._chats.get(chat_id, now), now) + self._per_chat
        self._chats[chat_id] = used_up_at
        chat_free = used_up_at - self._per_chat * self._burst
        free_at = max(now, self._next or now)
        self._next = free_at + self._overall  # a chat that must wait does not make the others wait
        return max(free_at, chat_free)

    def _forget(self, now: datetime) -> None:
        if len(self._chats) > 1000:
            self._chats = {chat: until for chat, until in self._chats.items() if until > now}
