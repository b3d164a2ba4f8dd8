"""Every table, in one place, as SQLAlchemy Core.

What each column means is said here; rows become domain values in the modules beside this one. Chat ids live in `chats`,
`groups` and `outbox` alone, so that nobody can leak one by reading a patient. Nothing here opens a connection.
"""

from typing import Any

import sqlalchemy as sa

from bot.store import moretables  # noqa: F401 - one import knows every table
from bot.store.metadata import id_column, metadata, patient_column, withdrawn_columns
from bot.store.types import Json, UtcDateTime


def _only(rows: sa.ColumnElement[bool]) -> dict[str, Any]:
    """An index on some of the rows alone, on either database."""
    return {"sqlite_where": rows, "postgresql_where": rows}


staff = sa.Table(
    "staff",
    metadata,
    id_column(),
    sa.Column("name", sa.Text, nullable=False),  # as patients and colleagues read it
    sa.Column("role", sa.Text, nullable=False),  # pharmacist, nurse, lead
    sa.Column("team", sa.Text, nullable=False),  # responsible for the patients of this team, and for no others (S10)
    sa.Column("position", sa.Integer, nullable=False),  # 1 first on call, 2 second, ...
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),  # invited, waiting, active, removed
    sa.Column("hours", sa.Text),  # on call, on one line: "mon,tue 08:00-17:00"; "none": never; empty: at any hour
    sa.Column("created_at", UtcDateTime, nullable=False),
)

patients = sa.Table(
    "patients",
    metadata,
    id_column(),
    sa.Column("pseudonym", sa.Text, nullable=False, unique=True),  # P-7Q4K; T-... when enrolled for practice
    sa.Column("reference", sa.Text, nullable=False),  # the clinic's own
    sa.Column("phone", sa.Text, nullable=False),  # call-back number
    sa.Column("second_contact", Json),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("team", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),  # invited, consenting, confirming, active, stopped
    sa.Column("practice", sa.Boolean, nullable=False),
    sa.Column("baseline_kg", sa.Text),  # weight before C1D1, frozen
    sa.Column("baseline_on", sa.Date),
    sa.Column("body_surface_m2", sa.Text),  # where the pharmacist gave it
    sa.Column("checklist", Json, nullable=False),
    sa.Column("monitoring", sa.Text, nullable=False),  # the accepted schedule on one line; empty: none
    sa.Column("monitoring_rests", sa.Boolean, nullable=False),  # while every drug is on hold
    sa.Column("tablets_in_hand", sa.Boolean, nullable=False),
    sa.Column("boxes", Json, nullable=False),  # per drug the strengths read on its boxes, once they are the plan's
    sa.Column("enrolled_by", sa.Text, nullable=False),
    sa.Column("enrolled_at", UtcDateTime, nullable=False),
    sa.Column("consented_at", UtcDateTime),
    sa.Column("confirmed_at", UtcDateTime),
    sa.Column("check_in_at", sa.Text),  # HH:MM, where the patient chose a time for check-ins
)
sa.Index("uq_patients_reference_active", patients.c.reference, unique=True, **_only(patients.c.status != "stopped"))

