"""How a patent is found: its search schema, its document, and which rows touch it."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.extensions import db
from portal.patents.may.found import may_codes
from portal.patents.models import Patent, PatentClass, PublicationNumber
from portal.patents.rules import status_group, term
from portal.search import classification_titles, sync
from portal.search.model import Document, Schema

SCHEMA = Schema(
    kind="patent",
    zones={"title": 3.0, "body": 1.0, "names": 1.5},
    texts={
        "title_zh": "title",
        "title_en": "title",
        "abstract_zh": "body",
        "abstract_en": "body",
        "applicants": "names",
        "inventors": "names",
        "numbers": "names",
    },
    keywords=(
        "holder",
        "kind",
        "legal_group",
        "ipc_section",
        "ipc_subclass",
        "wipo_field",
        "region",
        "year",
        "has_listing",
        "may",
    ),
    numbers=("filed", "expiry"),
)
_SUBCLASS = 4


def ipc_symbols(patent: Patent) -> list[str]:
    """Return the IPC and CPC symbols of the patent, the main one first."""
    return [item.symbol for item in patent.classes if item.scheme in ("ipc", "cpc")]


def class_keywords(symbols: Iterable[str]) -> dict[str, list[str]]:
    """Return the codes of section, subclass and WIPO field that the symbols belong to."""
    known = list(symbols)
    fields = {classification_titles.wipo_field(symbol) for symbol in known}
    return {
        "ipc_section": sorted({symbol[:1] for symbol in known}),
        "ipc_subclass": sorted({symbol[:_SUBCLASS] for symbol in known if len(symbol) >= _SUBCLASS}),
        "wipo_field": sorted(field for field in fields if field),
    }


def document(patent: Patent, *, has_listing: bool, may: Sequence[str] = ()) -> Document:
    """Return what the search sees of a patent; its owner must be loaded. `may` are the acts that are allowed."""
    symbols = ipc_symbols(patent)
    right = term(patent.kind, patent.filing_date) if patent.filing_date and patent.office == "CN" else None
    return Document(
        id=str(patent.id),
        version=patent.version,
        texts={
            "title_zh": patent.title_zh,
            "title_en": patent.title_en,
            "abstract_zh": patent.abstract_zh,
            "abstract_en": patent.abstract_en,
            "applicants": "; ".join(patent.applicants),
            "inventors": "; ".join(patent.inventors),
            "numbers": " ; ".join(identifiers(patent)),
        },
        keywords={
            "holder": [patent.owner.public_id] if patent.owner else [],
            "kind": [patent.kind] if patent.kind else [],
            "legal_group": [status_group(patent.legal_status)],
            "region": [patent.region] if patent.region else [],
            "year": [str(patent.filing_date.year)] if patent.filing_date else [],
            "has_listing": ["yes" if has_listing else "no"],
            "may": list(may),
            **class_keywords(symbols),
        },
        numbers={
            "filed": patent.filing_date.toordinal() if patent.filing_date else None,
            "expiry": right.last_day.toordinal() if right else None,
        },
        identifiers=identifiers(patent),
        symbols=symbols,
    )


def identifiers(patent: Patent) -> list[str]:
    """Return every number under which the patent is known."""
    office, _, bare = patent.identity.partition(":")
    numbers = [patent.application_no, bare, *(item.number for item in patent.publications)]
    if office == patent.office and not bare.startswith(office):
        numbers.append(office + bare)
    return list(dict.fromkeys(number for number in numbers if number))


_listed: list[sync.WhichIds] = []


def say_which_are_listed(question: sync.WhichIds) -> None:
    """Register who knows which of some patents are on offer: the listings, on the floor above."""
    _listed[:] = [question]


def documents(ids: Sequence[int]) -> list[Document]:
    """Return the documents of the patents with these row ids."""
    rows = db.session.scalars(
        select(Patent).where(Patent.id.in_(ids)).options(selectinload(Patent.owner))
    ).all()
    listed = {patent_id for question in _listed for patent_id in question(ids)}
    allowed = may_codes(rows)
    return [document(patent, has_listing=patent.id in listed, may=allowed[patent.id]) for patent in rows]


def versions() -> Mapping[str, int]:
    """Return id and version of every patent."""
    return {str(row.id): row.version for row in db.session.execute(select(Patent.id, Patent.version))}


def install() -> None:
    """Make patents findable."""
    sync.register(sync.Findable("patent", SCHEMA, documents, versions))
    sync.watch(Patent, lambda patent: [("patent", patent.id)])
    sync.watch(PatentClass, lambda item: [("patent", item.patent_id)])
    sync.watch(PublicationNumber, lambda item: [("patent", item.patent_id)])
