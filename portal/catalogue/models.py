"""Searches that a person keeps."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.db import Code, Id, Instant, Model, WithPublicId, reference


class SavedSearch(Model, WithPublicId):
    """A search under a name; `query` is the query string of its address, so opening it searches anew."""

    __tablename__ = "saved_search"

    id: Mapped[Id]
    user_id: Mapped[int] = reference("user.id")
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[Code]
    query: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Instant] = mapped_column(default=clock.now)
