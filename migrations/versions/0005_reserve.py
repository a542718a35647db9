"""Intentions to abandon, takeovers, reserves with their accounts, and the public-domain catalogue."""

import sqlalchemy as sa
from alembic import op


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


# The account of a reserve is appended to and never changed; the database itself refuses.
SQLITE_GUARDS = (
    "CREATE TRIGGER reserve_entry_no_update BEFORE UPDATE ON reserve_entry BEGIN SELECT RAISE(ABORT, 'the account is never changed'); END",
    "CREATE TRIGGER reserve_entry_no_delete BEFORE DELETE ON reserve_entry BEGIN SELECT RAISE(ABORT, 'the account is never changed'); END",
)
POSTGRESQL_GUARDS = (
    "CREATE OR REPLACE FUNCTION account_is_never_changed() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'the account is never changed'; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER reserve_entry_guard BEFORE UPDATE OR DELETE ON reserve_entry FOR EACH ROW EXECUTE FUNCTION account_is_never_changed()",
)


def upgrade() -> None:
    """Go to this version of the schema."""
    op.create_table(
        "reserve",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("budget_fen", sa.BigInteger(), nullable=False),
        sa.Column("ceiling_fen", sa.BigInteger(), nullable=False),
        sa.Column("split", sa.JSON(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("budget_fen >= 0", name=op.f("ck_reserve_budget")),
        sa.CheckConstraint("ceiling_fen >= 0", name=op.f("ck_reserve_ceiling")),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_reserve_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reserve")),
        sa.UniqueConstraint("public_id", name=op.f("uq_reserve_public_id")),
    )
    with op.batch_alter_table("reserve", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reserve_owner_id"), ["owner_id"], unique=True)

    op.create_table(
        "intention",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("patent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("listing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("ask_fen", sa.BigInteger(), nullable=False),
        sa.Column("fee_payer", sa.String(length=40), nullable=False),
        sa.Column("warranties", sa.Text(), nullable=False),
        sa.Column("secrecy", sa.String(length=40), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("authorised", sa.Boolean(), nullable=False),
        sa.Column("undertaken", sa.Boolean(), nullable=False),
        sa.Column("co_owners", sa.String(length=40), nullable=False),
        sa.Column("licensees", sa.String(length=40), nullable=False),
        sa.Column("service_invention", sa.Boolean(), nullable=False),
        sa.Column("inventors_told_on", sa.Date(), nullable=True),
        sa.Column("state_owned", sa.Boolean(), nullable=False),
        sa.Column("decision_no", sa.String(length=120), nullable=False),
        sa.Column("pricing_basis", sa.Text(), nullable=False),
        sa.Column("pool_deadline", sa.Date(), nullable=True),
        sa.Column("last_safe_day", sa.Date(), nullable=True),
        sa.Column("alarmed_days", sa.Integer(), nullable=True),
        sa.Column("screening", sa.JSON(), nullable=False),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("only_inventors", sa.Boolean(), nullable=False),
        sa.Column("called_on", sa.Date(), nullable=True),
        sa.Column("call_until", sa.Date(), nullable=True),
        sa.Column("made_public_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ask_fen >= 0", name=op.f("ck_intention_ask")),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_intention_created_by_id")),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_intention_listing_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_intention_owner_id")),
        sa.ForeignKeyConstraint(["patent_id"], ["patent.id"], name=op.f("fk_intention_patent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intention")),
        sa.UniqueConstraint("public_id", name=op.f("uq_intention_public_id")),
    )
    with op.batch_alter_table("intention", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intention_created_by_id"), ["created_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_intention_listing_id"), ["listing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_intention_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_intention_patent_id"), ["patent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_intention_state"), ["state"], unique=False)
        batch_op.create_index(
            "uq_intention_live",
            ["patent_id"],
            unique=True,
            sqlite_where=sa.text(
                "state IN ('intent', 'screening', 'call_inventors', 'call_matched', 'call_public', 'agreed', 'let_go')"
            ),
            postgresql_where=sa.text(
                "state IN ('intent', 'screening', 'call_inventors', 'call_matched', 'call_public', 'agreed', 'let_go')"
            ),
        )

    op.create_table(
        "public_domain_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("patent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("use_zh", sa.Text(), nullable=False),
        sa.Column("use_en", sa.Text(), nullable=False),
        sa.Column("help_offered", sa.Boolean(), nullable=False),
        sa.Column("help_contact", sa.String(length=300), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisation.id"], name=op.f("fk_public_domain_entry_owner_id")
        ),
        sa.ForeignKeyConstraint(["patent_id"], ["patent.id"], name=op.f("fk_public_domain_entry_patent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_domain_entry")),
        sa.UniqueConstraint("public_id", name=op.f("uq_public_domain_entry_public_id")),
    )
    with op.batch_alter_table("public_domain_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_public_domain_entry_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_public_domain_entry_patent_id"), ["patent_id"], unique=True)

    op.create_table(
        "inventor_call",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("intention_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("silent_after", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["intention_id"], ["intention.id"], name=op.f("fk_inventor_call_intention_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventor_call")),
        sa.UniqueConstraint("intention_id", "email", name=op.f("uq_inventor_call_intention_id_email")),
        sa.UniqueConstraint("public_id", name=op.f("uq_inventor_call_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_inventor_call_token_hash")),
    )
    with op.batch_alter_table("inventor_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inventor_call_intention_id"), ["intention_id"], unique=False)

    op.create_table(
        "rescue_interest",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("intention_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reserve_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("offer_fen", sa.BigInteger(), nullable=False),
        sa.Column("fee_payer", sa.String(length=40), nullable=False),
        sa.Column("grant_back", sa.Boolean(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("offer_fen >= 0", name=op.f("ck_rescue_interest_offer")),
        sa.ForeignKeyConstraint(
            ["intention_id"], ["intention.id"], name=op.f("fk_rescue_interest_intention_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_rescue_interest_organisation_id")
        ),
        sa.ForeignKeyConstraint(["reserve_id"], ["reserve.id"], name=op.f("fk_rescue_interest_reserve_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_rescue_interest_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rescue_interest")),
        sa.UniqueConstraint("public_id", name=op.f("uq_rescue_interest_public_id")),
    )
    with op.batch_alter_table("rescue_interest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rescue_interest_intention_id"), ["intention_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_rescue_interest_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_rescue_interest_reserve_id"), ["reserve_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rescue_interest_user_id"), ["user_id"], unique=False)
        batch_op.create_index(
            "uq_rescue_interest_accepted",
            ["intention_id"],
            unique=True,
            sqlite_where=sa.text("decision = 'accepted'"),
            postgresql_where=sa.text("decision = 'accepted'"),
        )
        batch_op.create_index(
            "uq_rescue_interest_standing",
            ["intention_id", "organisation_id"],
            unique=True,
            sqlite_where=sa.text("decision IN ('open', 'accepted') AND organisation_id IS NOT NULL"),
            postgresql_where=sa.text("decision IN ('open', 'accepted') AND organisation_id IS NOT NULL"),
        )

    op.create_table(
        "rescue_match",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("intention_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["intention_id"], ["intention.id"], name=op.f("fk_rescue_match_intention_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_rescue_match_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rescue_match")),
        sa.UniqueConstraint(
            "intention_id", "organisation_id", name=op.f("uq_rescue_match_intention_id_organisation_id")
        ),
    )
    with op.batch_alter_table("rescue_match", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rescue_match_intention_id"), ["intention_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_rescue_match_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "takeover",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("intention_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("interest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("patent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("assignor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("assignee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reserve_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("assignee_name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("price_fen", sa.BigInteger(), nullable=False),
        sa.Column("fee_payer", sa.String(length=40), nullable=False),
        sa.Column("grant_back", sa.String(length=10), nullable=True),
        sa.Column("licences", sa.JSON(), nullable=False),
        sa.Column("licences_confirmed", sa.Boolean(), nullable=False),
        sa.Column("zero_price_read", sa.Boolean(), nullable=False),
        sa.Column("contract_on", sa.Date(), nullable=True),
        sa.Column("contract_blob", sa.String(length=64), nullable=True),
        sa.Column("contract_filename", sa.String(length=200), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("fee_paid_on", sa.Date(), nullable=True),
        sa.Column("title_on", sa.Date(), nullable=True),
        sa.Column("title_blob", sa.String(length=64), nullable=True),
        sa.Column("title_filename", sa.String(length=200), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assignee_id"], ["organisation.id"], name=op.f("fk_takeover_assignee_id")),
        sa.ForeignKeyConstraint(["assignor_id"], ["organisation.id"], name=op.f("fk_takeover_assignor_id")),
        sa.ForeignKeyConstraint(["intention_id"], ["intention.id"], name=op.f("fk_takeover_intention_id")),
        sa.ForeignKeyConstraint(
            ["interest_id"], ["rescue_interest.id"], name=op.f("fk_takeover_interest_id")
        ),
        sa.ForeignKeyConstraint(["patent_id"], ["patent.id"], name=op.f("fk_takeover_patent_id")),
        sa.ForeignKeyConstraint(["reserve_id"], ["reserve.id"], name=op.f("fk_takeover_reserve_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeover")),
        sa.UniqueConstraint("public_id", name=op.f("uq_takeover_public_id")),
    )
    with op.batch_alter_table("takeover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_takeover_assignee_id"), ["assignee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_takeover_assignor_id"), ["assignor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_takeover_intention_id"), ["intention_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_takeover_interest_id"), ["interest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_takeover_patent_id"), ["patent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_takeover_reserve_id"), ["reserve_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_takeover_state"), ["state"], unique=False)
        batch_op.create_index(
            "uq_takeover_live",
            ["intention_id"],
            unique=True,
            sqlite_where=sa.text("state <> 'failed'"),
            postgresql_where=sa.text("state <> 'failed'"),
        )

    op.create_table(
        "reserve_item",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reserve_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("patent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("takeover_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("former_owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("listing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("route", sa.String(length=40), nullable=False),
        sa.Column("acquired_on", sa.Date(), nullable=False),
        sa.Column("sunset_on", sa.Date(), nullable=False),
        sa.Column("expected_fen", sa.BigInteger(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["former_owner_id"], ["organisation.id"], name=op.f("fk_reserve_item_former_owner_id")
        ),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_reserve_item_listing_id")),
        sa.ForeignKeyConstraint(["patent_id"], ["patent.id"], name=op.f("fk_reserve_item_patent_id")),
        sa.ForeignKeyConstraint(["reserve_id"], ["reserve.id"], name=op.f("fk_reserve_item_reserve_id")),
        sa.ForeignKeyConstraint(["takeover_id"], ["takeover.id"], name=op.f("fk_reserve_item_takeover_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reserve_item")),
        sa.UniqueConstraint("public_id", name=op.f("uq_reserve_item_public_id")),
    )
    with op.batch_alter_table("reserve_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reserve_item_former_owner_id"), ["former_owner_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_reserve_item_listing_id"), ["listing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reserve_item_patent_id"), ["patent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reserve_item_reserve_id"), ["reserve_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reserve_item_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_reserve_item_takeover_id"), ["takeover_id"], unique=False)
        batch_op.create_index(
            "uq_reserve_item_kept",
            ["patent_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('held', 'circulating')"),
            postgresql_where=sa.text("state IN ('held', 'circulating')"),
        )

    op.create_table(
        "reserve_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("business_key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("debit", sa.String(length=40), nullable=False),
        sa.Column("credit", sa.String(length=40), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_reserve_entry_amount")),
        sa.CheckConstraint("debit <> credit", name=op.f("ck_reserve_entry_accounts")),
        sa.ForeignKeyConstraint(["item_id"], ["reserve_item.id"], name=op.f("fk_reserve_entry_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reserve_entry")),
        sa.UniqueConstraint("business_key", name=op.f("uq_reserve_entry_business_key")),
    )
    with op.batch_alter_table("reserve_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reserve_entry_item_id"), ["item_id"], unique=False)

    op.create_table(
        "reserve_review",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("carrying_fen", sa.BigInteger(), nullable=False),
        sa.Column("expected_fen", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["reserve_item.id"], name=op.f("fk_reserve_review_item_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_reserve_review_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reserve_review")),
    )
    with op.batch_alter_table("reserve_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reserve_review_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reserve_review_user_id"), ["user_id"], unique=False)

    guards = POSTGRESQL_GUARDS if op.get_bind().dialect.name == "postgresql" else SQLITE_GUARDS
    for statement in guards:
        op.execute(statement)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("reserve_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reserve_review_user_id"))
        batch_op.drop_index(batch_op.f("ix_reserve_review_item_id"))

    op.drop_table("reserve_review")
    with op.batch_alter_table("reserve_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reserve_entry_item_id"))

    op.drop_table("reserve_entry")
    with op.batch_alter_table("reserve_item", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_reserve_item_kept",
            sqlite_where=sa.text("state IN ('held', 'circulating')"),
            postgresql_where=sa.text("state IN ('held', 'circulating')"),
        )
        batch_op.drop_index(batch_op.f("ix_reserve_item_takeover_id"))
        batch_op.drop_index(batch_op.f("ix_reserve_item_state"))
        batch_op.drop_index(batch_op.f("ix_reserve_item_reserve_id"))
        batch_op.drop_index(batch_op.f("ix_reserve_item_patent_id"))
        batch_op.drop_index(batch_op.f("ix_reserve_item_listing_id"))
        batch_op.drop_index(batch_op.f("ix_reserve_item_former_owner_id"))

    op.drop_table("reserve_item")
    with op.batch_alter_table("takeover", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_takeover_live",
            sqlite_where=sa.text("state <> 'failed'"),
            postgresql_where=sa.text("state <> 'failed'"),
        )
        batch_op.drop_index(batch_op.f("ix_takeover_state"))
        batch_op.drop_index(batch_op.f("ix_takeover_reserve_id"))
        batch_op.drop_index(batch_op.f("ix_takeover_patent_id"))
        batch_op.drop_index(batch_op.f("ix_takeover_interest_id"))
        batch_op.drop_index(batch_op.f("ix_takeover_intention_id"))
        batch_op.drop_index(batch_op.f("ix_takeover_assignor_id"))
        batch_op.drop_index(batch_op.f("ix_takeover_assignee_id"))

    op.drop_table("takeover")
    with op.batch_alter_table("rescue_match", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rescue_match_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_rescue_match_intention_id"))

    op.drop_table("rescue_match")
    with op.batch_alter_table("rescue_interest", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_rescue_interest_standing",
            sqlite_where=sa.text("decision IN ('open', 'accepted') AND organisation_id IS NOT NULL"),
            postgresql_where=sa.text("decision IN ('open', 'accepted') AND organisation_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_rescue_interest_accepted",
            sqlite_where=sa.text("decision = 'accepted'"),
            postgresql_where=sa.text("decision = 'accepted'"),
        )
        batch_op.drop_index(batch_op.f("ix_rescue_interest_user_id"))
        batch_op.drop_index(batch_op.f("ix_rescue_interest_reserve_id"))
        batch_op.drop_index(batch_op.f("ix_rescue_interest_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_rescue_interest_intention_id"))

    op.drop_table("rescue_interest")
    with op.batch_alter_table("inventor_call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inventor_call_intention_id"))

    op.drop_table("inventor_call")
    with op.batch_alter_table("public_domain_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_public_domain_entry_patent_id"))
        batch_op.drop_index(batch_op.f("ix_public_domain_entry_owner_id"))

    op.drop_table("public_domain_entry")
    with op.batch_alter_table("intention", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_intention_live",
            sqlite_where=sa.text(
                "state IN ('intent', 'screening', 'call_inventors', 'call_matched', 'call_public', 'agreed', 'let_go')"
            ),
            postgresql_where=sa.text(
                "state IN ('intent', 'screening', 'call_inventors', 'call_matched', 'call_public', 'agreed', 'let_go')"
            ),
        )
        batch_op.drop_index(batch_op.f("ix_intention_state"))
        batch_op.drop_index(batch_op.f("ix_intention_patent_id"))
        batch_op.drop_index(batch_op.f("ix_intention_owner_id"))
        batch_op.drop_index(batch_op.f("ix_intention_listing_id"))
        batch_op.drop_index(batch_op.f("ix_intention_created_by_id"))

    op.drop_table("intention")
    with op.batch_alter_table("reserve", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reserve_owner_id"))

    op.drop_table("reserve")

    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS account_is_never_changed() CASCADE")
