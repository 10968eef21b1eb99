"""Mergers and partings of agencies that wait for their day."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "planned_reorganisation",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(length=500), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("reorganisation_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["reorganisation_id"],
            ["reorganisation.id"],
            name=op.f("fk_planned_reorganisation_reorganisation_id_reorganisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_reorganisation")),
    )
    op.create_index(op.f("ix_planned_reorganisation_day"), "planned_reorganisation", ["day"])


def downgrade() -> None:
    op.drop_table("planned_reorganisation")
