"""Indexes that hold all that figures are counted from and broken down by."""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_BEFORE = [
    "agency_id", "given_on", "state", "due_on", "first_due_on", "done_on", "paused_on", "reported_at",
    "lead_agency_id", "lead_unit_id", "direction_id",
]  # fmt: skip
_AFTER = [*_BEFORE[:8], "moved_at", *_BEFORE[8:]]


def upgrade() -> None:
    op.create_index(
        "ix_direction_line",
        "direction",
        ["id", "source", "field", "giver_id", "giver", "document_id", "document_number"],
    )
    op.drop_index("ix_assignment_given", "assignment")
    op.create_index("ix_assignment_given", "assignment", _AFTER)


def downgrade() -> None:
    op.drop_index("ix_assignment_given", "assignment")
    op.create_index("ix_assignment_given", "assignment", _BEFORE)
    op.drop_index("ix_direction_line", "direction")
