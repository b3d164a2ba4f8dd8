"""Writes the first migration again from the tables; for use until the first release only (`make migration`).

After a release the database of a clinic has run it: from then on a change of tables is a new migration beside it.
"""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

import sqlalchemy as sa
from alembic import command

from bot.store.engine import create_engine
from bot.store.migrate import config_for

VERSIONS = Path(__file__).parents[1] / "bot" / "store" / "migrations" / "versions"


def write(connection: sa.Connection) -> None:
    command.revision(config_for(connection), message="first", rev_id="0001", autogenerate=True)


async def main() -> None:
    for old in VERSIONS.glob("*.py"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/empty.db")
        async with engine.begin() as connection:
            await connection.run_sync(write)
        await engine.dispose()


def tidy(path: Path) -> None:
    lines = [line for line in path.read_text().splitlines() if "# ###" not in line]
    path.write_text("\n".join(lines) + "\n")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(path)], check=True)  # noqa: S603 - our own words


asyncio.run(main())
tidy(VERSIONS / "0001_first.py")
