"""Keeps every test on this machine: a socket may reach loopback and Unix addresses, nothing else."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock


class OutsideWorldError(Exception):
    """A test tried to reach another machine."""


@contextmanager
def only_loopback() -> Iterator[None]:
    """Refuse connections, datagrams and name look-ups that would leave the machine."""
    with (
        mock.patch.object(socket.socket, "connect", _guarded(socket.socket.connect)),
        mock.patch.object(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex)),
        mock.patch.object(socket.socket, "sendto", _guarded_sendto(socket.socket.sendto)),
        mock.patch.object(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo)),
    ):
        yield


def _guarded(real: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        _refuse_outside(self, address)
        return real(self, address)

    return connect


def _guarded_sendto(real: Any) -> Any:
    def sendto(self: socket.socket, *arguments: Any) -> Any:
        _refuse_outside(self, arguments[-1])
        return real(self, *arguments)

    return sendto


def _guarded_lookup(real: Any) -> Any:
    def getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in {None, "", "localhost"} and not _is_address(name):
            raise OutsideWorldError(f"A test looked up {name!r}.")
        return real(host, *arguments, **options)

    return getaddrinfo


def _refuse_outside(opened: socket.socket, address: Any) -> None:
    if opened.family == socket.AF_UNIX:
        return
    host = address[0]
    if host != "localhost" and not (_is_address(host) and ipaddress.ip_address(host).is_loopback):
        raise OutsideWorldError(f"A test tried to reach {host!r}.")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
