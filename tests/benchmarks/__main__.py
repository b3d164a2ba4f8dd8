"""`python -m tests.benchmarks`: run the benchmarks, print what they found, keep it with --write."""

import argparse
import asyncio
import logging
import sys
import tempfile
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

from bot.clock import monotonic_seconds
from bot.domain.localtime import use_locked_zones
from tests.benchmarks.figures import Finding, machine, table, write
from tests.benchmarks.places import Place, content, durable_server

NAMES = ("sending", "rush", "taps", "idle", "start", "planning", "weeks", "words")


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    asked.add_argument("--only", action="append", choices=NAMES, help="one benchmark; may be given again")
    asked.add_argument("--quick", action="store_true", help="less of everything: to see that it runs, not to be kept")
    asked.add_argument("--write", action="store_true", help="keep the figures in RESULTS.md")
    said = asked.parse_args()
    if said.quick and said.write:
        asked.error("--quick measures too little to be kept")
    logging.disable(logging.WARNING)
    use_locked_zones()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="doseday-bench-")))
        place = Place(
            folder=folder, server_url=stack.enter_context(durable_server()), library=content(), quick=said.quick
        )
        ran_on = machine(folder)
        say(ran_on)
        findings = [measured(name, place) for name in said.only or NAMES]
    if said.write:
        write(findings, ran_on, NAMES)


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def measured(name: str, place: Place) -> Finding:
    """Run one benchmark and show what it found."""
    bench = import_module(f"tests.benchmarks.{name}")
    began = monotonic_seconds()
    figures = asyncio.run(bench.run(place))
    found = Finding(
        name=name, title=bench.TITLE, how=bench.HOW, remains=bench.REMAINS, figures=figures,
        seconds=monotonic_seconds() - began,
    )  # fmt: skip
    say(f"\n{name}: {bench.TITLE} ({found.seconds:.0f} s)\n{table(found)}")
    return found


if __name__ == "__main__":
    main()
