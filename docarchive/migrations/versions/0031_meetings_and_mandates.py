"""Meetings that end in directions; what an authorisation to stand in for somebody is limited to."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "direction_meeting",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("chair", sa.String(length=200), nullable=False),
        sa.Column("chair_id", sa.String(length=16), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.String(length=5), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("participants", sa.Text(), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=True),
        sa.Column("document_number", sa.String(length=200), nullable=False),
        sa.Column("created_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_direction_meeting_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["chair_id"], ["user_account.id"], name=op.f("fk_direction_meeting_chair_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_direction_meeting_document_id_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_direction_meeting")),
    )
    op.create_index("ix_direction_meeting_agency", "direction_meeting", ["agency_id", "held_on"])
    op.create_index(op.f("ix_direction_meeting_document_id"), "direction_meeting", ["document_id"])
    # Written out, because SQLite adds a column with its reference, but no constraint to a table that is there.
    op.execute(
        "ALTER TABLE direction ADD COLUMN meeting_id VARCHAR(16)"
        " CONSTRAINT fk_direction_meeting_id_direction_meeting REFERENCES direction_meeting (id)"
    )
    op.create_index(op.f("ix_direction_meeting_id"), "direction", ["meeting_id"])
    op.add_column("absence", sa.Column("matters", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("absence", sa.Column("fields", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("absence", "fields")
    op.drop_column("absence", "matters")
    op.drop_index(op.f("ix_direction_meeting_id"), "direction")
    op.drop_column("direction", "meeting_id")
    op.drop_table("direction_meeting")
