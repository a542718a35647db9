"""The inventory: rounds, items, answers, meetings, decisions, exports and page views."""

import sqlalchemy as sa
from alembic import op


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version of the schema."""

    op.create_table(
        "inventory_department",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("reviewer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisation.id"], name=op.f("fk_inventory_department_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["user.id"], name=op.f("fk_inventory_department_reviewer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_department")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_inventory_department_owner_id_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_inventory_department_public_id")),
    )
    with op.batch_alter_table("inventory_department", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inventory_department_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_inventory_department_reviewer_id"), ["reviewer_id"], unique=False
        )

    op.create_table(
        "inventory_preset",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_inventory_preset_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_preset")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_inventory_preset_owner_id_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_inventory_preset_public_id")),
    )
    with op.batch_alter_table("inventory_preset", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inventory_preset_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "inventory_round",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_inventory_round_created_by_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_inventory_round_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_round")),
        sa.UniqueConstraint("public_id", name=op.f("uq_inventory_round_public_id")),
    )
    with op.batch_alter_table("inventory_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inventory_round_created_by_id"), ["created_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inventory_round_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inventory_round_state"), ["state"], unique=False)

    op.create_table(
        "inventory_export",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_inventory_export_created_by_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_inventory_export_owner_id")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["inventory_round.id"], name=op.f("fk_inventory_export_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_export")),
        sa.UniqueConstraint("public_id", name=op.f("uq_inventory_export_public_id")),
    )
    with op.batch_alter_table("inventory_export", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_inventory_export_created_by_id"), ["created_by_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_inventory_export_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inventory_export_round_id"), ["round_id"], unique=False)

    op.create_table(
        "inventory_inventor",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("nonce", sa.String(length=16), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisation.id"], name=op.f("fk_inventory_inventor_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["inventory_round.id"], name=op.f("fk_inventory_inventor_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_inventor")),
        sa.UniqueConstraint("public_id", name=op.f("uq_inventory_inventor_public_id")),
        sa.UniqueConstraint("round_id", "name", name=op.f("uq_inventory_inventor_round_id_name")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_inventory_inventor_token_hash")),
    )
    with op.batch_alter_table("inventory_inventor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inventory_inventor_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inventory_inventor_round_id"), ["round_id"], unique=False)

    op.create_table(
        "inventory_meeting",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("attendees", sa.Text(), nullable=False),
        sa.Column("minute_blob", sa.String(length=64), nullable=True),
        sa.Column("minute_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_inventory_meeting_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisation.id"], name=op.f("fk_inventory_meeting_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["inventory_round.id"], name=op.f("fk_inventory_meeting_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_meeting")),
        sa.UniqueConstraint("public_id", name=op.f("uq_inventory_meeting_public_id")),
    )
    with op.batch_alter_table("inventory_meeting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_inventory_meeting_created_by_id"), ["created_by_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_inventory_meeting_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inventory_meeting_round_id"), ["round_id"], unique=False)

    op.create_table(
        "inventory_page_views",
        sa.Column("patent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["patent_id"], ["patent.id"], name=op.f("fk_inventory_page_views_patent_id")),
        sa.PrimaryKeyConstraint("patent_id", "day", name=op.f("pk_inventory_page_views")),
    )
    with op.batch_alter_table("inventory_page_views", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inventory_page_views_patent_id"), ["patent_id"], unique=False)

    op.create_table(
        "inventory_decision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("patent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_type", sa.String(length=40), nullable=False),
        sa.Column("next_id", sa.String(length=16), nullable=False),
        sa.Column("next_version", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("revoked_note", sa.Text(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user.id"], name=op.f("fk_inventory_decision_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["inventory_meeting.id"], name=op.f("fk_inventory_decision_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisation.id"], name=op.f("fk_inventory_decision_owner_id")
        ),
        sa.ForeignKeyConstraint(["patent_id"], ["patent.id"], name=op.f("fk_inventory_decision_patent_id")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["inventory_round.id"], name=op.f("fk_inventory_decision_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_decision")),
        sa.UniqueConstraint("public_id", name=op.f("uq_inventory_decision_public_id")),
    )
    with op.batch_alter_table("inventory_decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_inventory_decision_decided_by_id"), ["decided_by_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_inventory_decision_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inventory_decision_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inventory_decision_patent_id"), ["patent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inventory_decision_round_id"), ["round_id"], unique=False)
        batch_op.create_index(
            "uq_inventory_decision_standing",
            ["round_id", "patent_id"],
            unique=True,
            sqlite_where=sa.text("state = 'standing'"),
            postgresql_where=sa.text("state = 'standing'"),
        )

    op.create_table(
        "inventory_item",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("department_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("inventor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("returned_note", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["inventory_department.id"], name=op.f("fk_inventory_item_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["inventor_id"], ["inventory_inventor.id"], name=op.f("fk_inventory_item_inventor_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_inventory_item_owner_id")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["inventory_round.id"], name=op.f("fk_inventory_item_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_item")),
        sa.UniqueConstraint("public_id", name=op.f("uq_inventory_item_public_id")),
    )
    with op.batch_alter_table("inventory_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inventory_item_department_id"), ["department_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inventory_item_inventor_id"), ["inventor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inventory_item_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inventory_item_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inventory_item_state"), ["state"], unique=False)

    op.create_table(
        "inventory_answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_funding", sa.String(length=10), nullable=True),
        sa.Column("programme_no", sa.String(length=200), nullable=False),
        sa.Column("working", sa.String(length=20), nullable=True),
        sa.Column("working_since", sa.Date(), nullable=True),
        sa.Column("willing", sa.String(length=10), nullable=True),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.Column("trl", sa.Integer(), nullable=True),
        sa.Column("self_grade", sa.String(length=1), nullable=True),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("industry", sa.String(length=10), nullable=False),
        sa.Column("products", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("rival", sa.Text(), nullable=False),
        sa.Column("advantage", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("proofs", sa.JSON(), nullable=False),
        sa.Column("development_months", sa.Integer(), nullable=True),
        sa.Column("development_fen", sa.BigInteger(), nullable=True),
        sa.Column("know_how", sa.Boolean(), nullable=True),
        sa.Column("know_how_note", sa.Text(), nullable=False),
        sa.Column("support_hours", sa.Integer(), nullable=True),
        sa.Column("support_until", sa.Date(), nullable=True),
        sa.Column("contacts", sa.Text(), nullable=False),
        sa.Column("constraints", sa.JSON(), nullable=False),
        sa.Column("constraint_note", sa.Text(), nullable=False),
        sa.Column("service_invention", sa.String(length=10), nullable=True),
        sa.Column("still_employed", sa.String(length=10), nullable=True),
        sa.Column("sleep_reason", sa.String(length=40), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("by_officer", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["inventory_item.id"], name=op.f("fk_inventory_answer_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_answer")),
    )
    with op.batch_alter_table("inventory_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inventory_answer_item_id"), ["item_id"], unique=True)

    op.create_table(
        "inventory_item_patent",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("patent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slept", sa.Boolean(), nullable=False),
        sa.Column("tier", sa.String(length=2), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["inventory_item.id"], name=op.f("fk_inventory_item_patent_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["patent_id"], ["patent.id"], name=op.f("fk_inventory_item_patent_patent_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["inventory_round.id"], name=op.f("fk_inventory_item_patent_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_item_patent")),
        sa.UniqueConstraint(
            "round_id", "patent_id", name=op.f("uq_inventory_item_patent_round_id_patent_id")
        ),
    )
    with op.batch_alter_table("inventory_item_patent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inventory_item_patent_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inventory_item_patent_patent_id"), ["patent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inventory_item_patent_round_id"), ["round_id"], unique=False)

    op.create_table(
        "inventory_answer_file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["inventory_answer.id"], name=op.f("fk_inventory_answer_file_answer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_answer_file")),
        sa.UniqueConstraint("public_id", name=op.f("uq_inventory_answer_file_public_id")),
    )
    with op.batch_alter_table("inventory_answer_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inventory_answer_file_answer_id"), ["answer_id"], unique=False)


def downgrade() -> None:
    """Go back to the version before."""

    with op.batch_alter_table("inventory_answer_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inventory_answer_file_answer_id"))

    op.drop_table("inventory_answer_file")
    with op.batch_alter_table("inventory_item_patent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inventory_item_patent_round_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_item_patent_patent_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_item_patent_item_id"))

    op.drop_table("inventory_item_patent")
    with op.batch_alter_table("inventory_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inventory_answer_item_id"))

    op.drop_table("inventory_answer")
    with op.batch_alter_table("inventory_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inventory_item_state"))
        batch_op.drop_index(batch_op.f("ix_inventory_item_round_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_item_owner_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_item_inventor_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_item_department_id"))

    op.drop_table("inventory_item")
    with op.batch_alter_table("inventory_decision", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_inventory_decision_standing",
            sqlite_where=sa.text("state = 'standing'"),
            postgresql_where=sa.text("state = 'standing'"),
        )
        batch_op.drop_index(batch_op.f("ix_inventory_decision_round_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_decision_patent_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_decision_owner_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_decision_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_decision_decided_by_id"))

    op.drop_table("inventory_decision")
    with op.batch_alter_table("inventory_page_views", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inventory_page_views_patent_id"))

    op.drop_table("inventory_page_views")
    with op.batch_alter_table("inventory_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inventory_meeting_round_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_meeting_owner_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_meeting_created_by_id"))

    op.drop_table("inventory_meeting")
    with op.batch_alter_table("inventory_inventor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inventory_inventor_round_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_inventor_owner_id"))

    op.drop_table("inventory_inventor")
    with op.batch_alter_table("inventory_export", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inventory_export_round_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_export_owner_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_export_created_by_id"))

    op.drop_table("inventory_export")
    with op.batch_alter_table("inventory_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inventory_round_state"))
        batch_op.drop_index(batch_op.f("ix_inventory_round_owner_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_round_created_by_id"))

    op.drop_table("inventory_round")
    with op.batch_alter_table("inventory_preset", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inventory_preset_owner_id"))

    op.drop_table("inventory_preset")
    with op.batch_alter_table("inventory_department", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inventory_department_reviewer_id"))
        batch_op.drop_index(batch_op.f("ix_inventory_department_owner_id"))

    op.drop_table("inventory_department")
