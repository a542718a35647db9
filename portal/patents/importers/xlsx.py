"""XLSX: measured first, then read cell by cell; what stands for a formula is never taken over."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from portal.patents.importers.base import FORMULA, OpenFile, RawRow, refuse
from portal.patents.importers.tables import LOOK_AT, Numbered, head_score, table_rows
from portal.patents.importers.workbook import Cells, checked


def read_xlsx(file: OpenFile) -> Iterator[RawRow]:
    """Yield the rows of the sheet that looks most like patents; raises InputError for a file that is none."""
    with checked(file) as (copy, formulas), _native():
        book = CalamineWorkbook.from_filelike(copy)
        sheets = [(i, book.get_sheet_by_index(i)) for i in range(len(book.sheet_names))]
        sheets = [(i, sheet) for i, sheet in sheets if sheet.start is not None]
        if not sheets:
            raise refuse("empty")
        index, sheet = max(sheets, key=lambda pair: _score(pair[1]))
    if sheet.height > file.limits.rows:
        raise refuse("too_many_rows", limit=file.limits.rows)
    yield from table_rows(_cells(sheet, formulas.get(index, set())))


@contextmanager
def _native() -> Iterator[None]:
    """Turn whatever the native reader stumbles over into a refusal; a panic of it is no Exception."""
    try:
        yield
    except (CalamineError, OSError, ValueError) as error:
        raise refuse("broken") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise refuse("broken") from error
        raise


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
