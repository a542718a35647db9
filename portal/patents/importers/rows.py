"""From a raw row and a mapping to a checked record, or to every reason why not."""

from collections.abc import Mapping
from typing import Any

from portal.core.errors import InputError
from portal.core.numbers import ForeignNumber
from portal.patents.importers.base import FORMULA, RawRow
from portal.patents.importers.clean import clean_text
from portal.patents.importers.fields import (
    Errors,
    Values,
    first,
    refusal,
    take_classes,
    take_days,
    take_people,
    take_texts,
)
from portal.patents.importers.identity import Identity, case_keys, cells, read_number, siblings
from portal.patents.importers.record import FieldError, PatentRecord, Publication
from portal.patents.importers.words import kind_of

NO_NUMBER = "row.number_needed"


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
    for step in (take_texts, take_people, take_days, take_classes):
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
                errors.append(refusal(field, refused))
    if values.get("case_no"):
        for found in case_keys(str(first(values["case_no"]))):
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
    told, said = identity.kind, kind_of(clean_text(first(values.get("kind", ""))))
    if told and said and told != said and identity.office == "CN":
        errors.append(FieldError("kind", "row.kind_mismatch", {"rule": "NUM-04"}))
    return told or said or "I"


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
