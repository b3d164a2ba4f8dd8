"""What is wrong with the content, said so that a person who does not program can repair it.

Every problem names its file and line, what is wrong, and what to do. Problems are gathered and told together, never one
by one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.errors import SafeError


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing to repair. `file` is relative to the content folder; line 0 means the whole file."""

    file: str
    line: int
    what: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.what}" + (f" ({self.hint})" if self.hint else "")


class ContentErrors(SafeError):  # noqa: N818 - it carries many
    """The content cannot be used as it is; `problems` holds every reason."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(one) for one in self.problems))


def close_to(wrong: str, known: Iterable[str]) -> str:
    """A hint naming the nearest known word, or the whole short list."""
    words = sorted(set(known))
    near = get_close_matches(wrong, words, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"known: {', '.join(words)}" if 0 < len(words) <= 12 else ""
