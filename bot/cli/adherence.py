"""`doseday adherence`: doses taken, missed and not known, for the care team. Nothing here is shown to patients."""

import json

import click

from bot.cli.common import do, fail, office, settings
from bot.domain.adherence import Adherence
from bot.service import adhering
from bot.service.adhering import Record


@click.command()
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def adherence(*, reference: str, as_json: bool) -> None:
    """Adherence of the patient with REFERENCE, or of `all`: an interval, for what nobody knows may have been taken."""
    found = do(_records(None if reference == "all" else reference))
    if not found and reference != "all":
        fail("No patient with this reference.")
    rows = [_row(record, one) for record in found for one in record.drugs]
    click.echo(json.dumps(rows, indent=1) if as_json else "\n".join(_sentence(row) for row in rows))


async def _records(reference: str | None) -> tuple[Record, ...]:
    async with office(settings()) as opened:
        return await adhering.records(opened, reference)


def _row(record: Record, one: Adherence) -> dict[str, object]:
    counts = {"due": one.due, "worst": one.worst, "best": one.best, "taken": one.taken, "vomited": one.vomited}
    missed = {"not_taken": dict(one.not_taken), "unknown": one.unknown, "held": one.held}
    runs = {"run": one.run, "longest_run": one.longest_run}
    who = {"pseudonym": record.pseudonym, "reference": record.reference, "drug": str(one.drug)}
    return {**who, **counts, **missed, **runs}


def _sentence(row: dict[str, object]) -> str:
    said = (
        "{pseudonym} ({reference}) {drug}: taken {worst} to {best} of {due}; vomited {vomited}, unknown {unknown}, "
        "held {held}; missed in a row {run}, at most {longest_run}"
    )
    return said.format(**row)
