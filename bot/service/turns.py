"""Whose turn it is to leave: the most urgent of those who wait, whenever Telegram's limits allow one more.

A turn is given at the last moment, so that an emergency that comes later is never behind what merely came first. It
starts no task of its own and sends nothing.
"""

import asyncio
from itertools import count

from bot.clock import Clock
from bot.domain.pace import Pace

Place = tuple[int, int, int]  # priority, age, arrival


class Turns:
    """The queue in front of the door."""

    def __init__(self, clock: Clock, pace: Pace) -> None:
        """Nobody waits yet."""
        self._clock, self._pace = clock, pace
        self._arrivals = count()
        self._waiting: dict[Place, asyncio.Event] = {}

    async def wait(self, chat_id: int, priority: int, age: int) -> None:
        """Return when this message may leave; its place is taken then."""
        await self._clock.sleep_until(self._pace.chat_slot(chat_id, self._clock.now()))
        mine = (priority, age, next(self._arrivals))
        self._waiting[mine] = asyncio.Event()
        try:
            while not await self._is_my_turn(mine):
                pass
        finally:
            del self._waiting[mine]
            if self._waiting:
                self._waiting[min(self._waiting)].set()

    async def _is_my_turn(self, mine: Place) -> bool:
        """Take the next place if I am the first of all and it is time; else wait until either may have changed."""
        if min(self._waiting) != mine:
            self._waiting[mine].clear()
            await self._waiting[mine].wait()
            return False
        at = self._pace.free_at(self._clock.now())
        await self._clock.sleep_until(at)
        if min(self._waiting) != mine or self._pace.free_at(at) > at:
            return False  # somebody more urgent came meanwhile
        self._pace.take(at)
        return True
