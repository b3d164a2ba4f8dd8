"""Taking updates from Telegram so that none is lost: confirmed only after its transaction has committed.

python-telegram-bot's own updater confirms what is merely queued in memory, so the loop is ours; its Application only
dispatches. A failing update is tried again, then parked whole with an alarm; if it cannot even be parked it stays with
Telegram. The one thing sent from here directly is S8's fixed sentence.
"""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from telegram import Bot, Update
from telegram.constants import UpdateType
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.chat.dispatch import App, Dispatch
from bot.chat.raw import cleaned, essentials, number_of, tap_of
from bot.chat.sender import toast
from bot.chat.unsaved import Unsaved
from bot.domain.catchup import Why
from bot.logs import event
from bot.service import gaps, parking
from bot.service.office import Office

log = logging.getLogger(__name__)

TRIES = 3
BATCH = 100
TOO_LONG = timedelta(seconds=10)  # whoever waits longer for a database that hangs gets the sentence
GIVE_UP = timedelta(seconds=20)  # after that, the try counts as failed
BACK_OFF = timedelta(seconds=1)
NOTED_EVERY = timedelta(seconds=20)
ALLOWED = [
    UpdateType.MESSAGE, UpdateType.EDITED_MESSAGE, UpdateType.CALLBACK_QUERY, UpdateType.MY_CHAT_MEMBER,
]  # fmt: skip


class AnotherCopyError(Exception):
    """Somebody else polls with the same token."""


class StaysWithTelegramError(Exception):
    """An update could neither be handled nor parked: it must not be confirmed."""


class HangsError(Exception):
    """A try did not end in time."""


