"""What is asked of signatures inside packets; updates of letters that were sent."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "delivery_partner", sa.Column("signature_demand", sa.String(length=10), server_default="off", nullable=False)
    )
    op.add_column(
        "delivery_partner", sa.Column("signature_sha1", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("delivery_arrival", sa.Column("signature", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "outgoing_update",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("letter_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["outgoing_letter.id"], name=op.f("fk_outgoing_update_letter_id_outgoing_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_update")),
        sa.UniqueConstraint("letter_id", "ordinal", name=op.f("uq_outgoing_update_letter_id_ordinal")),
    )
    op.create_table(
        "outgoing_update_recipient",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("update_id", sa.String(length=16), nullable=False),
        sa.Column("recipient_id", sa.String(length=16), nullable=False),
        sa.Column("posting_id", sa.String(length=16), nullable=True),
        sa.Column("delivered_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("failed", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=4), nullable=False),
        sa.Column("answered_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recipient_id"],
            ["outgoing_recipient.id"],
            name=op.f("fk_outgoing_update_recipient_recipient_id_outgoing_recipient"),
        ),
        sa.ForeignKeyConstraint(
            ["update_id"], ["outgoing_update.id"], name=op.f("fk_outgoing_update_recipient_update_id_outgoing_update")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_update_recipient")),
        sa.UniqueConstraint(
            "update_id", "recipient_id", name=op.f("uq_outgoing_update_recipient_update_id_recipient_id")
        ),
    )
    op.create_index(
        op.f("ix_outgoing_update_recipient_recipient_id"), "outgoing_update_recipient", ["recipient_id"], unique=False
    )
    op.add_column("recipient_status", sa.Column("update_id", sa.String(length=16), nullable=True))
    op.add_column("incoming_request", sa.Column("files", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("incoming_request", "files")
    op.drop_column("recipient_status", "update_id")
    op.drop_table("outgoing_update_recipient")
    op.drop_table("outgoing_update")
    op.drop_column("delivery_arrival", "signature")
    op.drop_column("delivery_partner", "signature_sha1")
    op.drop_column("delivery_partner", "signature_demand")
