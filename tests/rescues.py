"""Intentions, takeovers and reserves that several tests arrange: through the services, never past them."""

import io
from datetime import date, timedelta
from itertools import count
from typing import Any

from portal.accounts.organisations import OPERATION_CENTRE, VERIFIED, Organisation
from portal.core import clock
from portal.core.calendar import add_years
from portal.core.numbers import check_digit
from portal.deals.files import store
from portal.extensions import db
from portal.patents.models import Patent, PatentClass
from portal.reserve import holding, service, watch
from portal.reserve.account_models import Reserve, ReserveItem
from portal.reserve.models import CALL_PUBLIC, Intention, Interest
from portal.reserve.takeover_lifecycle import TAKEOVER
from portal.reserve.takeover_models import Takeover
from portal.workflow.engine import take
from tests.cast import Cast

_serial = count(1)
SPLIT = {"owner": 5_000, "inventors": 2_000, "centre": 3_000}


def old_patent(cast: Cast, owner: str = "haiyu", days_left: int = 400, **facts: Any) -> Patent:
    """Return an invention in force whose next annuity can be paid for `days_left` more days.

    It was filed some six years ago, so that its next unpaid fee falls due on the anniversary before that day.
    """
    safe = clock.today() + timedelta(days=days_left)
    due = _months_before(safe, 6)
    body = f"20181{next(_serial):07d}"
    number = f"{body}.{check_digit(body)}"
    values: dict[str, Any] = {
        "identity": f"CN:{number}",
        "office": "CN",
        "application_no": number,
        "kind": "I",
        "title_zh": "一种用于锂离子电池的散热结构",
        "title_en": "Cooling structure for lithium-ion batteries",
        "abstract_zh": "本发明公开了一种散热结构。",
        "filing_date": add_years(due, -6),
        "grant_date": add_years(due, -4),
        "legal_status": "IN_FORCE" if due >= clock.today() else "IN_FORCE_LATE",
        "status_as_of": clock.today() - timedelta(days=1),
        "owner_id": cast.organisation(owner).id,
        "applicants": [cast.organisation(owner).name_zh],
        "inventors": ["林晓澄"],
    }
    patent = Patent(**(values | facts), classes=[PatentClass(scheme="ipc", symbol="H01M 10/613", position=0)])
    db.session.add(patent)
    db.session.flush()
    return patent


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, 28))


def answers(**changes: Any) -> dict[str, Any]:
    """Return what a complete form says."""
    values: dict[str, Any] = {
        "way": "stop_paying",
        "reason": "product_ended",
        "decided_on": clock.today(),
        "ask_fen": 0,
        "fee_payer": "taker",
        "warranties": "无质押、无诉讼。",
        "secrecy": "public",
        "contact": "技术转移中心 022-55500101",
        "authorised": True,
        "undertaken": True,
        "co_owners": "none",
        "licensees": "none",
        "inventors_told_on": clock.today() - timedelta(days=30),
        "decision_no": "校科纪〔2026〕8号",
    }
    return values | changes


def noted(cast: Cast, patent: Patent | None = None, officer: str = "lin", **changes: Any) -> Intention:
    """Return an intention that is filled in and not declared yet."""
    patent = patent or old_patent(cast)
    assert patent.owner is not None
    fields = answers(**changes)
    reason, ask = fields.pop("reason"), fields.pop("ask_fen")
    return service.declare_intention(
        patent.owner, [patent], cast.person(officer), reason=reason, ask_price_fen=ask, **fields
    )[0]


def declared(cast: Cast, patent: Patent | None = None, **changes: Any) -> Intention:
    """Return an intention that waits for the operator's screening."""
    people = changes.pop("inventors_of", ())
    intention = noted(cast, patent)
    service.complete(intention, cast.person("lin"), inventors_of=people, **answers(**changes))
    return intention


def called(cast: Cast, patent: Patent | None = None, **changes: Any) -> Intention:
    """Return an intention that the reviewer has called out."""
    intention = declared(cast, patent, **changes)
    service.decide(intention, cast.person("shi"), "rescue", "需求明确")
    return intention


