"""Whether the bot does its work right now, as codes for a monitor: no sentence, no figure about anybody.

The other half of S13, somebody outside who asks, is not ours.
"""

import asyncio
from datetime import timedelta

from bot.service.office import Office
from bot.store import agenda, outbox

PATIENCE = timedelta(seconds=3)
OVERDUE = timedelta(minutes=5)


async def troubles(office: Office) -> list[str]:
    """Codes of what is wrong: `database`, `agenda-late`, `outbox-late`; empty when all is well."""
    try:
        async with asyncio.timeout(PATIENCE.total_seconds()), office.reading() as tx:
            planned, waiting = await agenda.next_due_at(tx), await outbox.next_due_at(tx)
    except Exception:  # noqa: BLE001 - whatever keeps us from reading is the trouble to report
        return ["database"]
    late = office.clock.now() - OVERDUE
    found = {"agenda-late": planned, "outbox-late": waiting}
    return [code for code, at in found.items() if at is not None and at < late]
