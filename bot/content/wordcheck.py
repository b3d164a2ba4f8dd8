"""What the wording of the languages owe each other and their readers.

Every sentence in every language with the same arguments; short enough for Telegram; no date in digits; something to
read in it; and, where patients read it, easy words.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.content import markdown
from bot.content.display import LANGUAGES
from bot.content.fluentfiles import Entries, Entry, arguments_of, read_language
from bot.content.problems import Problem, close_to
from bot.content.reading import too_hard

LONGEST = 3000  # Telegram takes 4096 characters; arguments and joined lines need room
LONGEST_BUTTON = 40
STAFF_AREAS = frozenset(
    {"staff", "labs", "labsays", "change", "page", "check"}
)  # read by professionals; the rest by patients
_BUTTONS = ("a-", "symptom-", "area-", "topic-")
_DIGIT_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}\b")


def wording_problems(folder: Path) -> Iterator[Problem]:
    """Everything wrong with the words beyond their syntax."""
    languages = {language: read_language(folder, language)[0] for language in LANGUAGES}
    first, *others = LANGUAGES
    for other in others:
        yield from _missing(languages[first], languages[other], other)
        yield from _missing(languages[other], languages[first], first)
        yield from _arguments_differ(languages[first], languages[other])
    for entries in languages.values():
        for one in entries.values():
            yield from _entry_problems(one)


def _missing(here: Entries, there: Entries, language: str) -> Iterator[Problem]:
    for id_ in here.keys() - there.keys():
        hint = close_to(id_, there.keys() - here.keys()) if there.keys() - here.keys() else "add it"
        yield Problem(
            file=here[id_].file, line=here[id_].line, what=f"'{id_}' does not exist in '{language}'", hint=hint
        )


def _arguments_differ(here: Entries, there: Entries) -> Iterator[Problem]:
    for id_ in here.keys() & there.keys():
        mine, theirs = arguments_of(here, id_), arguments_of(there, id_)
        if mine != theirs:
            only = ", ".join(f"${name}" for name in sorted(mine ^ theirs))
            hint = f"the other is {here[id_].file}:{here[id_].line}"
            yield Problem(
                file=there[id_].file, line=there[id_].line, what=f"'{id_}' uses other arguments: {only}", hint=hint
            )


def _entry_problems(one: Entry) -> Iterator[Problem]:
    def problem(what: str, hint: str) -> Problem:
        return Problem(file=one.file, line=one.line, what=f"'{one.id}' {what}", hint=hint)

    if len(one.text) > LONGEST:
        yield problem(f"is {len(one.text)} characters long", f"at most {LONGEST}")
    if one.id.startswith(_BUTTONS) and len(one.text) > LONGEST_BUTTON:
        yield problem(f"is {len(one.text)} characters long for a button", f"at most {LONGEST_BUTTON}")
    if found := _DIGIT_DATE.search(one.text):
        yield problem(f"writes a date in digits: {found[0]}", "hand the date over as an argument")
    if not any(letter.isalnum() for letter in one.text) and not one.arguments and not one.references:
        yield problem("has no words", "a picture alone says nothing")


def hard_words(folder: Path) -> Iterator[Problem]:
    """Files for patients beyond school grade 6, and single messages far beyond it."""
    for language in LANGUAGES:
        yield from _hard_areas(language, read_language(folder, language)[0])


def _hard_areas(language: str, entries: Mapping[str, Entry]) -> Iterator[Problem]:
    for file in sorted({one.file for one in entries.values()}):
        of_file = [one for one in entries.values() if one.file == file]
        if of_file[0].area in STAFF_AREAS:
            continue
        for one in of_file:
            if hard := too_hard(language, [one.text], alone=True):
                yield Problem(
                    file=file,
                    line=one.line,
                    what=f"'{one.id}' is hard to read: {hard}",
                    hint="shorter sentences, shorter words",
                )
        short = of_file[0].area == markdown.FOLDER
        if hard := too_hard(language, [one.text for one in of_file], short=short):
            yield Problem(file=file, line=0, what=f"is hard to read: {hard}", hint="shorter sentences, shorter words")
