"""A dose day by itself: what is said, when, how often, and what is never said (S1, S2, S4, S9)."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from bot.service import diary
from bot.store import tables
from tests.service.clinic import BOTH, ELEVEN, MONDAY, NINE, Clinic

TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)


@BOTH
async def test_a_silent_day_says_take_once_and_ends_with_a_human(day: Clinic) -> None:
    """Heads-up, antiemetic, dose, two nudges, the close, one question next morning, then an alert (S9)."""
    await day.at("19:00")
    assert day.told("amina", "heads-up", day=MONDAY)
    await day.at("Mon 08:30")
    assert day.told("amina", "antiemetic-dose-at", at=NINE)
    await day.at("09:00")
    assert len(day.prompts()) == 1
    await day.at("10:59")
    assert len(day.heard("amina")) == 2
    assert all(one.text.startswith(("Did you take this dose?",)) for one in day.heard("amina"))
    await day.at("11:00")
    assert day.told("amina", "closed-head", until=ELEVEN, day=MONDAY)
    assert await day.doses() == {"selinexor": "unknown", "dexamethasone": "unknown"}
    await day.at("Tue 08:59")
    assert day.heard("amina") == []
    await day.at("Tue 18:59")
    assert [one.text.splitlines()[0] for one in day.heard_of_doses("amina")] == [
        day.words("amina", "morning-ask", until=ELEVEN, day=MONDAY)
    ]
    assert await day.causes() == []
    await day.at("Wed 09:00")
    assert ("dose-unanswered", "routine") in await day.causes()
    assert len(day.prompts()) == 2, "silence changes nothing about the next dose"


@pytest.mark.parametrize("language", ["en", "es"])
async def test_every_prompt_names_all_that_makes_it_safe_to_read_late(clinic: Clinic, language: str) -> None:
    """Date, time, drug with brand, amount and until when stand in every text about a dose, in either language (S4)."""
    await clinic.patient("amina", language=language)
    await clinic.at("Mon 09:00")
    await clinic.at("Tue 12:00")
    day, until = {"en": ("Mon 4 May", "11:00"), "es": ("lun 4 de mayo", "11:00")}[language]
    about = [one.text for one in clinic.heard_of_doses("amina")] + [clinic.prompts()[0].text]
    assert len(about) == 5
    for text in about:
        assert all(part in text for part in (day, "09:00", "Xpovio", "80 mg", "20 mg", until)), text
        assert not any(word in text.casefold() for word in ("today", "tomorrow", "hoy", "mañana")), text
        assert "20.0" not in text


@pytest.mark.parametrize(
    ("language", "verbs", "safe"),
    [
        (
            "en",
            ("take",),
            ("before you take", "not take", "did you", "if you", "what happened", "planned", "want to", "do not"),
        ),
        ("es", ("tome", "tomar"), ("no ", "¿", "si la tomó", "si lo")),
    ],
)
async def test_only_the_first_message_of_a_dose_says_take(
    clinic: Clinic, language: str, verbs: tuple[str, ...], safe: tuple[str, ...]
) -> None:
    """Through a whole silent day, every other sentence with that verb asks, or says not to (S2)."""
    await clinic.patient("amina", language=language)
    await clinic.at("Wed 08:00")
    first, antiemetic = clinic.prompts()[0].text, clinic.words("amina", "antiemetic-dose-at", at=clinic.now.time())
    others = [one.text for one in clinic.heard("amina", ever=True) if one.text != first]
    others = [text for text in others if antiemetic.split(" ", 1)[0] not in text.splitlines()[1:2]]
    assert len(others) > 6
    for text in others:
        if "ondansetron" in text:
            continue
        for sentence in text.replace("\n", ". ").casefold().split(". "):
            if any(f"{verb}" in sentence.split() for verb in verbs):
                assert any(word in sentence for word in safe), text


async def test_a_day_without_a_dose_is_silent(day: Clinic) -> None:
    """Nothing about a dose is said on a day the plan does not name (S1)."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-taken-both")
    await day.at("Tue 18:59")
    assert day.heard_of_doses("amina") == []


@BOTH
async def test_replayed_updates_change_nothing(day: Clinic) -> None:
    """Every update delivered twice: one dose recorded, one alert, one answer to each (S2)."""
    intake = day.world.connection.intake
    once = intake.take

    async def twice(*update, **more):
        await once(*update, **more)
        await once(*update, **more)

    intake.take = twice
    await day.say("amina", "my cat is called Tom")
    assert len(day.heard("amina", "message")) == 2
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-not-taking")
    assert len(day.heard("amina", "message")) == 2
    assert len(await day.rows(tables.reports)) == 1
    assert len(await day.alerts()) == 1


@BOTH
async def test_a_restart_at_any_moment_repeats_nothing(day: Clinic) -> None:
    """The process is replaced before, at and after the dose; "take" is said once (S2)."""
    for moment in ("Mon 08:59", "09:00", "09:01", "11:00"):
        await day.at(moment)
        await day.restart()
        await day.settle()
    assert len(day.prompts()) == 1


