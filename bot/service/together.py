"""One call for many askers: whoever asks while a call is under way shares the next one.

So many small transactions become few, without anybody waiting for company: a lone asker is served at once. It starts no
task of its own, and knows nothing of what is asked.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class Together(Generic[Item, Answer]):
    """Collects what is asked; one of the askers carries it out for all who had asked by then."""

    def __init__(self, all_of: Callable[[Sequence[Item]], Awaitable[Sequence[Answer]]]) -> None:
        """`all_of` answers many items in their order, all of them or none."""
        self._all_of = all_of
        self._waiting: list[tuple[Item, asyncio.Future[Answer]]] = []
        self._one_at_a_time = asyncio.Lock()

    async def ask(self, item: Item) -> Answer:
        """The answer to this item, from a call that began after it was asked."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        async with self._one_at_a_time:
            if not answer.done():
                await self._for_all_who_wait()
        return await answer

    async def _for_all_who_wait(self) -> None:
        batch, self._waiting = self._waiting, []
        try:
            await self._carry_out(batch)
        except BaseException:  # whoever carries it out is broken off: the next one does it, for the others too
            self._waiting[:0] = [one for one in batch if not one[1].done()]
            raise

    async def _carry_out(self, batch: Sequence[tuple[Item, "asyncio.Future[Answer]"]]) -> None:
        try:
            answers = await self._all_of([item for item, _ in batch])
        except Exception as failure:  # noqa: BLE001 - told to whoever asked
            await self._failed(batch, failure)
            return
        for (_, waiting), answer in zip(batch, answers, strict=True):
            waiting.set_result(answer)

    async def _failed(self, batch: Sequence[tuple[Item, "asyncio.Future[Answer]"]], failure: Exception) -> None:
        """What fails together may succeed alone: one bad item must not cost the others."""
        if len(batch) > 1:
            for one in batch:
                await self._carry_out([one])
            return
        _, waiting = batch[0]
        waiting.set_exception(failure)
        waiting.exception()  # seen, even if nobody waits for it any more
