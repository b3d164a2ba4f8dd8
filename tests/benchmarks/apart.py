"""The embedded Bot API server in a process of its own, with chats that are open; ends when its input does.

The bot's process and Telegram then share no interpreter, as in life.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.clock import SystemClock
from bot.rehearsal.chats import Door
from bot.rehearsal.server import BotApiServer

FIRST_CHAT = 700_001


@dataclass(frozen=True, slots=True, kw_only=True)
class Telegram:
    """How to reach it."""

    url: str
    token: str
    chats: int

    def chat(self, number: int) -> int:
        """A chat, in turn."""
        return FIRST_CHAT + number % self.chats


@contextmanager
def telegram(chats: int) -> Iterator[Telegram]:
    """A server with so many open chats."""
    words = [sys.executable, "-m", "tests.benchmarks.apart", str(chats)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Telegram(**json.loads(process.stdout.readline()), chats=chats)
        finally:
            process.stdin.close()
            process.wait(timeout=30)


def open_chats(server: BotApiServer, chats: int) -> None:
    """People who have pressed Start."""
    for number in range(chats):
        server.person(f"Patient {number}", FIRST_CHAT + number).chat.door = Door.OPEN


async def serve(chats: int) -> None:
    async with BotApiServer(SystemClock()) as server:
        open_chats(server, chats)
        sys.stdout.write(json.dumps({"url": server.url, "token": server.token}) + "\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
