"""When something will next happen, for the rehearsal's "next event"."""

from datetime import datetime

from bot.service.office import Office
from bot.store import agenda, outbox


async def next_event_at(office: Office) -> datetime | None:
    """The earliest instant at which an entry falls due or a message may leave; None when nothing is planned."""
    async with office.reading() as tx:
        planned = (await agenda.next_due_at(tx), await outbox.next_due_at(tx))
    return min((one for one in planned if one is not None), default=None)
