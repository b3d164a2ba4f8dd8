"""Every sentence the bot says, in every language, from the Fluent files under `content/words/<language>/`.

Turns a wording id with its arguments into text. It raises at once for a missing id or argument: the content check finds
all of them beforehand, and half a sentence about a medicine must never leave the house.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fluent.runtime import FluentBundle
from fluent.runtime.errors import FluentReferenceError
from fluent.runtime.types import FluentType, fluent_number
from fluent.syntax import ast as ftl

from bot.content.display import LANGUAGES, shown
from bot.content.fluentfiles import Entry, read_language
from bot.content.problems import ContentErrors, close_to
from bot.domain.messages import Arg, Draft, Line, Verbatim
from bot.errors import SafeError


class WordingError(SafeError):
    """A wording id or one of its arguments is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedButton:
    """A button ready to send."""

    label: str
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A message ready to send."""

    text: str
    rows: tuple[tuple[RenderedButton, ...], ...] = ()


class Wording:
    """The sentences of all languages. Built once, never changed."""

    def __init__(self, entries: Mapping[str, Mapping[str, Entry]]) -> None:
        self._entries = entries
        self._bundles = {language: _bundle(language, found.values()) for language, found in entries.items()}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages a person may choose, in the order they are offered."""
        return tuple(self._entries)

    def language_name(self, language: str) -> str:
        """What the language calls itself: `English`, `Español`."""
        return self.say(language, Line(key="language-name"))

    def has(self, key: str) -> bool:
        """Whether every language has this wording."""
        return all(key in found for found in self._entries.values())

    def ids(self, area: str) -> tuple[str, ...]:
        """The wordings of one area (one file name), in the first language."""
        first = self._entries[self.languages[0]]
        return tuple(id_ for id_, one in first.items() if one.area == area and not id_.startswith("-"))

    def pattern(self, language: str, key: str) -> str:
        """The words of a wording as written, for a person who reviews them."""
        return self._entries[language][key].text

    def say(self, language: str, line: Line | Verbatim) -> str:
        """The text of one line; a person's own words are left as they are."""
        if isinstance(line, Verbatim):
            return line.text
        if language not in self._bundles:
            raise WordingError(f"no wording for language '{language}'")
        bundle, key = self._bundles[language], line.key
        if not bundle.has_message(key):
            hint = close_to(key, self._entries[language])
            raise WordingError(f"no wording '{key}' in '{language}'" + (f" ({hint})" if hint else ""))
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise WordingError(f"wording '{key}' in '{language}' is empty")
        arguments = {name: self._shown(language, value) for name, value in line.args.items()}
        text, errors = bundle.format_pattern(pattern, arguments)
        if errors:
            # Only a missing reference is quoted: it names an argument, never a value, and this may be logged (S12).
            why = str(errors[0]) if isinstance(errors[0], FluentReferenceError) else type(errors[0]).__name__
            raise WordingError(f"wording '{key}' in '{language}': {why}")
        return str(text)

    def render(self, language: str, draft: Draft) -> Rendered:
        """The whole message: its lines joined by line breaks, and its buttons."""
        text = "\n".join(self.say(language, line) for line in draft.lines)
        rows = tuple(
            tuple(RenderedButton(label=self.say(language, one.label), data=one.data) for one in row)
            for row in draft.rows
        )
        return Rendered(text=text, rows=rows)

    def _shown(self, language: str, value: Arg) -> str | FluentType:
        if isinstance(value, Line):
            return self.say(language, value)
        if isinstance(value, tuple):
            return ", ".join(self.say(language, one) for one in value)
        if isinstance(value, int):
            # Stays a number, so that a wording can choose its plural by it.
            return fluent_number(value, useGrouping=False)
        return shown(language, value)


def load_wording(folder: Path) -> Wording:
    """Read `words/<language>/*.ftl` of a content folder; raises ContentErrors with every problem."""
    found = {language: read_language(folder, language) for language in LANGUAGES}
    problems = [problem for _, wrong in found.values() for problem in wrong]
    if problems:
        raise ContentErrors(problems)
    return Wording({language: entries for language, (entries, _) in found.items()})


def _bundle(language: str, entries: Iterable[Entry]) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)  # both languages run left to right
    bundle.add_resource(ftl.Resource(body=[one.node for one in entries]))
    return bundle
