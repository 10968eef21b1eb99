"""Leaders' directions and what becomes of them."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "direction_report",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=12), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("frozen_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("frozen_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_direction_report_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_direction_report")),
    )
    op.create_index("ix_direction_report_agency", "direction_report", ["agency_id", "frozen_at"], unique=False)
    op.create_table(
        "direction",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("giver_id", sa.String(length=16), nullable=True),
        sa.Column("giver", sa.String(length=200), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=True),
        sa.Column("document_number", sa.String(length=200), nullable=False),
        sa.Column("letter_id", sa.String(length=16), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("box", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("field", sa.String(length=100), nullable=False),
        sa.Column("urgency", sa.String(length=40), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=True),
        sa.Column("created_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_direction_agency_id_agency")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_direction_document_id_document")),
        sa.ForeignKeyConstraint(["giver_id"], ["user_account.id"], name=op.f("fk_direction_giver_id_user_account")),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["incoming_letter.id"], name=op.f("fk_direction_letter_id_incoming_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_direction")),
        sa.UniqueConstraint("agency_id", "origin", name=op.f("uq_direction_agency_id_origin")),
    )
    op.create_index("ix_direction_agency", "direction", ["agency_id", "given_on"], unique=False)
    op.create_index(op.f("ix_direction_document_id"), "direction", ["document_id"], unique=False)
    op.create_index(op.f("ix_direction_giver_id"), "direction", ["giver_id"], unique=False)
    op.create_index(op.f("ix_direction_letter_id"), "direction", ["letter_id"], unique=False)
    op.create_table(
        "assignment_series",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("direction_id", sa.String(length=16), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("due_day", sa.Integer(), nullable=False),
        sa.Column("design", sa.JSON(), nullable=False),
        sa.Column("next_from", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("stopped_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["direction_id"], ["direction.id"], name=op.f("fk_assignment_series_direction_id_direction")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_series")),
    )
    op.create_index(op.f("ix_assignment_series_direction_id"), "assignment_series", ["direction_id"], unique=False)
    op.create_index(op.f("ix_assignment_series_next_from"), "assignment_series", ["next_from"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("direction_id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("lead_agency_id", sa.String(length=16), nullable=True),
        sa.Column("lead_unit_id", sa.String(length=16), nullable=True),
        sa.Column("lead_user_id", sa.String(length=16), nullable=True),
        sa.Column("lead_name", sa.String(length=300), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("product", sa.String(length=200), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("term", sa.String(length=12), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("first_due_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("calendar", sa.String(length=16), nullable=False),
        sa.Column("period", sa.String(length=12), nullable=False),
        sa.Column("series_id", sa.String(length=16), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("accepted_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reported_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reported_by_id", sa.String(length=16), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("confirmed_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("moved_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("explain_by", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_assignment_agency_id_agency")),
        sa.ForeignKeyConstraint(["direction_id"], ["direction.id"], name=op.f("fk_assignment_direction_id_direction")),
        sa.ForeignKeyConstraint(["lead_agency_id"], ["agency.id"], name=op.f("fk_assignment_lead_agency_id_agency")),
        sa.ForeignKeyConstraint(["lead_unit_id"], ["unit.id"], name=op.f("fk_assignment_lead_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["lead_user_id"], ["user_account.id"], name=op.f("fk_assignment_lead_user_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["reported_by_id"], ["user_account.id"], name=op.f("fk_assignment_reported_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["assignment_series.id"], name=op.f("fk_assignment_series_id_assignment_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("agency_id", "code", name=op.f("uq_assignment_agency_id_code")),
        sa.UniqueConstraint("direction_id", "ordinal", name=op.f("uq_assignment_direction_id_ordinal")),
    )
    op.create_index("ix_assignment_agency_state", "assignment", ["agency_id", "state", "due_on"], unique=False)
    counted = [
        "agency_id", "given_on", "state", "due_on", "first_due_on", "done_on", "paused_on", "reported_at",
        "lead_agency_id", "lead_unit_id", "direction_id",
    ]  # fmt: skip
    op.create_index("ix_assignment_given", "assignment", counted, unique=False)
    op.create_index("ix_assignment_lead_agency", "assignment", ["lead_agency_id", "state", "due_on"], unique=False)
    op.create_index("ix_assignment_lead_unit", "assignment", ["lead_unit_id", "state"], unique=False)
    op.create_index("ix_assignment_lead_user", "assignment", ["lead_user_id", "state"], unique=False)
    op.create_index(op.f("ix_assignment_series_id"), "assignment", ["series_id"], unique=False)
    op.create_table(
        "assignment_body",
        sa.Column("assignment_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=4), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=True),
        sa.Column("unit_id", sa.String(length=16), nullable=True),
        sa.Column("user_id", sa.String(length=16), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_assignment_body_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_assignment_body_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_assignment_body_unit_id_unit")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_assignment_body_user_id_user_account")),
        sa.PrimaryKeyConstraint("assignment_id", "ordinal", name=op.f("pk_assignment_body")),
    )
    op.create_index("ix_assignment_body_agency", "assignment_body", ["agency_id"], unique=False)
    op.create_index("ix_assignment_body_unit", "assignment_body", ["unit_id"], unique=False)
    op.create_index("ix_assignment_body_user", "assignment_body", ["user_id"], unique=False)
    op.create_table(
        "assignment_extension",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("assignment_id", sa.String(length=16), nullable=False),
        sa.Column("was_due_on", sa.Date(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("after_due", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.String(length=16), nullable=True),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("granted_on", sa.Date(), nullable=True),
        sa.Column("decided_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user_account.id"], name=op.f("fk_assignment_extension_asked_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_assignment_extension_assignment_id_assignment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_extension")),
    )
    op.create_index("ix_assignment_extension_open", "assignment_extension", ["assignment_id", "granted"], unique=False)
    op.create_table(
        "assignment_milestone",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("assignment_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("document_id", sa.String(length=16), nullable=True),
        sa.Column("document_number", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_assignment_milestone_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_assignment_milestone_document_id_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_milestone")),
        sa.UniqueConstraint("assignment_id", "ordinal", name=op.f("uq_assignment_milestone_assignment_id_ordinal")),
    )
    op.create_index(op.f("ix_assignment_milestone_document_id"), "assignment_milestone", ["document_id"], unique=False)
    op.create_table(
        "assignment_step",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("assignment_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(length=20), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=True),
        sa.Column("document_number", sa.String(length=200), nullable=False),
        sa.Column("from_due_on", sa.Date(), nullable=True),
        sa.Column("to_due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_assignment_step_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_assignment_step_by_id_user_account")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_assignment_step_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_step")),
        sa.UniqueConstraint("assignment_id", "ordinal", name=op.f("uq_assignment_step_assignment_id_ordinal")),
    )
    op.create_index(op.f("ix_assignment_step_document_id"), "assignment_step", ["document_id"], unique=False)


def downgrade() -> None:
    for table in (
        "assignment_step", "assignment_milestone", "assignment_extension", "assignment_body", "assignment",
        "assignment_series", "direction", "direction_report",
    ):  # fmt: skip
        op.drop_table(table)
