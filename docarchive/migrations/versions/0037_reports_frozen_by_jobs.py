"""Reports of large registers are kept by the job that makes them."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_KEY = "fk_report_making_report_id_direction_report"


def upgrade() -> None:
    with op.batch_alter_table("report_making") as table:
        table.add_column(sa.Column("title", sa.String(length=300), nullable=True))
        table.add_column(sa.Column("report_id", sa.String(length=16), nullable=True))
        table.create_foreign_key(op.f(_KEY), "direction_report", ["report_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("report_making") as table:
        table.drop_constraint(op.f(_KEY), type_="foreignkey")
        table.drop_column("report_id")
        table.drop_column("title")
