"""A typed "taken" that nobody asked for: never counted when it could be a second dose or a wrong day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dose import DoseState
from bot.domain.regimen import Drug
from bot.domain.unprompted import KnownDose, TakenMeans, classify_unprompted_taken
from tests.domain.dose.builders import MONDAY, day

S, M = DoseState, TakenMeans
DEX = Drug.DEXAMETHASONE


def known(state, number=0, drug=Drug.SELINEXOR):
    """A dose at nine, that many days after Monday."""
    at = datetime(2026, 5, 4, 7, 0, tzinfo=UTC) + timedelta(days=number)
    return KnownDose(drug=drug, plan_day=day(number), at=at, state=state)


def read(doses, number=0, hour=10):
    """What "taken" means at ten on that day."""
    now = datetime(2026, 5, 4, hour - 2, 0, tzinfo=UTC) + timedelta(days=number)
    return classify_unprompted_taken(doses, today=day(number), now=now)


@pytest.mark.parametrize(
    ("doses", "today", "means", "about"),
    [
        ([known(S.TAKEN)], 0, M.AGAIN_OR_SECOND, [0]),
        ([known(S.VOMITED)], 0, M.AGAIN_OR_SECOND, [0]),
        ([known(S.NOT_TAKEN)], 0, M.CORRECTS, [0]),
        ([known(S.HELD)], 0, M.ON_HOLD, [0]),
        ([known(S.ASKED)], 0, M.ANSWERS, [0]),
        ([known(S.UNKNOWN)], 0, M.ANSWERS, [0]),
        ([known(S.TAKEN), known(S.ASKED, drug=DEX)], 0, M.ANSWERS, [1]),  # only the other drug waits
        ([], 0, M.NOT_A_DOSE_DAY, []),
        ([known(S.TAKEN)], 1, M.NOT_A_DOSE_DAY, []),  # Tuesday, and Monday's was taken
        ([known(S.UNKNOWN)], 1, M.ANSWERS, [0]),
        ([known(S.UNKNOWN)], 2, M.ANSWERS, [0]),
        ([known(S.UNKNOWN)], 3, M.NOT_A_DOSE_DAY, []),  # too long ago to guess
        ([known(S.UNKNOWN), known(S.TAKEN, 2)], 2, M.AGAIN_OR_SECOND, [1]),  # a second dose is the worse guess
    ],
)
def test_what_is_meant(doses, today, means, about):
    """Today's doses first, then recent ones without an answer."""
    found = read(doses, today)
    assert found.means is means
    assert list(found.doses) == [doses[index] for index in about]


def test_before_its_time():
    """At eight, today's dose at nine may have been taken early, or "taken" meant the antiemetic: it is asked."""
    found = read([known(S.PLANNED)], hour=8)
    assert (found.means, len(found.doses)) == (M.TODAY_NOT_YET, 1)


def test_yesterdays_late_window():
    """Just after midnight the dose of 23:30 is still the one that is meant."""
    late = replace(known(S.ASKED), at=datetime(2026, 5, 4, 21, 30, tzinfo=UTC))
    assert read([late], 1, hour=2).doses == (late,)


@given(st.lists(st.builds(known, st.sampled_from(S), st.integers(-5, 2), st.sampled_from(Drug)), max_size=8))
def test_a_taken_dose_is_never_counted_again(doses):
    """Whatever is known, only doses without an answer are answered by a stray "taken"."""
    found = read(doses)
    if found.means is M.ANSWERS:
        assert found.doses
        assert all(one.state in {S.PLANNED, S.ASKED, S.UNKNOWN} for one in found.doses)
        assert all(one.plan_day <= MONDAY for one in found.doses)
    if found.means is M.NOT_A_DOSE_DAY:
        assert not [one for one in doses if one.plan_day == MONDAY]
