"""Reads the words of one language, remembering for every message the file, the line and the arguments it needs.

Messages stand in Fluent files; the paragraphs of lessons, written in Markdown, become messages like any other. Finds broken
syntax and doubled ids here; what the languages owe each other is judged in `wordcheck`. Says nothing to anybody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from bot.content import markdown
from bot.content.problems import Problem, close_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message or term (terms keep their leading dash) and where it stands."""

    id: str
    file: str
    line: int
    node: ftl.Message | ftl.Term
    arguments: frozenset[str]
    references: frozenset[str]
    text: str  # its literal words, all variants in a row, for measuring

    @property
    def area(self) -> str:
        """The part of the product the words belong to, which is the name of their file; lessons are one part."""
        first, *_ = Path(self.file).parts
        return first if first == markdown.FOLDER else Path(self.file).stem


Entries = Mapping[str, Entry]


def read_language(folder: Path, language: str) -> tuple[Entries, tuple[Problem, ...]]:
    """Every message of `words/<language>/*.ftl` and of the lessons, and what is wrong with the files."""
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    files = sorted((folder / "words" / language).glob("*.ftl"))
    if not files:
        problems.append(
            Problem(file=f"words/{language}", line=0, what="no .ftl file here", hint="every language needs its words")
        )
    for file in (*files, *lesson_files(folder, language)):
        name = file.relative_to(folder).as_posix()
        for one in _read(name, file.read_text(encoding="utf-8")):
            if isinstance(one, Problem):
                problems.append(one)
            elif one.id in entries:
                first = entries[one.id]
                problems.append(
                    Problem(
                        file=name,
                        line=one.line,
                        what=f"'{one.id}' is written twice",
                        hint=f"first in {first.file}:{first.line}",
                    )
                )
            else:
                entries[one.id] = one
    return entries, (*problems, *_unknown_references(entries))


def lesson_files(folder: Path, language: str) -> list[Path]:
    """The lessons of one language."""
    return sorted((folder / markdown.FOLDER / language).glob("*.md"))


def arguments_of(entries: Entries, key: str) -> frozenset[str]:
    """The arguments a message needs, those of the messages it quotes included."""
    needed: set[str] = set()
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        current = waiting.pop()
        if current in seen or current not in entries:
            continue
        seen.add(current)
        needed |= entries[current].arguments
        waiting.extend(entries[current].references)
    return frozenset(needed)


@lru_cache(maxsize=512)  # one check reads the same words several times, and parsing is most of its time
def _read(name: str, text: str) -> tuple[Entry | Problem, ...]:
    return tuple(_lesson(name, text) if name.endswith(".md") else _parsed(name, text))


def _lesson(name: str, text: str) -> Iterator[Entry | Problem]:
    """What a lesson says in words of its own; a paragraph that quotes has none."""
    for one in markdown.paragraphs(name, text):
        if isinstance(one, Problem):
            yield one
        elif one.words:
            yield from (replace(made, line=one.line) for made in _parsed(name, one.fluent))


def _parsed(name: str, text: str) -> Iterator[Entry | Problem]:
    text = text.replace("\r\n", "\n")
    for node in FluentParser().parse(text).body:
        start = node.span.start if node.span else 0
        if isinstance(node, ftl.Junk):
            yield _broken(name, text, node, start)
        elif isinstance(node, ftl.Message | ftl.Term):
            yield _entry(name, text.count("\n", 0, start) + 1, node)


def _broken(name: str, text: str, node: ftl.Junk, start: int) -> Problem:
    annotation = node.annotations[0] if node.annotations else None
    at = annotation.span.start if annotation and annotation.span else start
    why = annotation.message if annotation else "cannot be read"
    first = (node.content or "").strip().splitlines()[:1]
    return Problem(
        file=name,
        line=text.count("\n", 0, at) + 1,
        what=f"not Fluent: {why}",
        hint=f"near: {first[0] if first else ''}",
    )


def _entry(name: str, line: int, node: ftl.Message | ftl.Term) -> Entry:
    dash = "-" if isinstance(node, ftl.Term) else ""
    arguments: set[str] = set()
    references: set[str] = set()
    words: list[str] = []
    for part in _walk(node):
        match part:
            case ftl.VariableReference():
                arguments.add(part.id.name)
            case ftl.MessageReference():
                references.add(part.id.name)
            case ftl.TermReference():
                references.add(f"-{part.id.name}")
            case ftl.TextElement():
                words.append(part.value)
            case _:
                pass
    return Entry(
        id=f"{dash}{node.id.name}",
        file=name,
        line=line,
        node=node,
        arguments=frozenset(arguments),
        references=frozenset(references),
        text=" ".join(words),
    )


def _walk(node: ftl.BaseNode) -> Iterator[ftl.BaseNode]:
    yield node
    for value in vars(node).values():
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ftl.BaseNode):
                yield from _walk(child)


def _unknown_references(entries: Entries) -> Iterator[Problem]:
    for one in entries.values():
        for name in sorted(one.references - entries.keys()):
            yield Problem(
                file=one.file,
                line=one.line,
                what=f"'{one.id}' quotes '{name}', which does not exist",
                hint=close_to(name, entries),
            )
