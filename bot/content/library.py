"""The door to `content/`: what the rest of the product imports.

`load_library` either returns a Library that can be relied on or raises ContentErrors with every problem found. Nothing
is read again while the product runs.
"""

from pathlib import Path

from bot.content.checks import sound
from bot.content.problems import ContentErrors
from bot.content.shelf import Library, read_library

__all__ = ["Library", "load_library"]


def load_library(folder: Path) -> Library:
    """Read a content folder; raises ContentErrors with every problem. Examples are run by `check`, not here."""
    library, gathered = read_library(folder)
    problems = sound(folder, library, gathered)
    if library is None or problems:
        raise ContentErrors(problems)
    return library
