"""One use case, one transaction: `Office.work()` opens it, and everything a use case needs hangs on the `Work` it gives.

The clock is read once per use case. After a commit the relay is woken; the tick is the guarantee.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.clock import Clock
from bot.content.library import Library
from bot.domain.messages import Line
from bot.service.chance import SECRET
from bot.store.engine import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The telephone numbers a patient may be given."""

    emergency: str
    clinic: str
    crisis: str | None = None


@dataclass(slots=True, kw_only=True)
class Work:
    """The surroundings of one use case: its transaction, its instant, the content and the numbers to phone.

    `cause` names what set it off ("update:17", "agenda:4"); message keys are made from it, so that doing the same
    thing twice writes the same messages once.
    """

    tx: AsyncConnection
    now: datetime
    library: Library
    numbers: Numbers
    practice_only: bool
    bot_username: str
    cause: str
    chance: Random = SECRET
    toast: str | Line | None = None  # a wording without arguments by its id
    _serial: "count[int]" = field(default_factory=count)

    def next_key(self) -> str:
        """A dedupe key that is the same whenever the same cause writes the same message."""
        return f"{self.cause}#{next(self._serial)}"

    def in_(self, **units: float) -> datetime:
        """The instant so much later."""
        return self.now + timedelta(**units)


class Office:
    """Everything that lives as long as the process: database, clock, content, numbers."""

    def __init__(
        self,
        engine: AsyncEngine,
        clock: Clock,
        library: Library,
        numbers: Numbers,
        *,
        practice_only: bool = False,
        bot_username: str = "",
        chance: Random = SECRET,
    ) -> None:
        """Keep the parts; nothing is opened yet."""
        self.engine = engine
        self._reader = reading(engine)
        self.clock = clock
        self.library = library
        self.numbers = numbers
        self.practice_only = practice_only
        self.bot_username = bot_username
        self.chance = chance
        self.something_to_send = asyncio.Event()
        self.started_at = clock.now()
        self.hindered_by: set[str] = set()  # what has kept us from hearing anything since we last did
        self.heard_after: timedelta | None = None  # when this process last heard Telegram, by a clock nobody sets

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads: it waits for no writer."""
        async with self._reader.connect() as tx:
            yield tx

    @asynccontextmanager
    async def work(self, cause: str | None = None) -> AsyncIterator[Work]:
        """One transaction: committed when the block ends, rolled back when it raises.

        Without a `cause` it is an act of its own: done twice, it says everything twice.
        """
        async with self.engine.begin() as tx:
            yield Work(
                tx=tx,
                now=self.clock.now(),
                library=self.library,
                numbers=self.numbers,
                practice_only=self.practice_only,
                bot_username=self.bot_username,
                cause=cause or f"act:{self.chance.getrandbits(128):032x}",
                chance=self.chance,
            )
        self.something_to_send.set()