def called_publicly(cast: Cast, patent: Patent | None = None, **changes: Any) -> Intention:
    """Return an intention whose public call is open."""
    intention = called(cast, patent, **changes)
    while intention.state != CALL_PUBLIC:
        intention.call_until = clock.today() - timedelta(days=1)
        watch.look_after(intention)
    return intention


def offered(
    cast: Cast, intention: Intention, organisation: str = "boan", person: str = "chen", **terms: Any
) -> Interest:
    """Return an enterprise's offer."""
    return service.offer(intention, cast.organisation(organisation), cast.person(person), **terms)


def agreed(cast: Cast, intention: Intention | None = None, **terms: Any) -> Takeover:
    """Return a takeover that the owner has agreed to."""
    intention = intention or called_publicly(cast)
    interest = offered(cast, intention, **terms)
    return service.agree(intention, interest, cast.person("lin"))


def evidence() -> str:
    """Store a file that proves something and return its key."""
    return store().put(io.BytesIO(b"%PDF-1.7 contract"), max_bytes=1000)


def contract(**changes: Any) -> dict[str, Any]:
    """Return the data of a signature that passes every check."""
    signed_on = changes.get("contract_on") or clock.today()
    values: dict[str, Any] = {
        "contract_on": signed_on,
        "evidence": evidence(),
        "publicised_on": signed_on - timedelta(days=40),
        "publicity": evidence(),
        "zero_price_read": True,
        "grant_back": "no",
        "licences_confirmed": True,
    }
    return values | changes


def signed(cast: Cast, takeover: Takeover, **changes: Any) -> Takeover:
    """Sign the contract."""
    take(TAKEOVER, takeover, "sign", cast.person("lin"), data=contract(**changes))
    return takeover


def filed(cast: Cast, takeover: Takeover, **changes: Any) -> Takeover:
    """Sign and file."""
    signed(cast, takeover)
    data = {"filed_on": clock.today(), "fee_paid_on": clock.today()} | changes
    take(TAKEOVER, takeover, "file", cast.person("chen"), data=data)
    return takeover


def registered(cast: Cast, takeover: Takeover, **changes: Any) -> Takeover:
    """Sign, file, enter the registration and let the other side confirm it."""
    entered(cast, takeover, **changes)
    take(TAKEOVER, takeover, "confirm", cast.person("lin"))
    return takeover


def entered(cast: Cast, takeover: Takeover, **changes: Any) -> Takeover:
    """Sign, file and let the assignee enter the registration."""
    filed(cast, takeover)
    data = {"title_on": clock.today(), "evidence": evidence()} | changes
    take(TAKEOVER, takeover, "register", cast.person("chen"), data=data)
    return takeover


def centre(cast: Cast, key: str = "boan") -> Organisation:
    """Make an organisation of the cast an operation centre."""
    organisation = cast.organisation(key)
    organisation.kind = OPERATION_CENTRE
    assert organisation.state == VERIFIED
    return organisation


def reserve(cast: Cast, key: str = "boan", **changes: Any) -> Reserve:
    """Open the reserve of an operation centre."""
    values: dict[str, Any] = {
        "name_zh": "滨海收储账户",
        "name_en": "Coast reserve",
        "budget_fen": 10_000_000,
        "ceiling_fen": 3_000_000,
        "split": SPLIT,
    }
    return holding.open_reserve(centre(cast, key).id, cast.person("shi"), **(values | changes))


def kept(cast: Cast, price_fen: int = 1_000_000, **changes: Any) -> ReserveItem:
    """Return a patent that a reserve has taken over for 10,000 yuan."""
    account = reserve(cast, **changes)
    takeover = agreed(cast, None, offer_fen=price_fen, as_reserve=True)
    registered(cast, takeover)
    return account.items[-1] if account.items else _item(takeover)


def _item(takeover: Takeover) -> ReserveItem:
    return db.session.query(ReserveItem).filter_by(takeover_id=takeover.id).one()
