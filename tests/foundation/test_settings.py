"""Settings are read whole or refused whole, and a secret never shows."""

from pathlib import Path

import pytest

from bot.settings import CONTENT_DIR, Problem, Secret, Settings, SettingsError

TOKEN = "123456789:AAHcanary_token-value_that_is_secret"  # made up


def problems(**env: str) -> tuple[Problem, ...]:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"DOSEDAY_" + name: value for name, value in env.items()})
    return caught.value.problems


def read(**env: str) -> Settings:
    return Settings.from_env({"DOSEDAY_" + name: value for name, value in env.items()})


def test_an_empty_environment_gives_the_defaults() -> None:
    """Nothing needs setting to look around."""
    settings = Settings.from_env({"PATH": "/bin"})
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.database_url.reveal() == "sqlite:///doseday.db"
    assert settings.content_dir == CONTENT_DIR
    assert settings.telegram_token is settings.clinic_phone is settings.crisis_line is None


def test_everything_is_read(tmp_path: Path) -> None:
    """Each setting arrives where it belongs."""
    settings = read(
        TELEGRAM_TOKEN=TOKEN,
        TELEGRAM_API_URL="http://127.0.0.1:8081/",
        DATABASE_URL="postgresql://bot:pw@db/doseday",
        CONTENT_DIR=str(tmp_path),
        EMERGENCY_NUMBER="112",
        CLINIC_PHONE="+34 91 123 45 67 ext 5",
        CRISIS_LINE="024",
    )
    assert settings.telegram_token == Secret(TOKEN)
    assert settings.telegram_api_url == "http://127.0.0.1:8081"
    assert settings.database_url.reveal() == "postgresql://bot:pw@db/doseday"
    assert settings.content_dir == tmp_path
    assert (settings.emergency_number, settings.crisis_line) == ("112", "024")
    assert settings.clinic_phone == "+34 91 123 45 67 ext 5"
    assert settings.missing_to_run() == ()


def test_a_value_may_lie_in_a_file(tmp_path: Path) -> None:
    """The line ending an editor leaves in a secret file is no part of the secret."""
    (tmp_path / "token").write_text(TOKEN + "\n")
    settings = read(TELEGRAM_TOKEN_FILE=str(tmp_path / "token"))
    assert settings.telegram_token == Secret(TOKEN)


def test_a_blank_value_is_not_set() -> None:
    """A line left empty in an environment file is as good as absent."""
    assert read(CLINIC_PHONE="  ", TELEGRAM_TOKEN="").clinic_phone is None


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    """Someone who made six mistakes reads six sentences, each naming its setting and what to do."""
    (tmp_path / "empty").write_text("\n")
    found = problems(
        TELEGRAM_TOKEN="not a token",
        TELEGRAM_API_URL="api.telegram.org",
        DATABASE_URL="mysql://bot:secretpw@db/doseday",
        CONTENT_DIR=str(tmp_path / "nowhere"),
        EMERGENCY_NUMBER="call us",
        CLINIC_PHONE_FILE=str(tmp_path / "missing"),
        CRISIS_LINE_FILE=str(tmp_path / "empty"),
        CLINIC_FONE="1",
    )
    assert sorted(problem.name.removeprefix("DOSEDAY_") for problem in found) == [
        "CLINIC_FONE",
        "CLINIC_PHONE_FILE",
        "CONTENT_DIR",
        "CRISIS_LINE_FILE",
        "DATABASE_URL",
        "EMERGENCY_NUMBER",
        "TELEGRAM_API_URL",
        "TELEGRAM_TOKEN",
    ]
    assert all(problem.what.endswith(".") and problem.hint.endswith((".", "?")) for problem in found)


def test_an_unknown_name_gets_a_near_one() -> None:
    """A mistyped setting is an error that names the right one, not a silent default."""
    (problem,) = problems(TELEGRAM_TOKN=TOKEN)
    assert problem.hint == "Did you mean DOSEDAY_TELEGRAM_TOKEN?"


def test_an_unknown_name_like_nothing_gets_the_list() -> None:
    """A name close to none is answered with all of them."""
    (problem,) = problems(XYZZY="1")
    assert "DOSEDAY_CRISIS_LINE_FILE" in problem.hint


@pytest.mark.parametrize("token", ["hello", "123456", ":abc", "123:", "123:abc def", f"bot{TOKEN}", TOKEN + "é"])
def test_what_is_no_token_is_refused_without_being_shown(token: str) -> None:
    """A wrong token may be the right one with a slip: it is not printed."""
    (problem,) = problems(TELEGRAM_TOKEN=token)
    assert token not in str(problem)


@pytest.mark.parametrize(
    "url",
    [
        "oracle://bot:secretpw@db/doseday",
        "doseday.db",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://bot:secretpw@db",
        "postgresql://bot:secretpw@[db/x",
    ],
)
def test_a_database_that_cannot_be_ours_is_refused_without_its_password(url: str) -> None:
    """Unknown kinds, memory and nameless databases are refused, the password unseen."""
    (problem,) = problems(DATABASE_URL=url)
    assert "secretpw" not in str(problem)


def test_a_database_in_a_missing_folder_is_refused(tmp_path: Path) -> None:
    """SQLite would only say "unable to open database file"."""
    (problem,) = problems(DATABASE_URL=f"sqlite:///{tmp_path}/missing/doseday.db")
    assert str(tmp_path / "missing") in problem.hint


@pytest.mark.parametrize("url", ["https://api.telegram.org/bot", f"https://api.telegram.org/bot{TOKEN}/"])
def test_an_api_url_with_the_bot_in_it_is_refused(url: str) -> None:
    """The root is asked for; a token in the address is not repeated."""
    (problem,) = problems(TELEGRAM_API_URL=url)
    assert TOKEN not in str(problem)


@pytest.mark.parametrize("number", ["112", "911", "+1 (800) 555-0199", "(01) 40.20", "0800/123456", "555 1234 x12"])
def test_numbers_as_people_write_them_are_taken(number: str) -> None:
    """Nobody is made to write a number in a machine's form."""
    assert read(EMERGENCY_NUMBER=number).emergency_number == number


@pytest.mark.parametrize("number", ["1", "nine one one", "112; DROP", "1" * 26, "++34 1"])
def test_what_nobody_can_dial_is_refused(number: str) -> None:
    """A patient will be told to phone it: it must be a number."""
    problems(EMERGENCY_NUMBER=number)


def test_set_twice_is_refused(tmp_path: Path) -> None:
    """Which of the two counts is not guessed."""
    (tmp_path / "phone").write_text("0123456")
    (problem,) = problems(CLINIC_PHONE="0123457", CLINIC_PHONE_FILE=str(tmp_path / "phone"))
    assert "twice" in problem.what


def test_what_is_missing_to_serve_patients_is_named() -> None:
    """Token, emergency number and a phone answered 24 hours are asked for together."""
    missing = [problem.name for problem in Settings.from_env({}).missing_to_run()]
    assert missing == ["DOSEDAY_TELEGRAM_TOKEN", "DOSEDAY_EMERGENCY_NUMBER", "DOSEDAY_CLINIC_PHONE"]


def test_secrets_show_in_no_form() -> None:
    """Neither repr, str, format nor the settings as a whole show a token or a database password."""
    settings = read(TELEGRAM_TOKEN=TOKEN, DATABASE_URL="postgresql://bot:secretpw@db/doseday")
    shown = f"{settings} {settings!r} {settings.telegram_token} {settings.telegram_token:>80} {settings.database_url!s}"
    assert TOKEN not in shown
    assert "secretpw" not in shown
