"""Letters that come in, their files, their way through the agency, and the end of each day."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incoming_day_end",
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.Column("registered", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_incoming_day_end_agency_id_agency")),
        sa.PrimaryKeyConstraint("agency_id", "day", name=op.f("pk_incoming_day_end")),
    )
    op.create_table(
        "incoming_letter",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("received_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("received_by", sa.String(length=200), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=True),
        sa.Column("register_id", sa.String(length=16), nullable=True),
        sa.Column("number_id", sa.String(length=16), nullable=True),
        sa.Column("registered_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("registered_by", sa.String(length=200), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("signer", sa.String(length=200), nullable=False),
        sa.Column("signer_title", sa.String(length=400), nullable=False),
        sa.Column("urgency", sa.String(length=40), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("to_places", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("has_paper", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("merged_into", sa.String(length=16), nullable=True),
        sa.Column("finished_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_incoming_letter_agency_id_agency")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_incoming_letter_document_id_document")),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["incoming_letter.id"], name=op.f("fk_incoming_letter_merged_into_incoming_letter")
        ),
        sa.ForeignKeyConstraint(
            ["number_id"], ["register_number.id"], name=op.f("fk_incoming_letter_number_id_register_number")
        ),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_incoming_letter_register_id_register")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_letter")),
        sa.UniqueConstraint("number_id", name=op.f("uq_incoming_letter_number_id")),
    )
    op.create_index(op.f("ix_incoming_letter_document_id"), "incoming_letter", ["document_id"], unique=False)
    op.create_index("ix_incoming_letter_received", "incoming_letter", ["agency_id", "received_at"], unique=False)
    op.create_index("ix_incoming_letter_state", "incoming_letter", ["agency_id", "state", "received_at"], unique=False)
    op.create_table(
        "handover",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("letter_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("after_id", sa.String(length=16), nullable=True),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("from_user_id", sa.String(length=16), nullable=True),
        sa.Column("from_name", sa.String(length=200), nullable=False),
        sa.Column("to_user_id", sa.String(length=16), nullable=True),
        sa.Column("to_unit_id", sa.String(length=16), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("given_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("seen_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["after_id"], ["handover.id"], name=op.f("fk_handover_after_id_handover")),
        sa.ForeignKeyConstraint(
            ["from_user_id"], ["user_account.id"], name=op.f("fk_handover_from_user_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["incoming_letter.id"], name=op.f("fk_handover_letter_id_incoming_letter")
        ),
        sa.ForeignKeyConstraint(["to_unit_id"], ["unit.id"], name=op.f("fk_handover_to_unit_id_unit")),
        sa.ForeignKeyConstraint(["to_user_id"], ["user_account.id"], name=op.f("fk_handover_to_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sa.UniqueConstraint("letter_id", "ordinal", name=op.f("uq_handover_letter_id_ordinal")),
    )
    op.create_index("ix_handover_unit", "handover", ["to_unit_id", "ended_at"], unique=False)
    op.create_index("ix_handover_user", "handover", ["to_user_id", "ended_at"], unique=False)
    op.create_table(
        "incoming_file",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("letter_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["import_item.id"], name=op.f("fk_incoming_file_item_id_import_item")),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["incoming_letter.id"], name=op.f("fk_incoming_file_letter_id_incoming_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_file")),
        sa.UniqueConstraint("item_id", name=op.f("uq_incoming_file_item_id")),
        sa.UniqueConstraint("letter_id", "ordinal", name=op.f("uq_incoming_file_letter_id_ordinal")),
    )


def downgrade() -> None:
    op.drop_table("incoming_file")
    op.drop_index("ix_handover_user", table_name="handover")
    op.drop_index("ix_handover_unit", table_name="handover")
    op.drop_table("handover")
    op.drop_index("ix_incoming_letter_state", table_name="incoming_letter")
    op.drop_index("ix_incoming_letter_received", table_name="incoming_letter")
    op.drop_index(op.f("ix_incoming_letter_document_id"), table_name="incoming_letter")
    op.drop_table("incoming_letter")
    op.drop_table("incoming_day_end")
