"""How a lesson is written down: Markdown with a title and short paragraphs, each ending with the statement it is.

"Swallow them whole. [^lesson-crush-whole]" says it in its own words. A paragraph of nothing but a reference is said in the
words of that wording; `[^service]` marks one that says nothing clinical, but how this chat works. Knows Markdown alone: what
the paragraphs owe each other is judged in `lessoncheck`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.content.problems import Problem

FOLDER = "lessons"
SERVICE = "service"
_CITED = re.compile(r"\s*\[\^([^\]\s]*)\]\s*$")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One wording of a lesson: its id, where it stands, and its words as Fluent writes them (none: it quotes)."""

    id: str
    line: int
    words: str
    title: bool = False

    @property
    def fluent(self) -> str:
        """The same as a message of a Fluent file."""
        indented = "".join(f"\n    {one}" for one in self.words.splitlines())
        return f"{self.id} ={indented}\n"


def lesson_id(file: str) -> str:
    """The id of the lesson in `lessons/<language>/<id>.md`."""
    return PurePosixPath(file).stem


def paragraphs(file: str, text: str) -> Iterator[Paragraph | Problem]:
    """The title, then every paragraph."""
    title, *blocks = [*_blocks(text)] or [(1, [""])]
    yield _title(file, *title)
    services = 0
    for line, block in blocks:
        made = _paragraph(file, line, block)
        if isinstance(made, Paragraph) and made.id == SERVICE:
            services += 1
            made = Paragraph(id=f"lesson-{lesson_id(file)}-{SERVICE}-{services}", line=line, words=made.words)
        yield made


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines between empty ones, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*text.replace("\r\n", "\n").split("\n"), ""], 1):
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


def _title(file: str, line: int, block: list[str]) -> Paragraph | Problem:
    if len(block) != 1 or not block[0].startswith("# "):
        return Problem(file=file, line=line, what="does not begin with a title", hint="# What patients ask")
    return Paragraph(id=f"lesson-{lesson_id(file)}", line=line, words=block[0].removeprefix("# "), title=True)


def _paragraph(file: str, line: int, block: list[str]) -> Paragraph | Problem:
    whole = "\n".join(block)
    found = _CITED.search(whole)
    words = _CITED.sub("", whole)
    if found is None or "[^" in words or not _ID.fullmatch(found[1]):
        hint = "end each paragraph with one [^statement-id], or [^service] when it says nothing clinical"
        return Problem(file=file, line=line, what="a paragraph cites no statement, or several", hint=hint)
    return Paragraph(id=found[1], line=line, words=_flowing(words))


def _flowing(words: str) -> str:
    """Lines of a paragraph flow together; each item of a list keeps its own."""
    return re.sub(r"\n(?!• )", " ", re.sub(r"(?m)^[-*] ", "• ", words))
