"""Documents, versions, values, citations, imports, sessions of councils."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "council_session",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("council", sa.String(length=200), nullable=False),
        sa.Column("term", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_session")),
        sa.UniqueConstraint(
            "council", "term", "kind", "ordinal", name=op.f("uq_council_session_council_term_kind_ordinal")
        ),
    )
    op.create_table(
        "records_profile",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_records_profile")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=True),
        sa.Column("number_key", sa.String(length=200), nullable=True),
        sa.Column("number_sort", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("issuer_key", sa.Text(), nullable=True),
        sa.Column("issuer_id", sa.String(length=16), nullable=True),
        sa.Column("superior", sa.Text(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("signer", sa.String(length=200), nullable=True),
        sa.Column("signer_title", sa.String(length=400), nullable=True),
        sa.Column("signer_authority", sa.String(length=400), nullable=True),
        sa.Column("recipients", sa.Text(), nullable=True),
        sa.Column("urgency", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=120), nullable=True),
        sa.Column("council_session_id", sa.String(length=16), nullable=True),
        sa.Column("agency_id", sa.String(length=16), nullable=True),
        sa.Column("access", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("needs_check", sa.Boolean(), nullable=False),
        sa.Column("format", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_document_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["council_session_id"], ["council_session.id"], name=op.f("fk_document_council_session_id_council_session")
        ),
        sa.ForeignKeyConstraint(["issuer_id"], ["agency.id"], name=op.f("fk_document_issuer_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_council_session_id"), ["council_session_id"], unique=False)
        batch_op.create_index("ix_document_created_at", ["created_at", "id"], unique=False)
        batch_op.create_index("ix_document_issued_on", ["issued_on", "id"], unique=False)
        batch_op.create_index("ix_document_issuer_id", ["issuer_id", "issued_on"], unique=False)
        batch_op.create_index("ix_document_kind", ["kind", "issued_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_needs_check"), ["needs_check"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_number_key"), ["number_key"], unique=False)

    op.create_table(
        "import_batch",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=True),
        sa.Column("access", sa.String(length=10), nullable=False),
        sa.Column("tokens", sa.JSON(), nullable=False),
        sa.Column("seen_by", sa.JSON(), nullable=True),
        sa.Column("by_user", sa.String(length=16), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_import_batch_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_batch_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_batch_by_user"), ["by_user"], unique=False)

    op.create_table(
        "citation",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("number_key", sa.String(length=200), nullable=True),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("box", sa.JSON(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_citation_document_id_document"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
    )
    with op.batch_alter_table("citation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_citation_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_citation_number_key"), ["number_key"], unique=False)

    op.create_table(
        "document_token",
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("token", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_token_document_id_document"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "token", name=op.f("pk_document_token")),
    )
    op.create_table(
        "document_version",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("file_sha", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("format", sa.String(length=12), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("layout_sha", sa.String(length=64), nullable=True),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("text_layer", sa.String(length=20), nullable=False),
        sa.Column("encoding", sa.String(length=20), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("page_spans", sa.JSON(), nullable=False),
        sa.Column("provisions", sa.JSON(), nullable=False),
        sa.Column("added_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_version_document_id_document"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_version")),
        sa.UniqueConstraint("document_id", "ordinal", name=op.f("uq_document_version_document_id_ordinal")),
    )
    with op.batch_alter_table("document_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_version_file_sha"), ["file_sha"], unique=False)

    op.create_table(
        "field_value",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("version_ordinal", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("box", sa.JSON(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("by_user", sa.String(length=16), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_field_value_document_id_document"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_field_value")),
    )
    with op.batch_alter_table("field_value", schema=None) as batch_op:
        batch_op.create_index("ix_field_value_document", ["document_id", "name", "at"], unique=False)

    op.create_table(
        "import_item",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("parent_id", sa.String(length=16), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("file_sha", sa.String(length=64), nullable=True),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=True),
        sa.Column("target_id", sa.String(length=16), nullable=True),
        sa.Column("is_wanted", sa.Boolean(), nullable=False),
        sa.Column("ended_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_item_batch_id_import_batch"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_import_item_document_id_document"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_item")),
    )
    with op.batch_alter_table("import_item", schema=None) as batch_op:
        batch_op.create_index("ix_import_item_batch", ["batch_id", "ordinal"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_item_document_id"), ["document_id"], unique=False)
        batch_op.create_index("ix_import_item_state", ["state"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("import_item", schema=None) as batch_op:
        batch_op.drop_index("ix_import_item_state")
        batch_op.drop_index(batch_op.f("ix_import_item_document_id"))
        batch_op.drop_index("ix_import_item_batch")

    op.drop_table("import_item")
    with op.batch_alter_table("field_value", schema=None) as batch_op:
        batch_op.drop_index("ix_field_value_document")

    op.drop_table("field_value")
    with op.batch_alter_table("document_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_version_file_sha"))

    op.drop_table("document_version")
    op.drop_table("document_token")
    with op.batch_alter_table("citation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_citation_number_key"))
        batch_op.drop_index(batch_op.f("ix_citation_document_id"))

    op.drop_table("citation")
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_batch_by_user"))
        batch_op.drop_index(batch_op.f("ix_import_batch_at"))

    op.drop_table("import_batch")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_number_key"))
        batch_op.drop_index(batch_op.f("ix_document_needs_check"))
        batch_op.drop_index("ix_document_kind")
        batch_op.drop_index("ix_document_issuer_id")
        batch_op.drop_index("ix_document_issued_on")
        batch_op.drop_index("ix_document_created_at")
        batch_op.drop_index(batch_op.f("ix_document_council_session_id"))
        batch_op.drop_index(batch_op.f("ix_document_agency_id"))

    op.drop_table("document")
    op.drop_table("records_profile")
    op.drop_table("council_session")
