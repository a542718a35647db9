"""The announced terms as the licensee read them: frozen with the deal, known by their hash."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.core.i18n import current_language, localised
from portal.openlicence.fees import fee_words_in, parts_in
from portal.openlicence.models import Statement
from portal.patents.models import Patent


def patent_number(patent: Patent) -> str:
    """Return the patent number as the register writes it: ZL and the application number for a Chinese one."""
    number = patent.application_no or patent.identity
    return f"ZL{number}" if patent.office == "CN" and patent.application_no else number


def freeze(statement: Statement) -> dict[str, Any]:
    """Return the announced terms as plain JSON: what the notice accepts, no more and no less (OL-18, OL-26)."""
    patent = statement.patent
    return {
        "statement_no": statement.statement_no,
        "announced_on": _day(statement.announced_on),
        "patent": {
            "number": patent_number(patent),
            "title_zh": localised(patent, "title", "zh")[0],
            "title_en": localised(patent, "title", "en")[0],
            "filing_date": _day(patent.filing_date),
            "grant_date": _day(patent.grant_date),
        },
        "patentee": {"name": statement.owner.name_zh, "uscc": statement.owner.uscc},
        "fee": {
            "way": statement.fee_way,
            "currency": statement.currency,
            "amount": statement.amount,
            "entry_fee": statement.entry_fee,
            "royalty_rate": statement.royalty_rate,
            "royalty_base": statement.royalty_base,
            "instalments": statement.instalments,
            "due_days": statement.due_days,
            "words_zh": fee_words_in(statement, "zh"),
            "words_en": fee_words_in(statement, "en"),
            "parts_zh": [list(part) for part in parts_in(statement, "zh")],
            "parts_en": [list(part) for part in parts_in(statement, "en")],
            "payment_zh": statement.payment_zh,
            "payment_en": statement.payment_en,
        },
        "period": [_day(statement.period_from), _day(statement.period_to)],
        "plain_zh": statement.plain_zh,
        "plain_en": statement.plain_en,
        "legal_zh": statement.legal_zh,
        "legal_en": statement.legal_en,
        "contact": statement.contact,
    }


def digest(terms: dict[str, Any]) -> str:
    """Return the SHA-256 of the terms' canonical JSON."""
    canonical = json.dumps(terms, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _day(day: Any) -> str | None:
    return day.isoformat() if day is not None else None


@dataclass(frozen=True)
class Reading:
    """Frozen terms as pages show them: texts in two languages under the names that `localised` looks for."""

    statement_no: str
    announced_on: date | None
    number: str
    title_zh: str
    title_en: str
    patentee: str
    fee_way: str
    fee_zh: str
    fee_en: str
    parts_zh: list[tuple[str, str]]
    parts_en: list[tuple[str, str]]
    due_days: int
    payment_zh: str
    payment_en: str
    period_from: date | None
    period_to: date | None
    plain_zh: str
    plain_en: str
    legal_zh: str
    legal_en: str

    @property
    def fee_parts(self) -> list[tuple[str, str]]:
        """All else that the fee is computed and paid by, in the reader's language."""
        return self.parts_zh if current_language() == "zh" else self.parts_en


def read(frozen: dict[str, Any]) -> Reading:
    """Return frozen terms in a form that pages can show."""
    patent, fee = frozen["patent"], frozen["fee"]
    return Reading(
        statement_no=frozen["statement_no"],
        announced_on=_as_day(frozen["announced_on"]),
        number=patent["number"],
        title_zh=patent["title_zh"],
        title_en=patent["title_en"],
        patentee=frozen["patentee"]["name"],
        fee_way=fee["way"],
        fee_zh=fee["words_zh"],
        fee_en=fee["words_en"],
        parts_zh=[(what, words) for what, words in fee.get("parts_zh", [])],
        parts_en=[(what, words) for what, words in fee.get("parts_en", [])],
        due_days=fee["due_days"],
        payment_zh=fee["payment_zh"],
        payment_en=fee["payment_en"],
        period_from=_as_day(frozen["period"][0]),
        period_to=_as_day(frozen["period"][1]),
        **{key: frozen[key] for key in ("plain_zh", "plain_en", "legal_zh", "legal_en")},
    )


def _as_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
