"""Several doses of a drug missed in a row: content says from how many on a person should look; here that person is told.

One more missed dose is told by itself already. Nobody is blamed, and nothing is said to the patient.
"""

from collections.abc import Sequence

from bot.domain.alert import Cause
from bot.domain.people import Patient
from bot.domain.triage import About, without_report
from bot.service import adhering, alerting
from bot.service.office import Work
from bot.store.plans import Dose


async def look(work: Work, patient: Patient, doses: Sequence[Dose]) -> None:
    """These doses were missed: tell the team of the runs they belong to, where a rule says so."""
    runs = await adhering.missed_runs(work, patient)
    limit = work.library.clinic.fever_limit_c
    judged = {
        drug: without_report(work.library.rules, About(fever_limit_c=limit, missed_run=runs[drug]))
        for drug in dict.fromkeys(one.drug for one in doses)
        if drug in runs
    }
    told = {drug: decision for drug, decision in judged.items() if decision.rules}
    for decision in sorted(told.values(), key=lambda one: -one.urgency.rank)[:1]:
        drugs = "+".join(told)
        await alerting.raise_alert(
            work, patient, Cause.MISSED_RUN, decision.urgency, subject=drugs, rules=decision.rules
        )
