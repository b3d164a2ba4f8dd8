"""Antiemetics around a dose: what follows it, what a missed dose ends, gaps after late answers, outages (F-EMET-10, S5)."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.service import planahead
from bot.store import people
from tests.service.clinic import BOTH, Clinic
from tests.service.test_holding import hold

STOPS = "ondansetron, 8 mg, 30 min before, 8 h after, every 12 h until 24 h, gap 6 h, max 3 a day, if not taken: stop"
GOES_ON = STOPS.replace("stop", "goes on")


def moment(on: int, hour: int, minute: int = 0) -> datetime:
    """A local moment of the first week of May."""
    return datetime(2026, 5, on, hour, minute, tzinfo=UTC)


def prompted(clinic: Clinic, on: int, hour: int, minute: int = 0) -> bool:
    """Whether Amina was ever told to take ondansetron of this time."""
    return clinic.told("amina", "antiemetic", ever=True, name="ondansetron", amount="8 mg", at=moment(on, hour, minute))


@BOTH
@pytest.mark.parametrize("answer", ["answer-not-taking", "answer-vomited", "answer-not-sure", None])
async def test_a_dose_not_taken_ends_what_follows(clinic: Clinic, answer: str | None) -> None:
    """Not taken, vomited, unsure or unknown: set to stop, it stops, and says so once; the next dose begins anew."""
    await clinic.patient("amina", antiemetic=STOPS)
    await clinic.at("Mon 09:00")
    if answer:
        await clinic.tap("amina", answer)
    await clinic.at("Mon 17:01")
    assert clinic.told("amina", "antiemetic-ended", name="ondansetron", day=moment(4, 0).date())
    await clinic.at("Tue 17:01")
    assert not clinic.told("amina", "antiemetic-ended", name="ondansetron", day=moment(4, 0).date())
    assert not any(prompted(clinic, on, hour) for on, hour in ((4, 17), (5, 5), (5, 17)))


@pytest.mark.parametrize("answer", ["answer-not-taking", None])
async def test_a_dose_not_taken_leaves_what_goes_on(clinic: Clinic, answer: str | None) -> None:
    """Set to go on, it goes on, whatever became of the dose."""
    await clinic.patient("amina", antiemetic=GOES_ON)
    await clinic.at("Mon 09:00")
    if answer:
        await clinic.tap("amina", answer)
    await clinic.at("Tue 05:01")
    assert prompted(clinic, 4, 17)
    assert prompted(clinic, 5, 5)


async def test_taken_after_all_resumes_it(clinic: Clinic) -> None:
    """Told late that the dose was taken: what is still to come of its day is reminded of again."""
    await clinic.patient("amina", antiemetic=STOPS)
    await clinic.at("Mon 17:01")
    await clinic.tap("amina", "answer-taken-both")
    await clinic.at("Tue 05:01")
    assert prompted(clinic, 5, 5)


@BOTH
async def test_a_hold_in_mid_chain_ends_it(clinic: Clinic) -> None:
    """Held with its antiemetics on Monday evening: nothing at five the next morning, though what follows was set to go on."""
    await clinic.patient("amina", antiemetic=GOES_ON)
    await clinic.at("Mon 09:00")
    await clinic.tap("amina", "answer-taken-both")
    await clinic.at("Mon 17:01")
    await hold(clinic)
    await clinic.at("Wed 08:31")
    assert not prompted(clinic, 5, 5)
    assert not prompted(clinic, 6, 8, 30)
    assert "Please take" not in clinic.read("amina")


async def test_a_change_leaves_the_tail_of_yesterday(clinic: Clinic) -> None:
    """An unrelated version written on Tuesday: what Monday's dose still asks for is asked, once."""
    await clinic.patient("amina", antiemetic=GOES_ON)
    await clinic.at("Tue 06:00")
    async with clinic.office.work() as work:
        await planahead.replan(work, await people.patient(work.tx, clinic.ids["amina"]), moment(6, 0).date())
    await clinic.at("Tue 17:01")
    assert clinic.read("amina").count("Please take: ondansetron") == 1
    assert prompted(clinic, 5, 17)


