"""Whether a lesson may be said to a patient: its facts were read, it is short and easy, and some question leads to it.

That its statements exist and its languages agree is told while it is read.
"""

from collections.abc import Iterator
from pathlib import Path

from bot.content import markdown
from bot.content.fluentfiles import Entries, arguments_of, read_language
from bot.content.problems import Problem
from bot.content.shelf import Library
from bot.domain.lessons import Lesson
from bot.domain.statement import Verification

LONGEST = 900  # characters: one message that a phone shows without much scrolling
LONGEST_TITLE = 40
KNOWN = frozenset({"phone", "emergency", "crisis", "fever"})  # what the bot can put into a lesson
CARRIES = frozenset({Verification.VERIFIED, Verification.DESIGN})


def lesson_problems(folder: Path, library: Library) -> Iterator[Problem]:
    """Everything wrong with the lessons beyond their shape."""
    asked = {one.lesson for one in library.phrasebook.phrases}
    words = {language: read_language(folder, language)[0] for language in library.wording.languages}
    for one in library.lessons.by_id.values():
        if one.id not in asked:
            hint = "add a phrase to phrases/questions.yaml"
            yield Problem(file="lessons.yaml", line=0, what=f"no question leads to lesson '{one.id}'", hint=hint)
        for language, entries in words.items():
            yield from _said(one, language, entries)
    yield from _uncarried(library)


def _said(lesson: Lesson, language: str, entries: Entries) -> Iterator[Problem]:
    def problem(what: str, hint: str) -> Problem:
        return Problem(file=f"{markdown.FOLDER}/{language}/{lesson.id}.md", line=0, what=what, hint=hint)

    said = [entries[one] for one in (lesson.wording_id, *lesson.paragraphs) if one in entries]
    if (long := sum(len(one.text) for one in said)) > LONGEST:
        yield problem(f"is {long} characters long", f"at most {LONGEST}")
    if said and len(said[0].text) > LONGEST_TITLE:
        yield problem(
            f"has a title of {len(said[0].text)} characters", f"at most {LONGEST_TITLE}: it stands on a button"
        )
    for one in said:
        if unknown := sorted(arguments_of(entries, one.id) - KNOWN):
            yield problem(
                f"asks for ${unknown[0]}", f"a lesson may name {', '.join(f'${each}' for each in sorted(KNOWN))}"
            )


def _uncarried(library: Library) -> Iterator[Problem]:
    """What was read in a copy alone, or nowhere, carries no lesson."""
    for id_ in {one for lesson in library.lessons.by_id.values() for one in lesson.paragraphs}:
        statement = library.statements.get(id_)
        facts = [library.facts[one] for one in statement.facts if one in library.facts] if statement else []
        if facts and not CARRIES & {one.verification for one in facts}:
            what = f"'{id_}' rests on nothing that was read at its source"
            yield Problem(file="statements", line=0, what=what, hint="cite a verified fact, or leave the sentence out")
