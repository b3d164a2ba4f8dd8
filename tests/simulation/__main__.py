"""Many seeds on both databases, one process for each processor: what `make simulate` runs.

A seed that goes wrong is told as short as it can be made, with the options to try it again; then the status is 1.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator

from bot.clock import monotonic_seconds
from tests.support import postgres

COMMAND = (sys.executable, "-c", "from bot.start import main; main()", "simulate", "--json")
ZERO = ("lost_reports", "lost_alerts", "double_doses", "silent_failures", "disclosures")
COUNTED = ("stories", "patient_weeks", "messages", "reports", "alerts", *ZERO, "late_prompts")


def shares(seeds: int, processes: int) -> Iterator[tuple[int, int]]:
    """The first seed and the number of seeds of each process."""
    first = 1
    for left in range(processes, 0, -1):
        some = (seeds - first + 1) // left
        if some:
            yield first, some
        first += some


def begin(asked: argparse.Namespace, seeds: int, *more: str) -> list[subprocess.Popen[str]]:
    """So many seeds, shared among all processors."""
    story = ("--patients", str(asked.patients), "--weeks", str(asked.weeks), *more)
    return [
        subprocess.Popen(
            [*COMMAND, *story, "--seed", str(first), "--runs", str(some)], stdout=subprocess.PIPE, text=True
        )
        for first, some in shares(seeds, os.cpu_count() or 1)
    ]


def finish(name: str, running: list[subprocess.Popen[str]], began: float) -> bool:
    """Wait for them and print what they came to; whether nothing went wrong."""
    said = [one.communicate()[0] for one in running]
    figures = [json.loads(one) for one in said if one]
    total = {what: round(sum(one[what] for one in figures), 1) for what in COUNTED}
    print(f"{name}, {monotonic_seconds() - began:.0f} s:", ", ".join(f"{what} {n}" for what, n in total.items()))  # noqa: T201
    return all(one.returncode == 0 for one in running)


def main() -> int:
    """Both databases, one after the other."""
    options = argparse.ArgumentParser(prog="python -m tests.simulation")
    for name, usual in (("sqlite", 200), ("postgresql", 20), ("patients", 2), ("weeks", 1)):
        options.add_argument(f"--{name}", type=int, default=usual)
    options.add_argument("--patient-years", type=int, help="so much on SQLite, in clinics of 20 patients and 10 weeks")
    asked = options.parse_args()
    if asked.patient_years:
        asked.patients, asked.weeks = 20, 10
        asked.sqlite = asked.patient_years * 52 // (asked.patients * asked.weeks)
    began = monotonic_seconds()
    well = finish("SQLite", begin(asked, asked.sqlite), began)
    if asked.postgresql:
        with postgres.server() as url:
            began = monotonic_seconds()
            well &= finish("PostgreSQL", begin(asked, asked.postgresql, "--database", url), began)
    return 0 if well else 1


if __name__ == "__main__":
    raise SystemExit(main())
