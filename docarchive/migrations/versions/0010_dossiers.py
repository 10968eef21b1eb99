"""Filing lists, dossiers with what is in them, hand-overs to the agency's archive, and freezes."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dossier_transfer",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("giver_id", sa.String(length=16), nullable=True),
        sa.Column("giver", sa.String(length=300), nullable=False),
        sa.Column("receiver", sa.String(length=300), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_dossier_transfer_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["giver_id"], ["user_account.id"], name=op.f("fk_dossier_transfer_giver_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_transfer")),
    )
    op.create_index("ix_dossier_transfer_agency", "dossier_transfer", ["agency_id", "at"], unique=False)
    op.create_table(
        "filing_list",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("numbering", sa.String(length=8), nullable=False),
        sa.Column("created_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("approved_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(length=200), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("force_from", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_filing_list_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filing_list")),
        sa.UniqueConstraint("agency_id", "year", name=op.f("uq_filing_list_agency_id_year")),
    )
    op.create_table(
        "filing_heading",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("list_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("mark", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["filing_list.id"], name=op.f("fk_filing_heading_list_id_filing_list")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filing_heading")),
    )
    op.create_index(op.f("ix_filing_heading_list_id"), "filing_heading", ["list_id"], unique=False)
    op.create_table(
        "filing_entry",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("heading_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("retention", sa.String(length=2), nullable=False),
        sa.Column("retention_years", sa.Integer(), nullable=True),
        sa.Column("keeper", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["heading_id"], ["filing_heading.id"], name=op.f("fk_filing_entry_heading_id_filing_heading")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filing_entry")),
    )
    op.create_index(op.f("ix_filing_entry_heading_id"), "filing_entry", ["heading_id"], unique=False)
    op.create_table(
        "dossier",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("entry_id", sa.String(length=16), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("retention", sa.String(length=2), nullable=False),
        sa.Column("retention_years", sa.Integer(), nullable=True),
        sa.Column("use", sa.String(length=2), nullable=False),
        sa.Column("language", sa.String(length=50), nullable=False),
        sa.Column("holder_id", sa.String(length=16), nullable=True),
        sa.Column("creator", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("is_construction", sa.Boolean(), nullable=False),
        sa.Column("consent", sa.String(length=200), nullable=False),
        sa.Column("created_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=200), nullable=False),
        sa.Column("transfer_id", sa.String(length=16), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_dossier_agency_id_agency")),
        sa.ForeignKeyConstraint(["entry_id"], ["filing_entry.id"], name=op.f("fk_dossier_entry_id_filing_entry")),
        sa.ForeignKeyConstraint(["holder_id"], ["user_account.id"], name=op.f("fk_dossier_holder_id_user_account")),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["dossier_transfer.id"], name=op.f("fk_dossier_transfer_id_dossier_transfer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("agency_id", "year", "symbol", name=op.f("uq_dossier_agency_id_year_symbol")),
    )
    op.create_index("ix_dossier_due", "dossier", ["agency_id", "state", "due_on"], unique=False)
    op.create_index(op.f("ix_dossier_entry_id"), "dossier", ["entry_id"], unique=False)
    op.create_index(op.f("ix_dossier_holder_id"), "dossier", ["holder_id"], unique=False)
    op.create_index(op.f("ix_dossier_transfer_id"), "dossier", ["transfer_id"], unique=False)
    op.create_table(
        "dossier_document",
        sa.Column("dossier_id", sa.String(length=16), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("added_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_dossier_document_document_id_document")
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_document_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("dossier_id", "document_id", name=op.f("pk_dossier_document")),
    )
    op.create_index(op.f("ix_dossier_document_document_id"), "dossier_document", ["document_id"], unique=False)
    op.create_table(
        "dossier_member",
        sa.Column("dossier_id", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.String(length=16), nullable=False),
        sa.Column("added_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_member_dossier_id_dossier")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_dossier_member_user_id_user_account")),
        sa.PrimaryKeyConstraint("dossier_id", "user_id", name=op.f("pk_dossier_member")),
    )
    op.create_index(op.f("ix_dossier_member_user_id"), "dossier_member", ["user_id"], unique=False)
    op.create_table(
        "dossier_rights",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("dossier_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_user", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_rights_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_rights")),
    )
    op.create_index("ix_dossier_rights_open", "dossier_rights", ["dossier_id", "confirmed_at"], unique=False)
    op.create_table(
        "freeze_order",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=True),
        sa.Column("dossier_id", sa.String(length=16), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("lifted_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.String(length=200), nullable=False),
        sa.Column("lifted_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_freeze_order_agency_id_agency")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_freeze_order_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freeze_order")),
    )
    op.create_index("ix_freeze_order_agency", "freeze_order", ["agency_id", "made_at"], unique=False)
    op.create_index(op.f("ix_freeze_order_dossier_id"), "freeze_order", ["dossier_id"], unique=False)
    op.create_table(
        "freeze_document",
        sa.Column("freeze_id", sa.String(length=16), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_freeze_document_document_id_document")),
        sa.ForeignKeyConstraint(
            ["freeze_id"], ["freeze_order.id"], name=op.f("fk_freeze_document_freeze_id_freeze_order")
        ),
        sa.PrimaryKeyConstraint("freeze_id", "document_id", name=op.f("pk_freeze_document")),
    )
    op.create_index(op.f("ix_freeze_document_document_id"), "freeze_document", ["document_id"], unique=False)
    op.create_table(
        "freeze_refusal",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("freeze_id", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=16), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["freeze_id"], ["freeze_order.id"], name=op.f("fk_freeze_refusal_freeze_id_freeze_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freeze_refusal")),
    )
    op.create_index("ix_freeze_refusal_freeze", "freeze_refusal", ["freeze_id", "at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_freeze_refusal_freeze", table_name="freeze_refusal")
    op.drop_table("freeze_refusal")
    op.drop_index(op.f("ix_freeze_document_document_id"), table_name="freeze_document")
    op.drop_table("freeze_document")
    op.drop_index(op.f("ix_freeze_order_dossier_id"), table_name="freeze_order")
    op.drop_index("ix_freeze_order_agency", table_name="freeze_order")
    op.drop_table("freeze_order")
    op.drop_index("ix_dossier_rights_open", table_name="dossier_rights")
    op.drop_table("dossier_rights")
    op.drop_index(op.f("ix_dossier_member_user_id"), table_name="dossier_member")
    op.drop_table("dossier_member")
    op.drop_index(op.f("ix_dossier_document_document_id"), table_name="dossier_document")
    op.drop_table("dossier_document")
    op.drop_index(op.f("ix_dossier_transfer_id"), table_name="dossier")
    op.drop_index(op.f("ix_dossier_holder_id"), table_name="dossier")
    op.drop_index(op.f("ix_dossier_entry_id"), table_name="dossier")
    op.drop_index("ix_dossier_due", table_name="dossier")
    op.drop_table("dossier")
    op.drop_index(op.f("ix_filing_entry_heading_id"), table_name="filing_entry")
    op.drop_table("filing_entry")
    op.drop_index(op.f("ix_filing_heading_list_id"), table_name="filing_heading")
    op.drop_table("filing_heading")
    op.drop_table("filing_list")
    op.drop_index("ix_dossier_transfer_agency", table_name="dossier_transfer")
    op.drop_table("dossier_transfer")
