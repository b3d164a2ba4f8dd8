"""From the start of the process to the first update handled, and the memory it takes, with many patients."""

import asyncio
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from bot.clock import SystemClock, monotonic_seconds
from bot.rehearsal.chats import Door
from bot.rehearsal.server import BotApiServer
from bot.service.database import open_database
from tests.benchmarks.apart import open_chats
from tests.benchmarks.crowd import ON_CALL, add_coming, add_history, add_people, analyse, plan_from
from tests.benchmarks.figures import Figure, median, resident_megabytes
from tests.benchmarks.places import KINDS, NAMES, Place

TITLE = "start, and memory"
SECONDS, MEGABYTES = 3.0, 150
RUNS = 3
CROWDS = (100, 10_000, 100_000)
SETTLED = timedelta(seconds=4)  # after the first update: the heartbeat has gone round
HOW = f"""
`doseday run` as a process of its own, on a database with so many active patients, ten past doses and four coming entries
each; somebody's words wait at the (embedded) Bot API server. From starting the process to that update confirmed, which the
bot does only after the commit: median of {RUNS} starts. Resident memory from `/proc`, {SETTLED.seconds} s later, and its peak.
The files were read before, so the disk is not measured.
"""
REMAINS = """
What remains. Three seconds are missed once, narrowly, with 100,000 patients on SQLite; 150 MB are missed everywhere, by 4 to 15 MB. About 1.4 s of processor
time go into importing the libraries and 0.9 s into reading the content, whatever the number of patients. The garbage collector rests meanwhile, which took
0.6 s off. Lessons and more phrase rules have added some 8 MB. What the largest crowd adds (0.3 to 0.7 s, 2 to 5 MB, 9 to 11 MB at the peak) was not
traced to its statements.
"""


async def run(place: Place) -> list[Figure]:
    """Growing crowds on both databases."""
    crowds, runs = ((100, 1000), 1) if place.quick else (CROWDS, RUNS)
    figures = []
    for kind in KINDS:
        for patients in crowds:
            async with place.database(kind) as url:
                await _fill(url, place, patients)
                figures += await _starts(url, f"{NAMES[kind]}, {patients:,} patients", runs)
    return figures


async def _fill(url: str, place: Place, patients: int) -> None:
    engine, now = await open_database(url), SystemClock().now()
    plan = plan_from(place.library, now.date())
    crowd = await add_people(engine, place.library, patients=patients, plan=plan, now=now)
    await add_coming(engine, crowd, now)
    await add_history(engine, crowd, first=0, until=patients * 10, now=now)
    await analyse(engine)
    await engine.dispose()


async def _starts(url: str, name: str, runs: int) -> list[Figure]:
    took, settled, peak = [], [], []
    for at in range(runs + 1):
        seconds, now, most = await _one_start(url)
        if at:  # the first one warms the caches
            took.append(seconds)
            settled.append(now)
            peak.append(most)
    usual, memory, most = median(took), median(settled), max(peak)
    return [
        Figure(
            what=f"{name}: to the first update", measured=f"{usual:.2f} s", aim=f"at most {SECONDS:.0f} s",
            met=usual <= SECONDS,
        ),
        Figure(
            what=f"{name}: memory", measured=f"{memory:.0f} MB (peak {most:.0f} MB)", aim=f"at most {MEGABYTES} MB",
            met=most <= MEGABYTES,
        ),
    ]  # fmt: skip


async def _one_start(url: str) -> tuple[float, float, float]:
    clock = SystemClock()
    async with BotApiServer(clock) as server:
        open_chats(server, 1)
        server.person("Boris", ON_CALL).chat.door = Door.OPEN
        await server.person("Patient 0").say("my cat is called Tom")
        began = monotonic_seconds()
        process = await asyncio.create_subprocess_exec(
            Path(sys.executable).with_name("doseday"), "run", "--allow-draft", env=_settings(url, server),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        ended = asyncio.ensure_future(process.wait())
        handled = asyncio.ensure_future(server.until_confirmed())
        await asyncio.wait({ended, handled}, return_when=asyncio.FIRST_COMPLETED, timeout=120)
        if not handled.done():
            raise RuntimeError(f"it ended: {(await process.stderr.read()).decode()}")
        seconds = monotonic_seconds() - began
        await clock.sleep_until(clock.now() + SETTLED)
        now, most = (resident_megabytes(process.pid, what) for what in ("VmRSS", "VmHWM"))
        process.terminate()
        await ended
        return seconds, now, most


def _settings(url: str, server: BotApiServer) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DOSEDAY_")}
    return kept | {
        "DOSEDAY_TELEGRAM_TOKEN": server.token, "DOSEDAY_TELEGRAM_API_URL": server.url, "DOSEDAY_DATABASE_URL": url,
        "DOSEDAY_EMERGENCY_NUMBER": "112", "DOSEDAY_CLINIC_PHONE": "555 0100",
    }  # fmt: skip
