"""The scenarios that ship are played by the real bot, each from its beginning; a failure prints the chat."""

import json
from functools import partial
from pathlib import Path
from random import Random

import pytest

from bot.rehearsal.runner import run_scenario
from bot.service.office import Office

SEED = 4711  # links, numbers and pseudonyms are drawn
SCENARIOS = sorted((Path(__file__).parents[1] / "scenarios").glob("*.yaml"))


def test_every_scenario_is_told_in_both_languages():
    """A story of patients is told in English and in Spanish."""
    told = {(file.name.split(".")[0], file.name.split(".")[1]) for file in SCENARIOS}
    stories = {story for story, _ in told}
    assert stories
    assert told == {(story, language) for story in stories for language in ("en", "es")}


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
async def test_the_real_bot_plays_it(file, headless, tmp_path):
    """Every expectation holds, and nothing that went to or came from Telegram breaks the Bot API."""
    outcome = await run_scenario(file, headless, tmp_path / "transcript.jsonl")
    if outcome.failure is not None:
        pytest.fail(outcome.failure, pytrace=False)


@pytest.mark.parametrize("story", ["dose-day.en", "team-group.es", "three-days-without-telegram.en"])
async def test_a_connection_and_a_file_change_nothing(story, stage, headless, tmp_path, monkeypatch):
    """Over HTTP, as behind the page, everybody reads the same words at the same times."""
    told = []
    for number, one in enumerate((stage, headless)):
        transcript = tmp_path / f"{number}.jsonl"
        monkeypatch.setattr("bot.rehearsal.stage.Office", partial(Office, chance=Random(SEED)))
        outcome = await run_scenario(SCENARIOS[0].with_name(f"{story}.yaml"), one, transcript)
        assert outcome.passed, outcome.failure
        lines = [json.loads(one) for one in transcript.read_text(encoding="utf-8").splitlines()]
        # Which of two people is reached first within one second says nothing.
        told.append(sorted(([one | {"at": one["at"][:19]} for one in lines]), key=lambda one: one["chat"]))
    assert told[0] == told[1]
