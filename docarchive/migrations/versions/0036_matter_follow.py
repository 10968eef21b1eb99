"""Matters people follow."""

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


def downgrade() -> None:
    op.drop_table("matter_follow")
