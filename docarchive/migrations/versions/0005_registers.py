"""Registers, their volumes, and the ledger of numbers."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db, guards
from docarchive.registers.models import number

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("unit_id", sa.String(length=16), nullable=True),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("period", sa.String(length=6), nullable=False),
        sa.Column("symbol", sa.String(length=120), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("created_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_register_agency_id_agency")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_register_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register")),
    )
    op.create_index(op.f("ix_register_agency_id"), "register", ["agency_id"], unique=False)
    op.create_table(
        "register_volume",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("register_id", sa.String(length=16), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("closed_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_register_volume_register_id_register")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_volume")),
        sa.UniqueConstraint("register_id", "label", name=op.f("uq_register_volume_register_id_label")),
    )
    op.create_table(
        "register_number",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("volume_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("suffix", sa.String(length=2), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.String(length=32), nullable=False),
        sa.Column("given_by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["volume_id"], ["register_volume.id"], name=op.f("fk_register_number_volume_id_register_volume")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_number")),
        sa.UniqueConstraint("volume_id", "number", "suffix", name=op.f("uq_register_number_volume_id_number_suffix")),
    )
    op.create_index("ix_register_number_subject", "register_number", ["subject"], unique=False)
    for statement in guards.making(op.get_context().dialect.name, "register_number", number.GUARDS):
        op.execute(statement)


def downgrade() -> None:
    for statement in guards.removing(op.get_context().dialect.name, "register_number"):
        op.execute(statement)
    op.drop_table("register_number")
    op.drop_table("register_volume")
    op.drop_table("register")