@BOTH
async def test_duplicated_agenda_entries_prompt_once(day: Clinic) -> None:
    """The same dose entered twice in the agenda under another key is prompted once (S2)."""
    entries = await day.rows(tables.agenda, kind="dose")
    async with day.office.engine.begin() as tx:
        for row in entries:
            await tx.execute(sa.insert(tables.agenda).values({**row, "id": row["id"] + 1000, "key": row["key"] + "!"}))
    await day.at("Mon 11:30")
    assert len(day.prompts()) == 1


@BOTH
async def test_two_workers_at_the_same_moment_prompt_once(day: Clinic) -> None:
    """Two agendas read the same entry at the same instant; one of them does it (S2)."""
    await day.at("Mon 08:59")
    await day.world.clock.advance_to(datetime(2026, 5, 4, 7, 0, tzinfo=UTC))
    await asyncio.gather(*(diary.do_what_is_due(day.office) for _ in range(3)))
    await day.settle()
    assert len(day.prompts()) == 1


@BOTH
async def test_an_entry_that_comes_too_early_waits_for_its_time(day: Clinic) -> None:
    """An agenda entry an hour off (a zone's rules changed) neither prompts early nor is lost (S1)."""
    async with day.office.engine.begin() as tx:
        due = sa.update(tables.agenda).where(tables.agenda.c.kind == "dose", tables.agenda.c.key.contains("05-04"))
        await tx.execute(due.values(due_at=datetime(2026, 5, 4, 6, 0, tzinfo=UTC)))
    await day.at("Mon 08:59")
    assert day.prompts() == []
    await day.at("09:01")
    assert len(day.prompts()) == 1


@BOTH
async def test_a_window_over_midnight_keeps_its_plan_day(clinic: Clinic) -> None:
    """A dose at 23:30 closes at 01:30 as the dose of the day before, and says so (S4)."""
    await clinic.patient("amina", time="23:30")
    await clinic.at("Mon 23:30")
    assert clinic.told("amina", "dose-until", until=time(1, 30), day=TUESDAY)
    await clinic.at("Tue 01:29")
    await clinic.tap("amina", "answer-taken-both")
    assert await clinic.doses(MONDAY) == {"selinexor": "taken", "dexamethasone": "taken"}
    assert await clinic.doses(TUESDAY) == {}


async def test_a_window_over_midnight_names_the_day_it_ended_on(clinic: Clinic) -> None:
    """Closed at 01:30 of the next day: the hour alone would be read as of the dose's own day (S4)."""
    await clinic.patient("amina", time="23:30")
    await clinic.at("Tue 01:30")
    assert clinic.told("amina", "closed-head-next-day", until=time(1, 30), day=MONDAY, ended=TUESDAY)
    assert not clinic.told("amina", "closed-head", until=time(1, 30), day=MONDAY)


async def test_no_prompt_before_the_plan_is_confirmed(clinic: Clinic) -> None:
    """A patient who never opened the link gets nothing at all (S1)."""
    await clinic.invite("amina")
    await clinic.at("Mon 11:30")
    assert clinic.heard("amina", ever=True) == []
    assert ("not-started", "urgent") in await clinic.causes()


async def test_an_early_dose_silences_the_prompt(day: Clinic) -> None:
    """Taken at eight by the patient's own word: neither the antiemetic nor the hour promises or prompts another (S2)."""
    await day.at("Mon 08:00")
    await day.say("amina", "taken")
    await day.tap("amina", "early-yes")
    assert await day.doses() == {"selinexor": "taken", "dexamethasone": "taken"}
    await day.at("Mon 12:00")
    assert day.prompts() == []
    assert "We will write to you then" not in day.read("amina")


async def test_stale_antiemetic_questions_do_not_pile_up(day: Clinic) -> None:
    """On the next dose day a typed "taken" is not asked to choose between today's and old antiemetics."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-taken-both")
    await day.at("Wed 08:30")
    await day.tap("amina", "answer-taken")
    await day.at("Wed 09:00")
    await day.say("amina", "taken")
    assert await day.doses(WEDNESDAY) == {"selinexor": "taken", "dexamethasone": "taken"}


async def test_the_morning_after_dexamethasone_alone_leaves_it_to_the_pharmacist(clinic: Clinic) -> None:
    """Day 2 of SVd unanswered: no catch-up advice of ours about dexamethasone, not even "do not" (S3, F-DEX-04)."""
    await clinic.patient("amina", regimen="svd-weekly")
    await clinic.at("Mon 09:00")
    await clinic.tap("amina", "answer-taken-both")
    await clinic.at("Wed 09:00")
    assert clinic.told("amina", "morning-ask", until=ELEVEN, day=date(2026, 5, 5))
    assert clinic.told("amina", "late-dexamethasone")
    morning = next(one.text for one in clinic.heard("amina") if "We still do not know" in one.text)
    assert "Do not take it now" not in morning
