"""Opening a database: brought to this release's version when asked, refused when a newer release has written it."""

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.engine import create_engine
from bot.store.migrate import current_revision, is_known_revision, upgrade_to_head


class UnknownVersionError(Exception):
    """The database was written by a release this one does not know."""


async def open_database(url: str) -> AsyncEngine:
    """Connect and migrate; raises UnknownVersionError, or what the driver raises when it cannot be reached."""
    engine = create_engine(url)
    try:
        await _check_version(engine)
        await upgrade_to_head(engine)
    except BaseException:
        await engine.dispose()
        raise
    return engine


async def _check_version(engine: AsyncEngine) -> None:
    revision = await current_revision(engine)
    if revision is not None and not is_known_revision(revision):
        raise UnknownVersionError
