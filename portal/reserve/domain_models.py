"""The public-domain catalogue: ended patents whose technology anybody may use. There is no price here (INV-13)."""

from datetime import date

from sqlalchemy import Boolean, Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.organisations import Organisation
from portal.core.db import Code, Id, Model, WithPublicId, WithTimes, reference
from portal.patents.models import Patent

FREE_STATUSES = ("LAPSED_FEE", "ABANDONED", "EXPIRED")


class PublicDomainEntry(Model, WithPublicId, WithTimes):
    """An ended patent and what its technology is good for. Whoever helps does so under a service contract (ABN-07)."""

    __tablename__ = "public_domain_entry"

    id: Mapped[Id]
    patent_id: Mapped[int] = reference("patent.id", unique=True)
    owner_id: Mapped[int | None] = reference("organisation.id", nullable=True)
    status: Mapped[Code]
    ended_on: Mapped[date | None] = mapped_column(Date)
    published_on: Mapped[date] = mapped_column(Date)
    use_zh: Mapped[str] = mapped_column(Text, default="")
    use_en: Mapped[str] = mapped_column(Text, default="")
    help_offered: Mapped[bool] = mapped_column(Boolean, default=False)
    help_contact: Mapped[str] = mapped_column(String(300), default="")

    patent: Mapped[Patent] = relationship(lazy="joined")
    owner: Mapped[Organisation | None] = relationship(lazy="joined")
