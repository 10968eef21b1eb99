"""The print of a Word file, whose pages are shown."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("document_version", sa.Column("printed_sha", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("document_version", "printed_sha")
