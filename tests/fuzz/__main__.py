"""`python -m tests.fuzz --updates 100000 --seed 1`: a long run on a SQLite file of its own, with what came of it."""

import argparse
import asyncio
import logging
import sys
import tempfile
from pathlib import Path

from bot.clock import monotonic_seconds
from bot.content.library import load_library
from bot.domain.localtime import use_locked_zones
from bot.service.database import open_database
from bot.settings import CONTENT_DIR
from tests.fuzz.cast import gathered
from tests.fuzz.running import Run, Tally


def show(tally: Tally, seconds: float) -> None:
    """The counts, and every wrong."""
    counted = ("updates", "well_formed", "without_number", "parked", "messages", "reports")
    lines = [f"{name.replace('_', ' '):>16}  {getattr(tally, name)}" for name in counted]
    lines += [f"{'seconds':>16}  {seconds:.0f}", "Parked because of:"]
    lines += [f"{count:>16}  {cause}" for cause, count in tally.causes.most_common()]
    lines += [f"WRONG: {one}" for one in tally.wrongs[:20]]
    lines.append(f"{len(tally.wrongs)} wrongs.")
    sys.stdout.write("\n".join(lines) + "\n")


def progress(tally: Tally) -> None:
    """One line, rewritten, where somebody looks on."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{tally.updates} updates, {tally.parked} parked, {len(tally.wrongs)} wrong ")


async def main(updates: int, seed: int) -> int:
    """Run; the exit status says whether anything was wrong."""
    use_locked_zones()
    logging.disable(logging.CRITICAL)
    began = monotonic_seconds()
    with tempfile.TemporaryDirectory(prefix="doseday-fuzz-") as folder:
        engine = await open_database(f"sqlite:///{Path(folder) / 'fuzz.db'}")
        try:
            async with gathered(engine, load_library(CONTENT_DIR)) as (clinic, cast):
                tally = await Run(clinic, cast, seed).run(updates, progress)
        finally:
            await engine.dispose()
    show(tally, monotonic_seconds() - began)
    return 1 if tally.wrongs else 0


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--updates", type=int, default=1_500)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    sys.exit(asyncio.run(main(given.updates, given.seed)))
