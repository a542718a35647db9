"""Cells of the workbooks that the portal writes."""

from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

_LONGEST = 32_000


def printable(value: Any) -> str:
    """Return the text without what a workbook cannot hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", str(value)))[:_LONGEST]


def text_cell(sheet: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    """Return a cell that is text whatever it begins with: `=`, `+`, `-` and `@` start no formula here."""
    cell = WriteOnlyCell(sheet, printable(value))
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
