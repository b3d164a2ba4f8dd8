"""The clinic of the service tests, on SQLite where a law alone is tried."""

from tests.service.conftest import (
    clinic,
    database_kind,
    day,
    engine,
    in_memory,
    library,
    networked,
    practice_only,
    setting,
)

__all__ = [
    "clinic", "database_kind", "day", "engine", "in_memory", "library", "networked", "practice_only", "setting",
]  # fmt: skip
