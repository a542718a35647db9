"""Who might want a patent: enterprises that work in its subclass, with the reason shown, and the operation centres."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from portal.accounts.organisations import ENTERPRISE, VERIFIED, Organisation
from portal.extensions import db
from portal.listings.models import PUBLISHED, Listing, ListingPatent
from portal.patents.models import Patent, PatentClass
from portal.reserve.account_models import Reserve
from portal.reserve.models import OPERATOR_ONLY, Intention, Match

_SUBCLASS = 4  # H01M of H01M 10/613
_MOST = 20
_PER_PATENT, _AT_MOST = 10, 50
_SAME_REGION, _SEARCHED = 10, 20

Wanted = Callable[[Patent], Iterable[tuple[int, str]]]
_sources: list[Wanted] = []


def add_search_source(source: Wanted) -> None:
    """Add a function of a higher floor that says which organisations look for such patents, and in which words."""
    if source not in _sources:
        _sources.append(source)


@dataclass
class Candidate:
    """An organisation that might want the patent, with a score and the reasons for it."""

    organisation_id: int
    score: int = 0
    reasons: list[list[Any]] = field(default_factory=list)

    def add(self, points: int, code: str, **params: Any) -> None:
        """Count one more reason."""
        self.score += points
        self.reasons.append([code, params])


def subclasses(patent: Patent) -> list[str]:
    """Return the patent's IPC subclasses, such as H01M, the main one first."""
    symbols = [row.symbol[:_SUBCLASS] for row in patent.classes if row.scheme == "ipc"]
    return list(dict.fromkeys(symbols))


def searches_for(patent: Patent) -> list[tuple[int, str]]:
    """Return (organisation id, words) of whoever looks for such patents."""
    return [found for source in _sources for found in source(patent)]


def hits(patent: Patent) -> dict[str, int]:
    """Count what shows demand: similar listings, enterprises in the subclass, searches that are kept."""
    return {
        "listings": _similar_listings(patent),
        "enterprises": len(_in_subclass(patent)),
        "searches": len(searches_for(patent)),
    }


def _similar_listings(patent: Patent) -> int:
    wanted = (
        select(func.count(func.distinct(Listing.id)))
        .join(ListingPatent, ListingPatent.listing_id == Listing.id)
        .join(PatentClass, PatentClass.patent_id == ListingPatent.patent_id)
        .where(Listing.state == PUBLISHED, PatentClass.scheme == "ipc", ListingPatent.patent_id != patent.id)
        .where(func.substr(PatentClass.symbol, 1, _SUBCLASS).in_(subclasses(patent)))
    )
    return db.session.scalar(wanted) or 0


def _in_subclass(patent: Patent) -> list[tuple[int, str, int]]:
    """Return (organisation, subclass, number of its patents there), the busiest first."""
    piece = func.substr(PatentClass.symbol, 1, _SUBCLASS)
    counted = func.count(func.distinct(Patent.id))
    wanted = (
        select(Patent.owner_id, func.min(piece), counted)
        .join(PatentClass, PatentClass.patent_id == Patent.id)
        .join(Organisation, Organisation.id == Patent.owner_id)
        .where(
            PatentClass.scheme == "ipc",
            piece.in_(subclasses(patent)),
            Organisation.kind == ENTERPRISE,
            Organisation.state == VERIFIED,
            Patent.owner_id != patent.owner_id,
        )
        .group_by(Patent.owner_id)
        .order_by(counted.desc(), Patent.owner_id)
        .limit(_MOST)
    )
    return [(int(owner), str(code), int(number)) for owner, code, number in db.session.execute(wanted)]


def candidates(intention: Intention) -> list[Candidate]:
    """Return whom to call, the likeliest first; of a secret intention only the operation centres learn."""
    found: dict[int, Candidate] = {}
    if intention.secrecy != OPERATOR_ONLY:
        for owner_id, subclass, number in _in_subclass(intention.patent):
            points = min(_AT_MOST, _PER_PATENT * number)
            _of(found, owner_id).add(points, "same_subclass", subclass=subclass, n=number)
        for owner_id, words in searches_for(intention.patent):
            _of(found, owner_id).add(_SEARCHED, "search", words=words)
        _add_regions(found, intention)
    for centre_id in db.session.scalars(select(Reserve.owner_id).order_by(Reserve.id)):
        _of(found, centre_id).add(1, "operation_centre")
    found.pop(intention.owner_id, None)
    return sorted(found.values(), key=lambda one: (-one.score, one.organisation_id))


def _of(found: dict[int, Candidate], organisation_id: int) -> Candidate:
    return found.setdefault(organisation_id, Candidate(organisation_id))


def _add_regions(found: dict[int, Candidate], intention: Intention) -> None:
    region = intention.owner.region
    near = select(Organisation.id).where(Organisation.id.in_(list(found)), Organisation.region == region)
    for organisation_id in db.session.scalars(near) if region else ():
        found[organisation_id].add(_SAME_REGION, "region", region=region)


def put_matches(intention: Intention) -> list[Match]:
    """Keep whom the call goes to; whoever was called before is not called twice. Returns the new ones."""
    known = {match.organisation_id for match in intention.matches}
    fresh = [
        Match(
            intention_id=intention.id,
            organisation_id=one.organisation_id,
            score=one.score,
            reasons=one.reasons,
        )
        for one in candidates(intention)
        if one.organisation_id not in known
    ]
    intention.matches.extend(fresh)
    db.session.flush()
    return fresh
