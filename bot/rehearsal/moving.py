"""Moving a world to the next thing a person would notice: the bot writes, or nothing is left to wait for.

Events that only change rows (a plan laid out, a row expired) are passed through, each at its own time.
"""

from datetime import timedelta

from bot.rehearsal.journal import FAULT
from bot.rehearsal.world import ActFailedError, World

# Beyond this, a patient's chat has nothing more to wait for; a bot that only keeps house goes on for ever.
_FARTHEST = timedelta(days=60)


async def to_next_event(world: World) -> None:
    """Move on until the bot has written something; what goes wrong on the way is not for anybody to notice."""
    journal, began_at = world.server.journal, world.clock.now()
    mark = journal.mark()
    while all(entry.kind == FAULT for entry in journal.since(mark)):
        if world.server.out and world.server.faults.outage_until() is None:
            raise ActFailedError("The bot cannot reach Telegram, until that is lifted.")
        moment = await world.next_event_at()
        if moment is None or moment - began_at > _FARTHEST:
            raise ActFailedError("Nothing is planned any more.")
        await world.advance_to(max(moment, world.clock.now()))
        await world.settle()
