"""Connections that break on the way to Telegram, before or after the message has arrived."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from telegram.error import TimedOut
from telegram.request import HTTPXRequest


@contextmanager
def failing(error, after=False, times=1) -> Iterator[None]:
    """Let the connection fail, before or after the message has arrived; at least once, or nothing was tried."""
    real, failed = HTTPXRequest.do_request, []

    async def do_request(self, url, *given, **named):
        if not url.endswith("sendMessage") or len(failed) >= times:
            return await real(self, url, *given, **named)
        failed.append(url)
        if after:
            await real(self, url, *given, **named)
        raise TimedOut from error

    with mock.patch.object(HTTPXRequest, "do_request", do_request):
        yield
    assert failed, "nothing was sent over the broken connection"
