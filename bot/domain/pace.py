"""When Telegram's limits allow the next message: about 30 a second in all, one a second in a chat with a small burst;
and when to try again what did not get through.

Arithmetic on instants only; it neither sleeps nor reads a clock. The exact limits are not published, so the answer
"retry after" still decides.
"""

from datetime import datetime, timedelta

OVERALL = timedelta(seconds=1) / 30
PER_CHAT = timedelta(seconds=1)
BURST = 5
FIRST_BACK_OFF = timedelta(seconds=2)
LONGEST_BACK_OFF = timedelta(minutes=2)
LONGEST_DOUBT = timedelta(hours=1)
LONGEST_URGENT_DOUBT = timedelta(minutes=5)  # a red flag twice is better than a red flag unheard
CATCH_UP = timedelta(seconds=0.1)  # whoever wakes a little late must not slow down everybody after


def back_off(attempts: int) -> timedelta:
    """How long to wait after a try that surely failed, following so many others: it must still go soon."""
    return min(FIRST_BACK_OFF * (1 << min(attempts, 10)), LONGEST_BACK_OFF)


def back_off_in_doubt(doubts: int, *, urgent: bool) -> timedelta:
    """How long after a try that may have arrived: each copy may be one too many on the phone, so they soon grow rare."""
    wait: timedelta = FIRST_BACK_OFF * 6 ** min(doubts, 5)
    return min(wait, LONGEST_URGENT_DOUBT if urgent else LONGEST_DOUBT)


class Pace:
    """Hands out the instants at which messages may leave. Remembers only chats that are waiting."""

    def __init__(self, *, overall: timedelta = OVERALL, per_chat: timedelta = PER_CHAT, burst: int = BURST) -> None:
        """`burst` messages may follow each other in a chat before it is slowed to one per `per_chat`."""
        self._overall, self._per_chat, self._burst = overall, per_chat, burst
        self._next: datetime | None = None
        self._chats: dict[int, datetime] = {}

    def chat_slot(self, chat_id: int, now: datetime) -> datetime:
        """The instant at which this chat may get its next message; takes that place in the chat."""
        self._forget(now)
        known = self._chats.get(chat_id, now)
        # Further ahead than places are ever given: the clock was set back, and nobody waits for it to come round again.
        begins_at = now if known - now > 2 * self._burst * self._per_chat else max(known, now)
        self._chats[chat_id] = begins_at + self._per_chat
        return max(now, begins_at + self._per_chat - self._per_chat * self._burst)

    def free_at(self, now: datetime) -> datetime:
        """The instant at which the next message of all may leave."""
        known = self._next or now
        return now if known - now > CATCH_UP + self._overall else max(now, known)  # else the clock was set back

    def take(self, now: datetime) -> None:
        """A message leaves now; the one after it may leave a little later."""
        known = now if self._next is None or self._next > self.free_at(now) else self._next
        self._next = max(known, now - CATCH_UP) + self._overall

    def _forget(self, now: datetime) -> None:
        if len(self._chats) > 1000:
            self._chats = {chat: until for chat, until in self._chats.items() if until > now}
