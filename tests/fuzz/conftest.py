"""The shipped content, read once."""

from tests.support.edgefixtures import library

__all__ = ["library"]
