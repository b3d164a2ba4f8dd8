"""Nothing about a patient and no token reaches a log, whoever logs it and however it fails (S12)."""

import asyncio
import io
import logging
import sys
import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import logs
from bot.errors import DoseDayError, SafeError

TOKEN = "123456789:AAHcanary_token-value_that_is_secret"
NAME = "Amina Canary"
CANARIES = (TOKEN, TOKEN.partition(":")[2], NAME, "Canary", "selinexor", "secretpw", "600123456")


class Log(io.StringIO):
    """What an operator would read."""

    def must_hide(self, *canaries: str) -> str:
        text = self.getvalue()
        assert text, "nothing was logged at all"
        assert [canary for canary in (*CANARIES, *canaries) if canary in text] == []
        return text


@pytest.fixture
def log() -> Iterator[Log]:
    """Our logging, writing to memory; everything it changes is put back."""
    root, stream = logging.getLogger(), Log()
    before = root.handlers[:], root.level, logging.raiseExceptions
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    root.handlers.clear()
    logs.set_up(stream=stream, secrets=["short-secretpw"])
    yield stream
    root.handlers[:], root.level, logging.raiseExceptions = before
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


ours = logging.getLogger("bot.service.delivery")
theirs = logging.getLogger("telegram.ext.Application")


def test_an_event_shows_its_name_and_ids(log: Log) -> None:
    """The operator reads what happened to which row, when, in UTC."""
    logs.event(ours, "outbox_sent", outbox_id=17, kind="dose", attempt=2, skipped=None)
    assert log.getvalue().endswith("INFO bot.service.delivery outbox_sent outbox_id=17 kind=dose attempt=2\n")
    assert log.getvalue()[19] == "Z"


@pytest.mark.parametrize(
    "private",
    [
        {"words": "ok"},
        {"chat_id": 600123456},
        {"phone": "600123456"},
        {"patient_name": "Canary"},
        {"drug": "selinexor"},
        {"answer": NAME},
        {"answer": "line\nbreak Canary"},
        {"answer": ["Canary"]},
    ],
)
def test_an_event_hides_what_could_be_private(log: Log, private: dict[str, object]) -> None:
    """A field that is private by its name or not plain by its value is hidden, not trusted."""
    logs.event(ours, "something", **private)
    assert "[hidden]" in log.must_hide()


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"https://api.telegram.org/bot{TOKEN.replace(':', '%3A')}/getMe",
        f"https://api.telegram.org/file/bot{TOKEN}/photo.jpg?x=1",
        "http://127.0.0.1:8081/bot1:secretpw/getMe",
        f"('{TOKEN}',)",
        "postgresql://bot:secretpw@db/doseday",
        "postgresql://bot:p:w-secretpw@db/doseday",
        "postgresql+asyncpg://:secretpw@/doseday",
        "password is short-secretpw",
    ],
)
def test_tokens_and_passwords_are_cut_out_wherever_they_stand(log: Log, text: str) -> None:
    """In the message, in its arguments and in the stack, in any form a URL gives them."""
    ours.warning("before " + text.replace("%", "%%") + " after %s", 1)
    ours.warning("argument %s", text)
    ours.warning("mapping %(it)s", {"it": text})
    ours.warning("object %r", [text])
    ours.warning(text, stack_info=True)
    assert "after 1" in log.must_hide()


def raise_with_canaries() -> None:
    try:
        raise KeyError(NAME)
    except KeyError as error:
        raise ValueError(f"{NAME} took selinexor; {TOKEN}") from error


def test_an_exception_shows_type_and_place_never_its_message(log: Log) -> None:
    """The operator learns what broke and where, its causes included, without what it was about."""
    try:
        raise_with_canaries()
    except ValueError:
        ours.exception("dose_failed dose_id=%s", 3)
    text = log.must_hide()
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert "which led to" in text
    assert f"{__file__}:" in text
    assert "in raise_with_canaries" in text


def test_notes_and_groups_and_loops_of_causes_show_nothing_either(log: Log) -> None:
    """Every way an exception can carry others or words is covered, and a circle of causes ends."""
    first, second = ValueError(NAME), TypeError(NAME)
    first.add_note(NAME)
    first.__cause__, second.__cause__ = second, first
    try:
        raise ExceptionGroup(NAME, [first, DoseDayError(NAME)])
    except ExceptionGroup:
        ours.exception("several")
    assert "bot.errors.DoseDayError" in log.must_hide()


def test_our_own_safe_error_may_speak(log: Log) -> None:
    """A message that is ours word for word is shown, still without a token."""
    try:
        raise SafeError(f"Outbox row 7 has no chat. {TOKEN}")
    except SafeError:
        ours.exception("relay_failed")
    assert "bot.errors.SafeError: Outbox row 7 has no chat. [hidden]" in log.must_hide()


def test_another_librarys_arguments_are_never_shown(log: Log) -> None:
    """Libraries log updates and parameters: only the template they wrote stays."""
    theirs.warning("Calling %s with %s", "sendMessage", {"text": NAME})
    theirs.error("No error handlers are registered", exc_info=ValueError(NAME))
    theirs.warning("first line\n" + NAME)
    theirs.warning({"text": NAME})
    text = log.must_hide()
    assert "Calling %s with %s" in text
    assert "builtins.ValueError" in text


def test_requests_are_not_logged_at_all(log: Log) -> None:
    """The HTTP library writes each URL, token and all, at INFO: that level is off for it."""
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot%s/getMe", TOKEN)
    logging.getLogger("httpcore.connection").info("%s", NAME)
    assert log.getvalue() == ""


def test_a_line_that_cannot_be_made_is_neither_lost_nor_printed_whole(log: Log, capsys: pytest.CaptureFixture) -> None:
    """A wrong number of arguments would make Python print them all on standard error."""
    ours.warning("two %s %s", NAME)
    assert "unreadable_log_line" in log.must_hide()
    assert capsys.readouterr().err == ""


def test_uncaught_exceptions_are_logged_the_same_way(log: Log, capsys: pytest.CaptureFixture) -> None:
    """What would end the process, a thread or a destructor prints no message to standard error."""

    class Broken:
        def __del__(self) -> None:
            raise ValueError(NAME)

    def fails() -> None:
        raise ValueError(NAME)

    sys.excepthook(ValueError, ValueError(NAME), None)
    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()
    Broken()
    text = log.must_hide()
    assert text.count("builtins.ValueError") == 3
    assert capsys.readouterr().err == ""


async def test_a_task_nobody_awaited_shows_nothing(log: Log) -> None:
    """The event loop writes the repr of the exception into its message: only its first line stays."""
    context = {"message": "Task exception was never retrieved", "exception": ValueError(NAME), "task": NAME}
    asyncio.get_running_loop().default_exception_handler(context)
    assert "Task exception was never retrieved" in log.must_hide()


async def test_a_failing_statement_shows_no_values(log: Log, engine: AsyncEngine) -> None:
    """Neither the log nor the exception itself holds a parameter of the statement."""
    with pytest.raises(sa.exc.DBAPIError) as caught:
        async with engine.begin() as tx:
            await tx.execute(sa.text("INSERT INTO nowhere VALUES (:name)"), {"name": NAME})
    ours.error("statement_failed", exc_info=caught.value)
    assert NAME not in str(caught.value)
    assert "OperationalError" in log.must_hide() or "ProgrammingError" in log.getvalue()
