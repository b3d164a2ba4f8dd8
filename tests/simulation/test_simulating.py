"""Simulating: the same seed is the same run, a bad story becomes a short one, and the command says so with its status."""

import asyncio
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.domain.agenda import Entry
from bot.rehearsal.simulation.databases import InMemory, OnServer
from bot.rehearsal.simulation.deeds import Do
from bot.rehearsal.simulation.evidence import Wrong
from bot.rehearsal.simulation.judging import judge
from bot.rehearsal.simulation.playing import play
from bot.rehearsal.simulation.running import Simulation
from bot.rehearsal.simulation.shrinking import Shrinker
from bot.rehearsal.simulation.story import Fault, Story, cast_of
from bot.rehearsal.simulation.telling import told
from bot.service import alerting, diary
from tests.simulation.conftest import Small, after

SEED = "25"  # a silent patient whose first dose is on the first day
STORY = Story(patients=2, days=1, seed=7, faults=frozenset(Fault))


@pytest.fixture(scope="module")
def lived(library, in_memory):
    """The story, lived once."""
    return asyncio.run(_ran(library, in_memory, STORY))


async def _ran(library, databases, story):
    return await anext(aiter(Simulation(library, databases).run([story])))


async def test_the_same_seed_is_the_same_run(library, lived):
    """Every word on every phone, and what is judged of it, in a second process as it were."""
    again = await _ran(library, InMemory(), STORY)
    assert again.played.journal == lived.played.journal
    assert again.digest == lived.digest
    assert again.found == lived.found == []
    assert again.figures == lived.figures
    assert lived.figures.messages > 20


async def test_a_script_told_again_is_the_same_run(library, in_memory, lived):
    """What was lived can be told: the deeds alone bring back every word."""
    async with in_memory.fresh() as engine:
        again = await play(STORY, library, engine, lived.played.script, cast_of(STORY))
    assert again.digest == lived.digest


async def test_postgresql_lives_the_same_story(library, lived, postgresql_server):
    """The other database: nothing goes wrong there either, and the phones show the same."""
    databases = OnServer(postgresql_server, "test")
    try:
        ran = await _ran(library, databases, STORY)
    finally:
        await databases.close()
    assert ran.found == []
    assert ran.digest == lived.digest


def test_another_seed_is_another_story():
    """Other people, or other manners: nothing is drawn but from the seed."""
    casts = [cast_of(replace(STORY, seed=seed)) for seed in (7, 7, 8)]
    assert casts[0] == casts[1] != casts[2]
    assert cast_of(replace(STORY, patients=1)).patients == casts[0].patients[:1]


async def test_a_bad_story_becomes_a_short_one(small: Small, monkeypatch: pytest.MonkeyPatch):
    """Two patients, a fault and idle words are left out; who joined, what was said and what is wrong remain."""
    real = alerting.raise_alert

    async def forgets_blood(work, patient, *args, **more):
        return None if "blood" in more.get("words", "") else await real(work, patient, *args, **more)

    monkeypatch.setattr(alerting, "raise_alert", forgets_blood)
    restart = {"until": "2026-05-03T18:00+00:00"}
    deeds = [
        after(50, "p2", Do.SAY, "hello"),
        after(60, "", Do.RESTART, options=restart, part_of="restart/0"),
        after(70, "p1", Do.SAY, "/help"),
        after(80, "p1", Do.SAY, "there is blood in my stool"),
        after(90, "p1", Do.SAY, "/today"),
    ]

    async def replay(script, days):
        async with small.databases.fresh() as engine:
            played = await play(small.story(days), small.library, engine, script, small.cast)
        return played, judge(played)

    first = await replay([*small.arrivals(), *deeds], 2)
    played, found = await Shrinker(replay, first, tries=30).shortest()
    assert [one.what for one in played.script if one.do is Do.SAY] == ["there is blood in my stool"]
    assert {one.who for one in played.script} == {"staff1", "p1"} or {one.who for one in played.script} == {
        "staff2",
        "p1",
    }
    assert {one.wrong for one in found} == {Wrong.LOST_REPORT}
    lines = told(played, found)
    assert any("Amina writes: there is blood in my stool" in line for line in lines)
    assert lines[-1].startswith("LOST REPORT, Sun 3 May, 19:20: p1:")


@pytest.fixture
def command(library, monkeypatch):
    """The command, with the library that was read already and weeks of one day."""
    monkeypatch.setattr("bot.cli.simulation.library", lambda folder: library)
    monkeypatch.setattr("bot.cli.simulation.WEEK", 1)
    return lambda *asked: CliRunner().invoke(main, ["simulate", *asked])


def test_the_command_prints_figures_and_the_journal(command):
    """Nothing wrong: status 0, every figure, and the hash of the journal."""
    done = command("--patients", "1", "--weeks", "1", "--seed", "3", "--json")
    assert done.exit_code == 0, done.output
    figures = json.loads(done.stdout)
    assert [figures[one] for one in ("lost_reports", "lost_alerts", "double_doses", "silent_failures")] == [0, 0, 0, 0]
    assert figures["patients"] == 1
    assert len(figures["journals"]["3"]) == 16


def test_the_command_fails_when_a_dose_passes_in_silence(command, monkeypatch):
    """Status 1, the seed to try again with, and the shortest story."""

    async def nothing(*args, **more):
        return None

    monkeypatch.setitem(diary.DOES, Entry.DOSE, nothing)
    done = command("--patients", "1", "--weeks", "2", "--seed", SEED, "--faults", "none", "--shrink", "2")
    assert done.exit_code == 1
    assert f"Seed {SEED} goes wrong (--patients 1 --weeks 2 --faults none)" in done.stderr
    assert "SILENT FAILURE" in done.stderr
    assert "The shortest story found" in done.stderr
    assert "silent failures" in done.stdout


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--faults", "429,earthquake"], "There is no fault earthquake."),
        (["--database", "sqlite:///here.db"], "takes the URL of a PostgreSQL server"),
    ],
)
def test_the_command_refuses_what_it_does_not_know(command, asked, said):
    """One sentence, before anything runs."""
    done = command(*asked)
    assert done.exit_code == 1
    assert said in done.stderr
