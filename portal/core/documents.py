"""Documents that must still say the same in ten years: PDFs set by typst from data, never from source."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from portal.core.capitals import in_capitals
from portal.core.clock import BEIJING
from portal.core.errors import PortalError
from portal.core.glyphs import FONT_FOLDER, assert_fonts, printable
from portal.core.money import exponent, to_major

TEMPLATES = Path(__file__).parents[2] / "templates" / "documents"
STANDARDS = ("a-2b", "ua-1")
PREVIEW_PPI = 96.0


class DocumentFailed(PortalError):
    """A template asked for data it was not given, or cannot be compiled: a fault of ours, not the reader's."""

    status = 500


@dataclass(frozen=True)
class Amount:
    """A sum to print: integer minor units and the ISO code of the currency."""

    minor: int
    currency: str


@dataclass(frozen=True)
class Document:
    """A finished PDF, its SHA-256, and the SHA-256 of the data that is printed on it."""

    reference: str
    pdf: bytes
    sha256: str
    data_sha256: str


def render(template: str, data: Mapping[str, Any], *, reference: str, issued_at: datetime) -> Document:
    """Set `templates/documents/<template>.typ`; the same arguments give the same bytes.

    `data` holds strings, integers, booleans, None, dates, aware datetimes, Amounts, and mappings and
    sequences of these; which keys, the head of each template says. Raises DocumentFailed.
    """
    data_sha256, inputs = _inputs(template, data, reference, issued_at)
    pdf = _compile(template, inputs, issued_at, format="pdf", pdf_standards=list(STANDARDS))
    return Document(reference, pdf[0], hashlib.sha256(pdf[0]).hexdigest(), data_sha256)


def preview(template: str, data: Mapping[str, Any], *, reference: str, issued_at: datetime) -> list[bytes]:
    """Return the pages of the same document as PNG pictures."""
    _digest, inputs = _inputs(template, data, reference, issued_at)
    return _compile(template, inputs, issued_at, format="png", ppi=PREVIEW_PPI)


def canonical(template: str, data: Mapping[str, Any], reference: str, issued_at: datetime) -> bytes:
    """Return the bytes whose SHA-256 the document carries: sorted JSON, instants in UTC."""
    whole = {"template": template, "reference": reference, "issued_at": issued_at, "data": data}
    return json.dumps(
        _walk(whole, _plain), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    ).encode()


def _inputs(
    template: str, data: Mapping[str, Any], reference: str, issued_at: datetime
) -> tuple[str, dict[str, str]]:
    digest = hashlib.sha256(canonical(template, data, reference, issued_at)).hexdigest()
    head = {"reference": reference, "issued": issued_at, "digest": digest}
    return digest, {"data": json.dumps(_walk({**data, "document": head}, _printed), ensure_ascii=False)}


@cache
def _fonts() -> typst.Fonts:
    """Return the vendored fonts and no others, read once per process. Raises MissingFont."""
    assert_fonts()
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )


def _compile(template: str, inputs: dict[str, str], issued_at: datetime, **options: Any) -> list[bytes]:
    """Run typst where it can read nothing but our templates and the vendored fonts."""
    try:
        pages = typst.compile(
            TEMPLATES / f"{template}.typ",
            root=TEMPLATES,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            timestamp=int(issued_at.timestamp()),
            **options,
        )
    except typst.TypstError as error:
        raise DocumentFailed("document.failed", template=template) from error
    return pages if isinstance(pages, list) else [pages]


def _walk(value: Any, leaf: Any) -> Any:
    """Return `value` with every leaf replaced; refuses types that have no one way to be written."""
    if isinstance(value, Mapping):
        return {str(key): _walk(item, leaf) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_walk(item, leaf) for item in value]
    return leaf(value)


def _plain(value: Any) -> Any:
    """Write a leaf for hashing."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Amount):
        return {"minor": value.minor, "currency": value.currency}
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"a document cannot hold {type(value).__name__}")


def _printed(value: Any) -> Any:
    """Write a leaf for the page: instants in both clocks, sums in digits and in Chinese capitals."""
    if isinstance(value, datetime):
        return {
            "beijing": f"{value.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}",
            "utc": f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
        }
    if isinstance(value, Amount):
        digits = f"{to_major(value.minor, value.currency):,.{exponent(value.currency)}f}"
        capital = in_capitals(value.minor) if value.currency == "CNY" else ""
        return {"text": f"{value.currency} {digits}", "capital": capital}
    return printable(value) if isinstance(value, str) else _plain(value)
