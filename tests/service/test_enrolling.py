"""Enrolments that cannot be right are refused whole, with words that say what to do (S14)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.domain.regimen import Drug
from bot.domain.tablets import of_one_strength
from bot.rehearsal import acts
from bot.service import enrolling
from bot.service.enrolling import Enrolled, Enrolment, Refused
from bot.store import tables
from tests.service.clinic import BOTH, Clinic


def wanted(clinic: Clinic) -> Enrolment:
    """An enrolment that is right."""
    return acts._enrolment(clinic.world, {"who": "amina"}, "en")


def drug(plan, which: Drug, **changes):
    """The plan with one drug changed."""
    if "mg" in changes:
        changes = {"tablets": of_one_strength(changes["mg"], Decimal(20))} | changes
    return replace(plan, drugs=tuple(replace(one, **changes) if one.drug is which else one for one in plan.drugs))


SELINEXOR, DEXAMETHASONE = Drug.SELINEXOR, Drug.DEXAMETHASONE
PLANS = {
    "two days in a row": lambda plan: drug(plan, SELINEXOR, days=(1, 2)),
    "the last day and the first": lambda plan: drug(plan, SELINEXOR, days=(1, 7)),
    "three days a week": lambda plan: drug(plan, SELINEXOR, days=(1, 3, 5)),
    "more than 100 mg at once": lambda plan: drug(plan, SELINEXOR, mg=Decimal(120), days=(1,)),
    "more than 160 mg a week": lambda plan: drug(plan, SELINEXOR, mg=Decimal(100)),
    "no whole tablets": lambda plan: drug(plan, SELINEXOR, mg=Decimal(70)),
    "a strength nobody stocks": lambda plan: drug(
        plan, SELINEXOR, tablets=of_one_strength(Decimal(75), Decimal(25)), mg=Decimal(75)
    ),
    "nothing at all": lambda plan: drug(plan, SELINEXOR, mg=Decimal(0)),
    "less than nothing": lambda plan: drug(plan, SELINEXOR, mg=Decimal(-80)),
    "too much dexamethasone": lambda plan: drug(plan, DEXAMETHASONE, mg=Decimal(60)),
    "an unknown zone": lambda plan: replace(plan, zone="Europe/Atlantis"),
    "a start nobody means": lambda plan: replace(plan, c1d1_on=date(2206, 5, 4), effective_on=date(2206, 5, 4)),
}


@pytest.mark.parametrize("case", PLANS)
@pytest.mark.parametrize("reason", ["", "the prescriber insists"])
async def test_a_plan_that_cannot_be_right_is_refused(clinic: Clinic, case: str, reason: str) -> None:
    """No reason lifts it, and nothing is written."""
    right = wanted(clinic)
    made = await enrolling.enrol(clinic.office, replace(right, plan=PLANS[case](right.plan), reason=reason))
    assert isinstance(made, Refused)
    assert not made.only_unusual
    for language in clinic.office.library.wording.languages:
        assert all(clinic.office.library.wording.say(language, one) for one in made.problems)
    assert await clinic.rows(tables.patients) == []
    assert await clinic.rows(tables.plans) == []


@pytest.mark.parametrize(
    "change",
    [
        {"reference": " "},
        {"baseline_kg": None},
        {"baseline_on": None},
        {"baseline_kg": Decimal(720)},
        {"baseline_on": date(2026, 5, 20)},
        {"baseline_on": date(2025, 5, 20)},
        {"checklist": ()},
        {"language": "xx"},
        {"team": "nobody"},
    ],
    ids=str,
)
async def test_what_is_missing_or_implausible_is_refused(clinic: Clinic, change: dict[str, object]) -> None:
    """Reference, weight with its date, checklist, language, team: each missing one is named."""
    made = await enrolling.enrol(clinic.office, replace(wanted(clinic), **change))
    assert isinstance(made, Refused)
    assert all(clinic.office.library.wording.say("en", one) for one in made.problems)
    assert await clinic.rows(tables.patients) == []


async def test_all_problems_come_at_once(clinic: Clinic) -> None:
    """Three mistakes, three sentences."""
    right = wanted(clinic)
    plan = drug(right.plan, SELINEXOR, mg=Decimal(70))
    made = await enrolling.enrol(clinic.office, replace(right, plan=plan, reference="", language="xx"))
    assert isinstance(made, Refused)
    assert len(made.problems) >= 3


async def test_an_unusual_plan_needs_a_reason_and_is_audited(clinic: Clinic) -> None:
    """No antiemetic: refused without a reason, written with one, and the reason stands in the audit."""
    right = wanted(clinic)
    odd = replace(right, plan=replace(right.plan, antiemetics=()))
    made = await enrolling.enrol(clinic.office, odd)
    assert isinstance(made, Refused)
    assert made.only_unusual
    assert isinstance(await enrolling.enrol(clinic.office, replace(odd, reason="allergic")), Enrolled)
    assert any("allergic" in str(row["data"]) for row in await clinic.rows(tables.audit))


@BOTH
async def test_a_reference_belongs_to_one_active_plan(clinic: Clinic) -> None:
    """The same clinic reference twice is refused."""
    assert isinstance(await enrolling.enrol(clinic.office, wanted(clinic)), Enrolled)
    assert isinstance(await enrolling.enrol(clinic.office, wanted(clinic)), Refused)
    assert len(await clinic.rows(tables.patients)) == 1


@BOTH
async def test_the_number_is_kept_nowhere_in_the_clear(clinic: Clinic) -> None:
    """Neither link nor number stands in the database (S12)."""
    made = await clinic.invite("amina")
    for table in (tables.invites, tables.audit, tables.patients, tables.outbox):
        assert made.token not in str(await clinic.rows(table))
        assert made.number not in str(await clinic.rows(table))
