"""What came of an import: as JSON, and the refused rows as a workbook to be mended and sent again."""

import io
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from openpyxl import Workbook
from sqlalchemy import select

from portal.core.names import name, sentence
from portal.core.workbooks import text_cell
from portal.extensions import db
from portal.patents.batches import ImportBatch, ImportRefusal

_PAGE = 1000


def refusals(batch: ImportBatch) -> Iterator[ImportRefusal]:
    """Yield the refused rows in the order of the file."""
    place = 0
    while True:
        wanted = select(ImportRefusal).where(ImportRefusal.batch_id == batch.id, ImportRefusal.place > place)
        page = list(db.session.scalars(wanted.order_by(ImportRefusal.place).limit(_PAGE)))
        yield from page
        if len(page) < _PAGE:
            return
        place = page[-1].place


def message(error: dict[str, Any]) -> str:
    """Return the sentence for one reason, in the language that is being written."""
    rule = error["params"].get("rule")
    return sentence(error["code"], **error["params"]) + (f" ({rule})" if rule else "")


def report(batch: ImportBatch) -> dict[str, Any]:
    """Return the counts and every reason for every refused row; rows are numbered as a spreadsheet shows them."""
    refused = [
        {"row": row.row, "field": error["field"], "code": error["code"], "message": message(error)}
        | ({"file": row.source} if row.source else {})
        for row in refusals(batch)
        for error in row.errors
    ]
    if batch.problem:
        text = sentence(batch.problem, **batch.problem_params)
        refused.append({"row": 0, "field": "file", "code": batch.problem, "message": text})
    return {
        "accepted": batch.accepted,
        "updated": batch.updated,
        "unchanged": batch.unchanged,
        "refused": refused,
    }


def mending_file(batch: ImportBatch) -> bytes:
    """Return a workbook of the refused rows under their own heads, with the reasons behind them; all cells are text."""
    rows = list(refusals(batch))
    heads = list(dict.fromkeys(head for row in rows for head in row.cells))
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Refused rows"))
    sheet.append(
        [
            text_cell(sheet, text)
            for text in (*heads, _("Row in the file"), _("Fields to mend"), _("What to mend"))
        ]
    )
    for row in rows:
        fields = "；".join(name("patent.field", error["field"]) for error in row.errors)
        reasons = "；".join(message(error) for error in row.errors)
        values = (*(row.cells.get(head, "") for head in heads), row.row, fields, reasons)
        sheet.append([text_cell(sheet, value) for value in values])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
