"""Whatever may arrive, well-formed or not: handled or parked with a cause, and never in a wrong chat."""

import pytest

from tests.fuzz.cast import gathered
from tests.fuzz.running import Run

SOME = {"sqlite": 800, "postgresql": 150}


async def test_made_up_updates_do_no_harm(engine, library, database_kind):
    """None stops the intake, none well-formed is set aside, nobody reads of somebody else's patient."""
    async with gathered(engine, library) as (clinic, cast):
        tally = await Run(clinic, cast, seed=1).run(SOME[database_kind])
    assert tally.wrongs == []
    assert tally.updates >= SOME[database_kind]
    assert tally.reports > 0
    assert tally.parked < tally.updates - tally.well_formed


@pytest.mark.soak
async def test_many_made_up_updates_do_no_harm(engine, library):
    """The same, longer, from another seed, on both databases."""
    async with gathered(engine, library) as (clinic, cast):
        tally = await Run(clinic, cast, seed=2).run(5_000)
    assert tally.wrongs == []
