"""`doseday timeline`: every reminder of a regimen, without a database and without Telegram."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import click

from bot.cli.common import fail, library
from bot.cli.values import AMOUNT, DATE, TIMES, ZONE
from bot.content.library import Library
from bot.domain.changeline import read_change, read_hold, read_zone_change, with_changes
from bot.domain.plan import Plan, PlanError
from bot.domain.plancheck import check_plan
from bot.domain.planning import left_open, offered_plan
from bot.domain.prescribing import read_prescribed
from bot.domain.regimen import Drug, Regimen
from bot.domain.timeline import render_table, to_json_rows
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
@click.option("--selinexor-days", help="Other days of the cycle: 1,3.")
@click.option("--selinexor-tablets", help="The number on the one box (20), or tablets counted out: 1x60+1x40.")
@click.option("--dexamethasone-mg", type=AMOUNT, help="Another amount of dexamethasone, in mg.")
@click.option("--dexamethasone-days", help="Other days of the cycle: 1,2; none to leave it out.")
@click.option("--dexamethasone-tablets", help="As for selinexor.")
@click.option("--cycle-days", help="Days of the cycle, where the regimen leaves it open.")
@click.option("--hold", "holds", multiple=True, help="On hold, both days included: 2026-05-11..2026-05-20. Repeatable.")
@click.option("--change", "changes", multiple=True, help='"2026-05-18 selinexor 100 mg days 1". Repeatable.')
@click.option("--zone-change", "zone_changes", multiple=True, help='"2026-06-01 America/New_York". Repeatable.')
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def timeline(
    *, regimen: str, start: date, times: dict[str, time], zone: str, weeks: int, dose_mg: Decimal | None,
    holds: tuple[str, ...], changes: tuple[str, ...], zone_changes: tuple[str, ...], as_json: bool, **given: object,
) -> None:  # fmt: skip
    """Every heads-up, antiemetic, dose, check-in, visit and check of REGIMEN."""
    content = library(Path(CONTENT_DIR))
    if regimen not in content.regimens:
        fail(f"There is no regimen '{regimen}'. Known: {', '.join(sorted(content.regimens))}.")
    wanted = content.regimens[regimen]
    typed = {name.replace("_", "-"): str(one) for name, one in given.items() if one is not None}
    if dose_mg is not None:
        typed["selinexor-mg"] = str(dose_mg)
    plan = _plan(wanted, typed, times, start, zone)
    if problems := check_plan([plan], [], start):
        fail(*(content.wording.say("en", one.line) for one in problems))
    later = _later(content, plan, holds, changes, zone_changes)
    rows = rows_of(plan, wanted, weeks, content.clinic.day_rules, later)
    click.echo(json.dumps(to_json_rows(rows), indent=1) if as_json else render_table(rows))


def _later(
    content: Library, plan: Plan, holds: Iterable[str], changes: Iterable[str], zone_changes: Iterable[str]
) -> tuple[Plan, ...]:
    """The versions that the changes asked for would make; one that must be refused (S14) is refused here too."""
    try:
        dated = [read_hold(one, plan) for one in holds]
        dated += [read_change(one, plan) for one in changes]
        dated += [read_zone_change(one) for one in zone_changes]
        versions, _, problems = with_changes(plan, dated, content.clinic.day_rules)
    except PlanError as wrong:
        fail(wrong)
    if problems:
        fail(*(content.wording.say("en", one.line) for one in problems))
    return versions[1:]


def _plan(regimen: Regimen, typed: dict[str, str], times: dict[str, time], start: date, zone: str) -> Plan:
    try:
        own = read_prescribed(regimen, typed)
        for drug in set(left_open(regimen, own)) - {Drug.SELINEXOR}:
            click.echo(f"{drug} is not shown: the regimen leaves its days to the pharmacist (--{drug}-days).", err=True)
            own = replace(own, without=own.without | {drug})
        by_drug = {one.drug: times.get(one.drug, times.get("")) for one in regimen.drugs if one.drug not in own.without}
        if missing := [drug for drug, at in by_drug.items() if at is None]:
            fail(f"No time of day for {', '.join(missing)}. Write --time 09:00 for all, or one for each drug.")
        at = {drug: at for drug, at in by_drug.items() if at is not None}
        return offered_plan(regimen, start_on=start, times=at, zone=zone, own=own)
    except PlanError as wrong:
        fail(wrong)
