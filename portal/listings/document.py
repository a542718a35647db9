"""How a listing is found: its search schema, its document, and which rows touch it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import object_session

from portal.core import clock
from portal.extensions import db
from portal.listings import hooks, pricing, standing
from portal.listings.models import PUBLISHED, Listing, ListingMode, ListingPatent
from portal.listings.versions import TEXTS
from portal.patents import document as patents
from portal.patents.may.found import may_all
from portal.search import sync
from portal.search.model import Document, Schema

SCHEMA = Schema(
    kind="listing",
    zones={"title": 3.0, "body": 1.0, "names": 1.5},
    texts={
        **{
            f"{text}_{code}": "title" if text == "title" else "body"
            for text in TEXTS
            for code in ("zh", "en")
        },
        "patent_titles": "title",
        "abstracts": "body",
        "names": "names",
    },
    keywords=(
        "stream",
        "mode",
        "price_band",
        "free",
        "holder_kind",
        "holder",
        "ipc_section",
        "ipc_subclass",
        "wipo_field",
        "trl",
        "legal_group",
        "region",
        "life_band",
        "year",
        "open_licence",
        "may",
    ),
    numbers=("published", "expiry", "price"),
)


def document(listing: Listing) -> Document:
    """Return what the search sees of a listing."""
    symbols = [symbol for patent in listing.patents for symbol in patents.ipc_symbols(patent)]
    last = standing.shortest_life(listing.patents)
    return Document(
        id=str(listing.id),
        version=listing.version,
        texts=_texts(listing),
        keywords={
            **_offer(listing),
            **_holder(listing),
            **patents.class_keywords(symbols),
            **_rights(listing, last),
        },
        numbers={
            "published": _ordinal(listing.published_at),
            "expiry": last.toordinal() if last else None,
            "price": pricing.lowest_price(listing),
        },
        identifiers=[number for patent in listing.patents for number in patents.identifiers(patent)],
        symbols=symbols,
    )


def _ordinal(instant: datetime | None) -> int | None:
    return clock.day_of(instant).toordinal() if instant else None


def _texts(listing: Listing) -> dict[str, str]:
    rows = listing.patents
    people = [name for patent in rows for name in (*patent.applicants, *patent.inventors)]
    return {
        **{f"{text}_{code}": getattr(listing, f"{text}_{code}") for text in TEXTS for code in ("zh", "en")},
        "patent_titles": _joined(text for patent in rows for text in (patent.title_zh, patent.title_en)),
        "abstracts": _joined(text for patent in rows for text in (patent.abstract_zh, patent.abstract_en)),
        "names": _joined((listing.owner.name_zh, listing.owner.name_en, *people)),
    }


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _offer(listing: Listing) -> dict[str, list[str]]:
    return {
        "stream": [listing.stream],
        "mode": [mode.mode for mode in listing.modes],
        "price_band": sorted({pricing.price_band(mode) for mode in listing.modes}),
        "free": ["yes" if any(mode.fee_way == "free" for mode in listing.modes) else "no"],
        "trl": [str(listing.trl)] if listing.trl else [],
        "open_licence": ["yes" if hooks.open_licence(listing) == "effective" else "no"],
    }


def _holder(listing: Listing) -> dict[str, list[str]]:
    region = listing.region or listing.owner.region
    return {
        "holder": [listing.owner.public_id],
        "holder_kind": [listing.owner.kind],
        "region": [region] if region else [],
    }


def _rights(listing: Listing, last: date | None) -> dict[str, list[str]]:
    years = {str(patent.filing_date.year) for patent in listing.patents if patent.filing_date}
    return {
        "legal_group": sorted({standing.legal_group(patent) for patent in listing.patents}),
        "life_band": [standing.life_band(last)],
        "year": sorted(years),
        "may": may_all(listing.patents),
    }


def documents(ids: Sequence[int]) -> list[Document]:
    """Return the documents of those listings with these row ids that are published."""
    wanted = select(Listing).where(Listing.id.in_(ids), Listing.state == PUBLISHED)
    return [document(listing) for listing in db.session.scalars(wanted).unique()]


def versions() -> Mapping[str, int]:
    """Return id and version of every published listing."""
    wanted = select(Listing.id, Listing.version).where(Listing.state == PUBLISHED)
    return {str(row.id): row.version for row in db.session.execute(wanted)}


def offering(patent_ids: Sequence[int]) -> list[int]:
    """Return the ids of the published listings that offer any of the patents."""
    wanted = select(ListingPatent.listing_id).join(Listing)
    wanted = wanted.where(ListingPatent.patent_id.in_(patent_ids), Listing.state == PUBLISHED)
    return list(db.session.scalars(wanted.distinct()))


def on_offer(patent_ids: Sequence[int]) -> list[int]:
    """Return which of the patents a published listing offers."""
    wanted = select(ListingPatent.patent_id).join(Listing)
    wanted = wanted.where(ListingPatent.patent_id.in_(patent_ids), Listing.state == PUBLISHED)
    return list(db.session.scalars(wanted.distinct()))


def _touched(listing: Listing) -> list[tuple[str, int | None]]:
    """Name the listing's document, and those of its patents, which say whether they are on offer."""
    session = object_session(listing)
    if session is None:
        return [("listing", listing.id)]
    with session.no_autoflush:
        rows = session.scalars(select(ListingPatent.patent_id).where(ListingPatent.listing_id == listing.id))
    return [("listing", listing.id), *(("patent", patent_id) for patent_id in rows)]


def install() -> None:
    """Make listings findable."""
    sync.register(sync.Findable("listing", SCHEMA, documents, versions))
    sync.watch(Listing, _touched)
    sync.watch(ListingMode, lambda mode: [("listing", mode.listing_id)])
    sync.watch(ListingPatent, lambda item: [("listing", item.listing_id), ("patent", item.patent_id)])
    sync.follow("patent", "listing", offering)
    patents.say_which_are_listed(on_offer)
