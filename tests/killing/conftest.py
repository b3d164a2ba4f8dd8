"""Both databases, with or without the cast enrolled."""

from tests.support.edgefixtures import library, prepared, prepared_makers

__all__ = ["library", "prepared", "prepared_makers"]
