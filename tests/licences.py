"""Patents, statements and deals that several tests arrange: through the services, never past them."""

import io
from datetime import date, timedelta
from itertools import count
from typing import Any

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.core.calendar import add_years
from portal.deals import service
from portal.deals.files import store
from portal.deals.models import Deal
from portal.extensions import db
from portal.openlicence import service as statements
from portal.openlicence.models import Statement
from portal.patents.models import Patent
from tests.cast import Cast

_numbers = count(1)
EVIDENCE = b"%PDF-1.7 gazette page"
LUMP = {"fee_way": "lump_sum", "amount": 8_000_000}
FREE: dict[str, Any] = {"fee_way": "free", "amount": None}


def granted_patent(cast: Cast, owner: str = "haiyu", **facts: Any) -> Patent:
    """Add a Chinese invention in force, filed five and granted two years ago."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "identity": f"CN:20211{number:07d}.0",
        "office": "CN",
        "application_no": f"20211{number:07d}.0",
        "kind": "I",
        "title_zh": f"低温电池分区加热方法{number}",
        "title_en": f"Zoned heating of cold batteries {number}",
        "filing_date": add_years(clock.today(), -5),
        "grant_date": add_years(clock.today(), -2),
        "legal_status": "IN_FORCE",
        "owner_id": cast.organisation(owner).id,
        "applicants": [cast.organisation(owner).name_zh],
    }
    patent = Patent(**(values | facts))
    db.session.add(patent)
    db.session.flush()
    return patent


def statement_fields(**facts: Any) -> dict[str, Any]:
    """Return the fields of a statement that passes every check."""
    values: dict[str, Any] = {
        **LUMP,
        "payment_zh": "通知到达后三十日内一次付清，汇入专利权人账户。",
        "payment_en": "In one sum within thirty days of the notice, to the patentee's account.",
        "period_from": clock.today() - timedelta(days=20),
        "period_to": add_years(clock.today(), 4),
        "plain_zh": "付清费用后即可在中国境内自行使用，不得转给他人。",
        "plain_en": "Once paid you may use it yourself in China; you may not pass it on.",
        "legal_zh": "普通许可，限中国境内，仅限被许可人本人，不得再许可。",
        "legal_en": "Ordinary licence, China only, personal to the licensee, no sublicence.",
        "contact": "技术转移中心 022-00000000",
    }
    return values | facts


def evidence() -> str:
    """Store the file that proves an announcement and return its key."""
    return store().put(io.BytesIO(EVIDENCE), max_bytes=1000)


def announced(cast: Cast, officer: str = "lin", patent: Patent | None = None, **facts: Any) -> Statement:
    """Return a statement announced ten days ago, by default for 80,000 yuan."""
    person = cast.person(officer)
    patent = patent or granted_patent(cast)
    statement = statements.draft(patent, person, **statement_fields(**facts))
    statements.announce(
        statement,
        person,
        statement_no=f"KF2026{statement.id:06d}",
        announced_on=clock.today() - timedelta(days=10),
        evidence=evidence(),
        evidence_filename="公告.pdf",
        earlier=shown_before(),
    )
    return statement


def filed(
    cast: Cast, owner: str = "boan", officer: str = "chen", patent: Patent | None = None, **facts: Any
) -> Statement:
    """Return a firm's statement that was signed and filed today."""
    person = cast.person(officer)
    patent = patent or granted_patent(cast, owner=owner)
    fields = statement_fields(note="按成本法计算。", undertaking=True, **facts)
    statement = statements.draft(patent, person, **fields)
    statements.sign(statement, person, signed_by=person.name, signed_as="负责人")
    receipt = {"receipt_no": "R1", "filed_on": clock.today(), "evidence": evidence()}
    statements.step(statement, "file", person, receipt)
    return statement


def shown_before() -> dict[str, str]:
    """Return what the holder says of a statement that was announced before: everything is shown on one paper."""
    return {
        "consents_told": "shown",
        "publicity_told": "shown",
        "earlier": evidence(),
        "earlier_filename": "公示.pdf",
    }


def opened(cast: Cast, statement: Statement, person: str = "chen", licensee: str = "boan") -> Deal:
    """Return an acceptance that was just begun."""
    return service.open_acceptance(statement, cast.organisation(licensee), cast.person(person))


def noticed(cast: Cast, statement: Statement, person: str = "chen", licensee: str = "boan") -> Deal:
    """Return an acceptance whose notice has arrived (in effect at once where nothing is due)."""
    deal = opened(cast, statement, person, licensee)
    service.confirm_terms(deal, cast.person(person), deal.terms_hash)
    service.send_notice(deal, cast.person(person), "陈岚")
    return deal


def paid(deal: Deal, **facts: Any) -> Deal:
    """Settle what is due, now and in full unless said otherwise."""
    values = {"amount": deal.due_at_start, "currency": deal.currency, "paid_at": clock.now()} | facts
    service.payment_settled(deal, **values, actor=SYSTEM, method="bank_transfer", reference="BT-1")
    return deal


def withdrawn(cast: Cast, statement: Statement, on: date | None = None, officer: str = "lin") -> Statement:
    """Record the announced withdrawal, today unless said otherwise."""
    statements.withdraw(
        statement, cast.person(officer), withdrawn_on=on or clock.today(), evidence=evidence()
    )
    return statement
