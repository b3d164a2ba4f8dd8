"""Taking updates from Telegram so that none is lost: confirmed only after its transaction has committed.

python-telegram-bot's own updater confirms what is merely queued in memory, so the loop is ours; its Application only
dispatches. A failing update is tried again, then parked whole with an alarm; if it cannot even be parked it stays with
Telegram. The one thing sent from here directly is S8's fixed sentence.
"""

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from telegram import Bot, Update
from telegram.constants import UpdateType
from telegram.error import Conflict, TelegramError
from telegram.ext import Application

from bot.chat.dispatch import Dispatch
from bot.chat.unsaved import Unsaved
from bot.logs import event
from bot.service import gaps, parking
from bot.service.office import Office

log = logging.getLogger(__name__)

TRIES = 3
BATCH = 100
TOO_LONG = timedelta(seconds=10)
BACK_OFF = timedelta(seconds=1)
ALLOWED = [
    UpdateType.MESSAGE, UpdateType.EDITED_MESSAGE, UpdateType.CALLBACK_QUERY, UpdateType.MY_CHAT_MEMBER,
]  # fmt: skip


class AnotherCopyError(Exception):
    """Somebody else polls with the same token."""


class StaysWithTelegramError(Exception):
    """An update could neither be handled nor parked: it must not be confirmed."""


class Intake:
    """Polls one bot. Updates are handled one after the other, which keeps every chat's order."""

    def __init__(
        self, office: Office, application: "Application[Any, Any, Any, Any, Any, Any]", dispatch: Dispatch
    ) -> None:
        """The application must be initialised, with the handlers of `dispatch`."""
        self._office, self._application, self._dispatch = office, application, dispatch
        self._bot: Bot = application.bot
        self._unsaved = Unsaved(office, application.bot)
        self._offset: int | None = None
        self._noted_at: datetime | None = None

    async def poll(self, seconds: int) -> int:
        """Wait so many seconds at most for updates and handle them; returns how many there were."""
        bodies = await self.fetch(seconds)
        await self.handle(bodies)
        return len(bodies)

    async def handle(self, bodies: Sequence[Mapping[str, Any]]) -> None:
        """Handle a batch, each update committed before the next; the next fetch confirms them."""
        for body in bodies:
            await self.take(body)
            self._offset = int(body["update_id"]) + 1
        await self._note()

    async def fetch(self, seconds: int) -> list[dict[str, Any]]:
        """The raw updates: one that cannot be read must not cost the others of its batch."""
        asked: dict[str, Any] = {"timeout": seconds, "limit": BATCH, "allowed_updates": json.dumps(ALLOWED)}
        if self._offset is not None:
            asked["offset"] = self._offset
        try:
            found = await self._bot.request.post(
                f"{self._bot.base_url}/getUpdates?{urlencode(asked)}", read_timeout=seconds + 10
            )
        except Conflict as said:
            raise AnotherCopyError from said
        return list(found) if isinstance(found, list) else []

    async def _note(self) -> None:
        """Telegram was heard: every 20 seconds that is written down, so that a gap can be told afterwards."""
        now = self._office.clock.now()
        if self._noted_at is None or now - self._noted_at >= timedelta(seconds=20):
            await gaps.note_poll(self._office)
            self._noted_at = now

    async def take(self, body: Mapping[str, Any]) -> None:
        """Handle one raw update until it is committed or parked; raises only when neither can be done."""
        failure: BaseException | None = None
        for attempt in range(TRIES):
            failure = await self._patiently(body)
            if failure is None:
                return
            event(
                log, "update_failed", logging.WARNING, exc_info=failure, update=body.get("update_id"), attempt=attempt
            )
        await self._unsaved.say(body)
        await self._park(body)

    async def _patiently(self, body: Mapping[str, Any]) -> BaseException | None:
        """Try once; whoever waits too long for a database that hangs gets the sentence meanwhile (S8)."""
        trying = asyncio.ensure_future(self._try(body))
        done, _ = await asyncio.wait({trying}, timeout=TOO_LONG.total_seconds())
        if not done:
            await self._unsaved.say(body)
        return await trying

    async def _try(self, body: Mapping[str, Any]) -> BaseException | None:
        try:
            update = Update.de_json(dict(body), self._bot)
        except Exception as malformed:  # noqa: BLE001 - whatever a malformed body does, it must not stop the others
            return malformed
        return await self._dispatch.process(self._application, update)

    async def _park(self, body: Mapping[str, Any]) -> None:
        try:
            await parking.park(self._office, int(body["update_id"]), body)
        except Exception as failure:
            raise StaysWithTelegramError from failure
        event(log, "update_parked", logging.ERROR, update=body.get("update_id"))


async def pause(office: Office, said: Exception) -> None:
    """After a failed poll: say so, wait a little."""
    event(log, "poll_failed", logging.WARNING, exc_info=said)
    await office.clock.sleep_until(office.clock.now() + BACK_OFF)


PASSING = (TelegramError, StaysWithTelegramError)
