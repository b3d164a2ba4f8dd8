"""The scenarios that ship are played by the real bot, each from its beginning; a failure prints the chat."""

from pathlib import Path

import pytest

from bot.rehearsal.runner import run_scenario

SCENARIOS = sorted((Path(__file__).parents[1] / "scenarios").glob("*.yaml"))


def test_every_scenario_is_told_in_both_languages():
    """A story of patients is told in English and in Spanish."""
    told = {(file.name.split(".")[0], file.name.split(".")[1]) for file in SCENARIOS}
    stories = {story for story, _ in told}
    assert stories
    assert told == {(story, language) for story in stories for language in ("en", "es")}


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
async def test_the_real_bot_plays_it(file, stage, tmp_path):
    """Every expectation holds, and nothing that went to or came from Telegram breaks the Bot API."""
    outcome = await run_scenario(file, stage, tmp_path / "transcript.jsonl")
    if outcome.failure is not None:
        pytest.fail(outcome.failure, pytrace=False)
