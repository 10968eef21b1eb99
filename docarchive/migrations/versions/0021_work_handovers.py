"""Hand-overs of a person's work to a successor, and every thing that was handed over."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "work_handover",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("giver_id", sa.String(length=16), nullable=False),
        sa.Column("giver", sa.String(length=420), nullable=False),
        sa.Column("receiver_id", sa.String(length=16), nullable=False),
        sa.Column("receiver", sa.String(length=420), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_work_handover_agency_id_agency")),
        sa.ForeignKeyConstraint(["giver_id"], ["user_account.id"], name=op.f("fk_work_handover_giver_id_user_account")),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["user_account.id"], name=op.f("fk_work_handover_receiver_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_handover")),
    )
    op.create_index("ix_work_handover_agency", "work_handover", ["agency_id", "at"], unique=False)
    op.create_index("ix_work_handover_giver_id", "work_handover", ["giver_id"], unique=False)
    op.create_index("ix_work_handover_receiver_id", "work_handover", ["receiver_id"], unique=False)
    op.create_table(
        "work_handover_item",
        sa.Column("handover_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["work_handover.id"], name=op.f("fk_work_handover_item_handover_id_work_handover")
        ),
        sa.PrimaryKeyConstraint("handover_id", "ordinal", name=op.f("pk_work_handover_item")),
    )
    op.create_index("ix_work_handover_item_subject", "work_handover_item", ["kind", "subject_id"], unique=False)


def downgrade() -> None:
    op.drop_table("work_handover_item")
    op.drop_table("work_handover")