class Intake:
    """Polls one bot. Updates are handled one after the other, which keeps every chat's order."""

    def __init__(self, office: Office, application: App, dispatch: Dispatch) -> None:
        """The application must be initialised, with the handlers of `dispatch`."""
        self._office, self._application, self._dispatch = office, application, dispatch
        self._bot: Bot = application.bot
        self._unsaved = Unsaved(office, application.bot)
        self._hung: Counter[int] = Counter()
        self._offset: int | None = None
        self._noted_at: datetime | None = None

    async def poll(self, seconds: int) -> int:
        """Wait so many seconds at most for updates and handle them; returns how many there were."""
        bodies = await self.fetch(seconds)
        await self.handle(bodies)
        return len(bodies)

    async def handle(self, bodies: Sequence[Any]) -> None:
        """Handle a batch, each update committed before the next; the next fetch confirms them."""
        taken = 0
        for at, body in enumerate(bodies):
            number = number_of(body)
            if number is None:
                event(log, "update_without_number", logging.ERROR)
                continue
            await self._take_first(bodies[at:])
            self._offset = number + 1
            taken += 1
        await self._note()
        if bodies and not taken:
            raise StaysWithTelegramError  # nothing of this could be confirmed: do not ask again at once

    async def _take_first(self, bodies: Sequence[Any]) -> None:
        """While one cannot be saved, those behind it cannot either: nobody's red flag waits in silence (S8)."""
        try:
            await self.take(bodies[0], behind=bodies[1:])
        except StaysWithTelegramError:
            await self._unsaved.say(*bodies[1:])
            raise

    async def fetch(self, seconds: int) -> list[Any]:
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
        if self._noted_at is None or abs(now - self._noted_at) >= NOTED_EVERY:
            await gaps.note_poll(self._office)
            self._noted_at = now

    async def take(self, raw: Mapping[str, Any], behind: Sequence[Any] = ()) -> None:
        """Handle one raw update until it is committed or parked; raises only when neither can be done.

        `behind` are the updates that wait for this one.
        """
        body = cleaned(raw)
        number = int(body["update_id"])
        failure: BaseException | None = None
        usable = True
        for attempt in range(TRIES):
            if attempt == TRIES - 1:
                usable = await self._usable()
            failure = await self._patiently(body, behind)
            if failure is None:
                return
            event(log, "update_failed", logging.WARNING, exc_info=failure, update=number, attempt=attempt)
            if isinstance(failure, HangsError):
                break
        await self.cannot_save(body)
        if not usable:  # the database is at fault, not this update: it is handled once that is back
            raise StaysWithTelegramError from failure
        await self._set_aside(number, body, failure)

    async def _usable(self) -> bool:
        try:
            async with asyncio.timeout(GIVE_UP.total_seconds()):
                return await parking.usable(self._office)
        except TimeoutError:
            return False

    async def cannot_save(self, body: Mapping[str, Any]) -> None:
        """Whoever is behind this update learns that it is not saved; a tap is answered, or it shows as still going."""
        await self._unsaved.say(body)
        if (tap_id := tap_of(body)) is not None:
            await toast(self._bot, tap_id, None)

    async def _set_aside(self, number: int, body: Mapping[str, Any], failure: BaseException | None) -> None:
        if isinstance(failure, HangsError):
            self._hung[number] += 1
            if self._hung[number] < TRIES:  # it is the database that hangs, as long as it is not always this one
                raise StaysWithTelegramError from failure
        await self._park(number, body)
        del self._hung[number]

    async def _patiently(self, body: Mapping[str, Any], behind: Sequence[Any]) -> BaseException | None:
        """Try once; whoever waits too long for a database that hangs gets the sentence meanwhile (S8)."""
        trying = asyncio.ensure_future(self._try(body))
        try:
            await asyncio.wait({trying}, timeout=TOO_LONG.total_seconds())
            if not trying.done():
                await self._unsaved.say(body, *behind)
                await asyncio.wait({trying}, timeout=GIVE_UP.total_seconds())
        finally:
            await _end(trying)
        if not trying.done() or trying.cancelled():
            return HangsError()
        return trying.exception() or trying.result()

    async def _try(self, body: Mapping[str, Any]) -> BaseException | None:
        try:
            update = self._read(body)
        except Exception as malformed:  # noqa: BLE001 - whatever a malformed body does, it must not stop the others
            return malformed
        return await self._dispatch.process(self._application, update)

    def _read(self, body: Mapping[str, Any]) -> Update:
        """One odd part that the library does not know must not cost a red flag in the same message."""
        try:
            return Update.de_json(dict(body), self._bot)
        except Exception:
            if (rest := essentials(body)) is None:
                raise
            event(log, "update_reduced", logging.WARNING, update=body["update_id"])
            return Update.de_json(rest, self._bot)

    async def _park(self, number: int, body: Mapping[str, Any]) -> None:
        try:
            async with asyncio.timeout(GIVE_UP.total_seconds()):
                await parking.park(self._office, number, body)
        except Exception as failure:
            raise StaysWithTelegramError from failure
        event(log, "update_parked", logging.ERROR, update=number)


async def _end(trying: "asyncio.Future[Any]") -> None:
    """Nothing of a try goes on unseen once we stop waiting for it."""
    if not trying.done():
        trying.cancel()
        await asyncio.wait({trying}, timeout=BACK_OFF.total_seconds())


async def pause(office: Office, said: Exception) -> None:
    """After a failed poll: say so, wait as long as Telegram asks, or a little."""
    event(log, "poll_failed", logging.WARNING, exc_info=said)
    hindered(office, said)
    asked = said.retry_after if isinstance(said, RetryAfter) else BACK_OFF
    wait = asked if isinstance(asked, timedelta) else timedelta(seconds=asked)
    await office.clock.sleep_until(office.clock.now() + wait)


def hindered(office: Office, said: Exception) -> None:
    """What kept us from hearing anything, for whoever asks why afterwards."""
    office.hindered_by.add(Why.TELEGRAM if isinstance(said, TelegramError) else Why.DATABASE)


PASSING = (TelegramError, StaysWithTelegramError)
