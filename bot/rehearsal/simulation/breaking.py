"""Breaking what the bot stands on: its process dies between two steps, or its database refuses everything for a while.

A step is a statement, a commit, or a call to Telegram, before or after it is carried out. Once dead, nothing works until
a new process begins. Of what either means for people nothing is known here.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from bot.rehearsal.inprocess import InProcess


class KilledError(BaseException):
    """The process died here: nothing may catch it as if it were an error."""


class LockedError(Exception):
    """The database is there, and refuses."""


class Breaker:
    """Between the bot and its database, and between the bot and Telegram."""

    def __init__(self, engine: sa.Engine, server: InProcess) -> None:
        """Breaks nothing yet."""
        self._engine, self._server = engine, server
        self._steps: int | None = None
        self.dead = self.locked = False
        for name, listener in self._listeners.items():
            sa.event.listen(engine, name, listener)

    @property
    def _listeners(self) -> Mapping[str, Any]:
        return {"before_execute": self._before_statement, "commit": self._before_commit}

    def close(self) -> None:
        """The engine may serve somebody else."""
        for name, listener in self._listeners.items():
            sa.event.remove(self._engine, name, listener)

    def kill_after(self, steps: int) -> None:
        """The process dies at the step after so many."""
        self._steps = steps

    def revive(self) -> None:
        """A new process."""
        self.dead, self._steps = False, None

    async def answer(self, path: str, asked: Mapping[str, str]) -> tuple[int, bytes]:
        """A call to Telegram; to die after it was carried out is another death."""
        self._step()
        said = await self._server.answer(path, asked)
        self._step()
        return said

    def _before_statement(self, *_: Any) -> None:
        if self.locked:
            raise LockedError
        self._step()

    def _before_commit(self, _: sa.Connection) -> None:
        self._step()

    def _step(self) -> None:
        if self._steps is not None and not self.dead:
            self._steps -= 1
            self.dead = self._steps < 0
        if self.dead:
            raise KilledError
