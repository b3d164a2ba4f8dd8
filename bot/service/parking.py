"""Setting aside an update that cannot be handled: kept whole, so that nothing is lost, and an alarm for operations."""

from collections.abc import Mapping
from typing import Any

from bot.service.office import Office
from bot.store import ledger

PROBED = "probed"


async def park(office: Office, update_id: int, body: Mapping[str, Any]) -> None:
    """Keep the update as it came; its number counts as seen from now on."""
    async with office.work(f"park:{update_id}") as work:
        await ledger.park(work.tx, update_id, body, work.now)
        await ledger.note(work.tx, work.now, "system", "update-parked", update=update_id)


async def usable(office: Office) -> bool:
    """Whether the database can be written to at all: what fails without it is no fault of the update."""
    try:
        async with office.work() as work:
            await ledger.mark(work.tx, PROBED, work.now)
    except Exception:  # noqa: BLE001 - each driver has errors of its own, and any of them means no
        return False
    return True


async def parked(office: Office) -> int:
    """How many updates wait for a person."""
    async with office.reading() as tx:
        return await ledger.parked(tx)
