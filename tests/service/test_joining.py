"""Joining, step by step, and everything that can go wrong on the way (DESIGN "Enrolment")."""

import pytest

from bot.domain.messages import line
from bot.service import enrolling, staffing
from bot.service.enrolling import Enrolled
from bot.store import tables
from tests.service.clinic import BOTH, Clinic
from tests.service.test_strangers import sentence

DEXAMETHASONE = line("drug-dexamethasone")
BOTH_DRUGS = line("both-drugs", first=line("drug-selinexor"), second=DEXAMETHASONE)


async def begin(clinic: Clinic, made: Enrolled, who: str = "amina", language: str = "en") -> None:
    """Open the link and choose a language."""
    clinic.language[who] = language
    clinic.fresh()
    await clinic.person(who).start(made.token)
    await clinic.settle()
    if clinic.heard(who):
        await clinic.tap(who, f"language-name-{language}")


async def join(clinic: Clinic, made: Enrolled, *steps: str, language: str = "en") -> None:
    await begin(clinic, made, language=language)
    await clinic.say("amina", made.number)
    for step in steps:
        await clinic.tap("amina", step)


@pytest.mark.parametrize("language", ["en", "es"])
@BOTH
async def test_every_step_to_the_first_prompt(clinic: Clinic, language: str) -> None:
    """Language, number, privacy, plan, tablets, box; then, and only then, the first dose day begins."""
    made = await clinic.invite("amina", language=language)
    await begin(clinic, made, language=language)
    assert clinic.told("amina", "join-number")
    await clinic.say("amina", made.number)
    assert clinic.told("amina", "join-privacy")
    await clinic.tap("amina", "join-agree")
    plan = clinic.read("amina")
    assert all(part in plan for part in ("80", "20 mg", "Xpovio", "09:00", "ondansetron"))
    await clinic.tap("amina", "plan-yes")
    assert clinic.told("amina", "tablets-ask", drugs=BOTH_DRUGS)
    await clinic.tap("amina", "tablets-yes")
    await clinic.tap("amina", "box-mg", mg=20)
    assert clinic.told("amina", "box-ask", drug=DEXAMETHASONE)
    await clinic.tap("amina", "box-mg", mg=20)
    assert clinic.told("amina", "join-done")
    assert await clinic.causes() == []
    await clinic.at("Mon 09:00")
    assert len(clinic.prompts()) == 1


@BOTH
async def test_five_wrong_numbers_lock_the_link(clinic: Clinic) -> None:
    """Four may be mistyped; the fifth locks the link and alerts; the right one then opens nothing."""
    made = await clinic.invite("amina")
    await begin(clinic, made)
    wrong = "000000" if made.number != "000000" else "111111"
    for left in (4, 3, 2, 1):
        await clinic.say("amina", wrong)
        assert clinic.told("amina", "join-number-wrong", left=left)
    assert await clinic.causes() == []
    await clinic.say("amina", wrong)
    assert clinic.told("amina", "join-locked")
    assert ("wrong-number", "urgent") in await clinic.causes()
    await clinic.say("amina", made.number)
    assert (await clinic.rows(tables.patients))[0]["status"] == "invited"


async def test_a_number_right_at_the_fifth_try_still_opens(clinic: Clinic) -> None:
    """Typed with spaces or words around it, it is the same number."""
    made = await clinic.invite("amina")
    await begin(clinic, made)
    await clinic.say("amina", *["000001" if made.number != "000001" else "000002"] * 4)
    await clinic.say("amina", f"My number is {made.number[:3]} {made.number[3:]}.")
    assert clinic.told("amina", "join-privacy")


async def test_a_link_opened_in_a_second_chat_is_an_alert_and_tells_nothing(clinic: Clinic) -> None:
    """The second chat reads the stranger's sentence; the first one goes on."""
    made = await clinic.invite("amina")
    await begin(clinic, made)
    clinic.fresh()
    await clinic.person("stranger").start(made.token)
    await clinic.settle()
    assert [one.text for one in clinic.heard("stranger")] == [sentence(clinic)]
    assert ("code-twice", "urgent") in await clinic.causes()
    await clinic.say("amina", made.number)
    assert clinic.told("amina", "join-privacy")


async def test_a_used_link_opened_again_elsewhere_is_an_alert(clinic: Clinic) -> None:
    """After joining, the link in other hands tells nothing and reaches the team; one's own again does not."""
    made = await clinic.invite("amina")
    await join(clinic, made)
    await clinic.person("amina").start(made.token)
    await clinic.settle()
    assert await clinic.causes() == []
    clinic.fresh()
    await clinic.person("stranger").start(made.token)
    await clinic.settle()
    assert [one.text for one in clinic.heard("stranger")] == [sentence(clinic)]
    assert ("code-twice", "urgent") in await clinic.causes()


