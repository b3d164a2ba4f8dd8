"""The table of days on which somebody's shifts are not theirs; what a row means as a value is in `rosters`."""

import sqlalchemy as sa

from bot.store.metadata import id_column, metadata
from bot.store.types import UtcDateTime

absences = sa.Table(
    "absences",
    metadata,
    id_column(),
    sa.Column("staff_id", sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("since_on", sa.Date, nullable=False),
    sa.Column("until_on", sa.Date, nullable=False),  # the last such day
    sa.Column("deputy_id", sa.ForeignKey("staff.id")),  # who does the shifts that begin on these days; empty: away
    sa.Column("made_at", UtcDateTime, nullable=False),
)
sa.Index("ix_absences_staff", absences.c.staff_id)
