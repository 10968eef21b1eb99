"""Packets that leave and arrive, partners and keys."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db, guards
from docarchive.delivery.models import arrival, posting

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

GUARDED = {"delivery_arrival": arrival.GUARDS, "delivery_posting": posting.GUARDS}


def upgrade() -> None:
    op.create_table(
        "delivery_partner",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("created_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("paused_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("paused_by", sa.String(length=200), nullable=False),
        sa.Column("tried_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("answered_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("heard_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("open_until", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("open_s", sa.Integer(), nullable=False),
        sa.Column("trials", sa.Integer(), nullable=False),
        sa.Column("compared_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_partner")),
        sa.UniqueConstraint("code", name=op.f("uq_delivery_partner_code")),
    )
    op.create_table(
        "delivery_upload",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("sender_code", sa.String(length=64), nullable=False),
        sa.Column("to_code", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("envelope", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("received_bytes", sa.Integer(), nullable=False),
        sa.Column("begun_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("touched_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_upload")),
        sa.UniqueConstraint(
            "sender_code", "message_id", "to_code", name=op.f("uq_delivery_upload_sender_code_message_id_to_code")
        ),
    )
    op.create_table(
        "delivery_alarm",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=True),
        sa.Column("peer_code", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("packet_sha", sa.String(length=64), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("seen_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_delivery_alarm_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_alarm")),
    )
    op.create_index(op.f("ix_delivery_alarm_agency_id"), "delivery_alarm", ["agency_id"], unique=False)
    op.create_index("ix_delivery_alarm_open", "delivery_alarm", ["seen_at", "last_at"], unique=False)
    op.create_table(
        "delivery_arrival",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("sender_code", sa.String(length=64), nullable=False),
        sa.Column("sender_name", sa.String(length=300), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("packet_sha", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("verified", sa.String(length=10), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("posted_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("envelope", sa.Text(), nullable=False),
        sa.Column("envelope_signature", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("receipt_signature", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_delivery_arrival_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_arrival")),
        sa.UniqueConstraint(
            "agency_id", "sender_code", "message_id", name=op.f("uq_delivery_arrival_agency_id_sender_code_message_id")
        ),
        sa.UniqueConstraint("agency_id", "sequence", name=op.f("uq_delivery_arrival_agency_id_sequence")),
    )
    op.create_index(
        "ix_delivery_arrival_posted", "delivery_arrival", ["agency_id", "sender_code", "posted_at"], unique=False
    )
    op.create_table(
        "delivery_certificate",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("partner_id", sa.String(length=16), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("call_sign", sa.String(length=60), nullable=False),
        sa.Column("imported_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.Column("withdrawn_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["delivery_partner.id"], name=op.f("fk_delivery_certificate_partner_id_delivery_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_certificate")),
    )
    op.create_index(op.f("ix_delivery_certificate_partner_id"), "delivery_certificate", ["partner_id"], unique=False)
    op.create_table(
        "delivery_key",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("call_sign", sa.String(length=60), nullable=False),
        sa.Column("made_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_by_name", sa.String(length=200), nullable=False),
        sa.Column("expires_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("retired_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_delivery_key_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_key")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_delivery_key_fingerprint")),
    )
    op.create_index(op.f("ix_delivery_key_agency_id"), "delivery_key", ["agency_id"], unique=False)
    op.create_table(
        "delivery_pickup",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("first_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_delivery_pickup_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_pickup")),
        sa.UniqueConstraint("channel", "agency_id", "item", name=op.f("uq_delivery_pickup_channel_agency_id_item")),
    )
    op.create_table(
        "delivery_posting",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("from_agency_id", sa.String(length=16), nullable=False),
        sa.Column("from_code", sa.String(length=64), nullable=False),
        sa.Column("to_code", sa.String(length=64), nullable=False),
        sa.Column("partner_id", sa.String(length=16), nullable=True),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("about", sa.String(length=160), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("packet_sha", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("posted_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("posted_by_name", sa.String(length=200), nullable=False),
        sa.Column("expires_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("next_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("taken_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("error_code", sa.String(length=64), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("receipt_signature", sa.Text(), nullable=False),
        sa.Column("envelope_signature", sa.Text(), nullable=False),
        sa.Column("sender_certificate", sa.Text(), nullable=False),
        sa.Column("receiver_certificate", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_agency_id"], ["agency.id"], name=op.f("fk_delivery_posting_from_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["delivery_partner.id"], name=op.f("fk_delivery_posting_partner_id_delivery_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_posting")),
        sa.UniqueConstraint("from_code", "message_id", name=op.f("uq_delivery_posting_from_code_message_id")),
    )
    op.create_index("ix_delivery_posting_about", "delivery_posting", ["about"], unique=False)
    op.create_index(
        "ix_delivery_posting_state", "delivery_posting", ["from_agency_id", "state", "posted_at"], unique=False
    )
    op.create_index("ix_delivery_posting_to", "delivery_posting", ["to_code", "state"], unique=False)
    op.create_table(
        "delivery_upload_part",
        sa.Column("upload_id", sa.String(length=16), nullable=False),
        sa.Column("offset", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["delivery_upload.id"], name=op.f("fk_delivery_upload_part_upload_id_delivery_upload")
        ),
        sa.PrimaryKeyConstraint("upload_id", "offset", name=op.f("pk_delivery_upload_part")),
    )
    for table, kept in GUARDED.items():
        for statement in guards.making(op.get_context().dialect.name, table, kept):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table("delivery_upload_part")
    op.drop_index("ix_delivery_posting_to", table_name="delivery_posting")
    op.drop_index("ix_delivery_posting_state", table_name="delivery_posting")
    op.drop_index("ix_delivery_posting_about", table_name="delivery_posting")
    op.drop_table("delivery_posting")
    op.drop_table("delivery_pickup")
    op.drop_index(op.f("ix_delivery_key_agency_id"), table_name="delivery_key")
    op.drop_table("delivery_key")
    op.drop_index(op.f("ix_delivery_certificate_partner_id"), table_name="delivery_certificate")
    op.drop_table("delivery_certificate")
    op.drop_index("ix_delivery_arrival_posted", table_name="delivery_arrival")
    op.drop_table("delivery_arrival")
    op.drop_index("ix_delivery_alarm_open", table_name="delivery_alarm")
    op.drop_index(op.f("ix_delivery_alarm_agency_id"), table_name="delivery_alarm")
    op.drop_table("delivery_alarm")
    op.drop_table("delivery_upload")
    op.drop_table("delivery_partner")
    for table in GUARDED:
        for statement in guards.removing(op.get_context().dialect.name, table):
            op.execute(statement)
