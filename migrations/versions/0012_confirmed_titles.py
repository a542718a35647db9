"""Who entered a registration that the other side has to confirm, and what a reserve paid ahead of its takeover."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_FOREIGN = ("reserve", "intention", "patent_event", "reserve_item")
_COLUMNS = ("reserve_id", "intention_id", "event_id", "item_id")


def upgrade() -> None:
    """Go to this version of the schema."""
    op.add_column("takeover", sa.Column("told_title_on", sa.Date(), nullable=True))
    op.add_column("takeover", sa.Column("told_by", sa.String(length=10), nullable=True))
    op.create_table(
        "reserve_fee",
        sa.Column("id", _ID, nullable=False),
        sa.Column("reserve_id", _ID, nullable=False),
        sa.Column("intention_id", _ID, nullable=False),
        sa.Column("event_id", _ID, nullable=False),
        sa.Column("item_id", _ID, nullable=True),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("fen > 0", name=op.f("ck_reserve_fee_fen")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_reserve_fee_{column}"))
            for table, column in zip(_FOREIGN, _COLUMNS, strict=True)
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reserve_fee")),
    )
    with op.batch_alter_table("reserve_fee", schema=None) as batch_op:
        for column in _COLUMNS:
            batch_op.create_index(
                batch_op.f(f"ix_reserve_fee_{column}"), [column], unique=column == "event_id"
            )


def downgrade() -> None:
    """Go back to the version before; what waits for a confirmation is filed again."""
    with op.batch_alter_table("reserve_fee", schema=None) as batch_op:
        for column in reversed(_COLUMNS):
            batch_op.drop_index(batch_op.f(f"ix_reserve_fee_{column}"))
    op.drop_table("reserve_fee")
    op.execute(
        "UPDATE takeover SET state = 'filed', title_blob = NULL, title_filename = '' WHERE state = 'entered'"
    )
    op.drop_column("takeover", "told_by")
    op.drop_column("takeover", "told_title_on")
