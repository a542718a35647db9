"""From a raw row and a mapping to a checked record, or to every reason why not."""

from collections.abc import Callable, Mapping
from typing import Any

from portal.core import clock
from portal.core.classification import Symbol, parse_symbol, split_symbols
from portal.core.dates import parse_date
from portal.core.errors import InputError
from portal.core.numbers import ForeignNumber
from portal.patents.importers.base import FORMULA, RawRow
from portal.patents.importers.clean import clean_text, has_chinese, joined_text, split_names
from portal.patents.importers.identity import Identity, case_keys, cells, read_number, siblings
from portal.patents.importers.record import FieldError, PatentRecord, Publication
from portal.patents.importers.words import kind_of, status_of

LONGEST = {"title": 1000, "abstract": 30_000, "claim": 60_000}
DATES = ("filing_date", "publication_date", "grant_date")
NO_NUMBER = "row.number_needed"
Values = dict[str, Any]
Errors = list[FieldError]


def read_row(raw: RawRow, mapping: Mapping[str, str]) -> tuple[PatentRecord | None, Errors]:
    """Return the record, or None and the errors; a row is taken whole or not at all."""
    if raw.problem:
        return None, [FieldError("row", raw.problem)]
    values, errors = _by_field(raw, mapping)
    identity = _identity(values, errors)
    if not identity.keys:
        errors = errors or [FieldError("application_no", NO_NUMBER)]
    if errors:
        return None, errors
    record = PatentRecord(
        office=identity.office,
        kind=_kind(values, identity, errors),
        keys=identity.keys,
        part=raw.part,
        application_no=_application_no(identity),
        check_supplied=bool(identity.application and identity.application.check_supplied),
    )
    for step in (_texts, _people, _days, _classes):
        step(record, values, errors)
    _publications(record, identity)
    _order_of_days(record, errors)
    return (None, errors) if errors else (record, [])


def _by_field(raw: RawRow, mapping: Mapping[str, str]) -> tuple[Values, Errors]:
    """Return the cells by field, several columns of one field joined, and an error for each formula."""
    found: dict[str, list[Any]] = {}
    errors = []
    for head, cell in raw.values.items():
        field = head if raw.fixed else mapping.get(head)
        if field is None or cell is None or cell == "" or cell == []:
            continue
        if cell is FORMULA:
            errors.append(FieldError(field, "row.formula"))
        else:
            found.setdefault(field, []).append(cell)
    return {field: list_ if len(list_) > 1 else list_[0] for field, list_ in found.items()}, errors


def _identity(values: Values, errors: Errors) -> Identity:
    identity = Identity()
    for field in ("application_no", "publication_no"):
        for text in cells(values.get(field, [])):
            try:
                identity.add(read_number(text, application_first=field == "application_no"))
            except InputError as refused:
                errors.append(_error(field, refused))
    if values.get("case_no"):
        for found in case_keys(str(_first(values["case_no"]))):
            if isinstance(found, str):
                identity.case_no = found
            else:
                identity.add(found)
    _agree(identity, errors)
    return identity


def _agree(identity: Identity, errors: Errors) -> None:
    """Refuse publication numbers of another kind than the application number (PUB-04)."""
    kinds = {number.kind for number in identity.publications}
    if identity.application:
        kinds.add(identity.application.kind)
    if len(kinds) > 1:
        errors.append(FieldError("publication_no", "row.numbers_disagree", {"rule": "PUB-04"}))


def _application_no(identity: Identity) -> str | None:
    if identity.application:
        return str(identity.application)
    return next((str(number) for number in identity.foreign if number.series == "application"), None)


def _kind(values: Values, identity: Identity, errors: Errors) -> str:
    told, said = identity.kind, kind_of(clean_text(_first(values.get("kind", ""))))
    if told and said and told != said and identity.office == "CN":
        errors.append(FieldError("kind", "row.kind_mismatch", {"rule": "NUM-04"}))
    return told or said or "I"


def _texts(record: PatentRecord, values: Values, errors: Errors) -> None:
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
    record.agency = clean_text(_first(values.get("agency", "")))[:300]
    record.agent = "；".join(split_names(values.get("agent", "")))[:300]
    record.region = clean_text(_first(values.get("region", "")))[:60]
    record.legal_status = status_of(clean_text(_first(values.get("legal_status", ""))))


def _text(value: Any, reader: Callable[[Any], str]) -> str:
    parts = value if isinstance(value, list | tuple) else [value]
    return reader(" ".join(str(part) for part in parts)) if parts else ""


def _people(record: PatentRecord, values: Values, _errors: Errors) -> None:
    record.applicants = [name[:300] for name in split_names(values.get("applicants", ""))]
    record.inventors = [name[:300] for name in split_names(values.get("inventors", ""))]


def _days(record: PatentRecord, values: Values, errors: Errors) -> None:
    for field in DATES:
        value = _first(values.get(field, ""))
        if value in ("", "-", "--", "/", "无"):
            continue
        try:
            day = parse_date(value)
        except InputError as refused:
            errors.append(_error(field, refused))
            continue
        if day > clock.today():
            errors.append(FieldError(field, "row.date_future", {"value": day.isoformat()}))
        setattr(record, field, day)


def _classes(record: PatentRecord, values: Values, errors: Errors) -> None:
    """Read the symbols, the main one first; a Locarno class in the IPC column is known for what it is (CLS-03)."""
    found: dict[tuple[str, str], None] = {}
    for field in ("ipc_main", "locarno", "ipc", "cpc"):
        texts = [part for cell in _list(values.get(field, [])) for part in split_symbols(str(cell))]
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


def _publications(record: PatentRecord, identity: Identity) -> None:
    """Take the numbers over, with the day of the row where there is but one to give it to."""
    numbers = [
        n for n in identity.published if not (isinstance(n, ForeignNumber) and n.series == "application")
    ]
    day = record.publication_date or record.grant_date
    for number in numbers:
        own_day = day if len(numbers) == 1 else None
        record.publications.append(Publication(str(number), number.kind_code, own_day, siblings(number)))
    for number in identity.publications:
        if number.meaning(day) == "grant" and len(numbers) == 1:
            record.grant_date = record.grant_date or day


def _order_of_days(record: PatentRecord, errors: Errors) -> None:
    """A text cannot be published or granted before it was filed (INV-14)."""
    for field in ("publication_date", "grant_date"):
        day = getattr(record, field)
        if record.filing_date and day and day < record.filing_date:
            errors.append(FieldError(field, "row.dates_order", {"rule": "INV-14"}))


def _first(value: Any) -> Any:
    return next((item for item in value if item not in (None, "")), "") if isinstance(value, list) else value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _error(field: str, refused: InputError) -> FieldError:
    rule = {"rule": refused.rule_id} if hasattr(refused, "rule_id") else {}
    return FieldError(field, refused.code, {**refused.params, **rule})
