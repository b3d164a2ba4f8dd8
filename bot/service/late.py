"""What becomes of a message that could not leave in time: never said as if on time, but as what is true by now (S5).

The relay calls it for a row that expired. One that may have arrived all the same is never told as a gap.
"""

from bot.domain.catchup import Late
from bot.domain.messages import Kind
from bot.domain.people import Role
from bot.service import antiemetics, catchup, prompting
from bot.service.office import Work
from bot.store import people
from bot.store.outbox import Outgoing


async def on_expired(work: Work, row: Outgoing) -> None:
    """A prompt too late for its words: asked instead while its window is open, else a gap for the team to hear of."""
    if row.role != Role.PATIENT or row.person_id is None or row.kind not in (Kind.DOSE, Kind.ANTIEMETIC):
        return
    patient = await people.patient(work.tx, row.person_id)
    if row.kind == Kind.DOSE and await prompting.ask_instead(work, patient, row):
        return  # at the end of its window the patient is asked what happened
    if row.doubts:
        return
    what = Late.DOSE_EXPIRED if row.kind == Kind.DOSE else Late.ANTIEMETIC_EXPIRED
    await catchup.note(work, patient, what, subject=str(row.kind))
    if row.kind == Kind.ANTIEMETIC:
        await antiemetics.tell_lost(work, patient)
