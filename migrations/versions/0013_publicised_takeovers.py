"""Since when the price of a takeover was public inside a state university or institute, and the notice."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version of the schema."""
    with op.batch_alter_table("takeover") as table:
        table.add_column(sa.Column("publicised_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("publicity_blob", sa.String(length=64), nullable=True))
        table.add_column(
            sa.Column("publicity_filename", sa.String(length=200), nullable=False, server_default="")
        )
    with op.batch_alter_table("takeover") as table:
        table.alter_column(
            "publicity_filename", server_default=None, existing_type=sa.String(length=200), existing_nullable=False
        )


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("takeover") as table:
        for name in ("publicity_filename", "publicity_blob", "publicised_on"):
            table.drop_column(name)
