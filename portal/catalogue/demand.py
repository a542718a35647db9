"""Kept searches as signs of demand: which enterprises look for such a patent, and in which words."""

from urllib.parse import parse_qs

from sqlalchemy import select

from portal.accounts.organisations import ENTERPRISE, VERIFIED, Membership, Organisation
from portal.catalogue.models import SavedSearch
from portal.extensions import db
from portal.patents.models import Patent
from portal.reserve.demand import add_search_source, subclasses

_QUOTES = "\"“”'「」"


def install() -> None:
    """Tell rescues who looks for what."""
    add_search_source(wanted)


def wanted(patent: Patent) -> list[tuple[int, str]]:
    """Return (organisation id, words) of each verified enterprise whose people keep a search that the patent meets."""
    kept = (
        select(SavedSearch.query, Membership.organisation_id)
        .join(Membership, Membership.user_id == SavedSearch.user_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Organisation.kind == ENTERPRISE, Organisation.state == VERIFIED)
        .order_by(SavedSearch.id)
    )
    found: dict[int, str] = {}
    for query, organisation_id in db.session.execute(kept):
        words = _met(query, patent)
        if words and organisation_id != patent.owner_id:
            found.setdefault(organisation_id, words)
    return list(found.items())


def _met(query: str, patent: Patent) -> str:
    """Return the words of a kept search that the patent meets as a whole, or its subclass, or nothing."""
    asked = parse_qs(query)
    words = [word.strip(_QUOTES) for word in " ".join(asked.get("q", [])).split()]
    told = "\n".join((patent.title_zh, patent.title_en, patent.abstract_zh, patent.abstract_en)).casefold()
    if words and all(word and word.casefold() in told for word in words):
        return " ".join(words)
    classes = set(asked.get("ipc_subclass", [])) & set(subclasses(patent))
    return "" if words or not classes else ", ".join(sorted(classes))
