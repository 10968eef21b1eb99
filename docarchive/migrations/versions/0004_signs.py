"""Signs of life of processes that run jobs, notes of upkeep."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "worker_sign",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("host", sa.String(length=80), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("threads", sa.Integer(), nullable=False),
        sa.Column("started_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("seen_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_worker_sign")),
    )
    op.create_table(
        "upkeep_note",
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("what", name=op.f("pk_upkeep_note")),
    )


def downgrade() -> None:
    op.drop_table("upkeep_note")
    op.drop_table("worker_sign")
