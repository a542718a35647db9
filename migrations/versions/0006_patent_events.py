"""The dated events of a patent's life."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go to this version of the schema."""
    op.create_table(
        "patent_event",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("patent_id", _BIG, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("evidence_blob", sa.String(length=64), nullable=True),
        sa.Column("evidence_filename", sa.String(length=200), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("gazette_code", sa.String(length=8), nullable=False),
        sa.Column("st27_code", sa.String(length=40), nullable=False),
        sa.Column("entered_by_id", _BIG, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by_id", _BIG, nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["entered_by_id"], ["user.id"], name="fk_patent_event_entered_by_id_user"),
        sa.ForeignKeyConstraint(["patent_id"], ["patent.id"], name="fk_patent_event_patent_id_patent"),
        sa.PrimaryKeyConstraint("id", name="pk_patent_event"),
        sa.UniqueConstraint("public_id", name="uq_patent_event_public_id"),
    )
    op.create_index("ix_patent_event_entered_by_id", "patent_event", ["entered_by_id"])
    op.create_index("ix_patent_event_kind", "patent_event", ["kind"])
    op.create_index("ix_patent_event_life", "patent_event", ["patent_id", "happened_on", "id"])
    op.create_index("ix_patent_event_patent_id", "patent_event", ["patent_id"])


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("patent_event")
