"""Telegram inside the bot's own process: the HTTP library's requests are answered without any network.

Cheaper than a connection by far, and nothing depends on which of two answers comes first. Files cannot be sent this way.
"""

from urllib.parse import parse_qsl

import httpx

from bot.clock import Clock
from bot.rehearsal.botapi import BotApi, DroppedError, GatewayError
from bot.rehearsal.refusals import Refusal, bad_request
from bot.rehearsal.schema import Json

_FORM = "application/x-www-form-urlencoded"


class InProcess(BotApi):
    """Telegram for one bot; `transport` is what the bot's HTTP library is given instead of the network."""

    def __init__(self, clock: Clock, *, token: str) -> None:
        """`token` is what the bot must show."""
        super().__init__(clock, _Wire(), token=token, patience=0)
        self.transport = _Transport(self)


class _Transport(httpx.AsyncBaseTransport):
    def __init__(self, api: BotApi) -> None:
        self._api = api

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """What the real library would bring back."""
        if self._api.out:
            raise httpx.ConnectError("There is no way to Telegram.")
        try:
            result = await self._api.call(request.url.path, _parameters(request, await request.aread()))
        except Refusal as refusal:
            return httpx.Response(refusal.code, json=refusal.as_json())
        except GatewayError as error:
            return httpx.Response(error.code, text=f"{error.code}: the gateway")
        except DroppedError:
            raise httpx.RemoteProtocolError("Server disconnected without sending a response.") from None
        return httpx.Response(200, json={"ok": True, "result": result})


class _Wire:
    """No wire: an outage is looked up in Telegram itself."""

    url = "http://telegram.invalid"

    async def open(self) -> None:
        """Nothing to open."""

    async def let_in(self) -> None:
        """Nothing to let in."""

    async def shut(self) -> None:
        """Nothing to shut."""

    async def close(self) -> None:
        """Nothing to close."""


def _parameters(request: httpx.Request, body: bytes) -> Json:
    if body and not request.headers.get("Content-Type", "").startswith(_FORM):
        raise bad_request("files are not served in the process itself")
    return {**request.url.params, **dict(parse_qsl(body.decode(), keep_blank_values=True))}
