"""`doseday rehearse`: the page, or a scenario without one. Ignores every production setting."""

import asyncio
import signal
from datetime import UTC, datetime
from pathlib import Path

import click

from bot import logs
from bot.cli.common import do, fail, library
from bot.rehearsal.page import Phone, serve_page
from bot.rehearsal.runner import run_scenario
from bot.rehearsal.scenariofile import ScenarioErrors
from bot.rehearsal.stage import RehearsalStage
from bot.rehearsal.world import CastMember, Setting
from bot.settings import CONTENT_DIR

ZONE = "Europe/Madrid"
START_AT = datetime(2026, 5, 3, 16, 0, tzinfo=UTC)  # a Sunday evening, 18:00 there; the first dose day is Monday


@click.command()
@click.option(
    "--scenario", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Play this file instead."
)
@click.option(
    "--transcript", type=click.Path(dir_okay=False, path_type=Path), help="Write what was said, as JSON lines."
)
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True)
@click.option("--content", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CONTENT_DIR)
def rehearse(*, scenario: Path | None, transcript: Path | None, language: str, port: int, content: Path) -> None:
    """Play patient and pharmacist against the real bot, on a clock you move."""
    logs.set_up()
    if scenario is not None:
        do(_play(RehearsalStage(library(content), headless=True), scenario, transcript))
        return
    do(_page(RehearsalStage(library(content)), language, port))


async def _play(stage: RehearsalStage, file: Path, transcript: Path | None) -> None:
    try:
        outcome = await run_scenario(file, stage, transcript)
    except ScenarioErrors as wrong:
        fail(wrong)
    if outcome.failure is not None:
        fail(outcome.failure)
    click.echo(f"Passed: {outcome.title}")


def setting(language: str) -> Setting:
    """Amina the patient and Boris on call, the evening before the first dose day."""
    cast = {
        "amina": CastMember(key="amina", name="Amina", role="patient", language=language),
        "boris": CastMember(key="boris", name="Boris", role="pharmacist", language=language),
        "clara": CastMember(key="clara", name="Clara", role="lead", language=language),
    }
    return Setting(title="Rehearsal", language=language, start_at=START_AT, zone=ZONE, cast=cast)


async def _page(stage: RehearsalStage, language: str, port: int) -> None:
    async with stage.open(setting(language)) as world:
        await world.perform("staff", {"who": "boris", "role": "pharmacist"})
        await world.perform("staff", {"who": "clara", "role": "lead"})
        await world.perform("enrol", {"who": "amina", "join": "yes"})
        phones = (
            Phone(key="amina", role="patient"),
            Phone(key="boris", role="pharmacist on call"),
            Phone(key="clara", role="lead pharmacist"),
        )
        try:
            async with serve_page(world, phones=phones, zone=ZONE, port=port) as address:
                click.echo(f"The rehearsal is at {address}  (Ctrl-C ends it)")
                await _until_stopped()
        except OSError:
            fail(f"Port {port} is in use. Choose another with --port, or 0 for any free one.")


async def _until_stopped() -> None:
    stop = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, stop.set)
    await stop.wait()
