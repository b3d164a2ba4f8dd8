"""Telegram inside the bot's own process: what the bot asks is answered without any network.

Cheaper than a connection by far, and nothing depends on which of two answers comes first. Files cannot be sent this way.
"""

import json
from collections.abc import Mapping

import httpx

from bot.clock import Clock
from bot.rehearsal.botapi import BotApi, DroppedError, GatewayError
from bot.rehearsal.refusals import Refusal
from bot.rehearsal.schema import Json


class InProcess(BotApi):
    """Telegram for one bot; `answer` is what the bot is given instead of the network."""

    def __init__(self, clock: Clock, *, token: str = "") -> None:
        """`token` is what the bot must show; one is made up if none is given."""
        super().__init__(clock, _Wire(), token=token, patience=0)

    async def answer(self, path: str, asked: Mapping[str, str]) -> tuple[int, bytes]:
        """The status and the body that the real one would send back."""
        if self.out:
            raise httpx.ConnectError("There is no way to Telegram.")
        try:
            result = await self.call(path, dict(asked))
        except Refusal as refusal:
            return refusal.code, _body(refusal.as_json())
        except GatewayError as error:
            return error.code, f"{error.code}: the gateway".encode()
        except DroppedError:
            raise httpx.RemoteProtocolError("Server disconnected without sending a response.") from None
        return 200, _body({"ok": True, "result": result})


def _body(said: Json) -> bytes:
    return json.dumps(said, separators=(",", ":")).encode()


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
