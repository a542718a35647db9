"""Why a deal is frozen."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version of the schema."""
    with op.batch_alter_table("deal") as table:
        table.add_column(sa.Column("frozen", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("deal") as table:
        table.alter_column("frozen", server_default=None, existing_type=sa.JSON())


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("deal") as table:
        table.drop_column("frozen")
