"""Telegram for one bot, without the wire: people, chats, faults, and the Bot API's methods, strict where Telegram is.

A request or an answer that is not as the Bot API says is kept in `violations`. How calls come here is the business of
`server` (HTTP, this machine only) and `inprocess` (no wire at all).
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol, Self

from bot.clock import Clock
from bot.rehearsal.exchange import BOT_ID, BOT_USERNAME, Exchange, Violation
from bot.rehearsal.faults import JSON_SERVER_ERROR, Fault, Faults, What
from bot.rehearsal.journal import Journal
from bot.rehearsal.methods import METHODS, POLL
from bot.rehearsal.people import Person
from bot.rehearsal.refusals import Refusal, not_found, unauthorized
from bot.rehearsal.schema import Json, Schema

_FIRST_USER_ID = 700_001

# May refuse a call before it is carried out: (method, parameters). For what no scripted fault says.
Intercept = Callable[[str, Mapping[str, Any]], Awaitable[None]]


class DroppedError(Exception):
    """The connection is lost; there is no answer."""


class GatewayError(Exception):
    """The gateway before Telegram answers instead of it, with a page that is no JSON."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Wire(Protocol):
    """What carries calls: it can be shut, as in an outage, and opened again."""

    @property
    def url(self) -> str:
        """Where the bot finds it."""

    async def open(self) -> None:
        """Begin to carry."""

    async def let_in(self) -> None:
        """Carry again."""

    async def shut(self) -> None:
        """Refuse everybody."""

    async def close(self) -> None:
        """Give everything up."""


