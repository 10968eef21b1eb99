"""Letters that go out, and what the exchange says of letters that come in."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recipient_list",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_recipient_list_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient_list")),
        sa.UniqueConstraint("agency_id", "name", name=op.f("uq_recipient_list_agency_id_name")),
    )
    op.create_table(
        "parked_packet",
        sa.Column("arrival_id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("sender_code", sa.String(length=64), nullable=False),
        sa.Column("document_code", sa.String(length=200), nullable=False),
        sa.Column("parked_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("taken_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_parked_packet_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["arrival_id"], ["delivery_arrival.id"], name=op.f("fk_parked_packet_arrival_id_delivery_arrival")
        ),
        sa.PrimaryKeyConstraint("arrival_id", name=op.f("pk_parked_packet")),
    )
    op.create_index(op.f("ix_parked_packet_document_code"), "parked_packet", ["document_code"], unique=False)
    op.create_table(
        "recipient_list_member",
        sa.Column("list_id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_recipient_list_member_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["list_id"],
            ["recipient_list.id"],
            name=op.f("fk_recipient_list_member_list_id_recipient_list"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("list_id", "agency_id", name=op.f("pk_recipient_list_member")),
    )
    op.create_table(
        "outgoing_letter",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("unit_id", sa.String(length=16), nullable=True),
        sa.Column("drafter_id", sa.String(length=16), nullable=True),
        sa.Column("drafter_name", sa.String(length=200), nullable=False),
        sa.Column("created_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("holder_id", sa.String(length=16), nullable=True),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("urgency", sa.String(length=40), nullable=False),
        sa.Column("signer_id", sa.String(length=16), nullable=True),
        sa.Column("signer", sa.String(length=200), nullable=False),
        sa.Column("signer_title", sa.String(length=400), nullable=False),
        sa.Column("signer_authority", sa.String(length=400), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("keeper", sa.String(length=300), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("signed_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("register_id", sa.String(length=16), nullable=True),
        sa.Column("number_id", sa.String(length=16), nullable=True),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issued_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("issued_by", sa.String(length=200), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=True),
        sa.Column("document_code", sa.String(length=200), nullable=False),
        sa.Column("copy_of_id", sa.String(length=16), nullable=True),
        sa.Column("replaces_id", sa.String(length=16), nullable=True),
        sa.Column("frozen_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_outgoing_letter_agency_id_agency")),
        sa.ForeignKeyConstraint(["copy_of_id"], ["document.id"], name=op.f("fk_outgoing_letter_copy_of_id_document")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_outgoing_letter_document_id_document")),
        sa.ForeignKeyConstraint(
            ["drafter_id"], ["user_account.id"], name=op.f("fk_outgoing_letter_drafter_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["user_account.id"], name=op.f("fk_outgoing_letter_holder_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["number_id"], ["register_number.id"], name=op.f("fk_outgoing_letter_number_id_register_number")
        ),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_outgoing_letter_register_id_register")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["outgoing_letter.id"], name=op.f("fk_outgoing_letter_replaces_id_outgoing_letter")
        ),
        sa.ForeignKeyConstraint(
            ["signer_id"], ["user_account.id"], name=op.f("fk_outgoing_letter_signer_id_user_account")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_outgoing_letter_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_letter")),
        sa.UniqueConstraint("number_id", name=op.f("uq_outgoing_letter_number_id")),
    )
    op.create_index(op.f("ix_outgoing_letter_copy_of_id"), "outgoing_letter", ["copy_of_id"], unique=False)
    op.create_index(op.f("ix_outgoing_letter_document_code"), "outgoing_letter", ["document_code"], unique=False)
    op.create_index(op.f("ix_outgoing_letter_document_id"), "outgoing_letter", ["document_id"], unique=False)
    op.create_index(op.f("ix_outgoing_letter_drafter_id"), "outgoing_letter", ["drafter_id"], unique=False)
    op.create_index("ix_outgoing_letter_holder", "outgoing_letter", ["holder_id", "state"], unique=False)
    op.create_index(op.f("ix_outgoing_letter_number"), "outgoing_letter", ["number"], unique=False)
    op.create_index(op.f("ix_outgoing_letter_replaces_id"), "outgoing_letter", ["replaces_id"], unique=False)
    op.create_index("ix_outgoing_letter_state", "outgoing_letter", ["agency_id", "state", "created_at"], unique=False)
    op.create_table(
        "incoming_request",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("letter_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("arrival_id", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("stated", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("asked_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("decided_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["arrival_id"], ["delivery_arrival.id"], name=op.f("fk_incoming_request_arrival_id_delivery_arrival")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["incoming_letter.id"], name=op.f("fk_incoming_request_letter_id_incoming_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_request")),
        sa.UniqueConstraint("letter_id", "arrival_id", name=op.f("uq_incoming_request_letter_id_arrival_id")),
    )
    op.create_table(
        "outgoing_answer",
        sa.Column("letter_id", sa.String(length=16), nullable=False),
        sa.Column("incoming_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["incoming_id"], ["incoming_letter.id"], name=op.f("fk_outgoing_answer_incoming_id_incoming_letter")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["outgoing_letter.id"], name=op.f("fk_outgoing_answer_letter_id_outgoing_letter")
        ),
        sa.PrimaryKeyConstraint("letter_id", "incoming_id", name=op.f("pk_outgoing_answer")),
    )
    op.create_index(op.f("ix_outgoing_answer_incoming_id"), "outgoing_answer", ["incoming_id"], unique=False)
    op.create_table(
        "outgoing_file",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("letter_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("file_sha", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("is_wanted", sa.Boolean(), nullable=False),
        sa.Column("added_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=200), nullable=False),
        sa.Column("read", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("item_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["import_item.id"], name=op.f("fk_outgoing_file_item_id_import_item")),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["outgoing_letter.id"], name=op.f("fk_outgoing_file_letter_id_outgoing_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_file")),
        sa.UniqueConstraint("letter_id", "ordinal", "version", name=op.f("uq_outgoing_file_letter_id_ordinal_version")),
    )
    op.create_table(
        "outgoing_recipient",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("letter_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("posting_id", sa.String(length=16), nullable=True),
        sa.Column("sent_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("failed", sa.Text(), nullable=False),
        sa.Column("recalled_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(length=4), nullable=False),
        sa.Column("status_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_outgoing_recipient_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["outgoing_letter.id"], name=op.f("fk_outgoing_recipient_letter_id_outgoing_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_recipient")),
        sa.UniqueConstraint("letter_id", "ordinal", name=op.f("uq_outgoing_recipient_letter_id_ordinal")),
    )
    op.create_index("ix_outgoing_recipient_agency", "outgoing_recipient", ["agency_id"], unique=False)
    op.create_index(op.f("ix_outgoing_recipient_posting_id"), "outgoing_recipient", ["posting_id"], unique=False)
    op.create_table(
        "outgoing_step",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("letter_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(length=10), nullable=False),
        sa.Column("by_user_id", sa.String(length=16), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("to_user_id", sa.String(length=16), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answered_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_user_id"], ["user_account.id"], name=op.f("fk_outgoing_step_by_user_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["outgoing_letter.id"], name=op.f("fk_outgoing_step_letter_id_outgoing_letter")
        ),
        sa.ForeignKeyConstraint(
            ["to_user_id"], ["user_account.id"], name=op.f("fk_outgoing_step_to_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_step")),
        sa.UniqueConstraint("letter_id", "ordinal", name=op.f("uq_outgoing_step_letter_id_ordinal")),
    )
    op.create_index("ix_outgoing_step_asked", "outgoing_step", ["to_user_id", "deed", "answered_at"], unique=False)
    op.create_table(
        "received_packet",
        sa.Column("letter_id", sa.String(length=16), nullable=False),
        sa.Column("arrival_id", sa.String(length=16), nullable=False),
        sa.Column("sender_code", sa.String(length=64), nullable=False),
        sa.Column("document_code", sa.String(length=200), nullable=False),
        sa.Column("proof", sa.String(length=10), nullable=False),
        sa.Column("stated", sa.JSON(), nullable=False),
        sa.Column("answers_id", sa.String(length=16), nullable=True),
        sa.Column("replaced_by_id", sa.String(length=16), nullable=True),
        sa.Column("withdrawn_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answers_id"], ["outgoing_letter.id"], name=op.f("fk_received_packet_answers_id_outgoing_letter")
        ),
        sa.ForeignKeyConstraint(
            ["arrival_id"], ["delivery_arrival.id"], name=op.f("fk_received_packet_arrival_id_delivery_arrival")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["incoming_letter.id"], name=op.f("fk_received_packet_letter_id_incoming_letter")
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["incoming_letter.id"], name=op.f("fk_received_packet_replaced_by_id_incoming_letter")
        ),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_received_packet")),
        sa.UniqueConstraint("arrival_id", name=op.f("uq_received_packet_arrival_id")),
    )
    op.create_index(op.f("ix_received_packet_answers_id"), "received_packet", ["answers_id"], unique=False)
    op.create_index("ix_received_packet_document", "received_packet", ["document_code", "sender_code"], unique=False)
    op.create_table(
        "recipient_status",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("recipient_id", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("stated_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("received_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("staff", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recipient_id"],
            ["outgoing_recipient.id"],
            name=op.f("fk_recipient_status_recipient_id_outgoing_recipient"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient_status")),
        sa.UniqueConstraint(
            "recipient_id", "code", "stated_at", name=op.f("uq_recipient_status_recipient_id_code_stated_at")
        ),
    )


def downgrade() -> None:
    op.drop_table("recipient_status")
    op.drop_index("ix_received_packet_document", table_name="received_packet")
    op.drop_index(op.f("ix_received_packet_answers_id"), table_name="received_packet")
    op.drop_table("received_packet")
    op.drop_index("ix_outgoing_step_asked", table_name="outgoing_step")
    op.drop_table("outgoing_step")
    op.drop_index(op.f("ix_outgoing_recipient_posting_id"), table_name="outgoing_recipient")
    op.drop_index("ix_outgoing_recipient_agency", table_name="outgoing_recipient")
    op.drop_table("outgoing_recipient")
    op.drop_table("outgoing_file")
    op.drop_index(op.f("ix_outgoing_answer_incoming_id"), table_name="outgoing_answer")
    op.drop_table("outgoing_answer")
    op.drop_table("incoming_request")
    op.drop_index("ix_outgoing_letter_state", table_name="outgoing_letter")
    op.drop_index(op.f("ix_outgoing_letter_replaces_id"), table_name="outgoing_letter")
    op.drop_index(op.f("ix_outgoing_letter_number"), table_name="outgoing_letter")
    op.drop_index("ix_outgoing_letter_holder", table_name="outgoing_letter")
    op.drop_index(op.f("ix_outgoing_letter_drafter_id"), table_name="outgoing_letter")
    op.drop_index(op.f("ix_outgoing_letter_document_id"), table_name="outgoing_letter")
    op.drop_index(op.f("ix_outgoing_letter_document_code"), table_name="outgoing_letter")
    op.drop_index(op.f("ix_outgoing_letter_copy_of_id"), table_name="outgoing_letter")
    op.drop_table("outgoing_letter")
    op.drop_table("recipient_list_member")
    op.drop_index(op.f("ix_parked_packet_document_code"), table_name="parked_packet")
    op.drop_table("parked_packet")
    op.drop_table("recipient_list")
