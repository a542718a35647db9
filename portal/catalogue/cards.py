"""A found row as the result card shows it."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.core import names
from portal.core.i18n import localised
from portal.core.money import format_short
from portal.listings import hooks, standing
from portal.listings.models import Listing
from portal.listings.pricing import lowest_price
from portal.patents.models import Patent
from portal.search.model import Hit

_SNIPPET = 160


def listing_card(listing: Listing, hit: Hit) -> dict[str, Any]:
    """Return the card of a listing."""
    title, language = localised(listing, "title")
    return {
        "href": url_for("listings.show", public_id=listing.public_id),
        "title": title,
        "title_segments": hit.highlights.get(f"title_{language}"),
        "lang": language,
        **_snippet(listing, hit, language, ("summary", "solution", "problem", "advantage", "applications")),
        "stream": listing.stream,
        "stream_label": names.name("listing.stream", listing.stream),
        "modes": [names.name("listing.mode", mode.mode) for mode in listing.modes],
        "price": price(listing),
        "trl": listing.trl,
        "holder": localised(listing.owner, "name")[0],
        "region": names.name("region", listing.region or listing.owner.region),
        "years_left": _years(listing.patents),
        "statement": hooks.open_licence(listing) == "effective",
    }


def price(listing: Listing) -> str:
    """Return the lowest price in words: free, from an amount, or to be negotiated."""
    lowest = lowest_price(listing)
    if lowest == 0:
        return str(_("Free of charge"))
    if lowest is None:
        ways = {mode.fee_way for mode in listing.modes}
        return names.name("fee.way", "royalty" if ways == {"royalty"} else "negotiable") if ways else ""
    amount = format_short(lowest, "CNY")
    return str(_("from %(amount)s", amount=amount)) if len(listing.modes) > 1 else amount


def patent_card(patent: Patent, hit: Hit) -> dict[str, Any]:
    """Return the card of a patent."""
    title, language = localised(patent, "title")
    return {
        "href": url_for("patents.show", public_id=patent.public_id),
        "title": title,
        "title_segments": hit.highlights.get(f"title_{language}"),
        "lang": language,
        **_snippet(patent, hit, language, ("abstract",)),
        "state_label": names.name("patent.status", patent.legal_status)
        if patent.legal_status != "UNKNOWN"
        else "",
        "holder": (localised(patent.owner, "name")[0] if patent.owner else "")
        or "; ".join(patent.applicants[:2]),
        "number": patent.application_no or patent.identity.split(":", 1)[-1],
        "region": names.name("region", patent.region),
        "years_left": _years([patent]),
    }


def _snippet(thing: Any, hit: Hit, language: str, fields: tuple[str, ...]) -> dict[str, Any]:
    """Return the best fragment with its language: one that holds a hit, else the beginning of the first text."""
    for wanted in (language, "en" if language == "zh" else "zh"):
        for field in fields:
            pieces = hit.highlights.get(f"{field}_{wanted}", ())
            if any(is_hit for _text, is_hit in pieces):
                return {"snippet": pieces, "snippet_lang": wanted}
    known = (localised(thing, field, language) for field in fields)
    text, wanted = next(((text, code) for text, code in known if text), ("", language))
    return {
        "snippet": text if len(text) <= _SNIPPET else text[:_SNIPPET].rstrip() + "…",
        "snippet_lang": wanted,
    }


def _years(patents: list[Patent]) -> int | None:
    return standing.years_left(standing.shortest_life(patents))
