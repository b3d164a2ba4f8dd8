"""Reads the settings from the environment, and names every mistake in them at once, each with what to do.

A secret can be printed nowhere: neither by `repr`, nor in a problem, nor by accident. Nothing here connects to anything.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PREFIX = "DOSEDAY_"
HIDDEN = "a value not shown here"
TELEGRAM_API_URL = "https://api.telegram.org"
DATABASE_URL = "sqlite:///doseday.db"
CONTENT_DIR = Path(__file__).resolve().parents[1] / "content"

_NAMES = (
    "TELEGRAM_TOKEN",
    "TELEGRAM_API_URL",
    "DATABASE_URL",
    "CONTENT_DIR",
    "EMERGENCY_NUMBER",
    "CLINIC_PHONE",
    "CRISIS_LINE",
    "WEBHOOK_URL",
    "WEBHOOK_SECRET",
    "LISTEN",
)
_KNOWN = frozenset(PREFIX + name + ending for name in _NAMES for ending in ("", "_FILE"))
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")  # Telegram allows these characters; shorter ones can be guessed
# A token, or a password in an address: whoever puts one into the wrong setting must not find it in the journal.
_PERHAPS_SECRET = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{8,}|:[^/\s]*@")
_PHONE = re.compile(r"\+?[0-9(][0-9 ().\-/]*(?: ?(?:x|ext\.?|#) ?[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that shows itself only to whoever calls `reveal`."""

    _value: str

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake: the setting, what is wrong with it, and what to do."""

    name: str
    what: str
    hint: str

    def __str__(self) -> str:
        return f"{self.name} {self.what} {self.hint}"


class SettingsError(Exception):
    """The settings cannot be used; `problems` holds every reason."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the person who installs the bot decides."""

    telegram_token: Secret | None = None
    telegram_api_url: str = TELEGRAM_API_URL
    database_url: Secret = Secret(DATABASE_URL)
    content_dir: Path = CONTENT_DIR
    emergency_number: str | None = None
    clinic_phone: str | None = None
    crisis_line: str | None = None
    webhook_url: str | None = None
    webhook_secret: Secret | None = None
    listen: tuple[str, int] | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read every setting, or raise SettingsError with all problems."""
        reader = _Reader(env)
        reader.refuse_unknown()
        token, database = reader.token(), reader.database()
        webhook_url, webhook_secret, listen = reader.webhook()
        settings = cls(
            telegram_token=Secret(token) if token else None,
            telegram_api_url=reader.api_url() or TELEGRAM_API_URL,
            database_url=Secret(database or DATABASE_URL),
            content_dir=reader.folder() or CONTENT_DIR,
            emergency_number=reader.phone("EMERGENCY_NUMBER", fewest_digits=2),
            clinic_phone=reader.phone("CLINIC_PHONE", fewest_digits=5),
            crisis_line=reader.phone("CRISIS_LINE", fewest_digits=3),
            webhook_url=webhook_url,
            webhook_secret=Secret(webhook_secret) if webhook_secret else None,
            listen=listen,
        )
        if reader.problems:
            raise SettingsError(tuple(reader.problems))
        return settings

    def missing_to_run(self) -> tuple[Problem, ...]:
        """Return a problem for each setting the bot cannot serve a patient without."""
        needed = (
            (
                self.telegram_token,
                "TELEGRAM_TOKEN",
                f"Put BotFather's token there, or its file in {PREFIX}TELEGRAM_TOKEN_FILE.",
            ),
            (self.emergency_number, "EMERGENCY_NUMBER", "Set the number patients dial in an emergency, such as 112."),
            (self.clinic_phone, "CLINIC_PHONE", "Set the phone your clinic answers 24 hours a day."),
        )
        return tuple(
            Problem(name=PREFIX + name, what="is not set.", hint=hint) for value, name, hint in needed if value is None
        )


class _Reader:
    """Reads one setting after another and collects what is wrong."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self.problems: list[Problem] = []

    def refuse_unknown(self) -> None:
        for name in sorted(self._env):
            if name.startswith(PREFIX) and name not in _KNOWN:
                near = difflib.get_close_matches(name, sorted(_KNOWN), n=1)
                hint = f"Did you mean {near[0]}?" if near else f"The settings are {', '.join(sorted(_KNOWN))}."
                self._problem(name, "is not a setting.", hint)

    def token(self) -> str | None:
        value = self._read("TELEGRAM_TOKEN")
        if value is not None and not _TOKEN.fullmatch(value):
            what = "does not look like a bot token."
            self._refuse("TELEGRAM_TOKEN", what, "Copy the whole line BotFather gave you: digits, a colon, letters.")
            return None
        return value

    def api_url(self) -> str | None:
        value = self._read("TELEGRAM_API_URL")
        if value is None:
            return None
        parts = _split(value)
        if parts is None or parts[0] not in {"http", "https"} or not parts[1]:
            self._refuse("TELEGRAM_API_URL", "is not an http(s) address.", f"The default is {TELEGRAM_API_URL}.")
            return None
        if re.search(r"/bot[^/]*/?$", parts[2]):
            self._refuse(
                "TELEGRAM_API_URL", "goes too far.", "Give the root of the server, without /bot and the token."
            )
            return None
        return value.rstrip("/")

    def webhook(self) -> tuple[str | None, str | None, tuple[str, int] | None]:
        """The three settings of webhook mode; `listen` alone serves the health endpoints."""
        url, secret, listen = self._read("WEBHOOK_URL"), self._read("WEBHOOK_SECRET"), self._listen()
        parts = _split(url) if url else None
        if url and (parts is None or parts[0] != "https" or not parts[1]):
            self._refuse("WEBHOOK_URL", "is not an https address.", "Telegram sends webhooks to https addresses only.")
        if url and (secret is None or not _SECRET.fullmatch(secret)):
            hint = "Use 16 to 256 letters, digits, _ or -, for example from `openssl rand -hex 32`."
            self._refuse("WEBHOOK_SECRET", "is missing or too weak.", hint)
        if url and listen is None:
            hint = "Say where the webhook is served, behind your TLS proxy: 127.0.0.1:8080."
            self._refuse("LISTEN", "is not set.", hint)
        return url, secret, listen

    def _listen(self) -> tuple[str, int] | None:
        value = self._read("LISTEN")
        if value is None:
            return None
        host, colon, port = value.rpartition(":")
        if not colon or not host or not port.isascii() or not port.isdigit() or not 0 <= int(port) < 65536:
            self._refuse("LISTEN", "is not an address to listen on.", "Write it as 127.0.0.1:8080.")
            return None
        return host, int(port)

    def database(self) -> str | None:
        value = self._read("DATABASE_URL")
        if value is None:
            return None
        parts = _split(value)
        kind = parts[0].partition("+")[0] if parts else ""
        hint = "Use sqlite:////var/lib/doseday/doseday.db or postgresql://user:password@host/database."
        if parts is None or kind not in {"sqlite", "postgresql", "postgres"}:
            self._refuse("DATABASE_URL", "is not a database we know.", hint)
            return None
        path = parts[2].removeprefix("/")
        if path in {"", ":memory:"}:
            self._refuse("DATABASE_URL", "names no database that lasts.", hint)
            return None
        if kind == "sqlite" and not Path(path).absolute().parent.is_dir():
            what = "is in a folder that does not exist."
            self._refuse("DATABASE_URL", what, f"Create {Path(path).absolute().parent} or choose another path.")
            return None
        return value

    def folder(self) -> Path | None:
        value = self._read("CONTENT_DIR")
        if value is None:
            return None
        folder = Path(value).expanduser()
        if not folder.is_dir():
            self._problem(
                PREFIX + "CONTENT_DIR",
                f"is {_shown(value)}, which is no folder.",
                "Give the path of your content folder.",
            )
            return None
        return folder.resolve()

    def phone(self, name: str, *, fewest_digits: int) -> str | None:
        value = self._read(name)
        if value is None:
            return None
        digits = sum(character.isdigit() for character in value)
        if not _PHONE.fullmatch(value) or not fewest_digits <= digits <= 25:
            hint = "Write it as a patient would dial it: digits, spaces, and + in front if abroad."
            self._refuse(name, f"is {_shown(repr(value))}, which is no phone number.", hint)
            return None
        return value

    def _read(self, name: str) -> str | None:
        """Return the value, or the content of the file NAME_FILE points to; blank counts as not set."""
        name = PREFIX + name
        value, path = self._env.get(name, "").strip(), self._env.get(name + "_FILE", "").strip()
        if value and path:
            self._problem(name, f"is set twice, here and by {name}_FILE.", "Keep one of the two.")
            return None
        return self._read_file(name + "_FILE", path) if path else value or None

    def _read_file(self, name: str, path: str) -> str | None:
        # A name without a folder may be the secret itself, put where the name of its file belongs.
        shown = _shown(path) if "/" in path else HIDDEN
        try:
            value = Path(path).expanduser().read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not text"
            self._problem(name, f"is {shown}, which cannot be read ({reason}).", "Check the path and its permissions.")
            return None
        if not value:
            self._problem(name, f"is {shown}, which is empty.", "Write the value into that file.")
        return value or None

    def _refuse(self, name: str, what: str, hint: str) -> None:
        self._problem(PREFIX + name, what, hint)

    def _problem(self, name: str, what: str, hint: str) -> None:
        self.problems.append(Problem(name=name, what=what, hint=hint))


def _shown(value: str) -> str:
    """The value for whoever set it, unless it could be a secret in the wrong place."""
    return HIDDEN if _PERHAPS_SECRET.search(value) else value


def _split(url: str) -> tuple[str, str, str] | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.scheme.lower(), parts.netloc, parts.path
