"""The guard itself: no test reaches another machine, every test reaches this one."""

import asyncio
import socket

import pytest

from tests.support.network import OutsideWorldError


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.com", "0.0.0.0"])
def test_another_machine_is_out_of_reach(host: str) -> None:
    """An address and a name of elsewhere are refused before anything is sent."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as stream, pytest.raises(OutsideWorldError):
        stream.connect((host, 80))
    with socket.socket(family, socket.SOCK_DGRAM) as datagrams, pytest.raises(OutsideWorldError):
        datagrams.sendto(b"?", (host, 53))


async def test_asyncio_is_guarded_too() -> None:
    """What PTB and the database drivers connect with is refused the same way."""
    with pytest.raises(OutsideWorldError):
        await asyncio.open_connection("192.0.2.1", 443)


async def test_this_machine_is_in_reach() -> None:
    """A server on loopback can be called."""
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1")
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        assert await reader.read() == b""
        writer.close()
        await writer.wait_closed()
