"""What lists of names, figures by document, one's own remarks and files that are still needed are found by."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_INDEXES = (
    ("ix_direction_agency_giver", "direction", ["agency_id", "giver"]),
    ("ix_direction_agency_field", "direction", ["agency_id", "field"]),
    ("ix_direction_document_number", "direction", ["document_number"]),
    ("ix_handover_from_user", "handover", ["from_user_id", "given_at"]),
    ("ix_assignment_agency_lead_name", "assignment", ["agency_id", "lead_name"]),
    ("ix_outgoing_file_item_id", "outgoing_file", ["item_id"]),
    ("ix_register_old_line_source_sha", "register_old_line", ["source_sha"]),
)


def upgrade() -> None:
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns, unique=False)


def downgrade() -> None:
    for name, table, _ in reversed(_INDEXES):
        op.drop_index(name, table_name=table)
