"""When the rules of the time zones change: what is still to come is derived again from wall times (DESIGN "Time").

A plan is local dates and wall times; the instants in the agenda came from the tzdata of their day. What was asked or
answered stays as it is.
"""

import logging

from bot.domain.localtime import zones_version
from bot.logs import event
from bot.service import planahead
from bot.service.localview import local_now
from bot.service.office import Office
from bot.store import ledger, people

log = logging.getLogger(__name__)

TZDATA = "tzdata"


async def derive_again(office: Office) -> int:
    """At start: plan anew for everybody if the zones have changed since; returns for how many.

    Each patient in a transaction of their own. The version is noted last and only if all went well: a start that is cut
    short begins again, and planning twice changes nothing.
    """
    version = zones_version()
    async with office.reading() as tx:
        known = await ledger.marked(tx, TZDATA)
        patients = await people.ids_of_active(tx)
    if known is not None and known[1] == version:
        return 0
    changed = patients if known is not None else ()
    failed = [one for one in changed if not await _one(office, one)]
    if not failed:
        async with office.work() as work:
            await ledger.mark(work.tx, TZDATA, work.now, version)
    event(log, "zones_derived", patients=len(changed), failed=len(failed))
    return len(changed)


async def _one(office: Office, patient_id: int) -> bool:
    try:
        async with office.work() as work:
            patient = await people.patient(work.tx, patient_id)
            await planahead.replan(work, patient, (await local_now(work, patient)).date())
    except Exception:  # noqa: BLE001 - one patient's rows must not keep the others on old rules
        event(log, "zones_not_derived", logging.ERROR, exc_info=True, patient=patient_id)
        return False
    return True
