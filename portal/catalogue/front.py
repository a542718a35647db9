"""What the home page shows of the catalogue: counts of the records themselves, and what was listed last."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select, func, select

from portal.catalogue.cards import listing_card
from portal.deals.models import Licence
from portal.extensions import db
from portal.listings.models import PUBLISHED, Listing
from portal.openlicence.models import EFFECTIVE, STATUTORY, Statement
from portal.patents.models import Patent
from portal.search.model import Hit


def counters() -> list[dict[str, Any]]:
    """Return what there is, each with the list that proves the number; nothing to show leaves the list empty."""
    rows = [
        (_("offers open"), _published(), url_for("catalogue.listings")),
        (_("open licences in force"), _announced(), url_for("openlicence.index")),
        (_("licences taken"), select(Licence.id), url_for("deals.register")),
        (_("patents to search"), select(Patent.id), url_for("catalogue.patents")),
    ]
    counted = [{"label": label, "value": _count(query), "href": href} for label, query, href in rows]
    return counted if any(row["value"] for row in counted) else []


def latest(number: int = 3) -> list[dict[str, Any]]:
    """Return the cards of the listings published last."""
    query = (
        select(Listing).where(Listing.state == PUBLISHED).order_by(Listing.published_at.desc()).limit(number)
    )
    return [listing_card(listing, Hit("", 0.0)) for listing in db.session.scalars(query).unique()]


def _published() -> Select[Any]:
    return select(Listing.id).where(Listing.state == PUBLISHED)


def _announced() -> Select[Any]:
    return select(Statement.id).where(Statement.state == EFFECTIVE, Statement.regime == STATUTORY)


def _count(query: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
