"""The clinic of the service tests, behind the web."""

from tests.service.conftest import clinic, day, library, networked, practice_only, setting

__all__ = ["clinic", "day", "library", "networked", "practice_only", "setting"]
