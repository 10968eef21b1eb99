"""Which agency follows which, and the minutes of agencies merged or parted."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("delivery_partner", sa.Column("followed_by", sa.JSON(), nullable=True))
    op.create_table(
        "agency_succession",
        sa.Column("predecessor_id", sa.String(length=16), nullable=False),
        sa.Column("successor_id", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("keeps_records", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["predecessor_id"], ["agency.id"], name=op.f("fk_agency_succession_predecessor_id_agency")
        ),
        sa.ForeignKeyConstraint(["successor_id"], ["agency.id"], name=op.f("fk_agency_succession_successor_id_agency")),
        sa.PrimaryKeyConstraint("predecessor_id", "successor_id", name=op.f("pk_agency_succession")),
    )
    op.create_index(op.f("ix_agency_succession_successor_id"), "agency_succession", ["successor_id"])
    op.create_table(
        "reorganisation",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(length=500), nullable=False),
        sa.Column("at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reorganisation")),
    )
    op.create_index(op.f("ix_reorganisation_at"), "reorganisation", ["at"])
    op.create_table(
        "reorganisation_side",
        sa.Column("reorganisation_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("is_source", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=35), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["reorganisation_id"],
            ["reorganisation.id"],
            name=op.f("fk_reorganisation_side_reorganisation_id_reorganisation"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_reorganisation_side_agency_id_agency")),
        sa.PrimaryKeyConstraint("reorganisation_id", "ordinal", name=op.f("pk_reorganisation_side")),
    )
    op.create_index(op.f("ix_reorganisation_side_agency_id"), "reorganisation_side", ["agency_id"])
    op.create_table(
        "reorganisation_item",
        sa.Column("reorganisation_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("came_from", sa.String(length=300), nullable=False),
        sa.Column("went_to", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["reorganisation_id"],
            ["reorganisation.id"],
            name=op.f("fk_reorganisation_item_reorganisation_id_reorganisation"),
        ),
        sa.PrimaryKeyConstraint("reorganisation_id", "ordinal", name=op.f("pk_reorganisation_item")),
    )
    op.create_index("ix_reorganisation_item_subject", "reorganisation_item", ["matter", "subject_id"])


def downgrade() -> None:
    op.drop_table("reorganisation_item")
    op.drop_table("reorganisation_side")
    op.drop_table("reorganisation")
    op.drop_table("agency_succession")
    op.drop_column("delivery_partner", "followed_by")
