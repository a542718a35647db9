"""Makes patents and listings of the cast for the tests of listings."""

from datetime import date
from itertools import count
from typing import Any

from portal.core.numbers import check_digit
from portal.extensions import db
from portal.listings import service
from portal.listings.models import Listing
from portal.listings.service import Terms
from portal.patents.models import Patent, PatentClass
from tests.cast import Cast

_serial = count(1)
DECLARED = {"not_secret": True, "owner": True, "keep_alive": True, "co_owners": "none"}


def make_patent(cast: Cast, owner: str = "haiyu", **facts: Any) -> Patent:
    """Return a patent in force of an organisation of the cast; numbers are valid and differ."""
    body = f"20231{next(_serial):07d}"
    number = f"{body}.{check_digit(body)}"
    told = {
        "identity": f"CN:{number}",
        "office": "CN",
        "application_no": number,
        "kind": "I",
        "title_zh": "一种用于锂离子电池的散热结构",
        "title_en": "Cooling structure for lithium-ion batteries",
        "abstract_zh": "本发明公开了一种散热结构，能够降低电池组的温差。",
        "abstract_en": "A cooling structure lowers the temperature spread of a battery pack.",
        "filing_date": date(2023, 3, 1),
        "grant_date": date(2024, 5, 7),
        "legal_status": "IN_FORCE",
        "owner_id": cast.organisation(owner).id,
        "applicants": ["海屿理工大学"],
        "inventors": ["林晓澄"],
        **facts,
    }
    patent = Patent(**told, classes=[PatentClass(scheme="ipc", symbol="H01M 10/613", position=0)])
    db.session.add(patent)
    db.session.flush()
    return patent


def make_draft(cast: Cast, *patents: Patent, **values: Any) -> Listing:
    """Return a complete draft of haiyu, made by lin, offered under an ordinary licence."""
    lin = cast.person("lin")
    listing = service.draft(cast.organisation("haiyu"), patents or [make_patent(cast)], lin, **values)
    service.change(
        listing,
        lin,
        values={
            "title_zh": "让电池组温差降到三度以内",
            "problem_zh": "电池组温差大。",
            "problem_en": "Packs heat unevenly.",
        },
        modes=[Terms("ordinary", "lump_sum", amount=50_000_00, period_months=36)],
    )
    return listing


def publish(cast: Cast, listing: Listing) -> Listing:
    """Submit and approve a draft."""
    service.submit(listing, cast.person("lin"), DECLARED)
    service.approve(listing, cast.person("shi"))
    return listing


def make_published(cast: Cast, **values: Any) -> Listing:
    """Return a published listing of haiyu."""
    return publish(cast, make_draft(cast, **values))
