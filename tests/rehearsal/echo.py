"""A small world without the product: a bot that echoes, and two reminders a day. It tries the runner and the page."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import httpx

from bot.clock import VirtualClock
from bot.rehearsal.server import BotApiServer
from bot.rehearsal.world import ActFailedError, Setting

BUTTONS = {"inline_keyboard": [[{"text": "Good", "callback_data": "good"}, {"text": "Bad", "callback_data": "bad"}]]}
EVERY = timedelta(hours=12)


class EchoWorld:
    """Says back what is said, answers taps, and reminds everyone who has started every twelve hours."""

    def __init__(self, setting: Setting, server: BotApiServer, http: httpx.AsyncClient, clock: VirtualClock) -> None:
        self.clock = clock
        self.server = server
        self.people = {key: server.person(one.name, language_code=one.language) for key, one in setting.cast.items()}
        self._http = http
        self._offset = 0
        self._next_at: datetime | None = setting.start_at + EVERY

    async def settle(self) -> None:
        await self.server.catch_up()
        while updates := await self._call("getUpdates", offset=self._offset):
            for update in updates:
                self._offset = update["update_id"] + 1
                await self._answer(update)

    async def advance_to(self, instant: datetime) -> None:
        while self._next_at is not None and self._next_at <= instant:
            await self.clock.advance_to(self._next_at)
            self._next_at += EVERY
            await self._remind()
        await self.clock.advance_to(instant)

    async def next_event_at(self) -> datetime | None:
        return self._next_at

    async def perform(self, act: str, options: Mapping[str, str]) -> Mapping[str, str]:
        if act == "stop":
            self._next_at = None
        if act == "break":
            await self._http.post(f"{self._base}/sendMessage", json={"colour": "red"})
        if act == "fail":
            raise ActFailedError("no such patient")
        return {"code": "123456", **options}

    async def _remind(self) -> None:
        for person in self.people.values():
            if person.started:
                await self._send(person.user_id, "Time for a reminder", BUTTONS)

    async def _answer(self, update: dict[str, Any]) -> None:
        if "callback_query" in update:
            await self._answer_tap(update["callback_query"])
        elif "message" in update:
            said = update["message"].get("text", "something")
            await self._send(update["message"]["chat"]["id"], f"You said: {said}", BUTTONS)

    async def _answer_tap(self, tap: dict[str, Any]) -> None:
        message = tap["message"]
        target = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        await self._call("answerCallbackQuery", callback_query_id=tap["id"], text="Noted")
        await self._call("editMessageText", **target, text=f"You chose: {tap['data']}")

    async def _send(self, chat_id: int, text: str, markup: dict[str, Any]) -> None:
        await self._call("sendMessage", chat_id=chat_id, text=text, reply_markup=markup)

    async def _call(self, method: str, **asked: Any) -> Any:
        """The result; nothing where something went wrong, for an echo is not tried again."""
        try:
            answer = await self._http.post(f"{self._base}/{method}", json=asked)
            return answer.json().get("result")
        except (httpx.HTTPError, ValueError):
            return None

    @property
    def _base(self) -> str:
        return f"{self.server.url}/bot{self.server.token}"


class EchoStage:
    """Opens echo worlds."""

    acts: Mapping[str, frozenset[str]] = {
        "enrol": frozenset({"who", "regimen"}), "stop": frozenset(), "break": frozenset(), "fail": frozenset(),
    }  # fmt: skip

    @asynccontextmanager
    async def open(self, setting: Setting) -> AsyncIterator[EchoWorld]:
        clock = VirtualClock(setting.start_at)
        async with BotApiServer(clock, patience=0) as server, httpx.AsyncClient(trust_env=False) as http:
            yield EchoWorld(setting, server, http, clock)
