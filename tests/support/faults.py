"""Breaking things on purpose: the n-th time the bot touches its database or Telegram.

Calls are wrapped before and after: dying before a commit and dying after it are different deaths.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import httpx
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncTransaction
from telegram.error import TimedOut
from telegram.request import HTTPXRequest

from tests.support.tasks import settle


class Killed(BaseException):
    """The process died here."""


class DatabaseGone(OSError):  # noqa: N818 - what happened, as a person says it
    """The database went away; its message quotes what nobody may log."""


class Faults:
    """Counts the points that a run passes, and strikes at one of them.

    Of the statements of one transaction only the first is a point: wherever between begin and commit something breaks,
    the whole is rolled back.
    """

    def __init__(self, strike_at: int | None = None, how: str = "kill") -> None:
        self.points = 0
        self.struck = False
        self.names: list[str] = []
        self._strike_at, self._how = strike_at, how
        self._in_transaction: set[int] = set()
        self.victim: asyncio.Task[Any] | None = None

    async def pass_by(self, name: str) -> None:
        """One point."""
        if self.struck and self._how == "kill":
            raise Killed
        self.names.append(name)
        self.points += 1
        if self.points - 1 == self._strike_at:
            self.struck = True
            await self._strike(name)

    async def _strike(self, name: str) -> None:
        if self._how == "kill":
            raise Killed
        if self._how == "cancel":
            assert self.victim is not None
            self.victim.cancel()
            await settle()
            return
        if name.startswith("telegram"):
            raise TimedOut from httpx.ReadTimeout("made up")
        raise DatabaseGone(f"the secret of {name}")

    @contextmanager
    def in_place(self) -> Iterator["Faults"]:
        """Wrap the database and Telegram while the block runs."""
        real_exit = AsyncTransaction.__aexit__

        async def leave(transaction: Any, kind: Any, error: Any, trace: Any) -> None:
            self._in_transaction.discard(id(transaction.connection))
            if kind is None:
                try:
                    await self.pass_by("database commit")
                except BaseException as struck:
                    await real_exit(transaction, type(struck), struck, struck.__traceback__)
                    raise
            await real_exit(transaction, kind, error, trace)
            if kind is None:
                await self.pass_by("database committed")

        with (
            mock.patch.object(AsyncTransaction, "__aexit__", leave),
            mock.patch.object(AsyncConnection, "execute", self._first(AsyncConnection.execute)),
            mock.patch.object(HTTPXRequest, "do_request", self._around(HTTPXRequest.do_request)),
        ):
            yield self

    def _first(self, real: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def call(connection: Any, *given: Any, **named: Any) -> Any:
            if id(connection) not in self._in_transaction:
                self._in_transaction.add(id(connection))
                await self.pass_by("database execute")
            return await real(connection, *given, **named)

        return call

    def _around(self, real: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def call(request: Any, url: str, *given: Any, **named: Any) -> Any:
            method = url.partition("?")[0].rpartition("/")[2]
            await self.pass_by(f"telegram before {method}")
            answer = await real(request, url, *given, **named)
            await self.pass_by(f"telegram after {method}")
            return answer

        return call


@contextmanager
def database_gone() -> Iterator[None]:
    """Every statement fails while the block runs."""

    async def fail(*_: Any, **__: Any) -> Any:
        raise DatabaseGone("the database is gone, and so is the report about blood")

    with mock.patch.object(AsyncConnection, "execute", fail):
        yield


@contextmanager
def database_hangs() -> Iterator[None]:
    """Every statement waits for ever while the block runs."""

    async def hang(*_: Any, **__: Any) -> Any:
        await asyncio.get_running_loop().create_future()

    with mock.patch.object(AsyncConnection, "execute", hang):
        yield
