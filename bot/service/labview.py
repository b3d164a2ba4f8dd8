"""What staff read about results: value, unit and day, what stood before, the grade with its version, and published guidance.

As guidance with its source, never as an order, and never for a patient to read (F-MOD-00). Changes nothing.
"""

from collections.abc import Sequence

from bot.domain.labs import LabResult, LabTest, before, grade_of, latest, published, replaced
from bot.domain.messages import Line, line
from bot.domain.people import Patient
from bot.service.localview import latest_plan
from bot.service.office import Work
from bot.store import labs, plans


async def latest_lines(work: Work, patient: Patient) -> tuple[Line, ...]:
    """The newest result of each test, for cards."""
    known = latest(await labs.of_patient(work.tx, patient.id))
    return tuple(line("card-lab", what=named(one), value=value(one), day=one.on) for one in known)


async def known(work: Work, patient: Patient) -> tuple[Line, ...]:
    """The same, as what is known before more is entered."""
    lines = await latest_lines(work, patient)
    return (line("lab-known"), *lines) if lines else ()


def named(result: LabResult) -> Line:
    """What was measured."""
    return line(f"lab-name-{result.analyte}")


def value(result: LabResult) -> Line:
    """The value with its unit."""
    return line("lab-value-below" if result.below else "lab-value", value=result.value, unit=result.unit)


async def entered(
    work: Work, patient: Patient, fresh: Sequence[LabResult], known: Sequence[LabResult]
) -> tuple[tuple[Line, ...], ...]:
    """What was just entered, each with what there is to say about it; `known` is what was there before.

    What stood before, and guidance, go with the newest of each test only: nobody treats last month's value.
    """
    newest = latest(fresh)
    for_this = await _guidance_is_for(work, patient)
    shown = []
    for one in fresh:
        more = _about(work, one, (*known, *fresh), for_this=for_this) if one in newest else ()
        shown.append((*_entered(work, one, known), *more))
    return tuple(shown)


async def _guidance_is_for(work: Work, patient: Patient) -> bool:
    if not await plans.versions(work.tx, patient.id):
        return True
    return (await latest_plan(work, patient)).regimen_id not in work.library.labs.not_for


def _entered(work: Work, result: LabResult, known: Sequence[LabResult]) -> tuple[Line, ...]:
    old = replaced(known, result)
    instead = [line("lab-replaces", value=value(old))] if old is not None else []
    grades = _grade(work.library.labs.tests[result.analyte], result, work.library.labs.ctcae)
    return (line("lab-entered", what=named(result), value=value(result), day=result.on), *instead, *grades)


def _about(work: Work, result: LabResult, together: Sequence[LabResult], *, for_this: bool) -> tuple[Line, ...]:
    earlier = tuple(line("lab-earlier", value=value(one), day=one.on) for one in before(together, result))
    trend = [line("lab-before", values=earlier)] if earlier else []
    return (*trend, *_guidance(work.library.labs.tests[result.analyte], result, for_this=for_this))


def _grade(test: LabTest, result: LabResult, version: str) -> list[Line]:
    grade = grade_of(test, result, version)
    if grade is None:
        return []
    if grade.with_symptoms is not None:
        return [line("lab-grade-symptoms", version=version, grade=grade.grade, worse=grade.with_symptoms)]
    return [line("lab-grade", version=version, grade=grade.grade)]


def _guidance(test: LabTest, result: LabResult, *, for_this: bool) -> list[Line]:
    found = published(test, result)
    if found and not for_this:
        return [line("lab-no-guidance")]
    return [line("lab-published", says=line(one.wording_id)) for one in found]
