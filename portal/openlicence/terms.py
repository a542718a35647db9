"""The terms of a statement as plain JSON: what is signed, consented to, publicised and announced, known by its hash."""

import hashlib
import json
from datetime import date
from typing import Any

from portal.openlicence.models import Statement

NO_PRICE = {"audit_text", "payment_en"}  # all else of a fee changes what is owed, or when


def freeze(statement: Statement) -> dict[str, Any]:
    """Return everything in the statement that a licensee, co-owner or the office relies on (OL-08, OL-26)."""
    patent = statement.patent
    return {
        "patent_no": patent.application_no,
        "title": patent.title_zh,
        "patentee": statement.owner.name_zh,
        "regime": statement.regime,
        "fee": _fee(statement),
        "period": [_day(statement.period_from), _day(statement.period_to)],
        **{
            name: getattr(statement, name) or ""
            for name in (
                "plain_zh",
                "plain_en",
                "legal_zh",
                "legal_en",
                "contact",
                "note",
                "agency",
            )
        },
    }


def _fee(statement: Statement) -> dict[str, Any]:
    same = ("currency", "amount", "entry_fee", "royalty_rate", "royalty_base", "due_days")
    royal = ("base_text", "settle_every", "settle_days", "royalty_floor", "royalty_ceiling", "audit_text")
    used = royal if statement.fee_way in ("royalty", "entry_royalty") else ()
    return {
        "way": statement.fee_way,
        "instalments": list(statement.instalments or []),
        **{name: getattr(statement, name) for name in (*same, *used, "payment_zh", "payment_en")},
    }


def digest(terms: dict[str, Any]) -> str:
    """Return the SHA-256 of the terms' canonical JSON."""
    canonical = json.dumps(terms, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def hash_of(statement: Statement) -> str:
    """Return the SHA-256 of the statement's terms as they are now."""
    return digest(freeze(statement))


def same_price(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether two frozen terms ask the same price (UNI-07)."""
    names = {*one["fee"], *other["fee"]} - NO_PRICE
    return all(one["fee"].get(name) == other["fee"].get(name) for name in names)


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Return the names of what differs between two frozen terms, fees by their parts, in order."""
    flat = [
        {**terms, **{f"fee.{key}": value for key, value in terms["fee"].items()}} for terms in (one, other)
    ]
    keys = sorted({*flat[0], *flat[1]} - {"fee"})
    return [key for key in keys if flat[0].get(key) != flat[1].get(key)]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
