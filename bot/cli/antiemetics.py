"""What `doseday enrol` asks about antiemetics: each as prescribed, on one line, and whether times at night are meant.

It shows how a line was read. What was left out is said there, never silently chosen.
"""

import click

from bot.cli.common import fail
from bot.content.library import Library
from bot.domain.antiemetic import Antiemetic, AntiemeticError
from bot.domain.antiemeticline import HOW_BY_THE_CLOCK, read_antiemetic, written
from bot.domain.nights import at_night
from bot.domain.plan import Plan
from bot.domain.regimen import Regimen

NONE = "none"


def read(library: Library, regimen: Regimen, given: object) -> list[Antiemetic]:
    """The antiemetics given as options, or asked for; the regimen's own is offered first."""
    lines = list(given) if isinstance(given, tuple) and given else _asked(regimen)
    return [_read(library, one) for one in lines if one.strip() != NONE]


def _asked(regimen: Regimen) -> list[str]:
    click.echo(f"Antiemetics as prescribed, one a line ({NONE}: none). By the clock: {HOW_BY_THE_CLOCK}")
    offered = [written(one.antiemetic) for one in regimen.offered_antiemetics]
    lines = [click.prompt("Antiemetic", default=(*offered, NONE)[0])]
    while lines[-1] not in ("", NONE):
        lines.append(click.prompt("Another antiemetic (empty: no more)", default="", show_default=False))
    return [one for one in lines if one]


def _read(library: Library, typed: str) -> Antiemetic:
    try:
        found = read_antiemetic(typed)
    except AntiemeticError as wrong:
        fail(f'"{typed}": {library.wording.say("en", wrong.line)}')
    click.echo(f"Read as: {written(found)}")
    return found


def keep_night_times(library: Library, plan: Plan) -> None:
    """Quiet hours never move a medicine: whoever enrols says whether its times at night are meant."""
    rules = library.clinic.day_rules
    night = at_night(plan, plan.c1d1_on, rules)
    if not night:
        return
    click.echo(f"In the quiet hours ({rules.quiet.begins:%H:%M} to {rules.quiet.ends:%H:%M}), patient's time:")
    for name, local in night:
        click.echo(f"    {name} {local:%H:%M}, first on {local:%a} {local.day} {local:%b}")
    if not click.confirm("Are these times meant?"):
        fail("Write other times for it. Nothing was written.")
