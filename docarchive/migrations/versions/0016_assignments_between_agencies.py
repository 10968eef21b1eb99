"""Assignments travel with letters to agencies on other installations, and reports come back."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outgoing_letter", sa.Column("steering", sa.Integer(), server_default="0", nullable=False))
    op.add_column("outgoing_recipient", sa.Column("enclosed", sa.JSON(), nullable=True))
    op.add_column("received_packet", sa.Column("steering", sa.Integer(), server_default="0", nullable=False))
    op.add_column("received_packet", sa.Column("enclosed", sa.JSON(), nullable=True))
    op.add_column("assignment", sa.Column("lead_elsewhere", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("assignment", sa.Column("origin", sa.String(length=120), nullable=True))
    op.create_index("uq_assignment_agency_id_origin", "assignment", ["agency_id", "origin"], unique=True)
    op.create_table(
        "assignment_letter",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("assignment_id", sa.String(length=16), nullable=False),
        sa.Column("errand", sa.String(length=6), nullable=False),
        sa.Column("outgoing_id", sa.String(length=16), nullable=True),
        sa.Column("incoming_id", sa.String(length=16), nullable=True),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_assignment_letter_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(
            ["incoming_id"], ["incoming_letter.id"], name=op.f("fk_assignment_letter_incoming_id_incoming_letter")
        ),
        sa.ForeignKeyConstraint(
            ["outgoing_id"], ["outgoing_letter.id"], name=op.f("fk_assignment_letter_outgoing_id_outgoing_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_letter")),
        sa.UniqueConstraint(
            "assignment_id", "incoming_id", name=op.f("uq_assignment_letter_assignment_id_incoming_id")
        ),
        sa.UniqueConstraint(
            "assignment_id", "outgoing_id", name=op.f("uq_assignment_letter_assignment_id_outgoing_id")
        ),
    )
    op.create_index(op.f("ix_assignment_letter_incoming_id"), "assignment_letter", ["incoming_id"], unique=False)
    op.create_index(op.f("ix_assignment_letter_outgoing_id"), "assignment_letter", ["outgoing_id"], unique=False)


def downgrade() -> None:
    op.drop_table("assignment_letter")
    op.drop_index("uq_assignment_agency_id_origin", table_name="assignment")
    for table, column in (
        ("assignment", "origin"), ("assignment", "lead_elsewhere"), ("received_packet", "enclosed"),
        ("received_packet", "steering"), ("outgoing_recipient", "enclosed"), ("outgoing_letter", "steering"),
    ):  # fmt: skip
        op.drop_column(table, column)
