"""Corrections of letters are put in the order their sender made them, whatever order they arrive in."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_COLUMNS = (
    ("incoming_request", "said_at", db.UtcDateTime(timezone=True)),
    ("received_packet", "corrected_at", db.UtcDateTime(timezone=True)),
)
_COUNTED = ("incoming_request", "received_packet", "recipient_status")


def upgrade() -> None:
    for table in _COUNTED:
        op.add_column(table, sa.Column("correction", sa.Integer(), server_default="0", nullable=False))
    for table, name, kind in _COLUMNS:
        op.add_column(table, sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for table, name, _ in reversed(_COLUMNS):
        op.drop_column(table, name)
    for table in reversed(_COUNTED):
        op.drop_column(table, "correction")
