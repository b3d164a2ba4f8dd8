"""The rehearsal's web page, on this machine only: the phones side by side, the virtual time, and what moves it.

Whoever opens another site in the same browser must not be able to press a button here: only requests that name this
server as host, and that come from its own page, are carried out. One action is carried out at a time.
"""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import resources
from typing import Any

from aiohttp import web

from bot.rehearsal.moments import NEXT_EVENT, NoMomentError, read_moment, show_moment
from bot.rehearsal.moving import to_next_event
from bot.rehearsal.pagefaults import read_fault, show_faults
from bot.rehearsal.pagestate import show_phone
from bot.rehearsal.people import CannotDoError, Person
from bot.rehearsal.world import ActFailedError, World

_ASSETS = {
    "/": ("page.html", "text/html"),
    "/page.css": ("page.css", "text/css"),
    "/page.js": ("page.js", "text/javascript"),
}
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_BIGGEST_BODY = 64 * 1024

Asked = Mapping[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A phone on the page: whose (the key of the cast), and what the reader is told about that person."""

    key: str
    role: str


@asynccontextmanager
async def serve_page(world: World, *, phones: tuple[Phone, ...], zone: str, port: int = 0) -> AsyncIterator[str]:
    """Serve the page while the context lasts; gives its address. Times are shown in the zone, the patient's."""
    page = _Page(world, phones, zone)
    runner = web.AppRunner(page.application(), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        page.port = runner.addresses[0][1]
        await page.look_ahead()
        yield f"http://127.0.0.1:{page.port}/"
    finally:
        await runner.cleanup()


class _Page:
    def __init__(self, world: World, phones: tuple[Phone, ...], zone: str) -> None:
        self._world = world
        self._phones = phones
        self._zone = zone
        self._one_at_a_time = asyncio.Lock()
        self._next = ""
        self.port = 0

    def application(self) -> web.Application:
        application = web.Application(client_max_size=_BIGGEST_BODY, middlewares=[self._guard])
        for path in _ASSETS:
            application.router.add_get(path, _asset)
        application.router.add_get("/state", self._state)
        for path, act in (
            ("/say", self._say),
            ("/tap", self._tap),
            ("/start", self._start),
            ("/advance", self._advance),
            ("/block", self._block),
            ("/fault", self._fault),
            ("/lift", self._lift),
        ):
            application.router.add_post(path, self._action(act))
        return application

    async def look_ahead(self) -> None:
        """Remember when the next event is; asked once per action, not by every look at the page."""
        moment = await self._world.next_event_at()
        self._next = show_moment(moment, self._zone) if moment else ""

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not self._is_ours(request):
            return web.json_response({"error": "This page answers itself only."}, status=403, headers=_HEADERS)
        response = await handler(request)
        response.headers.update(_HEADERS)
        return response

    def _is_ours(self, request: web.Request) -> bool:
        hosts = {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}
        if request.host not in hosts:
            return False
        same_site = request.headers.get("Origin") == f"http://{request.host}"
        return request.method in {"GET", "HEAD"} or (same_site and request.content_type == "application/json")

    async def _state(self, request: web.Request) -> web.Response:
        state = self._shown()
        version = hashlib.sha256(json.dumps(state).encode()).hexdigest()[:16]
        if request.query.get("known") == version:
            return web.Response(status=204)
        return web.json_response({"version": version, **state})

    def _shown(self) -> dict[str, Any]:
        journal = self._world.server.journal
        return {
            "now": show_moment(self._world.clock.now(), self._zone),
            "zone": self._zone,
            "next": self._next,
            "faults": show_faults(self._world, journal, self._zone),
            "phones": [show_phone(one.key, one.role, self._world, self._zone, journal) for one in self._phones],
        }

    def _action(self, act: Callable[[Asked], Awaitable[None]]) -> Handler:
        async def handle(request: web.Request) -> web.Response:
            try:
                asked = dict(await request.json())
                async with self._one_at_a_time:
                    await act(asked)
                    await self._world.settle()
                    await self.look_ahead()
            except (KeyError, TypeError, ValueError, RecursionError) as wrong:
                return web.json_response({"error": _sentence(wrong)}, status=400)
            except (CannotDoError, ActFailedError) as wrong:
                return web.json_response({"error": str(wrong)}, status=409)
            return web.json_response({"done": True})

        return handle

    async def _say(self, asked: Asked) -> None:
        await self._person(asked).say(str(asked["text"]))

    async def _tap(self, asked: Asked) -> None:
        await self._person(asked).tap(int(asked["message_id"]), str(asked["button"]))

    async def _start(self, asked: Asked) -> None:
        await self._person(asked).start(str(asked.get("payload") or "").strip() or None)

    async def _block(self, asked: Asked) -> None:
        person = self._person(asked)
        if not person.started:
            raise CannotDoError(f"{person.name} has no chat with the bot to block.")
        await person.block()

    async def _fault(self, asked: Asked) -> None:
        person = self._person(asked) if asked.get("phone") else None
        now = self._world.clock.now()
        await self._world.server.add_fault(read_fault(asked, person, now, self._zone))

    async def _lift(self, asked: Asked) -> None:  # noqa: ARG002 - every action is asked in the same way
        await self._world.server.lift_faults()

    async def _advance(self, asked: Asked) -> None:
        if asked["to"] == NEXT_EVENT:
            await to_next_event(self._world)
            return
        now = self._world.clock.now()
        moment = read_moment(str(asked["to"]), now, self._zone)
        if moment < now:
            raise ActFailedError("Time only moves on: choose a later moment.")
        await self._world.advance_to(moment)

    def _person(self, asked: Asked) -> Person:
        key = str(asked["phone"])
        if key not in {phone.key for phone in self._phones}:
            raise ActFailedError("There is no such phone.")
        return self._world.people[key]


async def _asset(request: web.Request) -> web.Response:
    name, kind = _ASSETS[request.path]
    body = resources.files("bot.rehearsal").joinpath(name).read_text(encoding="utf-8")
    return web.Response(text=body, content_type=kind, charset="utf-8")


def _sentence(wrong: Exception) -> str:
    return str(wrong) if isinstance(wrong, NoMomentError) else "The page asked for something it cannot mean."
