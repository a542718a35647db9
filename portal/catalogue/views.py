"""The two search pages; the URL is the search and can be shared."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.access.routes import public
from portal.catalogue import cards
from portal.catalogue.arguments import Asked, read
from portal.catalogue.blueprint import catalogue
from portal.catalogue.finding import Found, find
from portal.catalogue.kinds import LISTINGS, PATENTS, Catalogue
from portal.core import names
from portal.listings.models import Listing
from portal.search import sync
from portal.search.engines import engine_for
from portal.search.model import Answer
from portal.web import Page, with_arguments


@catalogue.get("/search")
@public
def listings() -> ResponseReturnValue:
    """Search what is on offer."""
    return _page(LISTINGS)


@catalogue.get("/search/patents")
@public
def patents() -> ResponseReturnValue:
    """Search every patent that the portal knows."""
    return _page(PATENTS)


def _page(kind: Catalogue) -> ResponseReturnValue:
    asked = read(kind, request.args)
    found = find(kind, asked)
    return render_template(
        "catalogue/search.html",
        kind=kind,
        asked=asked,
        answer=found.answer,
        hits=_cards(found),
        groups=facet_groups(kind, asked, found.answer),
        chips=filter_chips(kind, asked),
        page=Page([], found.answer.total, asked.request.page, asked.request.size),
        sorts=[
            (code, names.name("search.sort", code), with_arguments(sort=code, page=None))
            for code in kind.sorts
        ],
        dropped=[(word, names.name("search.dropped", reason)) for word, reason in found.answer.dropped],
        other=_other_catalogue(kind, asked),
        being_renewed=engine_for(sync.findable(kind.kind).schema).is_outdated(),
    )


def _cards(found: Found) -> list[dict[str, Any]]:
    return [
        cards.listing_card(row, hit) if isinstance(row, Listing) else cards.patent_card(row, hit)
        for hit, row in found.rows
    ]


def _other_catalogue(kind: Catalogue, asked: Asked) -> str:
    other = PATENTS if kind is LISTINGS else LISTINGS
    return url_for(other.endpoint, q=asked.request.text or None)


def facet_groups(kind: Catalogue, asked: Asked, answer: Answer) -> list[dict[str, Any]]:
    """Return the filters with their counts: first what was chosen, then the commonest codes."""
    groups: list[dict[str, Any]] = []
    for facet in kind.facets:
        counts = dict(answer.facets.get(facet.field, ()))
        chosen = asked.chosen.get(facet.field, ())
        codes = list(dict.fromkeys([*chosen, *counts]))
        words = facet.words(codes)
        options = [
            {
                "value": code,
                "label": words.get(code, code),
                "count": counts.get(code, 0),
                "checked": code in chosen,
            }
            for code in codes
        ]
        label = names.name("search.facet", facet.field)
        groups.append(
            {"key": facet.field, "label": label, "options": options, "open": bool(chosen) or len(groups) < 5}
        )
    return groups


def filter_chips(kind: Catalogue, asked: Asked) -> list[tuple[str, str]]:
    """Return (words, address without it) of every filter in use."""
    chips = []
    for field, values in asked.chosen.items():
        words = kind.facet(field).words(values)
        for value in values:
            rest = [other for other in values if other != value]
            label = names.name("search.facet", field) + gettext(": ") + words.get(value, value)
            chips.append((label, _without(field, rest)))
    if asked.ipc:
        chips.append(("IPC" + gettext(": ") + asked.ipc, with_arguments(ipc=None, page=None)))
    return chips


def _without(field: str, rest: list[str]) -> str:
    arguments = request.args.to_dict(flat=False)
    arguments[field] = rest
    arguments.pop("page", None)
    return url_for(request.endpoint or LISTINGS.endpoint, **arguments)  # type: ignore[arg-type]  # lists are repeated
