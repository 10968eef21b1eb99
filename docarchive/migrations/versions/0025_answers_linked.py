"""Answers that came, or left, without saying what they answer: people link them to the letter."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outgoing_answer", sa.Column("linked_at", db.UtcDateTime(timezone=True), nullable=True))
    op.create_table(
        "recipient_answer",
        sa.Column("recipient_id", sa.String(length=16), nullable=False),
        sa.Column("incoming_id", sa.String(length=16), nullable=False),
        sa.Column("linked_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("linked_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["recipient_id"],
            ["outgoing_recipient.id"],
            name=op.f("fk_recipient_answer_recipient_id_outgoing_recipient"),
        ),
        sa.ForeignKeyConstraint(
            ["incoming_id"], ["incoming_letter.id"], name=op.f("fk_recipient_answer_incoming_id_incoming_letter")
        ),
        sa.PrimaryKeyConstraint("recipient_id", "incoming_id", name=op.f("pk_recipient_answer")),
    )
    op.create_index(op.f("ix_recipient_answer_incoming_id"), "recipient_answer", ["incoming_id"])


def downgrade() -> None:
    op.drop_table("recipient_answer")
    op.drop_column("outgoing_answer", "linked_at")
