"""Electronic signatures on outgoing letters, and returned files that were not taken."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outgoing_signature",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("letter_id", sa.String(length=16), nullable=False),
        sa.Column("file_id", sa.String(length=16), nullable=False),
        sa.Column("of_file_id", sa.String(length=16), nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("by_user_id", sa.String(length=16), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("serial", sa.String(length=100), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("other_name", sa.Boolean(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("box", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_user_id"], ["user_account.id"], name=op.f("fk_outgoing_signature_by_user_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["outgoing_file.id"], name=op.f("fk_outgoing_signature_file_id_outgoing_file")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["outgoing_letter.id"], name=op.f("fk_outgoing_signature_letter_id_outgoing_letter")
        ),
        sa.ForeignKeyConstraint(
            ["of_file_id"], ["outgoing_file.id"], name=op.f("fk_outgoing_signature_of_file_id_outgoing_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_signature")),
    )
    op.create_index(op.f("ix_outgoing_signature_letter_id"), "outgoing_signature", ["letter_id"], unique=False)
    op.create_table(
        "refused_return",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("letter_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("file_sha", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["outgoing_letter.id"], name=op.f("fk_refused_return_letter_id_outgoing_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_return")),
    )
    op.create_index(op.f("ix_refused_return_file_sha"), "refused_return", ["file_sha"], unique=False)
    op.create_index(op.f("ix_refused_return_letter_id"), "refused_return", ["letter_id"], unique=False)


def downgrade() -> None:
    op.drop_table("refused_return")
    op.drop_table("outgoing_signature")
