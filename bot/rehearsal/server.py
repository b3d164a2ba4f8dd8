"""An embedded Bot API server on this machine only: Telegram for a rehearsal, by HTTP as the real one.

It never reaches the network. What is said and done is the business of `botapi`; here is only the wire.
"""

import json

from aiohttp import BodyPartReader, web

from bot.clock import Clock
from bot.rehearsal.botapi import BotApi, DroppedError, GatewayError
from bot.rehearsal.port import Port
from bot.rehearsal.refusals import Refusal, bad_request, not_found
from bot.rehearsal.schema import InputFile, Json

_BIGGEST_UPLOAD = 50 * 1024 * 1024


class BotApiServer(BotApi):
    """Telegram for one bot, on a free port of this machine."""

    def __init__(self, clock: Clock, *, patience: float | None = None) -> None:
        application = web.Application(client_max_size=_BIGGEST_UPLOAD + 1024 * 1024)
        application.router.add_route("*", "/{path:.*}", self._answer)
        super().__init__(clock, Port(application), patience=patience)

    async def _answer(self, request: web.Request) -> web.Response:
        try:
            result = await self.call(request.path, await _parameters(request))
        except Refusal as refusal:
            return web.json_response(refusal.as_json(), status=refusal.code)
        except GatewayError as error:
            return web.Response(status=error.code, text=f"{error.code}: the gateway")
        except DroppedError:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        return web.json_response({"ok": True, "result": result})


async def _parameters(request: web.Request) -> Json:
    if request.method not in {"GET", "POST"}:
        raise not_found()
    try:
        return {**request.query, **await _body(request)}
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413, "Request Entity Too Large") from None
    except (TypeError, ValueError, RecursionError):
        raise bad_request("can't parse the request") from None


async def _body(request: web.Request) -> Json:
    match request.content_type:
        case "application/json":
            return dict(json.loads(await request.text() or "{}"))
        case "multipart/form-data":
            return await _multipart(request)
        case _:
            return dict(await request.post())


async def _multipart(request: web.Request) -> Json:
    fields: Json = {}
    files: dict[str, InputFile] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise ValueError("not a form")
        content = bytes(await part.read())
        if part.filename is None:
            fields[part.name] = content.decode()
        else:
            files[part.name] = InputFile(name=part.filename, content=content)
    attached = {f"attach://{name}": file for name, file in files.items()}
    named = {name: attached.get(value, value) for name, value in fields.items()}
    used = {id(value) for value in named.values()}
    return {**named, **{name: file for name, file in files.items() if id(file) not in used}}
