"""The tables of a team as a whole: days on which somebody's shifts are not theirs, and the team's group chat.

What a row means as a value is in `rosters` and `groups`.
"""

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

groups = sa.Table(
    "groups",
    metadata,
    sa.Column("team", sa.Text, primary_key=True),  # a team has one group
    sa.Column("chat_id", sa.BigInteger, unique=True),  # empty: none is bound, or the bot was removed from it
    sa.Column("language", sa.Text, nullable=False),  # of whoever bound it
    sa.Column("code_hash", sa.Text),  # a code not used yet
    sa.Column("code_expires_at", UtcDateTime),
)
