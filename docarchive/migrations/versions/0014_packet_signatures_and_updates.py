"""What is asked of signatures inside packets; updates of letters that were sent."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "delivery_partner", sa.Column("signature_demand", sa.String(length=10), server_default="off", nullable=False)
    )
    op.add_column(
        "delivery_partner", sa.Column("signature_sha1", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("delivery_arrival", sa.Column("signature", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("delivery_arrival", "signature")
    op.drop_column("delivery_partner", "signature_sha1")
    op.drop_column("delivery_partner", "signature_demand")
