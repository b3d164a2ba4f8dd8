"""The updates Telegram keeps for the bot: numbered, handed out until confirmed, forgotten after a while.

A tap is kept for 150 seconds and everything else for 24 hours, by the virtual clock; only long polling waits, and it
waits in real time.
"""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.rehearsal.refusals import ONE_POLLER, conflict
from bot.rehearsal.schema import Json

TAP_KEPT = timedelta(seconds=150)
MESSAGE_KEPT = timedelta(hours=24)
LONGEST_POLL_SECONDS = 50
MOST_AT_ONCE = 100
_FIRST_ID = 100_001
# What Telegram leaves out unless it is asked for by name.
_ONLY_IF_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    body: Json
    until: float

    @property
    def id(self) -> int:
        return int(self.body["update_id"])


class Updates:
    """The queue of one bot."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._queue: list[_Waiting] = []
        self._next_id = _FIRST_ID
        self._wanted: frozenset[str] = frozenset()
        self._empty = asyncio.Event()
        self._empty.set()
        self._poll: asyncio.Future[bool] | None = None

    def add(self, kind: str, body: Json) -> Json | None:
        """Queue an update; return it, or nothing when the bot did not ask for this kind."""
        if not self._wants(kind):
            return None
        update: Json = {"update_id": self._next_id, kind: body}
        self._next_id += 1
        kept = TAP_KEPT if kind == "callback_query" else MESSAGE_KEPT
        self._queue.append(_Waiting(body=update, until=(self._clock.now() + kept).timestamp()))
        self._empty.clear()
        self._end_poll(undisturbed=True)
        return update

    @property
    def pending(self) -> int:
        """How many updates wait to be confirmed."""
        self._forget_old()
        return len(self._queue)

    @property
    def polled(self) -> bool:
        """Whether the bot waits in a long poll right now."""
        return self._poll is not None

    async def until_confirmed(self) -> None:
        """Return once the bot has confirmed everything, or Telegram has forgotten it."""
        while self.pending:
            await self._empty.wait()

    def forget_all(self) -> None:
        self._keep([])

    async def get(self, *, offset: int, limit: int, timeout: int, wanted: Collection[str] | None) -> list[Json]:  # noqa: ASYNC109
        """Confirm what lies before the offset, then return what waits, or wait for it; ends an older poll."""
        self._end_poll(undisturbed=False)
        if wanted is not None:
            self._wanted = frozenset(wanted)
        self._confirm(offset)
        if not self.pending and timeout > 0:
            await self._wait(min(timeout, LONGEST_POLL_SECONDS))
        self._forget_old()
        return [one.body for one in self._queue[: max(1, min(limit, MOST_AT_ONCE))]]

    def end_poll(self) -> None:
        """Let a waiting poll return with what there is, as when the server closes."""
        self._end_poll(undisturbed=True)

    async def _wait(self, seconds: int) -> None:
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                undisturbed = await poll
        except TimeoutError:
            undisturbed = True
        finally:
            if self._poll is poll:
                self._poll = None
        if not undisturbed:
            raise conflict(ONE_POLLER)

    def _end_poll(self, *, undisturbed: bool) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(undisturbed)
        self._poll = None

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._keep(self._queue[offset:])
        else:
            self._keep([one for one in self._queue if one.id >= offset])

    def _forget_old(self) -> None:
        now = self._clock.now().timestamp()
        self._keep([one for one in self._queue if one.until > now])

    def _keep(self, kept: list[_Waiting]) -> None:
        self._queue = kept
        if not kept:
            self._empty.set()

    def _wants(self, kind: str) -> bool:
        return kind in self._wanted if self._wanted else kind not in _ONLY_IF_ASKED
