"""Numbers somebody was asked to explain."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figure_question",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("own", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("figure", sa.String(length=24), nullable=False),
        sa.Column("line", sa.String(length=320), nullable=False),
        sa.Column("line_name", sa.String(length=320), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("to_agency_id", sa.String(length=16), nullable=True),
        sa.Column("to_unit_id", sa.String(length=16), nullable=True),
        sa.Column("to_user_id", sa.String(length=16), nullable=True),
        sa.Column("to_name", sa.String(length=300), nullable=False),
        sa.Column("to_elsewhere", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_day", sa.Date(), nullable=False),
        sa.Column("asked_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.String(length=16), nullable=True),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=True),
        sa.Column("document_number", sa.String(length=200), nullable=False),
        sa.Column("answered_at", db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_figure_question_{column}_{table}"))
            for column, table in (
                ("agency_id", "agency"), ("to_agency_id", "agency"), ("to_unit_id", "unit"),
                ("to_user_id", "user_account"), ("asked_by_id", "user_account"), ("document_id", "document"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_question")),
    )  # fmt: skip
    for name, columns in (
        ("agency", ["agency_id", "asked_at"]), ("to_agency", ["to_agency_id", "answered_at"]),
        ("to_unit", ["to_unit_id"]), ("to_user", ["to_user_id"]), ("document_id", ["document_id"]),
    ):  # fmt: skip
        op.create_index(f"ix_figure_question_{name}", "figure_question", columns)


def downgrade() -> None:
    op.drop_table("figure_question")
