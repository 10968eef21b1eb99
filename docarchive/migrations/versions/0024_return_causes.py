"""What letters sent back are counted under, when and by whom they were, and the causes an agency offers itself."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_TEXTS = (("incoming_letter", "cause", 80), ("incoming_letter", "refused_by", 200), ("recipient_status", "cause", 80))
# Letters that lie refused already were sent back when the audit log says so; all of them without a cause of a list.
_WHEN = """
UPDATE incoming_letter SET cause = 'Lý do khác', refused_at = (
    SELECT max(audit_event.at) FROM audit_event
    WHERE audit_event.action = 'letter.refused' AND audit_event.subject = incoming_letter.id)
WHERE state = 'refused' AND EXISTS (
    SELECT 1 FROM audit_event
    WHERE audit_event.action = 'letter.refused' AND audit_event.subject = incoming_letter.id)
"""
_REFUSALS = "UPDATE recipient_status SET cause = 'Lý do khác' WHERE code = '02'"


def upgrade() -> None:
    for table, name, length in _TEXTS:
        op.add_column(table, sa.Column(name, sa.String(length), server_default=sa.text("''"), nullable=False))
    op.add_column("incoming_letter", sa.Column("refused_at", db.UtcDateTime(timezone=True), nullable=True))
    op.create_index("ix_incoming_letter_refused", "incoming_letter", ["agency_id", "refused_at"])
    op.create_table(
        "return_cause",
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_return_cause_agency_id_agency")),
        sa.PrimaryKeyConstraint("agency_id", "name", name=op.f("pk_return_cause")),
    )
    op.execute(_WHEN)
    op.execute(_REFUSALS)


def downgrade() -> None:
    op.drop_table("return_cause")
    op.drop_index("ix_incoming_letter_refused", table_name="incoming_letter")
    op.drop_column("incoming_letter", "refused_at")
    for table, name, _ in reversed(_TEXTS):
        op.drop_column(table, name)
