"""The table of results that staff entered; what a row means as a value is in `labs`.

A correction is a new row, and one taken back stays.
"""

import sqlalchemy as sa

from bot.store.metadata import id_column, metadata, patient_column, withdrawn_columns
from bot.store.types import UtcDateTime

lab_results = sa.Table(
    "lab_results",
    metadata,
    id_column(),
    patient_column(),
    sa.Column("analyte", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("below", sa.Boolean, nullable=False),  # the laboratory said "less than"
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("as_typed", sa.Text, nullable=False),
    sa.Column("by", sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),  # when it was entered
    *withdrawn_columns(),
)
sa.Index("ix_lab_results_patient", lab_results.c.patient_id, lab_results.c.on)
