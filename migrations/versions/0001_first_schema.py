"""First schema."""

import sqlalchemy as sa
from alembic import op


revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# History and ledger are appended to and never changed; the database itself refuses.
SQLITE_GUARDS = (
    "CREATE TRIGGER history_entry_no_update BEFORE UPDATE ON history_entry BEGIN SELECT RAISE(ABORT, 'history is never changed'); END",
    "CREATE TRIGGER history_entry_no_delete BEFORE DELETE ON history_entry BEGIN SELECT RAISE(ABORT, 'history is never changed'); END",
    "CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'the books are never changed'); END",
    "CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'the books are never changed'); END",
)
POSTGRESQL_GUARDS = (
    "CREATE OR REPLACE FUNCTION history_is_never_changed() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'history is never changed'; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER history_entry_guard BEFORE UPDATE OR DELETE ON history_entry FOR EACH ROW EXECUTE FUNCTION history_is_never_changed()",
    "CREATE OR REPLACE FUNCTION books_are_never_changed() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'the books are never changed'; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER ledger_entry_guard BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION books_are_never_changed()",
)


def upgrade() -> None:
    """Go to this version of the schema."""
    op.create_table(
        "history_entry",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("thing_type", sa.String(length=40), nullable=False),
        sa.Column("thing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_state", sa.String(length=40), nullable=True),
        sa.Column("to_state", sa.String(length=40), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_history_entry_hash")),
    )
    with op.batch_alter_table("history_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_history_entry_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index("ix_history_thing", ["thing_type", "thing_id", "id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_claim", ["status", "run_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_job_kind"), ["kind"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("uscc", sa.String(length=18), nullable=False),
        sa.Column("size_class", sa.String(length=10), nullable=True),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("contact_name", sa.String(length=120), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("contact_phone", sa.String(length=32), nullable=False),
        sa.Column("bank_account", sa.JSON(), nullable=False),
        sa.Column("licence_blob", sa.String(length=64), nullable=True),
        sa.Column("licence_file", sa.String(length=200), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_organisation_public_id")),
        sa.UniqueConstraint("uscc", name=op.f("uq_organisation_uscc")),
    )
    op.create_table(
        "standin_checkout",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("checkout_id", sa.String(length=60), nullable=False),
        sa.Column("idempotency_key", sa.String(length=80), nullable=False),
        sa.Column("order_data", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("refunded_minor", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standin_checkout")),
        sa.UniqueConstraint("checkout_id", name=op.f("uq_standin_checkout_checkout_id")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_standin_checkout_idempotency_key")),
    )
    op.create_table(
        "throttle",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_failure_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
        sa.UniqueConstraint("public_id", name=op.f("uq_user_public_id")),
    )
    op.create_table(
        "user_notice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_notice")),
    )
    with op.batch_alter_table("user_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_notice_user_id"), ["user_id"], unique=False)

    op.create_table(
        "webhook_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("gateway", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("object_id", sa.String(length=255), nullable=False),
        sa.Column("provider_payment_id", sa.String(length=255), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("processed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_event")),
        sa.UniqueConstraint("gateway", "event_id", name=op.f("uq_webhook_event_gateway_event_id")),
    )
    op.create_table(
        "broker_profile",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("certificate_level", sa.String(length=40), nullable=False),
        sa.Column("certificate_issuer", sa.String(length=120), nullable=False),
        sa.Column("certificate_number", sa.String(length=60), nullable=False),
        sa.Column("certificate_until", sa.Date(), nullable=True),
        sa.Column("certificate_blob", sa.String(length=64), nullable=True),
        sa.Column("certificate_file", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("introduction_zh", sa.Text(), nullable=False),
        sa.Column("introduction_en", sa.Text(), nullable=False),
        sa.Column("accepts_work", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_broker_profile_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broker_profile")),
        sa.UniqueConstraint("public_id", name=op.f("uq_broker_profile_public_id")),
    )
    with op.batch_alter_table("broker_profile", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_broker_profile_user_id"), ["user_id"], unique=True)

    op.create_table(
        "import_batch",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("file_key", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(length=80), nullable=False),
        sa.Column("problem_params", sa.JSON(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_import_batch_created_by_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_import_batch_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("public_id", name=op.f("uq_import_batch_public_id")),
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_batch_created_by_id"), ["created_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_batch_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "import_mapping",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("heads", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_import_mapping_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint("owner_id", "heads", name=op.f("uq_import_mapping_owner_id_heads")),
    )
    with op.batch_alter_table("import_mapping", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_mapping_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("invited_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["invited_by_id"], ["user.id"], name=op.f("fk_invitation_invited_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_invitation_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_invitation_public_id")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_invited_by_id"), ["invited_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "listing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("title_zh", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("summary_zh", sa.Text(), nullable=False),
        sa.Column("summary_en", sa.Text(), nullable=False),
        sa.Column("problem_zh", sa.Text(), nullable=False),
        sa.Column("problem_en", sa.Text(), nullable=False),
        sa.Column("solution_zh", sa.Text(), nullable=False),
        sa.Column("solution_en", sa.Text(), nullable=False),
        sa.Column("advantage_zh", sa.Text(), nullable=False),
        sa.Column("advantage_en", sa.Text(), nullable=False),
        sa.Column("applications_zh", sa.Text(), nullable=False),
        sa.Column("applications_en", sa.Text(), nullable=False),
        sa.Column("trl", sa.Integer(), nullable=True),
        sa.Column("trl_evidence_zh", sa.Text(), nullable=False),
        sa.Column("trl_evidence_en", sa.Text(), nullable=False),
        sa.Column("know_how", sa.Boolean(), nullable=False),
        sa.Column("support_hours", sa.Integer(), nullable=True),
        sa.Column("support_zh", sa.Text(), nullable=False),
        sa.Column("support_en", sa.Text(), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("confirmed_until", sa.Date(), nullable=True),
        sa.Column("reminded_days", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declared", sa.JSON(), nullable=False),
        sa.Column("decision_reason", sa.String(length=40), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.Column("broker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["broker_id"], ["user.id"], name=op.f("fk_listing_broker_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_listing_created_by_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_listing_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
        sa.UniqueConstraint("public_id", name=op.f("uq_listing_public_id")),
    )
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_broker_id"), ["broker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_created_by_id"), ["created_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_state"), ["state"], unique=False)

    op.create_table(
        "membership",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_membership_organisation_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_membership_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("user_id", "organisation_id", name=op.f("uq_membership_user_id_organisation_id")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_user_id"), ["user_id"], unique=False)

    op.create_table(
        "one_time_link",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_one_time_link_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_link_token_hash")),
    )
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_time_link_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_one_time_link_user_id"), ["user_id"], unique=False)

    op.create_table(
        "organisation_claim",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("licence_blob", sa.String(length=64), nullable=False),
        sa.Column("licence_file", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_claim_organisation_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_organisation_claim_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_claim")),
        sa.UniqueConstraint("public_id", name=op.f("uq_organisation_claim_public_id")),
    )
    with op.batch_alter_table("organisation_claim", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_claim_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_organisation_claim_user_id"), ["user_id"], unique=False)

    op.create_table(
        "patent",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("identity", sa.String(length=60), nullable=False),
        sa.Column("office", sa.String(length=4), nullable=False),
        sa.Column("application_no", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("abstract_zh", sa.Text(), nullable=False),
        sa.Column("abstract_en", sa.Text(), nullable=False),
        sa.Column("first_claim", sa.Text(), nullable=False),
        sa.Column("filing_date", sa.Date(), nullable=True),
        sa.Column("publication_date", sa.Date(), nullable=True),
        sa.Column("grant_date", sa.Date(), nullable=True),
        sa.Column("applicants", sa.JSON(), nullable=False),
        sa.Column("inventors", sa.JSON(), nullable=False),
        sa.Column("agency", sa.String(length=300), nullable=False),
        sa.Column("agent", sa.String(length=300), nullable=False),
        sa.Column("legal_status", sa.String(length=40), nullable=False),
        sa.Column("status_as_of", sa.Date(), nullable=True),
        sa.Column("status_source", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_patent_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patent")),
        sa.UniqueConstraint("identity", name=op.f("uq_patent_identity")),
        sa.UniqueConstraint("public_id", name=op.f("uq_patent_public_id")),
    )
    with op.batch_alter_table("patent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_patent_application_no"), ["application_no"], unique=False)
        batch_op.create_index(batch_op.f("ix_patent_filing_date"), ["filing_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_patent_office"), ["office"], unique=False)
        batch_op.create_index(batch_op.f("ix_patent_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index("ix_patent_owner_status", ["owner_id", "legal_status"], unique=False)

    op.create_table(
        "saved_search",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_saved_search_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("public_id", name=op.f("uq_saved_search_public_id")),
    )
    with op.batch_alter_table("saved_search", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_search_user_id"), ["user_id"], unique=False)

    op.create_table(
        "user_session",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("browser", sa.String(length=300), nullable=False),
        sa.Column("acting_for_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["acting_for_id"], ["organisation.id"], name=op.f("fk_user_session_acting_for_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_user_session_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("public_id", name=op.f("uq_user_session_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_user_session_token_hash")),
    )
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_session_acting_for_id"), ["acting_for_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_user_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "import_refusal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("errors", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_refusal_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_refusal")),
        sa.UniqueConstraint("batch_id", "place", name=op.f("uq_import_refusal_batch_id_place")),
    )
    with op.batch_alter_table("import_refusal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_refusal_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "listing_file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("listing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("title_zh", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("is_image", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_listing_file_listing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_file")),
        sa.UniqueConstraint("public_id", name=op.f("uq_listing_file_public_id")),
    )
    with op.batch_alter_table("listing_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_file_listing_id"), ["listing_id"], unique=False)

    op.create_table(
        "listing_mode",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("listing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("fee_way", sa.String(length=40), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("entry_fee", sa.BigInteger(), nullable=True),
        sa.Column("royalty_rate", sa.Integer(), nullable=True),
        sa.Column("royalty_base", sa.String(length=40), nullable=True),
        sa.Column("instalments", sa.JSON(), nullable=False),
        sa.Column("period_months", sa.Integer(), nullable=True),
        sa.Column("field_zh", sa.Text(), nullable=False),
        sa.Column("field_en", sa.Text(), nullable=False),
        sa.Column("territory", sa.String(length=60), nullable=False),
        sa.Column("sublicence", sa.Boolean(), nullable=False),
        sa.Column("terms_zh", sa.Text(), nullable=False),
        sa.Column("terms_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_listing_mode_listing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_mode")),
        sa.UniqueConstraint("listing_id", "mode", name=op.f("uq_listing_mode_listing_id_mode")),
    )
    with op.batch_alter_table("listing_mode", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_mode_listing_id"), ["listing_id"], unique=False)

    op.create_table(
        "listing_patent",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("listing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("patent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_listing_patent_listing_id")),
        sa.ForeignKeyConstraint(["patent_id"], ["patent.id"], name=op.f("fk_listing_patent_patent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_patent")),
        sa.UniqueConstraint("listing_id", "patent_id", name=op.f("uq_listing_patent_listing_id_patent_id")),
    )
    with op.batch_alter_table("listing_patent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_patent_listing_id"), ["listing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_patent_patent_id"), ["patent_id"], unique=False)

    op.create_table(
        "listing_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("listing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_listing_version_listing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_version")),
        sa.UniqueConstraint("listing_id", "number", name=op.f("uq_listing_version_listing_id_number")),
    )
    with op.batch_alter_table("listing_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_version_listing_id"), ["listing_id"], unique=False)

    op.create_table(
        "patent_class",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("patent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("symbol", sa.String(length=30), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["patent_id"], ["patent.id"], name=op.f("fk_patent_class_patent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patent_class")),
    )
    with op.batch_alter_table("patent_class", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_patent_class_patent_id"), ["patent_id"], unique=False)
        batch_op.create_index("ix_patent_class_symbol", ["scheme", "symbol"], unique=False)

    op.create_table(
        "publication_number",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("patent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("kind_code", sa.String(length=4), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["patent_id"], ["patent.id"], name=op.f("fk_publication_number_patent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_number")),
        sa.UniqueConstraint("number", name=op.f("uq_publication_number_number")),
    )
    with op.batch_alter_table("publication_number", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publication_number_patent_id"), ["patent_id"], unique=False)

    op.create_table(
        "statement",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("patent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("regime", sa.String(length=10), nullable=False),
        sa.Column("statement_no", sa.String(length=40), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("evidence_blob", sa.String(length=64), nullable=True),
        sa.Column("evidence_filename", sa.String(length=200), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawal_blob", sa.String(length=64), nullable=True),
        sa.Column("withdrawal_filename", sa.String(length=200), nullable=False),
        sa.Column("fee_way", sa.String(length=40), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("entry_fee", sa.BigInteger(), nullable=True),
        sa.Column("royalty_rate", sa.Integer(), nullable=True),
        sa.Column("royalty_base", sa.String(length=40), nullable=True),
        sa.Column("instalments", sa.JSON(), nullable=False),
        sa.Column("due_days", sa.Integer(), nullable=False),
        sa.Column("payment_zh", sa.Text(), nullable=False),
        sa.Column("payment_en", sa.Text(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column("plain_zh", sa.Text(), nullable=False),
        sa.Column("plain_en", sa.Text(), nullable=False),
        sa.Column("legal_zh", sa.Text(), nullable=False),
        sa.Column("legal_en", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_statement_owner_id")),
        sa.ForeignKeyConstraint(["patent_id"], ["patent.id"], name=op.f("fk_statement_patent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("public_id", name=op.f("uq_statement_public_id")),
        sa.UniqueConstraint("statement_no", name=op.f("uq_statement_statement_no")),
    )
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_patent_id"), ["patent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_state"), ["state"], unique=False)
        batch_op.create_index(
            "uq_statement_live",
            ["patent_id"],
            unique=True,
            sqlite_where=sa.text("state = 'effective' AND regime = 'STATUTORY'"),
            postgresql_where=sa.text("state = 'effective' AND regime = 'STATUTORY'"),
        )

    op.create_table(
        "deal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("path", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("listing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("statement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("licensor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("licensee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("broker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("broker_side", sa.String(length=10), nullable=True),
        sa.Column("mandate", sa.JSON(), nullable=False),
        sa.Column("commission", sa.JSON(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("terms_hash", sa.String(length=64), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("due_at_start", sa.BigInteger(), nullable=False),
        sa.Column("refund_due", sa.BigInteger(), nullable=False),
        sa.Column("payment", sa.JSON(), nullable=False),
        sa.Column("recordal", sa.JSON(), nullable=False),
        sa.Column("terms_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notice_arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pay_by", sa.Date(), nullable=True),
        sa.Column("lapses_after", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("recordal_due", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["broker_id"], ["user.id"], name=op.f("fk_deal_broker_id")),
        sa.ForeignKeyConstraint(["licensee_id"], ["organisation.id"], name=op.f("fk_deal_licensee_id")),
        sa.ForeignKeyConstraint(["licensor_id"], ["organisation.id"], name=op.f("fk_deal_licensor_id")),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_deal_listing_id")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["user.id"], name=op.f("fk_deal_opened_by_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_deal_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal")),
        sa.UniqueConstraint("public_id", name=op.f("uq_deal_public_id")),
    )
    with op.batch_alter_table("deal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deal_broker_id"), ["broker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deal_licensee_id"), ["licensee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deal_licensor_id"), ["licensor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deal_listing_id"), ["listing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deal_opened_by_id"), ["opened_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deal_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_deal_statement_id"), ["statement_id"], unique=False)
        batch_op.create_index(
            "uq_deal_live_acceptance",
            ["statement_id", "licensee_id"],
            unique=True,
            sqlite_where=sa.text("state NOT IN ('lapsed_notice', 'failed', 'cancelled', 'ended')"),
            postgresql_where=sa.text("state NOT IN ('lapsed_notice', 'failed', 'cancelled', 'ended')"),
        )

    op.create_table(
        "broker_request",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("listing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("broker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["broker_id"], ["user.id"], name=op.f("fk_broker_request_broker_id")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_broker_request_deal_id")),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_broker_request_listing_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_broker_request_organisation_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_broker_request_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broker_request")),
        sa.UniqueConstraint("public_id", name=op.f("uq_broker_request_public_id")),
    )
    with op.batch_alter_table("broker_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_broker_request_broker_id"), ["broker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_broker_request_deal_id"), ["deal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_broker_request_listing_id"), ["listing_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_broker_request_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_broker_request_user_id"), ["user_id"], unique=False)

    op.create_table(
        "deal_document",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_deal_document_created_by_id")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_document_deal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_document")),
        sa.UniqueConstraint("public_id", name=op.f("uq_deal_document_public_id")),
    )
    with op.batch_alter_table("deal_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deal_document_created_by_id"), ["created_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deal_document_deal_id"), ["deal_id"], unique=False)
        batch_op.create_index(
            "uq_deal_document_made",
            ["deal_id", "kind"],
            unique=True,
            sqlite_where=sa.text("kind IN ('notice', 'proof', 'recordal')"),
            postgresql_where=sa.text("kind IN ('notice', 'proof', 'recordal')"),
        )

    op.create_table(
        "deal_note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_deal_note_author_id")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_note_deal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_note")),
    )
    with op.batch_alter_table("deal_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deal_note_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deal_note_deal_id"), ["deal_id"], unique=False)

    op.create_table(
        "deal_task",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("for_side", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_deal_task_created_by_id")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_task_deal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_task")),
        sa.UniqueConstraint("public_id", name=op.f("uq_deal_task_public_id")),
    )
    with op.batch_alter_table("deal_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deal_task_created_by_id"), ["created_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deal_task_deal_id"), ["deal_id"], unique=False)

    op.create_table(
        "licence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("patent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("statement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("licensor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("licensee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("recordal_due", sa.Date(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_licence_deal_id")),
        sa.ForeignKeyConstraint(["licensee_id"], ["organisation.id"], name=op.f("fk_licence_licensee_id")),
        sa.ForeignKeyConstraint(["licensor_id"], ["organisation.id"], name=op.f("fk_licence_licensor_id")),
        sa.ForeignKeyConstraint(["patent_id"], ["patent.id"], name=op.f("fk_licence_patent_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_licence_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence")),
        sa.UniqueConstraint("number", name=op.f("uq_licence_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_licence_public_id")),
    )
    with op.batch_alter_table("licence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_licence_deal_id"), ["deal_id"], unique=True)
        batch_op.create_index(batch_op.f("ix_licence_licensee_id"), ["licensee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_licence_licensor_id"), ["licensor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_licence_patent_id"), ["patent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_licence_statement_id"), ["statement_id"], unique=False)

    op.create_table(
        "payment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("payer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("payee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("received_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("transfer_reference", sa.String(length=16), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_payment_amount")),
        sa.CheckConstraint("received_minor >= 0", name=op.f("ck_payment_received")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_payment_deal_id")),
        sa.ForeignKeyConstraint(["payee_id"], ["organisation.id"], name=op.f("fk_payment_payee_id")),
        sa.ForeignKeyConstraint(["payer_id"], ["organisation.id"], name=op.f("fk_payment_payer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("deal_id", "purpose", "number", name=op.f("uq_payment_deal_id_purpose_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_payment_public_id")),
        sa.UniqueConstraint("transfer_reference", name=op.f("uq_payment_transfer_reference")),
    )
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_deal_id"), ["deal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_payment_payee_id"), ["payee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_payment_payer_id"), ["payer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_payment_state"), ["state"], unique=False)

    op.create_table(
        "bank_transfer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("payment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("payer_account", sa.String(length=200), nullable=False),
        sa.Column("bank_serial", sa.String(length=60), nullable=False),
        sa.Column("slip_blob", sa.String(length=64), nullable=False),
        sa.Column("slip_name", sa.String(length=200), nullable=False),
        sa.Column("slip_media_type", sa.String(length=100), nullable=False),
        sa.Column("reported_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("decision_reason", sa.String(length=40), nullable=False),
        sa.Column("received_minor", sa.BigInteger(), nullable=True),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_bank_transfer_amount")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user.id"], name=op.f("fk_bank_transfer_decided_by_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_bank_transfer_payment_id")),
        sa.ForeignKeyConstraint(
            ["reported_by_id"], ["user.id"], name=op.f("fk_bank_transfer_reported_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_transfer")),
        sa.UniqueConstraint("public_id", name=op.f("uq_bank_transfer_public_id")),
    )
    with op.batch_alter_table("bank_transfer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bank_transfer_decided_by_id"), ["decided_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bank_transfer_payment_id"), ["payment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bank_transfer_reported_by_id"), ["reported_by_id"], unique=False)
        batch_op.create_index(
            "uq_bank_transfer_pending",
            ["payment_id"],
            unique=True,
            sqlite_where=sa.text("decision IS NULL"),
            postgresql_where=sa.text("decision IS NULL"),
        )

    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("business_key", sa.String(length=200), nullable=False),
        sa.Column("debit", sa.String(length=80), nullable=False),
        sa.Column("credit", sa.String(length=80), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("payment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_ledger_entry_amount")),
        sa.CheckConstraint("debit <> credit", name=op.f("ck_ledger_entry_accounts")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_ledger_entry_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint("business_key", name=op.f("uq_ledger_entry_business_key")),
    )
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_entry_credit"), ["credit"], unique=False)
        batch_op.create_index(batch_op.f("ix_ledger_entry_debit"), ["debit"], unique=False)
        batch_op.create_index(batch_op.f("ix_ledger_entry_payment_id"), ["payment_id"], unique=False)

    op.create_table(
        "payment_attempt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("payment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("gateway", sa.String(length=40), nullable=False),
        sa.Column("idempotency_key", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("description", sa.String(length=250), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(length=255), nullable=False),
        sa.Column("checkout_id", sa.String(length=255), nullable=True),
        sa.Column("checkout_url", sa.Text(), nullable=False),
        sa.Column("provider_payment_id", sa.String(length=255), nullable=False),
        sa.Column("refunded_minor", sa.BigInteger(), nullable=False),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_payment_attempt_created_by_id")
        ),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_payment_attempt_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_attempt")),
        sa.UniqueConstraint("checkout_id", name=op.f("uq_payment_attempt_checkout_id")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_payment_attempt_idempotency_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_payment_attempt_public_id")),
    )
    with op.batch_alter_table("payment_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_attempt_created_by_id"), ["created_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_payment_attempt_payment_id"), ["payment_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_payment_attempt_provider_payment_id"), ["provider_payment_id"], unique=False
        )
        batch_op.create_index(
            "uq_payment_attempt_live",
            ["payment_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('prepared', 'open', 'processing')"),
            postgresql_where=sa.text("status IN ('prepared', 'open', 'processing')"),
        )
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRESQL_GUARDS if postgresql else SQLITE_GUARDS:
        op.execute(statement)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("payment_attempt", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_payment_attempt_live",
            sqlite_where=sa.text("status IN ('prepared', 'open', 'processing')"),
            postgresql_where=sa.text("status IN ('prepared', 'open', 'processing')"),
        )
        batch_op.drop_index(batch_op.f("ix_payment_attempt_provider_payment_id"))
        batch_op.drop_index(batch_op.f("ix_payment_attempt_payment_id"))
        batch_op.drop_index(batch_op.f("ix_payment_attempt_created_by_id"))

    op.drop_table("payment_attempt")
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_entry_payment_id"))
        batch_op.drop_index(batch_op.f("ix_ledger_entry_debit"))
        batch_op.drop_index(batch_op.f("ix_ledger_entry_credit"))

    op.drop_table("ledger_entry")
    with op.batch_alter_table("bank_transfer", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_bank_transfer_pending",
            sqlite_where=sa.text("decision IS NULL"),
            postgresql_where=sa.text("decision IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_bank_transfer_reported_by_id"))
        batch_op.drop_index(batch_op.f("ix_bank_transfer_payment_id"))
        batch_op.drop_index(batch_op.f("ix_bank_transfer_decided_by_id"))

    op.drop_table("bank_transfer")
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payment_state"))
        batch_op.drop_index(batch_op.f("ix_payment_payer_id"))
        batch_op.drop_index(batch_op.f("ix_payment_payee_id"))
        batch_op.drop_index(batch_op.f("ix_payment_deal_id"))

    op.drop_table("payment")
    with op.batch_alter_table("licence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_licence_statement_id"))
        batch_op.drop_index(batch_op.f("ix_licence_patent_id"))
        batch_op.drop_index(batch_op.f("ix_licence_licensor_id"))
        batch_op.drop_index(batch_op.f("ix_licence_licensee_id"))
        batch_op.drop_index(batch_op.f("ix_licence_deal_id"))

    op.drop_table("licence")
    with op.batch_alter_table("deal_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deal_task_deal_id"))
        batch_op.drop_index(batch_op.f("ix_deal_task_created_by_id"))

    op.drop_table("deal_task")
    with op.batch_alter_table("deal_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deal_note_deal_id"))
        batch_op.drop_index(batch_op.f("ix_deal_note_author_id"))

    op.drop_table("deal_note")
    with op.batch_alter_table("deal_document", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_deal_document_made",
            sqlite_where=sa.text("kind IN ('notice', 'proof', 'recordal')"),
            postgresql_where=sa.text("kind IN ('notice', 'proof', 'recordal')"),
        )
        batch_op.drop_index(batch_op.f("ix_deal_document_deal_id"))
        batch_op.drop_index(batch_op.f("ix_deal_document_created_by_id"))

    op.drop_table("deal_document")
    with op.batch_alter_table("broker_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_broker_request_user_id"))
        batch_op.drop_index(batch_op.f("ix_broker_request_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_broker_request_listing_id"))
        batch_op.drop_index(batch_op.f("ix_broker_request_deal_id"))
        batch_op.drop_index(batch_op.f("ix_broker_request_broker_id"))

    op.drop_table("broker_request")
    with op.batch_alter_table("deal", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_deal_live_acceptance",
            sqlite_where=sa.text("state NOT IN ('lapsed_notice', 'failed', 'cancelled', 'ended')"),
            postgresql_where=sa.text("state NOT IN ('lapsed_notice', 'failed', 'cancelled', 'ended')"),
        )
        batch_op.drop_index(batch_op.f("ix_deal_statement_id"))
        batch_op.drop_index(batch_op.f("ix_deal_state"))
        batch_op.drop_index(batch_op.f("ix_deal_opened_by_id"))
        batch_op.drop_index(batch_op.f("ix_deal_listing_id"))
        batch_op.drop_index(batch_op.f("ix_deal_licensor_id"))
        batch_op.drop_index(batch_op.f("ix_deal_licensee_id"))
        batch_op.drop_index(batch_op.f("ix_deal_broker_id"))

    op.drop_table("deal")
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_statement_live",
            sqlite_where=sa.text("state = 'effective' AND regime = 'STATUTORY'"),
            postgresql_where=sa.text("state = 'effective' AND regime = 'STATUTORY'"),
        )
        batch_op.drop_index(batch_op.f("ix_statement_state"))
        batch_op.drop_index(batch_op.f("ix_statement_patent_id"))
        batch_op.drop_index(batch_op.f("ix_statement_owner_id"))

    op.drop_table("statement")
    with op.batch_alter_table("publication_number", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publication_number_patent_id"))

    op.drop_table("publication_number")
    with op.batch_alter_table("patent_class", schema=None) as batch_op:
        batch_op.drop_index("ix_patent_class_symbol")
        batch_op.drop_index(batch_op.f("ix_patent_class_patent_id"))

    op.drop_table("patent_class")
    with op.batch_alter_table("listing_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_version_listing_id"))

    op.drop_table("listing_version")
    with op.batch_alter_table("listing_patent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_patent_patent_id"))
        batch_op.drop_index(batch_op.f("ix_listing_patent_listing_id"))

    op.drop_table("listing_patent")
    with op.batch_alter_table("listing_mode", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_mode_listing_id"))

    op.drop_table("listing_mode")
    with op.batch_alter_table("listing_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_file_listing_id"))

    op.drop_table("listing_file")
    with op.batch_alter_table("import_refusal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_refusal_batch_id"))

    op.drop_table("import_refusal")
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_session_user_id"))
        batch_op.drop_index(batch_op.f("ix_user_session_acting_for_id"))

    op.drop_table("user_session")
    with op.batch_alter_table("saved_search", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_search_user_id"))

    op.drop_table("saved_search")
    with op.batch_alter_table("patent", schema=None) as batch_op:
        batch_op.drop_index("ix_patent_owner_status")
        batch_op.drop_index(batch_op.f("ix_patent_owner_id"))
        batch_op.drop_index(batch_op.f("ix_patent_office"))
        batch_op.drop_index(batch_op.f("ix_patent_filing_date"))
        batch_op.drop_index(batch_op.f("ix_patent_application_no"))

    op.drop_table("patent")
    with op.batch_alter_table("organisation_claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_claim_user_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_claim_organisation_id"))

    op.drop_table("organisation_claim")
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_link_user_id"))
        batch_op.drop_index(batch_op.f("ix_one_time_link_email"))

    op.drop_table("one_time_link")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_user_id"))
        batch_op.drop_index(batch_op.f("ix_membership_organisation_id"))

    op.drop_table("membership")
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_state"))
        batch_op.drop_index(batch_op.f("ix_listing_owner_id"))
        batch_op.drop_index(batch_op.f("ix_listing_created_by_id"))
        batch_op.drop_index(batch_op.f("ix_listing_broker_id"))

    op.drop_table("listing")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_invited_by_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("import_mapping", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_mapping_owner_id"))

    op.drop_table("import_mapping")
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_batch_owner_id"))
        batch_op.drop_index(batch_op.f("ix_import_batch_created_by_id"))

    op.drop_table("import_batch")
    with op.batch_alter_table("broker_profile", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_broker_profile_user_id"))

    op.drop_table("broker_profile")
    op.drop_table("webhook_event")
    with op.batch_alter_table("user_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_notice_user_id"))

    op.drop_table("user_notice")
    op.drop_table("user")
    op.drop_table("throttle")
    op.drop_table("standin_checkout")
    op.drop_table("organisation")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_kind"))
        batch_op.drop_index("ix_job_claim")

    op.drop_table("job")
    with op.batch_alter_table("history_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_history_thing")
        batch_op.drop_index(batch_op.f("ix_history_entry_actor_id"))

    op.drop_table("history_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS books_are_never_changed() CASCADE")
        op.execute("DROP FUNCTION IF EXISTS history_is_never_changed() CASCADE")
