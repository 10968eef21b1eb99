"""Opinions on drafts: asked of units with a last day, and of other agencies by a letter; collected point by point."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Written out, because SQLite adds a column with its reference, but no constraint to a table that is there.
    op.execute(
        "ALTER TABLE outgoing_letter ADD COLUMN consults_id VARCHAR(16)"
        " CONSTRAINT fk_outgoing_letter_consults_id_outgoing_letter REFERENCES outgoing_letter (id)"
    )
    op.execute(
        "ALTER TABLE outgoing_step ADD COLUMN to_unit_id VARCHAR(16)"
        " CONSTRAINT fk_outgoing_step_to_unit_id_unit REFERENCES unit (id)"
    )
    op.add_column("outgoing_step", sa.Column("due_on", sa.Date(), nullable=True))
    op.create_index(op.f("ix_outgoing_letter_consults_id"), "outgoing_letter", ["consults_id"])
    op.create_index("ix_outgoing_step_asked_unit", "outgoing_step", ["to_unit_id", "deed", "answered_at"])
    op.create_table(
        "outgoing_opinion",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("letter_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.String(length=16), nullable=True),
        sa.Column("recipient_id", sa.String(length=16), nullable=True),
        sa.Column("who", sa.String(length=300), nullable=False),
        sa.Column("provision", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["outgoing_letter.id"], name=op.f("fk_outgoing_opinion_letter_id_outgoing_letter")
        ),
        sa.ForeignKeyConstraint(
            ["recipient_id"],
            ["outgoing_recipient.id"],
            name=op.f("fk_outgoing_opinion_recipient_id_outgoing_recipient"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["outgoing_step.id"], name=op.f("fk_outgoing_opinion_step_id_outgoing_step")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_opinion")),
        sa.UniqueConstraint("letter_id", "ordinal", name=op.f("uq_outgoing_opinion_letter_id_ordinal")),
    )
    op.create_index(op.f("ix_outgoing_opinion_recipient_id"), "outgoing_opinion", ["recipient_id"])
    op.create_index(op.f("ix_outgoing_opinion_step_id"), "outgoing_opinion", ["step_id"])


def downgrade() -> None:
    op.drop_table("outgoing_opinion")
    op.drop_index("ix_outgoing_step_asked_unit", "outgoing_step")
    op.drop_index(op.f("ix_outgoing_letter_consults_id"), "outgoing_letter")
    op.drop_column("outgoing_step", "due_on")
    op.drop_column("outgoing_step", "to_unit_id")
    op.drop_column("outgoing_letter", "consults_id")
