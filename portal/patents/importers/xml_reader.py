"""Knows every XML document of patents by the name of its element."""

from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from portal.patents.importers import cnipa, uspto, xml4ip
from portal.patents.importers.base import OpenFile, RawRow, refuse
from portal.patents.importers.xml_stream import records

Shape = Callable[[Element, str], dict[str, Any]]
WHOLE: dict[str, Shape] = {
    "PatentDocumentAndRelated": cnipa.publication,
    "us-patent-grant": uspto.red_book,
    "us-patent-application": uspto.red_book,
    "patent-application-publication": uspto.application_2001,
    "PATDOC": uspto.grant_2001,
}
PARTS: dict[str, Shape] = {
    "cn-application-body": cnipa.application_part,
    "SpecificationDocument": xml4ip.specification,
    "ClaimsDocument": xml4ip.claims,
    "CPCMasterClassificationRecord": xml4ip.cpc_record,
}
_SHAPES = WHOLE | PARTS
_NOT_PATENTS = {"class-scheme": "classification_scheme"}
_LONG = frozenset(
    [
        "description",
        "us-references-cited",
        "references-cited",
        "drawings",
        "figures",
        "subdoc-description",
        "SDODE",
        "B560",
        "B562",
        "ReferencesCited",
        "Description",
        "Drawings",
        "BoundaryData",
        "table",
        "sequence-list",
        "sequence-list-doc",
        "us-sequence-list-doc",
        "subdoc-drawings",
        "cited-non-patent-literature",
        "ClaimLabelText",
        "search-report",
        "us-related-documents",
    ]
)
_WHERE_TITLES_ARE = _LONG - {"description"}


def read_xml(file: OpenFile) -> Iterator[RawRow]:
    """Yield one row per patent document or part of one; raises InputError where the file holds none."""
    number = 0
    for _root, record in records(file.stream, _SHAPES.__contains__, _skipped(file), file.limits):
        number += 1
        values = _SHAPES[record.tag](record, file.name)
        filled = {field: value for field, value in values.items() if value not in ("", [])}
        yield RawRow(number, filled, fixed=True, part=record.tag in PARTS)
    if number == 0:
        raise refuse(_why_none(file))


def _skipped(file: OpenFile) -> frozenset[str]:
    """Keep the description of CNIPA's application parts, because the title stands in it."""
    file.stream.seek(0)
    head = file.stream.read(2048)
    return _WHERE_TITLES_ARE if b"cn-application-body" in head else _LONG


def _why_none(file: OpenFile) -> str:
    file.stream.seek(0)
    head = file.stream.read(4096)
    return next((code for tag, code in _NOT_PATENTS.items() if f"<{tag}".encode() in head), "xml_unknown")
