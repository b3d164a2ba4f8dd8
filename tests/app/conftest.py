"""The whole bot on both databases."""

from tests.support.edgefixtures import engine, library, prepared, prepared_makers, world

__all__ = ["engine", "library", "prepared", "prepared_makers", "world"]
