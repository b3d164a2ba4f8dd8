"""A secret put into the wrong setting is refused without being repeated: not on the terminal, not in the journal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError
from tests.canary.birds import TOKEN, WORDS

NAMES = (
    "TELEGRAM_TOKEN", "TELEGRAM_API_URL", "DATABASE_URL", "CONTENT_DIR", "EMERGENCY_NUMBER", "CLINIC_PHONE",
    "CRISIS_LINE", "WEBHOOK_URL", "WEBHOOK_SECRET", "LISTEN",
)  # fmt: skip
MISPLACED = {
    "token": TOKEN,
    "token with its name": f"TOKEN={TOKEN}",
    "quoted token": f'"{TOKEN}"',
    "database": f"postgresql://bot:{WORDS}@db.example/doseday",
    "broken database": f"postgresql//bot:{WORDS}@db.example/doseday",
    "webhook": f"https://example.org/{TOKEN}",
}
DOSEDAY = Path(sys.executable).with_name("doseday")


def said(**env: str) -> str:
    """Every problem, as `doseday` prints it."""
    try:
        Settings.from_env({f"DOSEDAY_{name}": value for name, value in env.items()})
    except SettingsError as wrong:
        return str(wrong)
    return ""


@pytest.mark.parametrize("kind", MISPLACED)
@pytest.mark.parametrize("ending", ["", "_FILE"])
@pytest.mark.parametrize("name", NAMES)
def test_a_misplaced_secret_is_not_repeated(name: str, ending: str, kind: str) -> None:
    """Whichever setting it lands in, the value itself or where a file's name belongs."""
    text = said(**{name + ending: MISPLACED[kind]})
    assert WORDS not in text
    assert "canary-value" not in text


@pytest.mark.parametrize(
    "env",
    [
        {"TELEGRAM_TOKEN_FILE": TOKEN, "CLINIC_PHONE": TOKEN},
        {"DATABASE_URL": f"postgresql://bot:{WORDS}@127.0.0.1:9/doseday"},
    ],
)
def test_the_command_itself_says_none_of_it(env: dict[str, str]) -> None:
    """`doseday check` as an installer meets it."""
    ours = {f"DOSEDAY_{name}": value for name, value in {"TELEGRAM_TOKEN": TOKEN, **env}.items()}
    if "TELEGRAM_TOKEN_FILE" in env:
        del ours["DOSEDAY_TELEGRAM_TOKEN"]
    done = subprocess.run(
        [DOSEDAY, "check"], env={**os.environ, **ours}, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode != 0
    assert "canary-value" not in done.stdout + done.stderr
    assert f"bot:{WORDS}" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