class BotApi:
    """Telegram for one bot: `url` and `token` are what the bot is given.

    `patience`: after so many real seconds a call that hangs is dropped unanswered; None leaves that to the caller.
    """

    def __init__(self, clock: Clock, wire: Wire, *, token: str = "", patience: float | None = None) -> None:
        self._exchange = Exchange(clock, Schema.load())
        self._wire = wire
        self._patience = patience
        self._out = False
        self._people: dict[str, Person] = {}
        self._busy = 0
        self.token = token or f"{BOT_ID}:{secrets.token_urlsafe(26)}"
        self.username = BOT_USERNAME
        self.url = ""
        self.intercept: Intercept | None = None
        self.faults = Faults(clock)

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def open(self) -> None:
        """Begin to carry calls."""
        await self._wire.open()
        self.url = self._wire.url

    async def close(self) -> None:
        self.faults.lift()
        self._exchange.updates.end_poll()
        await self._wire.close()

    async def add_fault(self, fault: Fault) -> int:
        """From now on this goes wrong; returns the number to lift it by."""
        number = self.faults.add(fault)
        await self.catch_up()
        return number

    async def lift_faults(self, which: int | What | None = None) -> None:
        """End one fault, those of a kind, or all."""
        self.faults.lift(which)
        await self.catch_up()

    async def catch_up(self) -> None:
        """Begin and end outages as the clock says; whoever moves the clock calls this."""
        out = bool(self.faults.outages)
        if out is self._out:
            return
        self._out = out
        self._exchange.note_fault("Telegram cannot be reached" if out else "Telegram can be reached again")
        await (self._wire.shut() if out else self._wire.let_in())

    @property
    def out(self) -> bool:
        """Whether Telegram cannot be reached now."""
        return self._out

    def person(self, name: str, user_id: int | None = None, language_code: str = "en") -> Person:
        """A person of this name, made at the first call."""
        if name not in self._people:
            made = Person(self._exchange, name, user_id or _FIRST_USER_ID + len(self._people), language_code)
            self._people[name] = made
            self._exchange.chats[made.user_id] = made.chat
        return self._people[name]

    @property
    def people(self) -> Mapping[str, Person]:
        return self._people

    @property
    def journal(self) -> Journal:
        return self._exchange.journal

    @property
    def violations(self) -> list[Violation]:
        """Every break of the Bot API so far."""
        return self._exchange.violations

    @property
    def files(self) -> Mapping[str, bytes]:
        """What the bot sent as photos and documents, by file id."""
        return self._exchange.files

    @property
    def answered_taps(self) -> list[tuple[str, datetime]]:
        """Who tapped when, of the taps that were answered."""
        return self._exchange.answered_taps()

    @property
    def pending(self) -> int:
        """How many updates the bot has not confirmed."""
        return self._exchange.updates.pending

    @property
    def busy(self) -> int:
        """How many calls other than getUpdates are being carried out."""
        return self._busy

    @property
    def polled(self) -> bool:
        """Whether the bot waits in a long poll right now."""
        return self._exchange.updates.polled

    async def until_confirmed(self) -> None:
        """Return once the bot has confirmed every update."""
        await self._exchange.updates.until_confirmed()

    async def call(self, path: str, parameters: Json) -> Any:
        """What a call answers: `path` is /bot<token>/<method>. Raises Refusal, GatewayError or DroppedError."""
        method = self._method_of(path)
        asked = self._read(method, parameters)
        if (struck := self._strike(method, asked)) is not None:
            await self._suffer(*struck)
        if self.intercept is not None:
            await self.intercept(method, asked)
        if struck is None or struck[1].what is not What.DROPPED_AFTER:
            return self._checked(method, await self._carry_out(method, asked))
        with suppress(Refusal):
            await self._carry_out(method, asked)
        raise DroppedError

    def _read(self, method: str, raw: Json) -> Json:
        try:
            asked = self._exchange.schema.read_request(method, raw)
            if method in METHODS:
                METHODS[method].check_served(asked)
        except Refusal as refusal:
            self._blame("request", method, refusal.description)
            raise
        return asked

    def _strike(self, method: str, asked: Json) -> tuple[int, Fault] | None:
        chat = self._exchange.chat_of(asked)
        struck = self.faults.strike(method, chat.id if chat else None)
        if struck is not None:
            self._exchange.note_fault(f"{method}: {struck[1].told()}", chat)
        return struck

    async def _suffer(self, number: int, fault: Fault) -> None:
        """What happens before the call is carried out; whoever hangs until the fault is lifted is then served."""
        match fault.what:
            case What.TOO_MANY_REQUESTS:
                wait = fault.retry_after
                raise Refusal(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
            case What.SERVER_ERROR:
                raise _server_error(fault.code)
            case What.DROPPED_BEFORE:
                raise DroppedError
            case What.HANG:
                await self._hang(number)
            case What.DROPPED_AFTER | What.OUTAGE:
                return

    async def _hang(self, number: int) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await self.faults.hang(number)
        except TimeoutError:
            raise DroppedError from None

    async def _carry_out(self, method: str, asked: Json) -> Any:
        if method == POLL:
            return await self._poll(asked)
        self._busy += 1
        try:
            return METHODS[method].carry_out(self._exchange, asked)
        finally:
            self._busy -= 1

    async def _poll(self, asked: Json) -> list[Json]:
        return await self._exchange.updates.get(
            offset=asked.get("offset", 0),
            limit=asked.get("limit", 100),
            timeout=asked.get("timeout", 0),
            wanted=asked.get("allowed_updates"),
        )

    def _checked(self, method: str, result: object) -> object:
        if problem := self._exchange.schema.check_answer(method, result):
            self._blame("answer", method, problem)
            raise Refusal(500, f"Internal Server Error: the rehearsal answered wrongly: {problem}")
        return result

    def _method_of(self, path: str) -> str:
        head, _, method = path.removeprefix("/").partition("/")
        if not head.startswith("bot") or not method or "/" in method:
            raise not_found()
        if not secrets.compare_digest(head.removeprefix("bot").encode(), self.token.encode()):
            raise unauthorized()
        # Telegram does not care about capitals in the name of a method.
        return next((name for name in (*METHODS, POLL) if name.lower() == method.lower()), method)

    def _blame(self, side: str, method: str, problem: str) -> None:
        self._exchange.violations.append(Violation(side=side, method=method, problem=problem))


def _server_error(code: int) -> Exception:
    """Telegram's own says so in JSON; the gateway before it shows a page."""
    if code == JSON_SERVER_ERROR:
        return Refusal(code, "Internal Server Error")
    return GatewayError(code)
