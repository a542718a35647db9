"""Which listings a changed figure would touch."""

from collections.abc import Iterable
from datetime import date

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from portal.core import i18n
from portal.core.names import register_names
from portal.listings.lifecycle import LIVE, SHOWN
from portal.listings.models import Listing, ListingMode
from portal.parameters.touching import Touched, counted, touches

register_names(
    "parameter.touched",
    {
        "open_listings": _l("Listings that offer an open licence"),
        "listings_before_review": _l("Listings that are drafted or with the operator"),
        "listings_shown": _l("Listings that are shown or paused"),
    },
)
_BEFORE_REVIEW = ("draft", "submitted")


@touches("openlicence.cap.")
def _ceilings(_key: str, _begins: date) -> Iterable[Touched]:
    offered = select(ListingMode.listing_id).where(ListingMode.mode == "open_licence")
    wanted = select(Listing).where(Listing.state.in_(LIVE), Listing.id.in_(offered)).order_by(Listing.id)
    yield counted("open_listings", wanted, _described)


@touches("listing.status_max_age_days", "listing.review_days")
def _age(_key: str, _begins: date) -> Iterable[Touched]:
    wanted = select(Listing).where(Listing.state.in_(_BEFORE_REVIEW)).order_by(Listing.id)
    yield counted("listings_before_review", wanted, _described)


@touches("listing.fresh_months", "listing.reminder_days")
def _freshness(_key: str, _begins: date) -> Iterable[Touched]:
    wanted = select(Listing).where(Listing.state.in_(SHOWN)).order_by(Listing.id)
    yield counted("listings_shown", wanted, _described)


def _described(listing: Listing) -> tuple[str, str]:
    return i18n.localised(listing, "title")[0], url_for("listings.show", public_id=listing.public_id)
