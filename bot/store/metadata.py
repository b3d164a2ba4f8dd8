"""The one MetaData every table belongs to, with names for constraints that Alembic can find again on every database."""

from typing import Any

import sqlalchemy as sa

from bot.store.types import UtcDateTime

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def id_column() -> sa.Column[int]:
    """The number a row goes by, given by the database."""
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def patient_column(*, nullable: bool = False) -> sa.Column[int]:
    """Whom a row is about."""
    return sa.Column("patient_id", sa.ForeignKey("patients.id"), nullable=nullable)


def withdrawn_columns() -> tuple[sa.Column[Any], ...]:
    """When staff took a row back that they had entered, who, and why; the row stays and counts no more."""
    at: sa.Column[Any] = sa.Column("withdrawn_at", UtcDateTime)
    by: sa.Column[Any] = sa.Column("withdrawn_by", sa.ForeignKey("staff.id"))
    return at, by, sa.Column("withdrawn_why", sa.Text)
