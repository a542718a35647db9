"""For how many days a notice of a price was posted; of those before nothing was kept, the law of their day says it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version of the schema."""
    with op.batch_alter_table("statement_publicity") as table:
        table.add_column(sa.Column("days", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("statement_publicity") as table:
        table.drop_column("days")
