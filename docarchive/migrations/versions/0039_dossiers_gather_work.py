"""Dossiers below dossiers; drafts in dossiers."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "child_dossier",
        sa.Column("child_id", sa.String(length=16), nullable=False),
        sa.Column("parent_id", sa.String(length=16), nullable=False),
        sa.Column("added_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["dossier.id"], name=op.f("fk_child_dossier_child_id_dossier")),
        sa.ForeignKeyConstraint(["parent_id"], ["dossier.id"], name=op.f("fk_child_dossier_parent_id_dossier")),
        sa.PrimaryKeyConstraint("child_id", name=op.f("pk_child_dossier")),
    )
    op.create_index(op.f("ix_child_dossier_parent_id"), "child_dossier", ["parent_id"])
    op.create_table(
        "dossier_draft",
        sa.Column("dossier_id", sa.String(length=16), nullable=False),
        sa.Column("letter_id", sa.String(length=16), nullable=False),
        sa.Column("added_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_draft_dossier_id_dossier")),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["outgoing_letter.id"], name=op.f("fk_dossier_draft_letter_id_outgoing_letter")
        ),
        sa.PrimaryKeyConstraint("dossier_id", "letter_id", name=op.f("pk_dossier_draft")),
    )
    op.create_index(op.f("ix_dossier_draft_letter_id"), "dossier_draft", ["letter_id"])


def downgrade() -> None:
    op.drop_table("dossier_draft")
    op.drop_table("child_dossier")
