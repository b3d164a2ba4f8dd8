"""Whether anything may be prompted now: a confirmed plan, tablets in hand, and no open red flag (S15).

Says what stands in place of a prompt; prompts nothing.
"""

from datetime import datetime

from bot.domain.agenda import Due
from bot.domain.occurrence import AntiemeticDue
from bot.domain.people import Patient, PatientStatus
from bot.service import alerting, stopping
from bot.service.office import Work
from bot.store import people


async def ready(work: Work, due: Due) -> Patient | None:
    """The patient, if anything may be said of doses at all: plan confirmed, practice only where that is all."""
    patient = await people.patient(work.tx, due.patient_id or 0)
    active = patient.status is PatientStatus.ACTIVE
    return patient if active and (patient.practice or not work.practice_only) else None


def spoken_to(work: Work, patient: Patient) -> bool:
    """Whether a patient may be asked how they are: on the way in no more, practice only where that is all.

    Whoever's treatment has ended may still be unwell from it.
    """
    return patient.status.joined and (patient.practice or not work.practice_only)


async def held_back(work: Work, patient: Patient, at: datetime, until: datetime) -> bool:
    """Whether nothing may be prompted: an open red flag says so instead, and without tablets nothing is said."""
    return await stopped(work, patient, at, until) or not patient.tablets_in_hand


async def stopped(work: Work, patient: Patient, at: datetime, until: datetime) -> bool:
    """S15: an open red flag replaces the prompt; once for each prompt, with the number to phone."""
    alert = await alerting.blocking(work, patient)
    if alert is None:
        return False
    await stopping.tell(work, patient, alert, at, until)
    return True


async def antiemetic_held_back(work: Work, patient: Patient, event: AntiemeticDue) -> bool:
    """The same for an antiemetic that stands before no dose: what is replaced is named."""
    alert = await alerting.blocking(work, patient)
    if alert is not None:
        await stopping.tell_of_antiemetic(work, patient, alert, event)
    return alert is not None or not patient.tablets_in_hand
