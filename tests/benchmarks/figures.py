"""What a benchmark found, each figure next to its aim, as a table on the screen and as a section of RESULTS.md.

Each benchmark owns one section of the file, so that measuring one again leaves the others as they were.
"""

import os
import platform
import re
import sqlite3
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.clock import SystemClock, monotonic_seconds

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = """# What the benchmarks found

Made by `make bench ARGS=--write` (`ARGS="--write --only taps"` measures one again). Nothing here is asserted by a test: the
figures are of one machine, and the aims are what the design promises. How each is measured stands above its table.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure next to its aim; `met` is None for what has no aim of its own."""

    what: str
    measured: str
    aim: str = ""
    met: bool | None = None

    @property
    def verdict(self) -> str:
        return {True: "met", False: "MISSED", None: ""}[self.met]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one benchmark found."""

    name: str
    title: str
    how: str
    remains: str
    figures: Sequence[Figure]
    seconds: float


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def resident_megabytes(pid: int | str = "self", what: str = "VmRSS") -> float:
    """Memory of a process, from /proc: resident now (VmRSS), or at most so far (VmHWM)."""
    found = next(one for one in _lines(f"/proc/{pid}/status") if one.startswith(what))
    return float(found.split()[1]) / 1024


def fsync_milliseconds(folder: Path) -> float:
    """How long this disk takes to promise 4 kB."""
    took = []
    path = folder / "fsync-probe"
    with path.open("wb", buffering=0) as probe:
        for _ in range(100):
            probe.write(b"x" * 4096)
            began = monotonic_seconds()
            os.fdatasync(probe.fileno())
            took.append(monotonic_seconds() - began)
    path.unlink()
    return 1000 * median(took)


def machine(folder: Path) -> str:
    """What it ran on, in one line."""
    cpu = next((one for one in _lines("/proc/cpuinfo") if one.startswith("model name")), ": unknown").partition(": ")[2]
    return (
        f"{os.cpu_count()} cores of {cpu}, {platform.system()}, Python {platform.python_version()}, SQLite "
        f"{sqlite3.sqlite_version} (WAL, synchronous=FULL), PostgreSQL 18 (fsync and synchronous_commit on, on the same "
        f"machine), load {os.getloadavg()[0]:.1f} at the start, fdatasync {fsync_milliseconds(folder):.2f} ms"
    )


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def table(finding: Finding) -> str:
    """The figures as a Markdown table, readable on a screen too."""
    rows = [("figure", "measured", "aim", ""), *((f.what, f.measured, f.aim, f.verdict) for f in finding.figures)]
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def section(finding: Finding, ran_on: str) -> str:
    now = SystemClock().now()
    remains = f"\n\n{finding.remains.strip()}" if finding.remains.strip() else ""
    ran = f"*{now:%Y-%m-%d}, {finding.seconds:.0f} s. {ran_on}.*"
    return f"## {finding.name}: {finding.title}\n\n{finding.how.strip()}\n\n{ran}\n\n{table(finding)}{remains}\n"


def write(findings: Sequence[Finding], ran_on: str, order: Sequence[str]) -> None:
    """Keep the sections that were measured now, and those of before for the rest."""
    kept = dict(_sections(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {})
    kept |= {finding.name: section(finding, ran_on) for finding in findings}
    parts = [HEAD, *(kept[name] for name in order if name in kept)]
    RESULTS.write_text("\n".join(parts), encoding="utf-8")


def _sections(text: str) -> Mapping[str, str]:
    found = re.split(r"(?m)^(?=## )", text)[1:]
    return {part[3:].partition(":")[0]: part.rstrip("\n") + "\n" for part in found}
