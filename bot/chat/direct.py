"""Asking a Bot API that lives in this very process: no network and no HTTP library between, which cost more than the rest.

For simulations. What goes wrong on the way is told as the library's own request tells it; files cannot be sent this way.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

# A path and what is asked; the status and the body that come back. Raises what the HTTP library would.
Answer = Callable[[str, Mapping[str, str]], Awaitable[tuple[int, bytes]]]


class DirectRequest(BaseRequest):
    """What the bot is given instead of a connection pool."""

    def __init__(self, answer: Answer) -> None:
        """`answer` is the other side."""
        super().__init__()
        self._answer = answer

    @property
    def read_timeout(self) -> float | None:
        """Nobody waits."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **timeouts: Any
    ) -> tuple[int, bytes]:
        """Ask, and be told in the library's words if it fails."""
        del method, args, timeouts
        there = urlsplit(url)
        asked = {**dict(parse_qsl(there.query)), **(request_data.json_parameters if request_data else {})}
        try:
            return await self._answer(there.path, asked)
        except httpx.TimeoutException as failure:
            raise TimedOut from failure
        except httpx.HTTPError as failure:
            raise NetworkError(f"httpx.{type(failure).__name__}: {failure}") from failure
