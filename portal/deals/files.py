"""The documents of a deal: set from its facts, stored under their hash, each only once."""

import io
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from portal.accounts.organisations import Organisation
from portal.core import clock
from portal.core.documents import Amount, Document, render
from portal.core.evidence import store
from portal.core.names import both_names
from portal.deals.models import Deal, DealDocument, Licence
from portal.extensions import db


def made(deal: Deal, kind: str) -> DealDocument | None:
    """Return the document of that kind, if it was made."""
    return db.session.scalar(
        select(DealDocument).where(DealDocument.deal_id == deal.id, DealDocument.kind == kind)
    )


def reference(deal: Deal, letter: str) -> str:
    """Return the number printed on a document of the deal."""
    return f"{letter}-{deal.public_id.upper()}"


def make_notice(deal: Deal, signatory: str, role: str, at: datetime, actor_id: int | None) -> DealDocument:
    """Set the written notice and prove its delivery: it enters the owner's inbox here at `at` (OL-18, CAL-06)."""
    address = deal.licensor.contact_email or deal.licensor.name_zh
    data = {
        **_common(deal),
        "signatory": {"name": signatory, **both_names("role", "deal.signatory_role", role)},
        "given_at": at,
        "delivery": {**both_names("channel", "deal.channel", "portal"), "address": address, "arrived_at": at},
    }
    document = render("open_licence_notice", data, reference=reference(deal, "N"), issued_at=at)
    proof = {"arrived_at": at.isoformat(), "channel": "portal", "address": address, "signatory": signatory}
    return _keep(deal, "notice", document, actor_id, {**proof, "role": role})


def make_proof(deal: Deal) -> DealDocument:
    """Set the proof that the licence is in effect, or return the one that was made before."""
    known = made(deal, "proof")
    if known is not None:
        return known
    notice = made(deal, "notice")
    if notice is None or deal.effective_at is None or deal.recordal_due is None:
        raise LookupError(f"deal {deal.id} has not taken effect")
    data = {
        **_common(deal),
        "notice": {
            "reference": reference(deal, "N"),
            "sha256": notice.blob,
            "arrived_at": deal.notice_arrived_at,
        },
        "payment": _payment(deal),
        "effective_at": deal.effective_at,
        "recordal_due": deal.recordal_due,
        "licence_no": db.session.scalars(select(Licence.number).where(Licence.deal_id == deal.id)).one(),
    }
    document = render("licence_proof", data, reference=reference(deal, "P"), issued_at=deal.effective_at)
    return _keep(deal, "proof", document, None, {})


def make_checklist(deal: Deal) -> DealDocument:
    """Set the checklist for the recordal, or return the one that was made before."""
    known = made(deal, "recordal")
    if known is not None:
        return known
    if deal.effective_at is None:
        raise LookupError(f"deal {deal.id} has not taken effect")
    common = _common(deal)
    data = {
        "deal_reference": reference(deal, "D"),
        "effective_at": deal.effective_at,
        "recordal_due": deal.recordal_due,
        "statement_no": deal.terms["statement_no"],
        **{key: common[key] for key in ("holder", "licensee", "patents")},
    }
    document = render("recordal_checklist", data, reference=reference(deal, "R"), issued_at=deal.effective_at)
    return _keep(deal, "recordal", document, None, {})


def _keep(
    deal: Deal, kind: str, document: Document, actor_id: int | None, proof: dict[str, Any]
) -> DealDocument:
    key = store().put(io.BytesIO(document.pdf), max_bytes=len(document.pdf))
    facts = {"reference": document.reference, "data_sha256": document.data_sha256, **proof}
    row = DealDocument(
        deal_id=deal.id,
        kind=kind,
        blob=key,
        filename=f"{kind}-{document.reference}.pdf",
        size=len(document.pdf),
        data=facts,
        created_by_id=actor_id,
        created_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def _whole_fee(fee: dict[str, Any], language: str) -> str:
    """Return the fee's method and standard with all that it is computed by, as one paragraph."""
    stop, colon = ("；", "：") if language == "zh" else ("; ", ": ")
    parts = (f"{what}{colon}{words}" for what, words in fee.get(f"parts_{language}", []) if words)
    return stop.join((fee[f"words_{language}"], *parts))


def _common(deal: Deal) -> dict[str, Any]:
    frozen = deal.terms
    patent = frozen["patent"]
    return {
        "statement": {
            "statement_no": frozen["statement_no"],
            "announced_on": frozen["announced_on"],
            "fee_zh": _whole_fee(frozen["fee"], "zh"),
            "fee_en": _whole_fee(frozen["fee"], "en"),
            "period_from": frozen["period"][0],
            "period_to": frozen["period"][1],
        },
        "patents": [
            {
                "title": patent["title_zh"],
                "patent_no": patent["number"],
                "filing_date": _date(patent["filing_date"]),
                "grant_date": _date(patent["grant_date"]),
            }
        ],
        "holder": _party(deal.licensor),
        "licensee": _party(deal.licensee),
    }


def _party(organisation: Organisation) -> dict[str, str]:
    facts = {
        "name": organisation.name_zh,
        "uscc": organisation.uscc,
        "address": organisation.address,
        "contact": organisation.contact_email,
    }
    return {key: value for key, value in facts.items() if value}


def _payment(deal: Deal) -> dict[str, Any]:
    if deal.due_at_start == 0:
        return {"free": True, "due_later": deal.terms["fee"]["way"] != "free"}
    method = deal.payment.get("method", "")
    return {
        "free": False,
        "amount": Amount(deal.due_at_start, deal.currency),
        "paid_at": deal.paid_at,
        **both_names("method", "payment.method", method),
        "reference": deal.payment.get("reference", ""),
    }


def _date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
