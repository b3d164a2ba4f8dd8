"""The web side of the process: Telegram's webhook, where there is one, and whether the bot is alive and ready.

An update is answered with 200 only after its transaction has committed; anything else makes Telegram send it again.
Whoever does not know the secret learns nothing. TLS is the proxy's in front.
"""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot.chat import intake
from bot.chat.intake import Intake, StaysWithTelegramError
from bot.chat.raw import number_of

BIGGEST = 1024 * 1024  # bytes; Telegram's updates are far smaller
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
PATH = "/telegram"

Health = Callable[[], Awaitable[list[str]]]


class Web:
    """The routes. `troubles` says why the bot is not ready; without a `secret` there is no webhook route."""

    def __init__(self, intake: Intake, troubles: Health, secret: str | None = None) -> None:
        """Nothing is served yet."""
        self._intake, self._troubles, self._secret = intake, troubles, secret
        self._one_at_a_time = asyncio.Lock()  # order within a chat is kept; Telegram sends several at once

    def application(self) -> web.Application:
        """The routes, ready to be served."""
        application = web.Application(client_max_size=BIGGEST)
        application.router.add_get("/live", self._live)
        application.router.add_get("/ready", self._ready)
        if self._secret is not None:
            application.router.add_post(PATH, self._update)
        return application

    async def _live(self, _request: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def _ready(self, _request: web.Request) -> web.Response:
        """Names what is wrong by code only: this page may be reachable from outside."""
        found = await self._troubles()
        return web.Response(status=503 if found else 200, text="".join(f"{one}\n" for one in found) or "ready\n")

    async def _update(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not secrets.compare_digest(given.encode(), (self._secret or "").encode()):
            return web.Response(status=403)
        if request.content_type != "application/json":
            return web.Response(status=415)
        body = await _json(request)
        if number_of(body) is None:
            return web.Response(status=400)
        return await self._take(body)

    async def _take(self, body: Any) -> web.Response:
        try:
            async with asyncio.timeout(intake.TOO_LONG.total_seconds()):
                await self._one_at_a_time.acquire()
        except TimeoutError:
            await self._intake.cannot_save(
                body
            )  # whoever waits behind a hanging database must not wait in silence (S8)
            return web.Response(status=503)
        try:
            await self._intake.take(body)
        except StaysWithTelegramError:
            return web.Response(status=503)
        finally:
            self._one_at_a_time.release()
        return web.Response()


async def _json(request: web.Request) -> Any:
    try:
        return json.loads(await request.read())
    except (ValueError, RecursionError):
        return None


@asynccontextmanager
async def served(application: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve while the context lasts; gives the port."""
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=5.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
