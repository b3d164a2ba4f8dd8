"""The `doseday` command. Each module beside this one holds the commands of one subject; nothing is decided here."""

import click

from bot.cli import content, enrol, rehearsal, serving, staff, timeline
from bot.domain.localtime import use_locked_zones


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="doseday", prog_name="doseday")
def main() -> None:
    """DoseDay: a Telegram bot that stands beside people taking selinexor with dexamethasone."""
    use_locked_zones()


for command in (
    serving.run,
    serving.check,
    serving.migrate,
    rehearsal.rehearse,
    staff.staff,
    enrol.enrol,
    enrol.relink,
    timeline.timeline,
    content.content,
):
    main.add_command(command)