@BOTH
async def test_one_taken_late_shifts_the_next(clinic: Clinic) -> None:
    """The gap counts from what was said to be taken: the next one waits for it, and comes then."""
    await clinic.patient("amina", antiemetic="ondansetron, 8 mg, 1 h after, 8 h after, gap 6 h, if not taken: goes on")
    await clinic.at("Mon 10:01")
    assert prompted(clinic, 4, 10)
    await clinic.at("Mon 11:30")
    await clinic.tap("amina", "answer-taken", under=None)
    await clinic.at("Mon 17:20")
    assert not prompted(clinic, 4, 17)
    await clinic.at("Mon 17:31")
    assert prompted(clinic, 4, 17)


async def test_too_late_for_the_gap_is_said(clinic: Clinic) -> None:
    """Taken so late that the next one has no time left: it is left out, and the patient reads so."""
    await clinic.patient("amina", antiemetic="ondansetron, 8 mg, 1 h after, 8 h after, gap 6 h, if not taken: goes on")
    await clinic.at("Mon 14:00")
    await clinic.tap("amina", "answer-taken")
    await clinic.at("Mon 17:01")
    assert clinic.told("amina", "antiemetic-too-soon", name="ondansetron", at=moment(4, 17))
    assert not prompted(clinic, 4, 17)


@BOTH
async def test_an_outage_in_mid_chain_is_told_once(clinic: Clinic) -> None:
    """Away from Monday noon to Tuesday evening: no old prompt, one message that names what was missed."""
    await clinic.patient("amina", antiemetic=GOES_ON)
    await clinic.at("Mon 09:00")
    await clinic.tap("amina", "answer-taken-both")
    await clinic.away_until("Tue 20:00")
    told = [
        one.text for one in clinic.heard("amina", "message") if clinic.words("amina", "gap-antiemetics") in one.text
    ]
    assert len(told) == 1
    for at in (moment(4, 17), moment(5, 5), moment(5, 17)):
        assert clinic.words("amina", "gap-antiemetic-one", name="ondansetron", at=at) in told[0]
    assert "Please take: ondansetron" not in clinic.read("amina")


async def test_none_left_names_the_next(clinic: Clinic) -> None:
    """Both the patient and the card read when it is due next; the dose prompt says it two days later still."""
    await clinic.patient("amina", antiemetic=STOPS)
    await clinic.at("Mon 09:00")
    await clinic.tap("amina", "answer-taken-both")
    await clinic.at("Mon 17:01")
    await clinic.tap("amina", "answer-none-left")
    assert clinic.told("amina", "antiemetic-next", name="ondansetron", at=moment(5, 5))
    assert clinic.words("boris", "card-next-intake", name="ondansetron", at=moment(5, 5)) in clinic.read("boris")


async def test_an_open_red_flag_replaces_it(clinic: Clinic) -> None:
    """S15: after the dose too, "speak with your team" stands in its place, and names what it is about."""
    await clinic.patient("amina", antiemetic=GOES_ON)
    await clinic.at("Mon 09:00")
    await clinic.tap("amina", "answer-taken-both")
    await clinic.say("amina", "I am bleeding and it does not stop")
    await clinic.at("Mon 17:01")
    assert "before the ondansetron of Mon 4 May, 17:00" in clinic.read("amina")
    assert not prompted(clinic, 4, 17)


async def test_not_now_is_noted(clinic: Clinic) -> None:
    """Not taken now: noted, nothing is asked again, and the next one comes at its own time."""
    await clinic.patient("amina", antiemetic=GOES_ON)
    await clinic.at("Mon 17:01")
    await clinic.tap("amina", "answer-not-now")
    assert clinic.told("amina", "antiemetic-not-now", name="ondansetron", at=moment(4, 17))
    await clinic.at("Mon 23:00")
    assert "ondansetron" not in clinic.read("amina")


async def test_a_late_heads_up_does_not_ring_at_night(clinic: Clinic) -> None:
    """Back at half past ten in the evening, the heads-up is left out; the dose itself is prompted."""
    await clinic.patient("amina")
    await clinic.away_until("Sun 22:30")
    assert not clinic.told("amina", "heads-up", ever=True, day=(moment(3, 0) + timedelta(days=1)).date())
    await clinic.at("Mon 09:00")
    assert len(clinic.prompts()) == 1
