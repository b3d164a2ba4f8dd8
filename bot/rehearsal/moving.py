"""Moving a world to the next thing a person would notice: the bot writes, or nothing is left to wait for.

Events that only change rows (a plan laid out, a row expired) are passed through, each at its own time.
"""

from datetime import timedelta

from bot.rehearsal.world import ActFailedError, World

# Beyond this, a patient's chat has nothing more to wait for; a bot that only keeps house goes on for ever.
_FARTHEST = timedelta(days=60)


async def to_next_event(world: World) -> None:
    """Move on until the bot has written something."""
    mark, began_at = world.server.journal.mark(), world.clock.now()
    while world.server.journal.mark() == mark:
        moment = await world.next_event_at()
        if moment is None or moment - began_at > _FARTHEST:
            raise ActFailedError("Nothing is planned any more.")
        await world.advance_to(max(moment, world.clock.now()))
        await world.settle()