chats = sa.Table(
    "chats",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("role", sa.Text, nullable=False),  # patient or staff: a chat has one role and one person
    sa.Column("subject_id", sa.Integer, nullable=False),
    sa.Column("reachable", sa.Boolean, nullable=False),
    sa.Column("menu_language", sa.Text),  # the language the chat's command menu was last told in
    sa.Column("linked_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("role", "subject_id"),
)

strangers = sa.Table(
    "strangers",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("told_at", UtcDateTime, nullable=False),  # when the one sentence was last sent there
)

invites = sa.Table(
    "invites",
    metadata,
    id_column(),
    sa.Column("token_hash", sa.Text, nullable=False, unique=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("subject_id", sa.Integer, nullable=False),
    sa.Column("number_hash", sa.Text),
    sa.Column("tries_left", sa.Integer, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("opened_by", sa.BigInteger),  # the first chat that opened it
    sa.Column("opened_at", UtcDateTime),
    sa.Column("language", sa.Text),  # chosen by whoever opened it
    sa.Column("used_at", UtcDateTime),
)

plans = sa.Table(
    "plans",
    metadata,
    id_column(),
    patient_column(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("effective_on", sa.Date, nullable=False),
    sa.Column("body", Json, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("patient_id", "version"),
)

doses = sa.Table(
    "doses",
    metadata,
    id_column(),
    patient_column(),
    sa.Column("drug", sa.Text, nullable=False),
    sa.Column("plan_day", sa.Date, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("mg", sa.Text, nullable=False),
    sa.Column("tablets", sa.Text, nullable=False),
    sa.Column("planned_at", UtcDateTime, nullable=False),
    sa.Column("window_until", UtcDateTime, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("told_late", sa.Boolean, nullable=False, default=False),
    sa.Column("asked_at", UtcDateTime),
    sa.Column("answered_at", UtcDateTime),
    sa.UniqueConstraint("patient_id", "drug", "plan_day"),  # S2 in the schema: one plan day, one dose of a drug
)

agenda = sa.Table(
    "agenda",
    metadata,
    id_column(),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    patient_column(nullable=True),
    sa.Column("subject_id", sa.Integer),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("window_until", UtcDateTime),
    sa.Column("data", Json, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # pending, done, cancelled, failed
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
)
sa.Index("ix_agenda_due", agenda.c.due_at, **_only(agenda.c.state == "pending"))
sa.Index("ix_agenda_patient", agenda.c.patient_id, agenda.c.state)

questions = sa.Table(
    "questions",
    metadata,
    id_column(),
    sa.Column("role", sa.Text, nullable=False),  # whose chat it stands in
    sa.Column("person_id", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("data", Json, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # open, answered, closed
    sa.Column("answer", sa.Text),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("answered_at", UtcDateTime),
)
sa.Index("ix_questions_person", questions.c.role, questions.c.person_id, questions.c.state)

dialogues = sa.Table(
    "dialogues",
    metadata,
    id_column(),
    patient_column(),
    sa.Column("symptom", sa.Text, nullable=False),
    sa.Column("answers", Json, nullable=False),
    sa.Column("words", sa.Text),
    sa.Column("state", sa.Text, nullable=False),  # open, done, dropped; of a check-in also unanswered
    sa.Column("then", Json, nullable=False),  # symptoms to be asked about afterwards
    sa.Column("started_at", UtcDateTime, nullable=False),
)

reports = sa.Table(
    "reports",
    metadata,
    id_column(),
    patient_column(),
    sa.Column("symptom", sa.Text, nullable=False),
    sa.Column("answers", Json, nullable=False),
    sa.Column("words", sa.Text),
    sa.Column("urgency", sa.Text, nullable=False),
    sa.Column("rules", Json, nullable=False),
    sa.Column("content_hash", sa.Text, nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("alert_id", sa.ForeignKey("alerts.id")),
    sa.Column("by_staff", sa.ForeignKey("staff.id")),  # who entered it; null: the patient told it
    *withdrawn_columns(),
)
sa.Index("ix_reports_patient", reports.c.patient_id, reports.c.made_at)

measurements = sa.Table(
    "measurements",
    metadata,
    id_column(),
    patient_column(),
    sa.Column("kind", sa.Text, nullable=False),  # weight, temperature
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("as_typed", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by_staff", sa.ForeignKey("staff.id")),  # who entered it; null: the patient told it
    sa.Column("report_id", sa.ForeignKey("reports.id")),  # the report that staff's value was judged as
    *withdrawn_columns(),
)
sa.Index("ix_measurements_patient", measurements.c.patient_id, measurements.c.kind, measurements.c.at)

alerts = sa.Table(
    "alerts",
    metadata,
    id_column(),
    patient_column(),
    sa.Column("urgency", sa.Text, nullable=False),
    sa.Column("reasons", Json, nullable=False),  # what was said and which rules matched, newest last
    sa.Column("state", sa.Text, nullable=False),  # open, acknowledged, resolved
    sa.Column("raised_at", UtcDateTime, nullable=False),
    sa.Column("policy", Json, nullable=False),  # copied when raised: later edits cannot change a running alert
    sa.Column("step", sa.Integer, nullable=False),  # the next step of the policy
    sa.Column("owner_id", sa.ForeignKey("staff.id")),
    sa.Column("acknowledged_at", UtcDateTime),
    sa.Column("action_due_at", UtcDateTime),
    sa.Column("decision", sa.Text, nullable=False),  # undecided, goes-ahead, hold
    sa.Column("decided_by", sa.ForeignKey("staff.id")),
    sa.Column("decided_at", UtcDateTime),
    sa.Column("resolved_by", sa.ForeignKey("staff.id")),
    sa.Column("resolved_at", UtcDateTime),
    sa.Column("outcome", sa.Text),
    sa.Column("note", sa.Text),
)
sa.Index("ix_alerts_patient", alerts.c.patient_id, alerts.c.state)

outbox = sa.Table(
    "outbox",
    metadata,
    id_column(),
    sa.Column("dedupe_key", sa.Text, nullable=False, unique=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("role", sa.Text, nullable=False),  # patient, staff, stranger
    sa.Column("person_id", sa.Integer),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("buttons", Json, nullable=False),
    sa.Column("content_hash", sa.Text, nullable=False),
    sa.Column("subject", sa.Text),  # what it is about: "alert:7", "dose:2026-05-04:09:00"
    sa.Column("edits", sa.BigInteger),  # the outbox row whose message this one rewrites
    sa.Column("not_before", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime),
    sa.Column("state", sa.Text, nullable=False),  # pending, sent, failed, expired, cancelled, unreachable
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("doubts", sa.Integer, nullable=False),  # tries that may have reached the chat
    sa.Column("leased_until", UtcDateTime),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("sent_at", UtcDateTime),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("last_error", sa.Text),  # a code, never text
)
sa.Index("ix_outbox_pending", outbox.c.priority, outbox.c.id, **_only(outbox.c.state == "pending"))
sa.Index(
    "ix_outbox_pending_chat", outbox.c.chat_id, outbox.c.priority, outbox.c.id, **_only(outbox.c.state == "pending")
)
sa.Index("ix_outbox_subject", outbox.c.subject)

updates = sa.Table(
    "updates",
    metadata,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("received_at", UtcDateTime, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # done, parked
    sa.Column("body", Json),  # kept only while parked
)

marks = sa.Table(
    "marks",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),  # last-poll, bot-username, ...
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
)

audit = sa.Table(
    "audit",
    metadata,
    id_column(),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),  # "patient", "staff:3", "system"
    sa.Column("action", sa.Text, nullable=False),
    patient_column(nullable=True),
    sa.Column("data", Json, nullable=False),
)
sa.Index("ix_audit_patient", audit.c.patient_id, audit.c.at)
