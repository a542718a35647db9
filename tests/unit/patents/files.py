"""Builds small files of patents for the importers' tests; every patent here is made up."""

import io
import json
import zipfile
from typing import Any

from openpyxl import Workbook

from portal.core.numbers import check_digit
from portal.patents.importers.base import LIMITS, Limits, RawRow
from portal.patents.importers.mapping import proposed_mapping
from portal.patents.importers.opening import heads_of, read_file
from portal.patents.importers.record import FieldError, PatentRecord
from portal.patents.importers.rows import read_row

HEADS = ["专利名称", "申请号", "申请人", "申请日", "主分类号", "摘要"]


def number(serial: int, year: int = 2019, kind: int = 1) -> str:
    """Return a sound application number with its check digit."""
    body = f"{year}{kind}{serial:07d}"
    return f"CN{body}.{check_digit(body)}"


def patent(serial: int = 1, **changes: Any) -> dict[str, Any]:
    """Return one row under `HEADS`."""
    row = {
        "专利名称": f"一种可折叠的演示支架{serial}",
        "申请号": number(serial),
        "申请人": "青岚理工大学",
        "申请日": "2019-03-04",
        "主分类号": "F16M11/38",
        "摘要": "本发明公开了一种可折叠的演示支架，包括底座和支杆。",
    }
    return row | changes


def xlsx(rows: list[list[Any]]) -> bytes:
    """Return a workbook whose only sheet holds `rows`."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_text(rows: list[dict[str, Any]], separator: str = ",") -> str:
    """Return a head and rows with `separator`."""
    lines = [separator.join(rows[0])] + [separator.join(str(cell) for cell in row.values()) for row in rows]
    return "\r\n".join(lines) + "\r\n"


def json_lines(rows: list[dict[str, Any]]) -> bytes:
    """Return one object per line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP of `members`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def raw_rows(content: bytes, name: str = "upload", limits: Limits = LIMITS) -> list[RawRow]:
    """Read a file to its end."""
    return list(read_file(io.BytesIO(content), name, limits))


def read(content: bytes, name: str = "upload") -> tuple[list[PatentRecord], list[tuple[int, FieldError]]]:
    """Return the records and the numbered errors of a file under the proposed mapping."""
    rows = raw_rows(content, name)
    heads, _ = heads_of(iter(rows))
    mapping = proposed_mapping(heads)
    records, errors = [], []
    for row in rows:
        record, found = read_row(row, mapping)
        records += [record] if record else []
        errors += [(row.number, error) for error in found]
    return records, errors
