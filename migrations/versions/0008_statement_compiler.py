"""Statements from draft to announcement: consents, publicity, papers, and how they end."""

import sqlalchemy as sa
from alembic import op


revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LIVE_BEFORE = "state = 'effective' AND regime = 'STATUTORY'"
LIVE_NOW = "state IN ('effective', 'must_withdraw', 'withdrawal_filed') AND regime = 'STATUTORY'"


def upgrade() -> None:
    """Go to this version of the schema."""
    op.create_table(
        "statement_paper_batch",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("statement_ids", sa.JSON(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("failures", sa.JSON(), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user.id"], name=op.f("fk_statement_paper_batch_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisation.id"], name=op.f("fk_statement_paper_batch_owner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_paper_batch")),
        sa.UniqueConstraint("public_id", name=op.f("uq_statement_paper_batch_public_id")),
    )
    with op.batch_alter_table("statement_paper_batch", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_statement_paper_batch_asked_by_id"), ["asked_by_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_statement_paper_batch_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "statement_consent",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("statement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("party", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=3), nullable=True),
        sa.Column("signatory", sa.String(length=100), nullable=False),
        sa.Column("position", sa.String(length=100), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("scan_blob", sa.String(length=64), nullable=True),
        sa.Column("scan_filename", sa.String(length=200), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_statement_consent_asked_by_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_statement_consent_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_consent")),
        sa.UniqueConstraint("public_id", name=op.f("uq_statement_consent_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_statement_consent_token_hash")),
    )
    with op.batch_alter_table("statement_consent", schema=None) as batch_op:
        batch_op.create_index("ix_statement_consent_asked", ["statement_id", "purpose"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_consent_asked_by_id"), ["asked_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_consent_statement_id"), ["statement_id"], unique=False)

    op.create_table(
        "statement_publicity",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("statement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("decision_no", sa.String(length=60), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_statement_publicity_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_publicity")),
        sa.UniqueConstraint("public_id", name=op.f("uq_statement_publicity_public_id")),
    )
    with op.batch_alter_table("statement_publicity", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_statement_publicity_statement_id"), ["statement_id"], unique=False
        )

    op.create_table(
        "statement_objection",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("publicity_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user.id"], name=op.f("fk_statement_objection_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["publicity_id"], ["statement_publicity.id"], name=op.f("fk_statement_objection_publicity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_objection")),
        sa.UniqueConstraint("public_id", name=op.f("uq_statement_objection_public_id")),
    )
    with op.batch_alter_table("statement_objection", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_statement_objection_decided_by_id"), ["decided_by_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_statement_objection_publicity_id"), ["publicity_id"], unique=False
        )

    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.drop_index("uq_statement_live")
        batch_op.add_column(sa.Column("intended", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("base_text", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("settle_every", sa.String(length=10), nullable=False, server_default="year")
        )
        batch_op.add_column(sa.Column("settle_days", sa.Integer(), nullable=False, server_default="31"))
        batch_op.add_column(sa.Column("royalty_floor", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("royalty_ceiling", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("audit_text", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("agency", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("undertaking", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("text_hash", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("signed_by", sa.String(length=100), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("signed_as", sa.String(length=100), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("filed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("receipt_no", sa.String(length=60), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("receipt_blob", sa.String(length=64), nullable=True))
        batch_op.add_column(
            sa.Column("receipt_filename", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("returned_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("announced_terms", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("announced_hash", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("hindrance", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("hindrance_params", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("hindrance_rule", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("hindered_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("withdrawal_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("withdrawal_filed_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("withdrawal_receipt_no", sa.String(length=60), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("ended_reason", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.alter_column(
            "intended", existing_type=sa.Boolean(), existing_nullable=False, server_default=None
        )
        batch_op.alter_column("note", existing_type=sa.Text(), existing_nullable=False, server_default=None)
        batch_op.alter_column(
            "base_text", existing_type=sa.Text(), existing_nullable=False, server_default=None
        )
        batch_op.alter_column(
            "settle_every", existing_type=sa.String(length=10), existing_nullable=False, server_default=None
        )
        batch_op.alter_column(
            "settle_days", existing_type=sa.Integer(), existing_nullable=False, server_default=None
        )
        batch_op.alter_column(
            "audit_text", existing_type=sa.Text(), existing_nullable=False, server_default=None
        )
        batch_op.alter_column(
            "agency", existing_type=sa.String(length=200), existing_nullable=False, server_default=None
        )
        batch_op.alter_column(
            "undertaking", existing_type=sa.Boolean(), existing_nullable=False, server_default=None
        )
        batch_op.alter_column(
            "signed_by", existing_type=sa.String(length=100), existing_nullable=False, server_default=None
        )
        batch_op.alter_column(
            "signed_as", existing_type=sa.String(length=100), existing_nullable=False, server_default=None
        )
        batch_op.alter_column(
            "receipt_no", existing_type=sa.String(length=60), existing_nullable=False, server_default=None
        )
        batch_op.alter_column(
            "receipt_filename",
            existing_type=sa.String(length=200),
            existing_nullable=False,
            server_default=None,
        )
        batch_op.alter_column(
            "returned_reason", existing_type=sa.Text(), existing_nullable=False, server_default=None
        )
        batch_op.alter_column(
            "hindrance_params", existing_type=sa.JSON(), existing_nullable=False, server_default=None
        )
        batch_op.alter_column(
            "withdrawal_reason", existing_type=sa.Text(), existing_nullable=False, server_default=None
        )
        batch_op.alter_column(
            "withdrawal_receipt_no",
            existing_type=sa.String(length=60),
            existing_nullable=False,
            server_default=None,
        )
        batch_op.alter_column(
            "ended_reason", existing_type=sa.Text(), existing_nullable=False, server_default=None
        )
        batch_op.create_index(
            "uq_statement_live",
            ["patent_id"],
            unique=True,
            sqlite_where=sa.text(LIVE_NOW),
            postgresql_where=sa.text(LIVE_NOW),
        )

    op.execute("UPDATE statement SET intended = true, state = 'drafting' WHERE state = 'intended'")


def downgrade() -> None:
    """Go back to the version before."""
    # States that the version before does not know become the nearest that it does.
    op.execute(
        "UPDATE statement SET state = 'drafting' WHERE state IN ('signed', 'in_publicity', 'ready', 'filed')"
    )
    op.execute("UPDATE statement SET state = 'intended' WHERE state = 'drafting' AND intended")
    op.execute(
        "UPDATE statement SET state = 'effective' WHERE state IN ('must_withdraw', 'withdrawal_filed')"
    )
    op.execute("UPDATE statement SET state = 'withdrawn' WHERE state IN ('terminated', 'revoked')")
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.drop_index("uq_statement_live")
        batch_op.create_index(
            "uq_statement_live",
            ["patent_id"],
            unique=True,
            sqlite_where=sa.text(LIVE_BEFORE),
            postgresql_where=sa.text(LIVE_BEFORE),
        )
        batch_op.drop_column("ended_reason")
        batch_op.drop_column("withdrawal_receipt_no")
        batch_op.drop_column("withdrawal_filed_on")
        batch_op.drop_column("withdrawal_reason")
        batch_op.drop_column("hindered_on")
        batch_op.drop_column("hindrance_rule")
        batch_op.drop_column("hindrance_params")
        batch_op.drop_column("hindrance")
        batch_op.drop_column("announced_hash")
        batch_op.drop_column("announced_terms")
        batch_op.drop_column("returned_reason")
        batch_op.drop_column("receipt_filename")
        batch_op.drop_column("receipt_blob")
        batch_op.drop_column("receipt_no")
        batch_op.drop_column("filed_on")
        batch_op.drop_column("signed_as")
        batch_op.drop_column("signed_by")
        batch_op.drop_column("signed_at")
        batch_op.drop_column("text_hash")
        batch_op.drop_column("undertaking")
        batch_op.drop_column("agency")
        batch_op.drop_column("audit_text")
        batch_op.drop_column("royalty_ceiling")
        batch_op.drop_column("royalty_floor")
        batch_op.drop_column("settle_days")
        batch_op.drop_column("settle_every")
        batch_op.drop_column("base_text")
        batch_op.drop_column("note")
        batch_op.drop_column("intended")

    with op.batch_alter_table("statement_objection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_objection_publicity_id"))
        batch_op.drop_index(batch_op.f("ix_statement_objection_decided_by_id"))

    op.drop_table("statement_objection")
    with op.batch_alter_table("statement_publicity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_publicity_statement_id"))

    op.drop_table("statement_publicity")
    with op.batch_alter_table("statement_consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_consent_statement_id"))
        batch_op.drop_index(batch_op.f("ix_statement_consent_asked_by_id"))
        batch_op.drop_index("ix_statement_consent_asked")

    op.drop_table("statement_consent")
    with op.batch_alter_table("statement_paper_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_paper_batch_owner_id"))
        batch_op.drop_index(batch_op.f("ix_statement_paper_batch_asked_by_id"))

    op.drop_table("statement_paper_batch")
