"""The `doseday` command. Each module beside this one holds the commands of one subject; nothing is decided here."""

import click

from bot.cli.adherence import adherence
from bot.cli.alerts import alerts
from bot.cli.content import content
from bot.cli.enrol import enrol, relink
from bot.cli.rehearsal import rehearse
from bot.cli.serving import check, migrate, run
from bot.cli.simulation import simulate
from bot.cli.staff import staff
from bot.cli.timeline import timeline
from bot.domain.localtime import use_locked_zones


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="doseday", prog_name="doseday")
def main() -> None:
    """DoseDay: a Telegram bot that stands beside people taking selinexor with dexamethasone."""
    use_locked_zones()


for command in (run, check, migrate, rehearse, simulate, staff, enrol, relink, timeline, adherence, alerts, content):
    main.add_command(command)
