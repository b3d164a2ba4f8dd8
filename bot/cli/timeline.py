"""`doseday timeline`: every reminder of a regimen, without a database and without Telegram."""

import json
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import click

from bot.cli.common import fail, library
from bot.cli.values import AMOUNT, DATE, TIMES, ZONE
from bot.domain.plan import PlanError
from bot.domain.plancheck import check_plan
from bot.domain.regimen import Drug
from bot.domain.timeline import offered_plan, render_table, to_json_rows
from bot.domain.timeline import timeline as rows_of
from bot.settings import CONTENT_DIR

MOST_WEEKS = 260


@click.command()
@click.argument("regimen")
@click.option("--start", required=True, type=DATE, help="C1D1, as 2026-05-04.")
@click.option(
    "--time", "times", required=True, type=TIMES, help="09:00 for all, or selinexor=09:00,dexamethasone=08:00."
)
@click.option("--zone", required=True, type=ZONE, help="Area/City, such as Europe/Madrid.")
@click.option("--weeks", default=4, show_default=True, type=click.IntRange(1, MOST_WEEKS))
@click.option("--dose-mg", type=AMOUNT, help="Another amount of selinexor, in mg.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def timeline(
    *, regimen: str, start: date, times: dict[str, time], zone: str, weeks: int, dose_mg: Decimal | None, as_json: bool
) -> None:
    """Every heads-up, antiemetic, dose, check-in and check of REGIMEN."""
    content = library(Path(CONTENT_DIR))
    if regimen not in content.regimens:
        fail(f"There is no regimen '{regimen}'. Known: {', '.join(sorted(content.regimens))}.")
    wanted = content.regimens[regimen]
    by_drug = {one.drug: times[one.drug] if one.drug in times else times.get("") for one in wanted.drugs}
    if missing := [drug for drug, at in by_drug.items() if at is None]:
        fail(f"No time of day for {', '.join(missing)}. Write --time 09:00 for all, or one for each drug.")
    try:
        plan = offered_plan(
            wanted,
            start_on=start,
            times={drug: at for drug, at in by_drug.items() if at is not None},
            zone=zone,
            amounts={} if dose_mg is None else {Drug.SELINEXOR: dose_mg},
        )
    except PlanError as wrong:
        fail(wrong)
    if problems := check_plan([plan], [], start):
        fail(*(content.wording.say("en", one.line) for one in problems))
    rows = rows_of(plan, wanted, weeks, content.clinic.day_rules)
    click.echo(json.dumps(to_json_rows(rows), indent=1) if as_json else render_table(rows))
