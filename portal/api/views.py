"""`/api/v1`: the searches of the catalogue as JSON."""

from typing import Any

from flask import Blueprint, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.routes import public
from portal.catalogue.arguments import read
from portal.catalogue.finding import Found, find
from portal.catalogue.kinds import LISTINGS, PATENTS, Catalogue
from portal.core.i18n import localised
from portal.listings.models import Listing
from portal.patents.models import Patent
from portal.search.model import Hit

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.get("/listings")
@public
def listings() -> ResponseReturnValue:
    """Search what is on offer: `q`, filters, `sort`, `page`, `size`."""
    return _answer(LISTINGS)


@api.get("/patents")
@public
def patents() -> ResponseReturnValue:
    """Search all patents: `q`, filters, `sort`, `page`, `size`."""
    return _answer(PATENTS)


def _answer(kind: Catalogue) -> ResponseReturnValue:
    asked = read(kind, request.args, strict=True)
    found = find(kind, asked)
    return jsonify(
        total=found.answer.total,
        page=asked.request.page,
        size=asked.request.size,
        hits=[_hit(hit, row) for hit, row in found.rows],
        facets=_facets(kind, found),
        relaxed=found.answer.relaxed,
        dropped=[{"word": word, "reason": reason} for word, reason in found.answer.dropped],
        synonyms=[{"word": use.word, "others": list(use.others)} for use in found.answer.synonyms],
    )


def _hit(hit: Hit, row: Listing | Patent) -> dict[str, Any]:
    known = _listing_facts(row) if isinstance(row, Listing) else _patent_facts(row)
    highlights = {
        field: [{"text": text, "hit": is_hit} for text, is_hit in pieces]
        for field, pieces in hit.highlights.items()
    }
    return {**known, "score": round(hit.score, 4), "highlights": highlights}


def _patent_facts(patent: Patent) -> dict[str, Any]:
    return {
        "id": patent.public_id,
        "application_no": patent.application_no or patent.identity,
        "publication_nos": [item.number for item in patent.publications],
        "title": localised(patent, "title")[0],
        "url": url_for("patents.show", public_id=patent.public_id, _external=True),
    }


def _listing_facts(listing: Listing) -> dict[str, Any]:
    numbers = [patent.application_no or patent.identity for patent in listing.patents]
    return {
        "id": listing.public_id,
        "application_no": numbers[0] if numbers else None,
        "application_nos": numbers,
        "title": localised(listing, "title")[0],
        "url": url_for("listings.show", public_id=listing.public_id, _external=True),
    }


def _facets(kind: Catalogue, found: Found) -> dict[str, list[dict[str, Any]]]:
    named = {}
    for facet in kind.facets:
        counts = found.answer.facets.get(facet.field, ())
        words = facet.words([code for code, _ in counts])
        named[facet.field] = [
            {"value": code, "name": words.get(code, code), "count": count} for code, count in counts
        ]
    return named
