"""Annuity reminders and the fee calendar's secret address."""

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LIVE = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Go to this version of the schema."""
    op.create_table(
        "annuity_reminder",
        sa.Column("id", BIG, nullable=False),
        sa.Column("patent_id", BIG, nullable=False),
        sa.Column("owner_id", BIG, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisation.id"], name=op.f("fk_annuity_reminder_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["patent_id"], ["patent.id"], name=op.f("fk_annuity_reminder_patent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annuity_reminder")),
        sa.UniqueConstraint("patent_id", "year", "step", name=op.f("uq_annuity_reminder_patent_id_year_step")),
    )
    with op.batch_alter_table("annuity_reminder", schema=None) as batch_op:
        batch_op.create_index("ix_annuity_reminder_told", ["told_on", "owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_annuity_reminder_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "annuity_feed",
        sa.Column("id", BIG, nullable=False),
        sa.Column("owner_id", BIG, nullable=False),
        sa.Column("made_by_id", BIG, nullable=True),
        sa.Column("nonce", sa.String(length=16), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user.id"], name=op.f("fk_annuity_feed_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisation.id"], name=op.f("fk_annuity_feed_owner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annuity_feed")),
        sa.UniqueConstraint("public_id", name=op.f("uq_annuity_feed_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_annuity_feed_token_hash")),
    )
    with op.batch_alter_table("annuity_feed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_annuity_feed_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_annuity_feed_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(
            "uq_annuity_feed_live", ["owner_id"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
        )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("annuity_feed")
    op.drop_table("annuity_reminder")
