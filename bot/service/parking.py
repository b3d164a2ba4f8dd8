"""Setting aside an update that cannot be handled: kept whole, so that nothing is lost, and an alarm for operations."""

from collections.abc import Mapping
from typing import Any

from bot.service.office import Office
from bot.store import ledger


async def park(office: Office, update_id: int, body: Mapping[str, Any]) -> None:
    """Keep the update as it came; its number counts as seen from now on."""
    async with office.work(f"park:{update_id}") as work:
        await ledger.park(work.tx, update_id, body, work.now)
        await ledger.note(work.tx, work.now, "system", "update-parked", update=update_id)


async def parked(office: Office) -> int:
    """How many updates wait for a person."""
    async with office.reading() as tx:
        return await ledger.parked(tx)
