"""The list for whoever pays: a workbook of the open annuities in the order in which they fall due."""

import io
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from portal.annuities.entries import OPEN, Entry
from portal.core import names
from portal.core.i18n import localised
from portal.core.money import to_major
from portal.core.workbooks import text_cell
from portal.patents.annuity_fees import share

_WIDTHS = (13, 20, 40, 12, 10, 13, 11, 13, 13, 13, 14, 16)
_MONEY, _DAY, _RATE = "#,##0.00", "yyyy-mm-dd", "0%"


def payment_list(entries: Iterable[Entry]) -> bytes:
    """Return the workbook. Texts are texts whatever they begin with; sums of money are numbers in yuan."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Annual fees"))
    for column, width in zip("ABCDEFGHIJKL", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    sheet.append([text_cell(sheet, head, bold=True) for head in _heads()])
    total = 0
    for entry in entries:
        if entry.clock.phase in OPEN:
            sheet.append(_line(sheet, entry))
            total += entry.clock.payable
    blank = [None] * 9
    sheet.append(
        [text_cell(sheet, _("Sum"), bold=True), *blank, _number(sheet, to_major(total, "CNY"), _MONEY)]
    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _heads() -> tuple[str, ...]:
    return (
        _("Due date"),
        _("Application number"),
        _("Title"),
        _("Kind of patent"),
        _("Patent year"),
        _("Full fee (yuan)"),
        _("Reduction"),
        _("Reduced fee (yuan)"),
        _("Surcharge (yuan)"),
        _("Received so far (yuan)"),
        _("To pay (yuan)"),
        _("Last day of the late period"),
    )


def _line(sheet: Any, entry: Entry) -> list[WriteOnlyCell]:
    clock, row = entry.clock, entry.row
    fee = clock.full - share(clock.full, clock.reduction_bp)
    return [
        _number(sheet, clock.due, _DAY),
        text_cell(sheet, row.application_no or row.identity),
        text_cell(sheet, localised(row, "title")[0]),
        text_cell(sheet, names.name("patent.kind", row.kind)),
        _number(sheet, clock.next_year, "0"),
        _number(sheet, to_major(clock.full, "CNY"), _MONEY),
        _number(sheet, clock.reduction_bp / 10_000, _RATE),
        _number(sheet, to_major(fee, "CNY"), _MONEY),
        _number(sheet, to_major(clock.surcharge, "CNY"), _MONEY),
        _number(sheet, to_major(clock.received, "CNY"), _MONEY),
        _number(sheet, to_major(clock.payable, "CNY"), _MONEY),
        _number(sheet, clock.last_safe_day, _DAY),
    ]


def _number(sheet: Any, value: Any, number_format: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell
