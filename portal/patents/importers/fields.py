"""The cells of a row, field by field, into a record: texts, people, days and classes."""

from collections.abc import Callable
from typing import Any

from portal.core import clock
from portal.core.classification import Symbol, parse_symbol, split_symbols
from portal.core.dates import parse_date
from portal.core.errors import InputError
from portal.patents.importers.clean import clean_text, has_chinese, joined_text, split_names
from portal.patents.importers.record import FieldError, PatentRecord
from portal.patents.importers.words import status_of

LONGEST = {"title": 1000, "abstract": 30_000, "claim": 60_000}
MOST_NAMES, MOST_SYMBOLS = 200, 200
DATES = ("filing_date", "publication_date", "grant_date")
Values = dict[str, Any]
Errors = list[FieldError]


def take_texts(record: PatentRecord, values: Values, errors: Errors) -> None:
    """Take title, abstract and claim into their language, and the short texts."""
    for field, reader in (("title", clean_text), ("abstract", clean_text), ("claim", joined_text)):
        for name in (field, f"{field}_en"):
            text = _text(values.get(name, ""), reader)
            if len(text) > LONGEST[field]:
                errors.append(FieldError(name, "row.too_long", {"limit": LONGEST[field]}))
            elif text and field == "claim":
                record.first_claim = text
            elif text:
                english = name.endswith("_en") or not has_chinese(text)
                setattr(record, f"{field}_{'en' if english else 'zh'}", text)
    record.agency = clean_text(first(values.get("agency", "")))[:300]
    record.agent = "；".join(split_names(values.get("agent", "")))[:300]
    record.region = clean_text(first(values.get("region", "")))[:60]
    record.legal_status = status_of(clean_text(first(values.get("legal_status", ""))))


def _text(value: Any, reader: Callable[[Any], str]) -> str:
    parts = value if isinstance(value, list | tuple) else [value]
    return reader(" ".join(str(part) for part in parts)) if parts else ""


def take_people(record: PatentRecord, values: Values, _errors: Errors) -> None:
    """Take the names of applicants and inventors."""
    record.applicants = [name[:300] for name in split_names(values.get("applicants", ""))[:MOST_NAMES]]
    record.inventors = [name[:300] for name in split_names(values.get("inventors", ""))[:MOST_NAMES]]


def take_days(record: PatentRecord, values: Values, errors: Errors) -> None:
    """Take the days, and refuse those that are none or have not come yet."""
    for field in DATES:
        value = first(values.get(field, ""))
        if value in ("", "-", "--", "/", "无"):
            continue
        try:
            day = parse_date(value)
        except InputError as refused:
            errors.append(refusal(field, refused))
            continue
        if day > clock.today():
            errors.append(FieldError(field, "row.date_future", {"value": day.isoformat()}))
        setattr(record, field, day)


def take_classes(record: PatentRecord, values: Values, errors: Errors) -> None:
    """Read the symbols, the main one first; a Locarno class in the IPC column is known for what it is (CLS-03)."""
    found: dict[tuple[str, str], None] = {}
    for field in ("ipc_main", "locarno", "ipc", "cpc"):
        texts = [part for cell in _list(values.get(field, [])) for part in split_symbols(str(cell))][
            :MOST_SYMBOLS
        ]
        symbols = [(text, _symbol(text)) for text in texts]
        if field != "ipc" and texts and not any(symbol for _, symbol in symbols):
            errors.append(FieldError(field, "class.unreadable", {"value": texts[0][:60]}))
        for _, symbol in symbols:
            if symbol and (symbol.scheme == "locarno" or symbol.subclass):
                scheme = "cpc" if field == "cpc" and symbol.scheme == "ipc" else symbol.scheme
                found.setdefault((scheme, symbol.code))
    record.classes = list(found)


def _symbol(text: str) -> Symbol | None:
    try:
        return parse_symbol(text)
    except InputError:
        return None


def first(value: Any) -> Any:
    """Return the first of several cells that holds anything."""
    return next((item for item in value if item not in (None, "")), "") if isinstance(value, list) else value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def refusal(field: str, refused: InputError) -> FieldError:
    """Return a refusal of a number, date or symbol as the error of a field."""
    rule = {"rule": refused.rule_id} if hasattr(refused, "rule_id") else {}
    return FieldError(field, refused.code, {**refused.params, **rule})
