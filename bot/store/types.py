"""Column types that mean the same on SQLite and PostgreSQL.

An instant goes in aware and comes out aware, in UTC; anything naive is refused before it reaches a row.
"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

# Fixed width, so that text order is time order and a comparison can use an index: 2026-05-04T06:00:00.000000Z
_TEXT_WIDTH = 27


class UtcDateTime(TypeDecorator[datetime]):
    """An instant; refuses naive values, always comes back in UTC."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.String(_TEXT_WIDTH))
        return dialect.type_descriptor(sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        instant = _in_utc(value)
        return _to_text(instant) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return datetime.fromisoformat(value)
        return _in_utc(value)


def _in_utc(value: datetime) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError("An instant column takes an aware datetime.")
    if value.utcoffset() is None:
        raise ValueError("An instant column refuses a datetime without a zone.")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


def _to_text(instant: datetime) -> str:
    return instant.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


# None is stored as NULL, not as the JSON word null, so that IS NULL means what it says.
Json = sa.JSON(none_as_null=True)
