"""What is shown here of a statement that was announced before it was entered."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version of the schema."""
    with op.batch_alter_table("statement") as table:
        table.add_column(sa.Column("consents_told", sa.String(length=40), nullable=True))
        table.add_column(sa.Column("publicity_told", sa.String(length=40), nullable=True))
        table.add_column(sa.Column("earlier_blob", sa.String(length=64), nullable=True))
        table.add_column(
            sa.Column("earlier_filename", sa.String(length=200), nullable=False, server_default="")
        )
    with op.batch_alter_table("statement") as table:
        table.alter_column(
            "earlier_filename", server_default=None, existing_type=sa.String(length=200), existing_nullable=False
        )


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("statement") as table:
        for name in ("earlier_filename", "earlier_blob", "publicity_told", "consents_told"):
            table.drop_column(name)
