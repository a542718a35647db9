"""Reserves of operation centres: what they hold, their append-only account, and the reviews of what holding costs."""

from datetime import date

from sqlalchemy import (
    DDL,
    JSON,
    BigInteger,
    CheckConstraint,
    ColumnElement,
    Date,
    Index,
    String,
    Text,
    event,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.access.actors import Actor
from portal.accounts.organisations import Organisation
from portal.core import clock
from portal.core.db import Code, Id, Instant, Model, WithPublicId, WithTimes, WithVersion, reference
from portal.listings.models import Listing
from portal.patents.facts.models import PatentEvent
from portal.patents.models import Patent
from portal.reserve.models import Intention

HELD, CIRCULATING, TRANSFERRED, RELEASED = "held", "circulating", "transferred", "released"
KEPT = (HELD, CIRCULATING)
ROUTES = ("open_licence", "licence", "assignment", "bundle", "undecided")
SHARES = ("owner", "inventors", "centre")
WHOLE = 10_000
_KEPT = text("state IN ('held', 'circulating')")


class Reserve(Model, WithPublicId, WithTimes, WithVersion):
    """What one operation centre takes over and keeps. `owner_id` is the centre, which is the holder of record.

    `budget_fen` caps what all patents together may cost, `ceiling_fen` what one may. `split` says in basis points
    who shares what is left of proceeds once the cost is covered: the former owner, the inventors, the centre.
    """

    __tablename__ = "reserve"
    __table_args__ = (
        CheckConstraint("budget_fen >= 0", name="budget"),
        CheckConstraint("ceiling_fen >= 0", name="ceiling"),
    )

    id: Mapped[Id]
    owner_id: Mapped[int] = reference("organisation.id", unique=True)
    name_zh: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    budget_fen: Mapped[int] = mapped_column(BigInteger)
    ceiling_fen: Mapped[int] = mapped_column(BigInteger)
    split: Mapped[dict[str, int]] = mapped_column(JSON)

    owner: Mapped[Organisation] = relationship(lazy="joined")
    items: Mapped[list["ReserveItem"]] = relationship(back_populates="reserve", order_by="ReserveItem.id")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Return the condition that `Verb.RESERVE_SEE` means for a list."""
        if actor.operator_roles:
            return true()
        return cls.owner_id.in_(list(actor.organisations))


class ReserveItem(Model, WithPublicId, WithTimes, WithVersion):
    """A patent in a reserve, from the day its title passed until it is sold or released.

    `sunset_on` is the legal day by which it must have found a user; `expected_fen` what the centre expects of it.
    """

    __tablename__ = "reserve_item"
    __table_args__ = (
        Index("uq_reserve_item_kept", "patent_id", unique=True, sqlite_where=_KEPT, postgresql_where=_KEPT),
    )

    id: Mapped[Id]
    reserve_id: Mapped[int] = reference("reserve.id")
    patent_id: Mapped[int] = reference("patent.id")
    takeover_id: Mapped[int | None] = reference("takeover.id", nullable=True)
    former_owner_id: Mapped[int] = reference("organisation.id")
    listing_id: Mapped[int | None] = reference("listing.id", nullable=True)
    state: Mapped[Code] = mapped_column(default=HELD, index=True)
    route: Mapped[Code] = mapped_column(default="undecided")
    acquired_on: Mapped[date] = mapped_column(Date)
    sunset_on: Mapped[date] = mapped_column(Date)
    expected_fen: Mapped[int | None] = mapped_column(BigInteger)
    closed_on: Mapped[date | None] = mapped_column(Date)

    reserve: Mapped[Reserve] = relationship(back_populates="items", lazy="joined")
    patent: Mapped[Patent] = relationship(lazy="joined")
    former_owner: Mapped[Organisation] = relationship()
    listing: Mapped[Listing | None] = relationship()
    entries: Mapped[list["ReserveEntry"]] = relationship(back_populates="item", order_by="ReserveEntry.id")
    reviews: Mapped[list["ReserveReview"]] = relationship(back_populates="item", order_by="ReserveReview.id")

    @property
    def owner_id(self) -> int:
        """An item belongs to the centre that keeps it."""
        return self.reserve.owner_id


class ReserveEntry(Model):
    """A line of the account: `amount_fen` moves from the `credit` account to the `debit` account, and is never changed.

    `business_key` makes a fact happen once. Accounts: `cash` the centre's money, `cost` what the patent has cost and
    not yet brought back, `proceeds` money come in and not yet shared, `owner`, `inventors`, `centre` the shares.
    """

    __tablename__ = "reserve_entry"
    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount"),
        CheckConstraint("debit <> credit", name="accounts"),
    )

    id: Mapped[Id]
    item_id: Mapped[int] = reference("reserve_item.id")
    business_key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[Code]
    debit: Mapped[Code]
    credit: Mapped[Code]
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    happened_on: Mapped[date] = mapped_column(Date)
    note: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[Instant] = mapped_column(default=clock.now)

    item: Mapped[ReserveItem] = relationship(back_populates="entries")


SQLITE_GUARDS = tuple(
    f"CREATE TRIGGER reserve_entry_no_{verb.lower()} BEFORE {verb} ON reserve_entry "
    "BEGIN SELECT RAISE(ABORT, 'the account is never changed'); END"
    for verb in ("UPDATE", "DELETE")
)
POSTGRESQL_GUARD = (
    "CREATE TRIGGER reserve_entry_guard BEFORE UPDATE OR DELETE ON reserve_entry "
    "FOR EACH ROW EXECUTE FUNCTION account_is_never_changed()"
)
POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION account_is_never_changed() RETURNS trigger AS "
    "$$ BEGIN RAISE EXCEPTION 'the account is never changed'; END $$ LANGUAGE plpgsql"
)
for _statement in SQLITE_GUARDS:
    event.listen(ReserveEntry.__table__, "after_create", DDL(_statement).execute_if(dialect="sqlite"))
for _statement in (POSTGRESQL_FUNCTION, POSTGRESQL_GUARD):
    event.listen(ReserveEntry.__table__, "after_create", DDL(_statement).execute_if(dialect="postgresql"))


class ReserveFee(Model):
    """An annual fee in fen that a reserve says it paid before it held the patent: `event_id` is the fact of the register.

    Written by an officer of the reserve's centre alone. Until the takeover books it on the patent's account (`item_id`)
    it counts as committed. A fact that names a reserve in words only is nobody's cost.
    """

    __tablename__ = "reserve_fee"
    __table_args__ = (CheckConstraint("fen > 0", name="fen"),)

    id: Mapped[Id]
    reserve_id: Mapped[int] = reference("reserve.id")
    intention_id: Mapped[int] = reference("intention.id")
    event_id: Mapped[int] = reference("patent_event.id", unique=True)
    item_id: Mapped[int | None] = reference("reserve_item.id", nullable=True)
    fen: Mapped[int] = mapped_column(BigInteger)

    event: Mapped[PatentEvent] = relationship(lazy="joined")
    intention: Mapped[Intention] = relationship()


class ReserveReview(Model):
    """What holding a patent would still cost, beside what the centre expects of it, on one day; amounts in fen."""

    __tablename__ = "reserve_review"

    id: Mapped[Id]
    item_id: Mapped[int] = reference("reserve_item.id")
    reviewed_on: Mapped[date] = mapped_column(Date)
    carrying_fen: Mapped[int] = mapped_column(BigInteger)
    expected_fen: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(Text, default="")
    user_id: Mapped[int | None] = reference("user.id", nullable=True)

    item: Mapped[ReserveItem] = relationship(back_populates="reviews")

    @property
    def is_a_loss(self) -> bool:
        """Whether holding costs more than is expected of the patent."""
        return self.carrying_fen > self.expected_fen
