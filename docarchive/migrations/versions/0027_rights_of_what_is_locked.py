"""Changes of who may read what is locked, and the search a lock was made from."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("freeze_order", sa.Column("question", sa.Text(), nullable=True))
    op.create_table(
        "freeze_rights",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("freeze_id", sa.String(length=16), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("gained", sa.Text(), nullable=False),
        sa.Column("lost", sa.Text(), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["freeze_id"], ["freeze_order.id"], name=op.f("fk_freeze_rights_freeze_id_freeze_order")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_freeze_rights_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freeze_rights")),
    )
    op.create_index("ix_freeze_rights_open", "freeze_rights", ["freeze_id", "confirmed_at"])


def downgrade() -> None:
    op.drop_table("freeze_rights")
    op.drop_column("freeze_order", "question")
