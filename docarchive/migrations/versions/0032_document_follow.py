"""Which documents people want to hear of."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document_follow",
        sa.Column("user_id", sa.String(length=16), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("why", sa.String(length=12), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_document_follow_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_follow_document_id_document"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "document_id", name=op.f("pk_document_follow")),
    )
    op.create_index(op.f("ix_document_follow_document_id"), "document_follow", ["document_id"])


def downgrade() -> None:
    op.drop_table("document_follow")
