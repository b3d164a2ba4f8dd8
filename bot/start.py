"""Where the `doseday` command begins: imports the rest with the garbage collector at rest. Decides nothing."""

from bot.heap import made_to_stay


def main() -> None:
    """The command line."""
    with made_to_stay():
        from bot.cli import main as command  # noqa: PLC0415 - importing is what takes the time
    command()
