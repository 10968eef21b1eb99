"""What was found of the signatures of files."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file_verdict",
        sa.Column("file_sha", sa.String(length=64), nullable=False),
        sa.Column("overall", sa.String(length=10), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("judged_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("file_sha", name=op.f("pk_file_verdict")),
    )


def downgrade() -> None:
    op.drop_table("file_verdict")
