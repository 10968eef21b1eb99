"""Lines of registers that were kept before."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import guards
from docarchive.registers.models import old_line

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_old_line",
        sa.Column("number_id", sa.String(length=16), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("signer", sa.String(length=200), nullable=False),
        sa.Column("receivers", sa.Text(), nullable=False),
        sa.Column("keeper", sa.Text(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_sha", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["number_id"], ["register_number.id"], name=op.f("fk_register_old_line_number_id_register_number")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_register_old_line_document_id_document"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("number_id", name=op.f("pk_register_old_line")),
    )
    op.create_index("ix_register_old_line_document_id", "register_old_line", ["document_id"], unique=False)
    for statement in guards.making(op.get_context().dialect.name, "register_old_line", old_line.GUARDS):
        op.execute(statement)


def downgrade() -> None:
    for statement in guards.removing(op.get_context().dialect.name, "register_old_line"):
        op.execute(statement)
    op.drop_table("register_old_line")
