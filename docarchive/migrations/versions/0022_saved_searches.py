"""Saved searches, the documents that came for them, and lists of numbers looked up."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_search",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("alert", sa.String(length=8), nullable=False),
        sa.Column("shared_with", sa.String(length=80), nullable=False),
        sa.Column("made_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("looked_until", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("told_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("removed_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_saved_search_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
    )
    op.create_index(op.f("ix_saved_search_user_id"), "saved_search", ["user_id"], unique=False)
    op.create_index(op.f("ix_saved_search_shared_with"), "saved_search", ["shared_with"], unique=False)
    op.create_table(
        "search_hit",
        sa.Column("search_id", sa.String(length=16), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("found_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("seen_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("told_key", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["search_id"], ["saved_search.id"], name=op.f("fk_search_hit_search_id_saved_search"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_search_hit_document_id_document"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("search_id", "document_id", name=op.f("pk_search_hit")),
    )
    op.create_index(op.f("ix_search_hit_document_id"), "search_hit", ["document_id"], unique=False)
    op.create_index("ix_search_hit_unseen", "search_hit", ["search_id", "seen_at"], unique=False)
    op.create_table(
        "number_list",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.String(length=16), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("made_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_number_list_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_list")),
    )
    op.create_index("ix_number_list_user", "number_list", ["user_id", "made_at"], unique=False)
    op.create_index("ix_document_changed_at", "document", ["changed_at", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_document_changed_at", table_name="document")
    op.drop_table("number_list")
    op.drop_table("search_hit")
    op.drop_table("saved_search")
