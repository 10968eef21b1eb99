"""Requests for more time, pauses, cancellations and returns travel between agencies of different installations."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("assignment_extension", sa.Column("origin", sa.String(length=40), nullable=True))
    op.create_table(
        "assignment_course",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("sender_code", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("said_by", sa.String(length=5), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("course", sa.JSON(), nullable=False),
        sa.Column("heard_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_assignment_course_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_course")),
        sa.UniqueConstraint(
            "agency_id",
            "sender_code",
            "code",
            "said_by",
            name=op.f("uq_assignment_course_agency_id_sender_code_code_said_by"),
        ),
    )


def downgrade() -> None:
    op.drop_table("assignment_course")
    op.drop_column("assignment_extension", "origin")