async def test_an_expired_link_opens_nothing_and_a_new_one_does(clinic: Clinic) -> None:
    """A day later the link is a stranger's; the pharmacist makes another, and older ones stay dead."""
    old = await clinic.invite("amina", start="2026-05-11")
    await clinic.at("+25h")
    clinic.fresh()
    await clinic.person("amina").start(old.token)
    await clinic.settle()
    assert [one.text for one in clinic.heard("amina")] == [sentence(clinic)]
    made = await enrolling.new_link(clinic.office, "REF-amina")
    assert made is not None
    await join(clinic, made)
    assert clinic.told("amina", "join-privacy")


async def test_a_link_that_expires_between_opening_and_the_number(clinic: Clinic) -> None:
    """The number typed a day after opening is too late."""
    made = await clinic.invite("amina", start="2026-05-11")
    await begin(clinic, made)
    await clinic.at("+25h")
    await clinic.say("amina", made.number)
    assert (await clinic.rows(tables.patients))[0]["status"] == "invited"


async def test_no_to_the_plan_is_urgent_and_prompts_nothing(clinic: Clinic) -> None:
    """Saying "that is not what my pharmacist told me" stops everything."""
    made = await clinic.invite("amina")
    await join(clinic, made, "join-agree", "plan-no")
    assert clinic.told("amina", "plan-wrong")
    assert ("plan-refused", "urgent") in await clinic.causes()
    assert clinic.rung("boris")
    await clinic.tap("boris", "button-resolve")
    await clinic.say("boris", "explained")
    await clinic.tap("boris", "outcome-acted")
    await clinic.at("Mon 09:01")
    assert clinic.prompts() == []


async def test_refusing_consent_is_respected(clinic: Clinic) -> None:
    """The team hears of it; nothing about doses is ever written, not even "do not start yet"."""
    made = await clinic.invite("amina")
    await join(clinic, made, "join-not-agree")
    assert clinic.told("amina", "join-refused")
    assert ("consent-refused", "routine") in await clinic.causes()
    await clinic.at("Wed 12:00")
    assert clinic.heard("amina") == []
    assert clinic.prompts() == []


async def test_no_tablets_at_c1d1_is_urgent_and_prompts_nothing(clinic: Clinic) -> None:
    """Confirmed, but no tablets: asked again a day later, "not started" at the first prompt's time."""
    made = await clinic.invite("amina")
    await join(clinic, made, "join-agree", "plan-yes", "tablets-no")
    assert clinic.told("amina", "tablets-tell-us")
    await clinic.at("Mon 08:31")
    assert ("not-started", "urgent") in await clinic.causes()
    assert clinic.told("amina", "join-not-started")
    await clinic.at("Mon 12:00")
    assert clinic.prompts() == []
    await clinic.at("Mon 18:10")
    assert clinic.told("amina", "tablets-ask", drugs=BOTH_DRUGS)


async def test_not_confirmed_a_day_before_is_an_alert(clinic: Clinic) -> None:
    """Starting on Thursday and silent: on Wednesday morning the pharmacist hears of it."""
    await clinic.invite("amina", start="2026-05-07")
    await clinic.at("Wed 08:59")
    assert await clinic.causes() == []
    await clinic.at("Wed 10:01")
    assert ("enrolment-stalled", "routine") in await clinic.causes()
    assert clinic.rung("boris")


async def test_a_patients_chat_opening_a_staff_link_stays_a_patients(day: Clinic) -> None:
    """A chat has one role; the link stays unused for whom it was meant."""
    invited = await staffing.invite(day.office, "Eva", role="nurse", team="main", position=3, language="en", by="test")
    await day.person("amina").start(invited.token)
    await day.settle()
    chats = await day.rows(tables.chats)
    assert [row["role"] for row in chats if row["chat_id"] == day.person("amina").chat.id] == ["patient"]
    assert (await day.rows(tables.invites, role="staff"))[-1]["used_at"] is None


async def test_a_staff_chat_opening_a_patients_link_stays_staff(clinic: Clinic) -> None:
    """Boris tries Amina's link: an alert, nothing linked, and Amina can still join."""
    made = await clinic.invite("amina")
    await clinic.person("boris").start(made.token)
    await clinic.settle()
    assert ("code-twice", "urgent") in await clinic.causes()
    await join(clinic, made)
    assert clinic.told("amina", "join-privacy")


