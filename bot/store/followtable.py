"""The table of symptoms that are asked about again; what a row means as a value is in `followups`."""

import sqlalchemy as sa

from bot.store.metadata import id_column, metadata, patient_column
from bot.store.types import UtcDateTime

follow_ups = sa.Table(
    "follow_ups",
    metadata,
    id_column(),
    patient_column(),
    sa.Column("alert_id", sa.ForeignKey("alerts.id"), nullable=False),  # the newest one the symptom is on
    sa.Column("symptom", sa.Text, nullable=False),
    sa.Column("urgency", sa.Text, nullable=False),  # the gravest it ever had
    sa.Column("told_at", UtcDateTime, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # open, over, closed
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("due_at", UtcDateTime),
    sa.Column("asked_at", UtcDateTime),
    sa.Column("question_id", sa.Integer),
    sa.Column("since", sa.Text),  # better, same, worse, stopped, no-answer
    sa.Column("since_at", UtcDateTime),
    sa.Column("in_a_row", sa.Integer, nullable=False),
    sa.Column("worse", sa.Boolean, nullable=False),
    sa.UniqueConstraint("patient_id", "symptom"),  # one symptom is asked about once, however many alerts carry it
)
