"""Acts over everything that fits a filter of an inventory, and what became of each line."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go to this version of the schema."""
    op.create_table(
        "inventory_batch",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("round_id", _KEY, nullable=False),
        sa.Column("owner_id", _KEY, nullable=False),
        sa.Column("user_id", _KEY, nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["inventory_round.id"], name=op.f("fk_inventory_batch_round_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_inventory_batch_owner_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_inventory_batch_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_batch")),
        sa.UniqueConstraint("public_id", name=op.f("uq_inventory_batch_public_id")),
    )
    for name in ("round_id", "owner_id", "user_id"):
        op.create_index(op.f(f"ix_inventory_batch_{name}"), "inventory_batch", [name])
    op.create_table(
        "inventory_batch_line",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("batch_id", _KEY, nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("rule_id", sa.String(length=20), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["inventory_batch.id"], name=op.f("fk_inventory_batch_line_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_batch_line")),
    )
    op.create_index(op.f("ix_inventory_batch_line_batch_id"), "inventory_batch_line", ["batch_id"])
    op.create_index("ix_inventory_batch_line_batch_id_code", "inventory_batch_line", ["batch_id", "code"])


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("inventory_batch_line")
    op.drop_table("inventory_batch")
