"""XLSX: unpacked sizes first, then formulas, then cells."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from portal.patents.importers.base import FORMULA, OpenFile, RawRow, refuse
from portal.patents.importers.containers import check_sizes, unpacked
from portal.patents.importers.tables import LOOK_AT, Numbered, head_score, table_rows

_CELL_OR_FORMULA = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"|<(?:\w+:)?f[ />]')
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^<>]*?\b(?:\w+:)?id="([^"]+)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_KEEP = 512
_DIRECTORY = 1_000_000  # bytes of the lists of sheets that are looked at
Cells = set[tuple[int, int]]


def read_xlsx(file: OpenFile) -> Iterator[RawRow]:
    """Yield the rows of the sheet that looks most like patents; raises InputError for a file that is none."""
    formulas = formulas_by_sheet(file)
    file.stream.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file.stream)
        sheets = [(i, book.get_sheet_by_index(i)) for i in range(len(book.sheet_names))]
    except (CalamineError, OSError, ValueError) as error:
        raise refuse("broken") from error
    sheets = [(i, sheet) for i, sheet in sheets if sheet.start is not None]
    if not sheets:
        raise refuse("empty")
    index, sheet = max(sheets, key=lambda pair: _score(pair[1]))
    if sheet.height > file.limits.rows:
        raise refuse("too_many_rows", limit=file.limits.rows)
    yield from table_rows(_cells(sheet, formulas.get(index, set())))


def _score(sheet: CalamineSheet) -> int:
    return head_score([row for _, row in zip(range(LOOK_AT), sheet.iter_rows(), strict=False)])


def _cells(sheet: CalamineSheet, formulas: Cells) -> Iterator[Numbered]:
    left = (sheet.start or (0, 0))[1]  # rows come from the first of the sheet, columns from the first used
    marked: dict[int, list[int]] = {}
    for row, column in formulas:
        marked.setdefault(row, []).append(column - left)
    for number, cells in enumerate(sheet.iter_rows(), 1):
        values: list[Any] = list(cells)
        for column in marked.get(number - 1, ()):
            if 0 <= column < len(values):
                values[column] = FORMULA
        yield number, values


def formulas_by_sheet(file: OpenFile) -> dict[int, Cells]:
    """Unpack every member within the limits; return (row, column) of each formula by sheet, counted from 0."""
    found: dict[str, Cells] = {}
    small: dict[str, bytes] = {}
    try:
        file.stream.seek(0)
        with zipfile.ZipFile(file.stream) as archive:
            members = check_sizes(archive.infolist(), file.limits)
            for member in members:
                chunks = unpacked(file.stream, member)
                if member.filename.startswith("xl/worksheets/"):
                    found[member.filename] = _formulas(chunks)
                elif member.filename in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
                    small[member.filename] = b"".join(chunks)[:_DIRECTORY]
                else:
                    _drain(chunks)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise refuse("broken") from error
    order = _sheet_files(small.get("xl/workbook.xml", b""), small.get("xl/_rels/workbook.xml.rels", b""))
    return {i: found[name] for i, name in enumerate(order) if found.get(name)}


def _sheet_files(workbook: bytes, relations: bytes) -> list[str]:
    """Return the member that holds each sheet, in the order of the workbook."""
    targets = {}
    for match in _RELATION.finditer(relations):
        attributes = dict(re.findall(rb'\b(Id|Target)="([^"]*)"', match[0]))
        targets[attributes.get(b"Id")] = attributes.get(b"Target", b"").decode(errors="replace")
    paths = (targets.get(match[1], "") for match in _SHEET.finditer(workbook))
    return [path.removeprefix("/") if path.startswith("/") else f"xl/{path}" for path in paths]


def _drain(chunks: Iterator[bytes]) -> None:
    for _ in chunks:
        pass


def _formulas(chunks: Iterator[bytes]) -> Cells:
    """Return the cells that hold a formula; what a chunk's end cuts off is looked at with the next chunk."""
    found: Cells = set()
    kept, cell = b"", (0, 0)
    for chunk in chunks:
        text = kept + chunk
        last = 0
        for match in _CELL_OR_FORMULA.finditer(text):
            last = match.end()
            if match[1]:
                cell = (int(match[2]) - 1, _column(match[1]))
            else:
                found.add(cell)
        kept = text[max(last, len(text) - _KEEP) :]
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
