"""The papers that a holder files: statement form, note on the fee, consents, undertaking; set from the signed terms."""

import re
from typing import Any

from portal.core import clock
from portal.core.documents import Document, render
from portal.openlicence import consents, fees, terms
from portal.openlicence.models import Statement
from portal.openlicence.records import DECLARE, YES, Consent
from portal.patents.facts.reading import facts_of

PARTS = ("form", "note", "consents", "undertaking")
TEMPLATE = "open_licence_papers"
_UNSAFE = re.compile(r"[^0-9A-Za-z.\-]+")


def reference(statement: Statement) -> str:
    """Return the number printed on the papers."""
    return f"S-{statement.public_id.upper()}"


def make(statement: Statement, parts: tuple[str, ...] = PARTS) -> Document:
    """Set the papers as one PDF; the same statement gives the same bytes once it is signed."""
    at = statement.signed_at or clock.now()
    return render(TEMPLATE, _data(statement, parts), reference=reference(statement), issued_at=at)


def filename(statement: Statement) -> str:
    """Return the name under which the papers are saved: the patent number, then the reference."""
    number = _UNSAFE.sub("-", statement.patent.application_no or statement.patent.identity)
    return f"ZL{number}-{reference(statement)}.pdf"


def _data(statement: Statement, parts: tuple[str, ...]) -> dict[str, Any]:
    patent, frozen = statement.patent, terms.freeze(statement)
    report = facts_of(patent).evaluation_report
    agreed = [one for one in consents.of_statement(statement, DECLARE) if _counts(one, frozen)]
    return {
        "parts": list(parts),
        "signed": statement.text_hash is not None,
        "pilot": statement.regime == "PILOT",
        "patent": {
            "title": patent.title_zh or patent.title_en,
            "patent_no": f"ZL{patent.application_no}",
            "filing_date": patent.filing_date,
            "grant_date": patent.grant_date,
        },
        "holder": {"name": statement.owner.name_zh, "uscc": statement.owner.uscc},
        "fee": {
            "words": fees.fee_words_in(statement, "zh"),
            "payment": statement.payment_zh,
            "due_days": statement.due_days,
            **_formula(statement),
        },
        "period": [statement.period_from, statement.period_to],
        "other_terms": statement.legal_zh,
        "contact": statement.contact,
        "agency": statement.agency,
        "report_no": report.number if report is not None else "",
        "note": statement.note,
        "consents": [_consent(one) for one in agreed],
        "signature": {"name": statement.signed_by, "position": statement.signed_as},
        "text_sha256": terms.digest(frozen),
    }


def _counts(consent: Consent, frozen: dict[str, Any]) -> bool:
    return consent.answer == YES and consent.revoked_at is None and consent.text_hash == terms.digest(frozen)


def _formula(statement: Statement) -> dict[str, Any]:
    if statement.fee_way not in ("royalty", "entry_royalty"):
        return {"royalty": False}
    bounds = (statement.royalty_floor, statement.royalty_ceiling)
    return {
        "royalty": True,
        "base": statement.base_text,
        "settled": {"year": "每年", "half_year": "每半年", "quarter": "每季度"}[statement.settle_every],
        "settle_days": statement.settle_days,
        "bounds": [str(bound / 100) if bound is not None else "" for bound in bounds],
        "audit": statement.audit_text,
    }


def _consent(consent: Consent) -> dict[str, Any]:
    return {
        "role": {"co_owner": "共有人", "pledgee": "质权人"}[consent.role],
        "party": consent.party,
        "signatory": consent.signatory,
        "position": consent.position,
        "answered_at": consent.answered_at,
        "text_sha256": consent.text_hash,
    }
