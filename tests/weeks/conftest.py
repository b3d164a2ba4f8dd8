"""The shipped content, read once."""

from tests.service.conftest import library

__all__ = ["library"]
