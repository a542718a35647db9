"""Which patents a holder means: those kept ticked, and those added by number in any writing."""

import re
from collections.abc import Sequence

from sqlalchemy import or_, select

from portal.core.errors import InputError
from portal.core.numbers import keys_of
from portal.extensions import db
from portal.listings.models import Listing
from portal.patents.models import Patent, PublicationNumber

MOST = 100
_BETWEEN = re.compile(r"[\n,，;；、]+")


def chosen(listing: Listing, kept: Sequence[str] | None, numbers: str) -> list[Patent]:
    """Return the patents in order. Raises InputError naming numbers that are not the holder's."""
    wanted = set(kept or ())
    staying = [patent for patent in listing.patents if patent.public_id in wanted]
    return staying + [patent for patent in by_numbers(listing.owner_id, numbers) if patent not in staying]


def by_numbers(owner_id: int, text: str) -> list[Patent]:
    """Return the owner's patents with these application or publication numbers, one per line or comma."""
    typed = [piece.strip() for piece in _BETWEEN.split(text) if piece.strip()][:MOST]
    found = [(piece, _one(owner_id, piece)) for piece in typed]
    unknown = [piece[:40] for piece, patent in found if patent is None]
    if unknown:
        raise InputError("listing.unknown_patents", field="more_numbers", numbers=", ".join(unknown))
    return list(dict.fromkeys(patent for _piece, patent in found if patent is not None))


def _one(owner_id: int, number: str) -> Patent | None:
    keys = keys_of(number)
    published = [key.partition(":")[2] for key in keys]
    having = select(PublicationNumber.patent_id).where(PublicationNumber.number.in_(published))
    wanted = select(Patent).where(
        Patent.owner_id == owner_id, or_(Patent.identity.in_(keys), Patent.id.in_(having))
    )
    return db.session.scalars(wanted.limit(1)).first()
