"""When a fact of a patent changes, what is shown of it is looked at in the same transaction (10.1, 10.2)."""

from sqlalchemy import select

from portal.core import clock
from portal.extensions import db
from portal.listings.freshness import stand_down
from portal.listings.models import Listing, ListingPatent
from portal.patents.facts.reactions import on_change
from portal.patents.facts.right import RightFacts
from portal.patents.models import Patent


@on_change
def look_at_listings(patent: Patent, _facts: RightFacts) -> None:
    """Suspend or close what the law no longer carries; it is resumed by hand only. The search learns of all of them."""
    holding = select(Listing).join(ListingPatent).where(ListingPatent.patent_id == patent.id)
    for listing in db.session.scalars(holding).unique():
        stand_down(listing)
        listing.updated_at = clock.now()
