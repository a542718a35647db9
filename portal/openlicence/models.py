"""Open-licence statements: the gazette's fields, mirrored exactly (rule OL-26)."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, Date, Index, Integer, String, Text, or_, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.access.actors import Actor
from portal.accounts.organisations import Organisation
from portal.core.db import Code, Id, Model, WithPublicId, WithTimes, WithVersion, reference
from portal.patents.models import Patent

DRAFTING, INTENDED, EFFECTIVE = "drafting", "intended", "effective"
WITHDRAWN, EXPIRED = "withdrawn", "expired"
SHOWN = (INTENDED, EFFECTIVE, WITHDRAWN, EXPIRED)
STATUTORY, PILOT = "STATUTORY", "PILOT"
FEE_WAYS = ("free", "lump_sum", "instalments", "entry_royalty", "royalty")
ROYALTY_BASES = ("net_sales", "profit")
_LIVE = text("state = 'effective' AND regime = 'STATUTORY'")


class Statement(Model, WithPublicId, WithTimes, WithVersion):
    """One statement for one patent. It has legal effect only in state `effective` and regime `STATUTORY`.

    Fee terms as in ListingMode: minor units, basis points; an instalment is {"amount": minor units, "months": after
    effect}, and those with months 0 are due at the start. `due_days` is within how many days after the notice the
    amount due at the start is to be paid. Dates are legal days. One live statement per patent (partial unique index).
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

    patent: Mapped[Patent] = relationship(lazy="joined")
    owner: Mapped[Organisation] = relationship(lazy="joined")

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it: intended ones are shown as such, without an accept button (OL-28)."""
        return self.state in SHOWN

    @property
    def can_be_accepted(self) -> bool:
        """Whether anyone may take the licence now (OL-16, OL-27, OL-28)."""
        return self.state == EFFECTIVE and self.regime == STATUTORY

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Return the condition that `Verb.STATEMENT_SEE` means for a list."""
        if actor.operator_roles:
            return true()
        return or_(cls.state.in_(SHOWN), cls.owner_id.in_(list(actor.organisations)))
