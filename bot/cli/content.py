"""`doseday content check | review | sign`."""

from pathlib import Path

import click

from bot.cli.common import fail, library
from bot.clock import SystemClock
from bot.content import checks, signing
from bot.settings import CONTENT_DIR

FOLDER = click.option(
    "--dir", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CONTENT_DIR,
    help="The content folder.",
)  # fmt: skip


@click.group()
def content() -> None:
    """The words, rules and regimens a clinic reads and signs."""


@content.command()
@FOLDER
def check(*, folder: Path) -> None:
    """Read everything, run every example, and say every problem with file, line and hint."""
    problems = checks.check(folder)
    if problems:
        fail(*problems, f"{len(problems)} problems.")
    click.echo("Content is in order.")


@content.command()
@FOLDER
def review(*, folder: Path) -> None:
    """List every statement with the facts it rests on and where its review stands."""
    read = library(folder)
    today = SystemClock().now().date()
    for one in read.statements.values():
        click.echo(f"{one.id:<32} {one.status:<10} {', '.join(one.facts)}")
        for language in read.wording.languages:
            click.echo(f"    {language}: {read.wording.pattern(language, one.id)}")
    for reason in read.why_unsigned(today):
        click.echo(f"Not for patients yet: {reason}.")


@content.command()
@FOLDER
@click.option("--by", "name", required=True, help="Who has read it and answers for it.")
@click.option("--role", required=True, help="For example: lead pharmacist.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def sign(*, folder: Path, name: str, role: str, yes: bool) -> None:
    """Sign the content as it is now: these words may then reach real patients."""
    problems = checks.check(folder)
    if problems:
        fail(*problems, "Content with problems cannot be signed.")
    if not yes:
        click.confirm(f"{name} ({role}) has read every word patients would get and answers for it?", abort=True)
    made = signing.sign(folder, name, role, SystemClock().now().date())
    click.echo(f"Signed. Content {made.content_hash[:12]}. Any change to it makes the signature void.")
