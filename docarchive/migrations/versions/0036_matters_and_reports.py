"""Matters people follow; reports that are made while their reader waits."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "matter_follow",
        sa.Column("user_id", sa.String(length=16), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_matter_follow_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "words", name=op.f("pk_matter_follow")),
    )
    op.create_table(
        "report_making",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("form", sa.String(length=4), nullable=False),
        sa.Column("asked_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_report_making_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_report_making_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_making")),
    )
    op.create_index(op.f("ix_report_making_user_id"), "report_making", ["user_id"])


def downgrade() -> None:
    op.drop_table("report_making")
    op.drop_table("matter_follow")
