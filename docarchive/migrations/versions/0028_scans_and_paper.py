"""Files that came from the folder of a scanner or a mailbox, and where the paper of letters lies."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incoming_letter", sa.Column("paper_on", sa.Date(), nullable=True))
    op.add_column("incoming_letter", sa.Column("sheets", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "incoming_letter", sa.Column("paper_place", sa.String(length=200), server_default=sa.text("''"), nullable=False)
    )
    op.execute("UPDATE incoming_letter SET paper_on = COALESCE(arrived_on, DATE(received_at)) WHERE channel = 'paper'")
    op.create_table(
        "scanned_file",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("place", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=600), nullable=False),
        sa.Column("stamp", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lacks", sa.JSON(), nullable=False),
        sa.Column("letter_id", sa.String(length=16), nullable=True),
        sa.Column("first_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("settled_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_scanned_file_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["incoming_letter.id"], name=op.f("fk_scanned_file_letter_id_incoming_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scanned_file")),
    )
    op.create_index("ix_scanned_file_agency", "scanned_file", ["agency_id", "first_at"])
    op.create_index("ix_scanned_file_key", "scanned_file", ["place", "key", "settled_at"])
    op.create_index("ix_scanned_file_letter_id", "scanned_file", ["letter_id"])


def downgrade() -> None:
    op.drop_table("scanned_file")
    for name in ("paper_place", "sheets", "paper_on"):
        op.drop_column("incoming_letter", name)
