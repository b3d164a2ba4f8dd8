"""A port of this machine that can be shut and opened again without being given up: Telegram's side of an outage.

While it is shut every connection is refused, as it is when there is no way to Telegram, and nothing is read.
"""

import socket

from aiohttp import web

_HOST = "127.0.0.1"


class Port:
    """Serves one application."""

    def __init__(self, application: web.Application) -> None:
        """Not open yet."""
        # No access log: the token is part of every address. A caller who has gone away is not answered.
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0, handler_cancellation=True)
        self._held: socket.socket | None = None
        self.number = 0

    @property
    def url(self) -> str:
        return f"http://{_HOST}:{self.number}"

    async def open(self) -> None:
        """Listen, on a free port the first time."""
        await self._runner.setup()
        self._hold()
        await self.let_in()

    async def let_in(self) -> None:
        """Listen again, unless it does already."""
        if self._held is not None:
            held, self._held = self._held, None
            await web.SockSite(self._runner, held).start()

    async def shut(self) -> None:
        """Refuse whoever calls, and break off whoever is connected."""
        if self._held is not None or self._runner.server is None:
            return
        for site in self._runner.sites:
            await site.stop()
        self._hold()
        for connection in self._runner.server.connections:
            if connection.transport is not None:
                connection.transport.abort()

    async def close(self) -> None:
        """Give the port up."""
        await self._runner.cleanup()
        if self._held is not None:
            self._held.close()
            self._held = None

    def _hold(self) -> None:
        """Bound but not listening: connections are refused, and nobody else is given the port meanwhile."""
        self._held = socket.socket()
        self._held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._held.bind((_HOST, self.number))
        self._held.setblocking(False)
        self.number = self._held.getsockname()[1]
