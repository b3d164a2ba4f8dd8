"""The table of blood tests, weights and visits due to patients; what a row means as a value is in `checks`."""

import sqlalchemy as sa

from bot.store.metadata import id_column, metadata, patient_column
from bot.store.types import UtcDateTime

checks = sa.Table(
    "checks",
    metadata,
    id_column(),
    patient_column(),
    sa.Column("kind", sa.Text, nullable=False),  # weight, blood-test, visit
    sa.Column("name", sa.Text, nullable=False),  # of a visit; empty for the others
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("day", sa.Integer, nullable=False),  # of treatment
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("question_id", sa.Integer),  # where the patient was asked
    sa.Column("answered_at", UtcDateTime),
    sa.Column("answered_by", sa.Text),  # "patient", "staff:3"
    sa.UniqueConstraint("patient_id", "kind", "name", "due_on"),
)