@BOTH
async def test_somebody_waiting_to_be_confirmed_can_become_nothing_else(clinic: Clinic) -> None:
    """An unconfirmed staff chat that opens a patient's link gets nowhere and breaks nothing."""
    invited = await staffing.invite(
        clinic.office, "Stranger", role="nurse", team="main", position=3, language="en", by="test"
    )
    await clinic.person("stranger").start(invited.token)
    await clinic.settle()
    made = await clinic.invite("amina")
    await clinic.person("stranger").start(made.token)
    await clinic.settle()
    await clinic.say("stranger", made.number)
    assert [row["role"] for row in await clinic.rows(tables.chats)].count("patient") == 0
    assert clinic.read("stranger").count("plan") == 0


async def test_waiting_staff_see_nothing_until_confirmed(day: Clinic) -> None:
    """Opened but not confirmed: no cards, no lists; confirmed by whoever invited: both."""
    invited = await staffing.invite(
        day.office, "Stranger", role="nurse", team="main", position=0, language="en", by="test"
    )
    await day.person("stranger").start(invited.token)
    await day.settle()
    day.language["stranger"] = "en"
    await day.say("amina", "Me sale sangre de la nariz")
    assert day.rung("stranger") == []
    await day.say("stranger", "/alerts")
    assert "T-" not in day.read("stranger", ever=True)
    await staffing.confirm(day.office, invited.staff_id, by="test")
    await day.say("stranger", "/alerts")
    assert day.rung("stranger")


async def test_a_staff_link_works_once(day: Clinic) -> None:
    """The second chat that opens a colleague's used link is a stranger."""
    invited = await staffing.invite(day.office, "Eva", role="nurse", team="main", position=3, language="en", by="test")
    await day.person("eva").start(invited.token)
    await day.settle()
    day.fresh()
    await day.person("stranger").start(invited.token)
    await day.settle()
    assert [one.text for one in day.heard("stranger")] == [sentence(day)]


async def test_red_tape_questions_survive_words_in_between(clinic: Clinic) -> None:
    """Words typed before consent go to a human, and the question is put again."""
    made = await clinic.invite("amina")
    await join(clinic, made)
    await clinic.say("amina", "what does this cost?")
    assert clinic.told("amina", "join-privacy")
    assert "what does this cost?" in str((await clinic.alerts())[0]["reasons"])


async def test_the_plan_confirmed_late_starts_with_the_next_dose(clinic: Clinic) -> None:
    """Confirmed on Monday at 09:30, after the first dose's time: that dose is neither prompted nor asked about."""
    made = await clinic.invite("amina")
    await clinic.at("Mon 09:30")
    await join(clinic, made, "join-agree", "plan-yes", "tablets-yes")
    await clinic.tap("amina", "box-mg", mg=20)
    await clinic.at("Mon 11:30")
    assert clinic.prompts() == []
    assert not any("Did you take" in one.text for one in clinic.heard("amina"))


async def test_boxes_that_differ_at_joining_stop_it(clinic: Clinic) -> None:
    """Another strength on the very first box: urgent, nothing prompted."""
    made = await clinic.invite("amina")
    await join(clinic, made, "join-agree", "plan-yes", "tablets-yes")
    await clinic.tap("amina", "box-mg", mg=60)
    assert ("box-differs", "urgent") in await clinic.causes()
    await clinic.at("Mon 12:00")
    assert clinic.prompts() == []


class TestPracticeOnly:
    """Where content is a draft, only practice chats are served (S11)."""

    @pytest.fixture
    def practice_only(self) -> bool:
        return True

    async def test_a_practice_patient_is_served(self, clinic: Clinic) -> None:
        """Rehearsing with a practice link works as always."""
        await clinic.patient("amina")
        await clinic.at("Mon 09:00")
        assert len(clinic.prompts()) == 1

    async def test_a_real_patients_link_opens_nothing(self, clinic: Clinic) -> None:
        """No draft wording reaches a real patient, not even the privacy note."""
        made = await clinic.invite("amina", practice=False)
        clinic.fresh()
        await clinic.person("amina").start(made.token)
        await clinic.settle()
        assert [one.text for one in clinic.heard("amina")] == [sentence(clinic)]

    async def test_a_real_patient_from_before_gets_nothing(self, clinic: Clinic) -> None:
        """Enrolled under signed content, then drafts are allowed: silence, and the stranger's sentence if they write."""
        await clinic.patient("amina", practice=False)
        await clinic.at("Tue 12:00")
        assert clinic.heard("amina") == []
        await clinic.say("amina", "hello")
        assert [one.text for one in clinic.heard("amina")] == [sentence(clinic)]
