"""Days off and days worked of one's own, over those of the country."""

import sqlalchemy as sa
from alembic import op

from docarchive.core import db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_change",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("entered_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(length=32), nullable=False),
        sa.Column("entered_by_name", sa.String(length=200), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_calendar_change_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["undoes"], ["calendar_change.number"], name=op.f("fk_calendar_change_undoes_calendar_change")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_calendar_change")),
    )
    op.create_index(op.f("ix_calendar_change_agency_id"), "calendar_change", ["agency_id"], unique=False)
    op.create_table(
        "calendar_day",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("agency_id", sa.String(length=16), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("source_document", sa.String(length=200), nullable=False),
        sa.Column("change_number", sa.Integer(), nullable=False),
        sa.Column("ended_number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_calendar_day_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["change_number"], ["calendar_change.number"], name=op.f("fk_calendar_day_change_number_calendar_change")
        ),
        sa.ForeignKeyConstraint(
            ["ended_number"], ["calendar_change.number"], name=op.f("fk_calendar_day_ended_number_calendar_change")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
    )
    op.create_index(op.f("ix_calendar_day_change_number"), "calendar_day", ["change_number"], unique=False)
    op.create_index(op.f("ix_calendar_day_ended_number"), "calendar_day", ["ended_number"], unique=False)
    for scope, columns, owner in (("instance", ["day"], "NULL"), ("agency", ["agency_id", "day"], "NOT NULL")):
        holds = sa.text(f"ended_number IS NULL AND agency_id IS {owner}")
        op.create_index(
            f"uq_calendar_day_{scope}", "calendar_day", columns, unique=True, sqlite_where=holds, postgresql_where=holds
        )
    op.create_table(
        "calendar_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_document", sa.String(length=200), nullable=False),
        sa.Column("entered_by", sa.String(length=32), nullable=False),
        sa.Column("entered_at", db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_calendar_year")),
    )


def downgrade() -> None:
    op.drop_table("calendar_year")
    op.drop_table("calendar_day")
    op.drop_table("calendar_change")
