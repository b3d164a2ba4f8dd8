"""Logs that tell an operator what happened and tell nobody about a patient.

A record is an event name and row ids. Tokens are cut out of everything; an exception shows its type and where it was
raised, never its message unless it is a SafeError; another library's record shows its template, never its arguments.
"""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO

from bot.errors import SafeError

ROOT = "bot"
HIDDEN = "[hidden]"

_TOKEN = re.compile(r"\b\d{3,}(?::|%3[Aa])[A-Za-z0-9_-]{8,}")
_TOKEN_IN_PATH = re.compile(r"(?<=/bot)\d+(?::|%3[Aa])[^/\s\"']+")
_PASSWORD_IN_URL = re.compile(r"(?<=://)[^\s/@]*:[^\s/]*(?=@)")
# Ids are numbers, pseudonym-free codes or kebab-case names; anything else may be somebody's words.
_PLAIN = re.compile(r"[A-Za-z0-9_.:+-]{1,80}")
_PRIVATE = re.compile(r"chat|user|phone|name|text|drug|words|token|reference|pseudonym")
_NOISY = (
    "alembic",
    "httpx",
    "httpcore",
    "aiohttp.access",
    "apscheduler",
    "telegram",
    "aiosqlite",
    "sqlalchemy",
    "asyncio",
)

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def set_up(*, stream: TextIO | None = None, level: int = logging.INFO, secrets: Iterable[str] = ()) -> logging.Handler:
    """Send everything to one guarded handler on the root logger, uncaught exceptions included."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_UtcFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(Guard(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A record that cannot be written would otherwise be printed whole, arguments and all.
    logging.raiseExceptions = False
    _catch_uncaught()
    return handler


def event(log: logging.Logger, name: str, /, level: int = logging.INFO, *, exc_info: Any = None, **ids: Any) -> None:
    """Log an event by its name and the ids of the rows it is about; a value that could be private is hidden."""
    if log.isEnabledFor(level):
        shown = " ".join(f"{key}={_shown(key, value)}" for key, value in ids.items() if value is not None)
        log.log(level, f"{name} {shown}".rstrip(), exc_info=exc_info, stacklevel=2)


class _UtcFormatter(logging.Formatter):
    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - the library's name
        del datefmt
        return datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Guard(logging.Filter):
    """Rewrites a record before any handler writes it; belongs on handlers, since a logger's filter misses its children."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(sorted((secret for secret in secrets if secret), key=len, reverse=True))

    def filter(self, record: logging.LogRecord) -> bool:
        if not getattr(record, "guarded", False):
            record.msg, record.args = self._clean(_message(record)), None
            record.exc_text = self._clean(_described(record.exc_info)) if record.exc_info else None
            # Without it no formatter can print the exception a second time, message and all.
            record.exc_info = None
            record.stack_info = self._clean(record.stack_info) if record.stack_info else None
            record.guarded = True
        return True

    def _clean(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        for pattern in (_TOKEN_IN_PATH, _TOKEN, _PASSWORD_IN_URL):
            text = pattern.sub(HIDDEN, text)
        return text


def describe(error: BaseException) -> str:
    """Return the exception's type, causes and frames, without the messages that may quote a patient."""
    return "\n".join(_describe(error, frozenset()))


def _describe(error: BaseException, seen: frozenset[int]) -> list[str]:
    lines: list[str] = []
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        lines += [*_describe(before, seen | {id(error)}), "which led to:"]
    message = f": {error}" if isinstance(error, SafeError) else ""
    lines.append(f"{type(error).__module__}.{type(error).__qualname__}{message}")
    lines += [
        f"  at {frame.filename}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__, limit=-30)
    ]
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            lines += ["  of:", *("    " + line for line in _describe(inner, seen | {id(error)}))]
    return lines


def _described(exc_info: Any) -> str:
    error = exc_info[1] if isinstance(exc_info, tuple) else exc_info
    return describe(error) if isinstance(error, BaseException) else ""


def _message(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] != ROOT:
        # Libraries put updates, parameters and reprs of exceptions into theirs: only the first line of the template stays.
        return str(record.msg).partition("\n")[0] if isinstance(record.msg, str) else type(record.msg).__qualname__
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001 - a log line that cannot be made must not stop a dose
        return f"unreadable_log_line template={record.msg!r}"


def _shown(key: str, value: Any) -> str:
    if _PRIVATE.search(key):
        return HIDDEN
    text = str(value)
    return text if _PLAIN.fullmatch(text) else HIDDEN


def _catch_uncaught() -> None:
    log = logging.getLogger(ROOT)

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, None)
            return
        log.critical("uncaught_exception", exc_info=(kind, error, trace))

    sys.excepthook = uncaught
    threading.excepthook = lambda args: log.critical("uncaught_exception_in_thread", exc_info=args.exc_value)
    sys.unraisablehook = lambda args: log.error("unraisable_exception", exc_info=args.exc_value)
