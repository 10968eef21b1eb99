"""What people settled about relations between documents, and from when until when a document is in force."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("document", sa.Column("effective_on", sa.Date(), nullable=True))
    op.add_column("document", sa.Column("expires_on", sa.Date(), nullable=True))
    op.create_table(
        "document_relation",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("number_key", sa.String(length=200), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=True),
        sa.Column("target_id", sa.String(length=16), nullable=True),
        sa.Column("provisions", sa.JSON(), nullable=False),
        sa.Column("provision", sa.String(length=200), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("box", sa.JSON(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("by_user", sa.String(length=16), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_document_relation_document_id_document"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["document.id"], name=op.f("fk_document_relation_target_id_document"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_relation")),
        sa.UniqueConstraint(
            "document_id", "number_key", "relation", name=op.f("uq_document_relation_document_id_number_key_relation")
        ),
    )
    op.create_index(op.f("ix_document_relation_number_key"), "document_relation", ["number_key"])
    op.create_index(op.f("ix_document_relation_target_id"), "document_relation", ["target_id"])


def downgrade() -> None:
    op.drop_table("document_relation")
    op.drop_column("document", "expires_on")
    op.drop_column("document", "effective_on")
