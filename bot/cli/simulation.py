"""`doseday simulate`: whole clinics on the virtual clock, judged. Ignores every production setting."""

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bot.cli.common import do, fail, library
from bot.rehearsal.simulation.databases import Databases, InMemory, OnServer
from bot.rehearsal.simulation.figures import Figures, together
from bot.rehearsal.simulation.running import Ran, Simulation
from bot.rehearsal.simulation.story import Fault, Story
from bot.rehearsal.simulation.telling import finding_line, told
from bot.settings import CONTENT_DIR

FAULTS = ",".join(Fault)
WEEK = 7  # days


@click.command()
@click.option("--patients", type=click.IntRange(1, 1000), default=3, show_default=True)
@click.option("--weeks", type=click.IntRange(1, 520), default=2, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed is the same story.")
@click.option("--runs", type=click.IntRange(1), default=1, show_default=True, help="So many seeds from there on.")
@click.option("--faults", default="all", show_default=True, help=f"A list of {FAULTS}; or all, or none.")
@click.option("--database", help="A PostgreSQL server's URL; temporary databases are made there. Default: in memory.")
@click.option("--shrink", type=click.IntRange(0), default=150, show_default=True, help="Tries to shorten a bad story.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.option("--content", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CONTENT_DIR)
def simulate(
    *, patients: int, weeks: int, seed: int, runs: int, faults: str, database: str | None, shrink: int, as_json: bool,
    content: Path,
) -> None:  # fmt: skip
    """Let made-up clinics live for weeks, with faults; fails if a report, an alert or an answer is lost."""
    chosen = _faults(faults)
    stories = [Story(patients=patients, days=WEEK * weeks, seed=one, faults=chosen) for one in range(seed, seed + runs)]
    simulation = Simulation(library(content), _databases(database))
    with _quiet():
        do(_simulate(simulation, stories, shrink, as_json=as_json))


@contextmanager
def _quiet() -> Iterator[None]:
    """What goes wrong on purpose would fill the screen."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _faults(listed: str) -> frozenset[Fault]:
    if listed in {"all", "none", ""}:
        return frozenset(Fault) if listed == "all" else frozenset()
    names = [one.strip() for one in listed.split(",")]
    if unknown := [one for one in names if one not in tuple(Fault)]:
        fail(f"There is no fault {', '.join(unknown)}. Choose from {FAULTS}, or say all or none.")
    return frozenset(map(Fault, names))


def _databases(url: str | None) -> Databases:
    if url is None:
        return InMemory()
    if not url.startswith("postgres"):
        fail("--database takes the URL of a PostgreSQL server; without it, each story has SQLite in memory.")
    return OnServer(url, str(os.getpid()))


async def _simulate(simulation: Simulation, stories: list[Story], tries: int, *, as_json: bool) -> None:
    figures: list[Figures] = []
    digests: dict[int, str] = {}
    try:
        async for ran in simulation.run(stories):
            figures.append(ran.figures)
            digests[ran.story.seed] = ran.digest
            if ran.found:
                await _goes_wrong(simulation, ran, tries)
                break
    finally:
        await simulation.close()
    total = together(figures)
    _show(total, digests, as_json=as_json)
    if total.wrongs:
        raise SystemExit(1)


def _show(total: Figures, digests: dict[int, str], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({**total.as_json(), "journals": digests}))
        return
    for line in total.lines():
        click.echo(line)
    for seed, digest in list(digests.items())[-5:]:
        click.echo(f"journal of seed {seed}: {digest}")


async def _goes_wrong(simulation: Simulation, ran: Ran, tries: int) -> None:
    """The first story that goes wrong, as short as it can be made; to standard error."""
    story = ran.story
    faults = ",".join(sorted(story.faults)) or "none"
    click.echo(
        f"Seed {story.seed} goes wrong (--patients {story.patients} --weeks {story.days // WEEK} --faults {faults}):",
        err=True,
    )
    for one in ran.found:
        click.echo(f"  {finding_line(one)}", err=True)
    if tries:
        played, found = await simulation.shortest(ran, tries)
        click.echo(f"\nThe shortest story found in {tries} tries, {len(played.script)} deeds:\n", err=True)
        for line in told(played, found):
            click.echo(line, err=True)
