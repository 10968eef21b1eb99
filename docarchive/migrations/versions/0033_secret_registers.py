"""Registers of letters that bear a mark of secrecy: numbers alone."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import guards
from docarchive.registers.models import secret_line

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("register", sa.Column("is_secret", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "register_secret_line",
        sa.Column("number_id", sa.String(length=16), nullable=False),
        sa.Column("symbol", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["number_id"], ["register_number.id"], name=op.f("fk_register_secret_line_number_id_register_number")
        ),
        sa.PrimaryKeyConstraint("number_id", name=op.f("pk_register_secret_line")),
    )
    for statement in guards.making(op.get_context().dialect.name, "register_secret_line", secret_line.GUARDS):
        op.execute(statement)


def downgrade() -> None:
    for statement in guards.removing(op.get_context().dialect.name, "register_secret_line"):
        op.execute(statement)
    op.drop_table("register_secret_line")
    op.drop_column("register", "is_secret")
