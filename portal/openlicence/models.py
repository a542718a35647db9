"""Open-licence statements: the gazette's fields, mirrored exactly (rule OL-26)."""

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    Index,
    Integer,
    String,
    Text,
    and_,
    or_,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.access.actors import Actor
from portal.accounts.organisations import Organisation
from portal.core.db import Code, Id, Model, OptionalInstant, WithPublicId, WithTimes, WithVersion, reference
from portal.patents.models import Patent
from portal.patents.rules import status_group

DRAFTING, SIGNED, IN_PUBLICITY, READY, FILED = "drafting", "signed", "in_publicity", "ready", "filed"
EFFECTIVE, MUST_WITHDRAW, WITHDRAWAL_FILED = "effective", "must_withdraw", "withdrawal_filed"
WITHDRAWN, TERMINATED, REVOKED, EXPIRED = "withdrawn", "terminated", "revoked", "expired"
SHOWN_HERE, NOT_SHOWN = "shown", "not_shown"
INTENDED = "intended"  # not a state: shown to everybody before the office has announced it (OL-28)
BEFORE = (DRAFTING, SIGNED, IN_PUBLICITY, READY, FILED)
LIVE = (EFFECTIVE, MUST_WITHDRAW, WITHDRAWAL_FILED)
ENDED = (WITHDRAWN, TERMINATED, REVOKED, EXPIRED)
SHOWN = (*LIVE, *ENDED)
STATUTORY, PILOT = "STATUTORY", "PILOT"
FEE_WAYS = ("free", "lump_sum", "instalments", "entry_royalty", "royalty")
ROYALTY_BASES = ("net_sales", "profit")
SETTLEMENTS = ("year", "half_year", "quarter")
_LIVE = text("state IN ('effective', 'must_withdraw', 'withdrawal_filed') AND regime = 'STATUTORY'")


