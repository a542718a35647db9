"""The two catalogues, what each can be filtered, counted and sorted by, and how their codes become words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.accounts.organisations import Organisation
from portal.core import names
from portal.core.i18n import current_language, localised
from portal.extensions import db
from portal.search import classification_titles
from portal.search.model import Sort

Words = Callable[[Sequence[str]], Mapping[str, str]]


def _group(group: str) -> Words:
    return lambda codes: {code: names.name(group, code) for code in codes}


def _as_they_are(codes: Sequence[str]) -> Mapping[str, str]:
    return {code: code for code in codes}


def _ipc(codes: Sequence[str]) -> Mapping[str, str]:
    titles = {code: classification_titles.title(code, current_language()) for code in codes}
    return {code: f"{code} {title}" if title else code for code, title in titles.items()}


def _wipo(codes: Sequence[str]) -> Mapping[str, str]:
    return {code: classification_titles.wipo_field_name(code, current_language()) for code in codes}


def _holders(codes: Sequence[str]) -> Mapping[str, str]:
    rows = db.session.scalars(select(Organisation).where(Organisation.public_id.in_(list(codes))))
    return {row.public_id: localised(row, "name")[0] for row in rows}


@dataclass(frozen=True)
class Facet:
    """A keyword field that is counted: how many of its codes are shown, and their words."""

    field: str
    limit: int
    words: Words


@dataclass(frozen=True)
class Catalogue:
    """One kind of thing that is searched for. The first sort is the one without `?sort=`."""

    kind: str
    endpoint: str
    facets: tuple[Facet, ...]
    sorts: Mapping[str, Sort | None]

    def facet(self, field: str) -> Facet:
        """Return the facet of `field`."""
        return next(facet for facet in self.facets if facet.field == field)


_CLASSES = (
    Facet("ipc_section", 8, _ipc),
    Facet("ipc_subclass", 10, _ipc),
    Facet("wipo_field", 10, _wipo),
)

LISTINGS = Catalogue(
    kind="listing",
    endpoint="catalogue.listings",
    facets=(
        Facet("open_licence", 2, _group("search.open_licence")),
        Facet("stream", 3, _group("listing.stream")),
        Facet("mode", 6, _group("listing.mode")),
        Facet("free", 2, _group("search.free")),
        Facet("price_band", 8, _group("listing.price_band")),
        Facet("trl", 9, _group("search.trl")),
        Facet("legal_group", 4, _group("patent.legal_group")),
        Facet("may", 4, _group("search.may")),
        Facet("life_band", 5, _group("listing.life_band")),
        Facet("holder_kind", 5, _group("organisation.kind")),
        Facet("holder", 10, _holders),
        *_CLASSES,
        Facet("region", 12, _group("region")),
        Facet("year", 12, _as_they_are),
    ),
    sorts={
        "relevance": None,
        "newest": Sort("published"),
        "life": Sort("expiry"),
        "price": Sort("price", descending=False),
    },
)

PATENTS = Catalogue(
    kind="patent",
    endpoint="catalogue.patents",
    facets=(
        Facet("has_listing", 2, _group("search.has_listing")),
        Facet("kind", 4, _group("patent.kind")),
        Facet("legal_group", 4, _group("patent.legal_group")),
        Facet("may", 4, _group("search.may")),
        Facet("holder", 10, _holders),
        *_CLASSES,
        Facet("region", 12, _group("region")),
        Facet("year", 12, _as_they_are),
    ),
    sorts={"relevance": None, "newest": Sort("filed"), "life": Sort("expiry")},
)