class Statement(Model, WithPublicId, WithTimes, WithVersion):
    """One statement for one patent. It has legal effect only while announced (`LIVE`) and of regime `STATUTORY`.

    Fee terms as in ListingMode: minor units, basis points; an instalment is {"amount": minor units, "months": after
    effect}, and those with months 0 are due at the start. `due_days` is within how many days after the notice the
    amount due at the start is to be paid. A royalty is settled every `settle_every`, `settle_days` after its end, and
    is at least `royalty_floor` and at most `royalty_ceiling` for each such time. Dates are legal days.

    `text_hash` is the SHA-256 of the terms that were signed, `announced_terms` the frozen copy of those that the
    office announced. `hindrance` is the code of what forces a withdrawal (OL-22), kept until it is gone; what must be
    withdrawn and has none waits for its holder to confirm that it stands.

    Of a statement that was announced before it was entered here, `consents_told` and `publicity_told` say whether the
    co-owners' consents and the publicity are shown here (None: there was no need); `earlier_blob` is what shows them.
    One live statement per patent (partial unique index).
    """

    __tablename__ = "statement"
    __table_args__ = (
        Index("uq_statement_live", "patent_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
    )

    id: Mapped[Id]
    patent_id: Mapped[int] = reference("patent.id")
    owner_id: Mapped[int] = reference("organisation.id")
    state: Mapped[Code] = mapped_column(default=DRAFTING, index=True)
    regime: Mapped[str] = mapped_column(String(10), default=STATUTORY)
    intended: Mapped[bool] = mapped_column(Boolean, default=False)
    statement_no: Mapped[str | None] = mapped_column(String(40), unique=True)
    announced_on: Mapped[date | None] = mapped_column(Date)
    evidence_blob: Mapped[str | None] = mapped_column(String(64))
    evidence_filename: Mapped[str] = mapped_column(String(200), default="")
    withdrawn_on: Mapped[date | None] = mapped_column(Date)
    withdrawal_blob: Mapped[str | None] = mapped_column(String(64))
    withdrawal_filename: Mapped[str] = mapped_column(String(200), default="")
    fee_way: Mapped[Code] = mapped_column(default="free")
    currency: Mapped[str] = mapped_column(String(3), default="CNY")
    amount: Mapped[int | None] = mapped_column(BigInteger)
    entry_fee: Mapped[int | None] = mapped_column(BigInteger)
    royalty_rate: Mapped[int | None] = mapped_column(Integer)
    royalty_base: Mapped[str | None] = mapped_column(String(40))
    instalments: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    due_days: Mapped[int] = mapped_column(Integer, default=30)
    payment_zh: Mapped[str] = mapped_column(Text, default="")
    payment_en: Mapped[str] = mapped_column(Text, default="")
    period_from: Mapped[date | None] = mapped_column(Date)
    period_to: Mapped[date | None] = mapped_column(Date)
    plain_zh: Mapped[str] = mapped_column(Text, default="")
    plain_en: Mapped[str] = mapped_column(Text, default="")
    legal_zh: Mapped[str] = mapped_column(Text, default="")
    legal_en: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    base_text: Mapped[str] = mapped_column(Text, default="")
    settle_every: Mapped[str] = mapped_column(String(10), default="year")
    settle_days: Mapped[int] = mapped_column(Integer, default=31)
    royalty_floor: Mapped[int | None] = mapped_column(BigInteger)
    royalty_ceiling: Mapped[int | None] = mapped_column(BigInteger)
    audit_text: Mapped[str] = mapped_column(Text, default="")
    agency: Mapped[str] = mapped_column(String(200), default="")
    undertaking: Mapped[bool] = mapped_column(Boolean, default=False)

    text_hash: Mapped[str | None] = mapped_column(String(64))
    signed_at: Mapped[OptionalInstant]
    signed_by: Mapped[str] = mapped_column(String(100), default="")
    signed_as: Mapped[str] = mapped_column(String(100), default="")
    filed_on: Mapped[date | None] = mapped_column(Date)
    receipt_no: Mapped[str] = mapped_column(String(60), default="")
    receipt_blob: Mapped[str | None] = mapped_column(String(64))
    receipt_filename: Mapped[str] = mapped_column(String(200), default="")
    returned_reason: Mapped[str] = mapped_column(Text, default="")
    announced_terms: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    announced_hash: Mapped[str | None] = mapped_column(String(64))
    hindrance: Mapped[str | None] = mapped_column(String(80))
    hindrance_params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    hindrance_rule: Mapped[str | None] = mapped_column(String(10))
    hindered_on: Mapped[date | None] = mapped_column(Date)
    withdrawal_reason: Mapped[str] = mapped_column(Text, default="")
    withdrawal_filed_on: Mapped[date | None] = mapped_column(Date)
    withdrawal_receipt_no: Mapped[str] = mapped_column(String(60), default="")
    ended_reason: Mapped[str] = mapped_column(Text, default="")
    consents_told: Mapped[str | None] = mapped_column(String(40))
    publicity_told: Mapped[str | None] = mapped_column(String(40))
    earlier_blob: Mapped[str | None] = mapped_column(String(64))
    earlier_filename: Mapped[str] = mapped_column(String(200), default="")

    patent: Mapped[Patent] = relationship(lazy="joined")
    owner: Mapped[Organisation] = relationship(lazy="joined")

    @property
    def is_intended(self) -> bool:
        """Whether it is shown to everybody though the office has not announced it (OL-28)."""
        return bool(self.intended) and self.state in BEFORE

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it: intended ones are shown as such, without an accept button (OL-28)."""
        return self.state in SHOWN or self.is_intended

    @property
    def shown_state(self) -> str:
        """Return what readers are told that it is: its state, or `intended`."""
        return INTENDED if self.is_intended else self.state

    @property
    def was_entered(self) -> bool:
        """Whether the office announced it before it was entered here: it was signed, examined and filed elsewhere."""
        return self.announced_on is not None and self.filed_on is None

    @property
    def is_live(self) -> bool:
        """Whether the office has announced it and its end has not been announced; only then has it any effect."""
        return self.state in LIVE and self.regime == STATUTORY

    @property
    def can_be_accepted(self) -> bool:
        """Whether anyone may take the licence now (OL-16, OL-27, OL-28); a withdrawal works from its announcement."""
        open_now = self.state == EFFECTIVE or (self.state == WITHDRAWAL_FILED and self.hindrance is None)
        return open_now and self.regime == STATUTORY

    @property
    def right_ended(self) -> bool:
        """Whether the patent itself has ended; then there is nothing to license, whatever was announced (LS-04, LS-05)."""
        return status_group(self.patent.legal_status) == "dead"

    @property
    def licences(self) -> str:
        """What holds for the licences taken before: a code of `statement.licences`."""
        if not self.right_ended:
            return "valid"
        return "over" if self.patent.legal_status == "EXPIRED" else "objectless"

    @property
    def next_code(self) -> str:
        """The code of what comes next: the state's, but a pilot statement can never be accepted (OL-27).

        What must be withdrawn and has no reason any more waits to be confirmed.
        """
        if self.state == MUST_WITHDRAW and self.hindrance is None:
            return "relieved"
        if self.state in ENDED:
            return "ended"
        return "pilot" if self.state == EFFECTIVE and self.regime == PILOT else self.state

    @classmethod
    def on_view(cls) -> ColumnElement[bool]:
        """Return the condition that everybody may read it."""
        return or_(cls.state.in_(SHOWN), and_(cls.intended.is_(True), cls.state.in_(BEFORE)))

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Return the condition that `Verb.STATEMENT_SEE` means for a list."""
        if actor.operator_roles:
            return true()
        return or_(cls.on_view(), cls.owner_id.in_(list(actor.organisations)))
