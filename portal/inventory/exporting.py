"""Writing the inventory as a workbook, chunk by chunk; every cell of text is text, whatever it begins with."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, BinaryIO, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.core import clock, names
from portal.core.errors import InputError
from portal.core.evidence import store
from portal.core.i18n import in_language
from portal.core.workbooks import printable, text_cell
from portal.extensions import db
from portal.inventory import sheet
from portal.inventory.columns import COLUMNS, COMPUTED, Source
from portal.inventory.models import Item, ItemPatent, Round
from portal.inventory.tables import DONE, RUNNING, Export, Preset
from portal.jobs import queue

JOB = "inventory.export"
CHUNK = 500
MOST_BYTES = 200_000_000
PRESETS_AT_MOST = 50


def ask_for(round_: Round, columns: Sequence[str], language: str, actor: Actor) -> Export:
    """Promise a workbook with these columns in this order. Raises InputError where none is chosen."""
    require(Verb.INVENTORY_MANAGE, round_, actor)
    known = [code for code in dict.fromkeys(columns) if code in COLUMNS]
    if not known:
        raise InputError("inventory.no_columns")
    export = Export(
        round=round_,
        round_id=round_.id,
        owner_id=round_.owner_id,
        created_by_id=actor.actor_id,
        columns=known,
        language=language,
        total=round_.total,
    )
    db.session.add(export)
    db.session.flush()
    queue.enqueue(JOB, {"export_id": export.id})
    return export


def keep_preset(owner_id: int, name: str, columns: Sequence[str]) -> Preset:
    """Keep a choice of columns under a name; the same name is overwritten. Raises InputError for too many."""
    mine = select(Preset).where(Preset.owner_id == owner_id)
    presets = list(db.session.scalars(mine))
    found = next((preset for preset in presets if preset.name == name), None)
    if found is None:
        if len(presets) >= PRESETS_AT_MOST:
            raise InputError("inventory.too_many_presets", most=PRESETS_AT_MOST)
        found = Preset(owner_id=owner_id, name=name)
        db.session.add(found)
    found.columns = [code for code in dict.fromkeys(columns) if code in COLUMNS]
    db.session.flush()
    return found


def write(export: Export) -> Iterator[int]:
    """Write the workbook from the beginning and keep it; yields the rows done so far after each chunk."""
    export.status, export.done = RUNNING, 0
    book = Workbook(write_only=True)
    with in_language(export.language):
        table = book.create_sheet(printable(names.name("inventory.export", "sheet"))[:31])
        table.freeze_panes = "C2"
        table.append(
            [text_cell(table, names.name("inventory.column", code), bold=True) for code in export.columns]
        )
    lines = _lines(export)
    last = 0
    while places := _places(export.round_id, last):
        with in_language(export.language):
            for place in places:
                source = Source(place.patent, place.item, lines.get(place.patent_id))
                table.append([cell(table, COLUMNS[code](source)) for code in export.columns])
        last = places[-1].id
        export.done += len(places)
        db.session.flush()
        yield export.done
    with tempfile.SpooledTemporaryFile(max_size=4_000_000) as file:
        book.save(file)
        file.seek(0)
        export.blob = store().put(cast(BinaryIO, file), max_bytes=MOST_BYTES)
    export.status, export.finished_at, export.total = DONE, clock.now(), export.done
    db.session.flush()


def _lines(export: Export) -> dict[int, sheet.Line]:
    if not COMPUTED & set(export.columns):
        return {}
    return {line.row.id: line for line in sheet.lines(export.round)}


def _places(round_id: int, after: int) -> list[ItemPatent]:
    wanted = (
        select(ItemPatent)
        .where(ItemPatent.round_id == round_id, ItemPatent.id > after)
        .options(joinedload(ItemPatent.item).joinedload(Item.inventor))
        .order_by(ItemPatent.id)
        .limit(CHUNK)
    )
    return list(db.session.scalars(wanted).unique())


def cell(table: Any, value: Any) -> Any:
    """Return what stands in a cell: numbers and days as such, all else as text, which begins no formula and no error.

    Only text that openpyxl would read as something else gets a cell of its own; that halves the work of a large sheet.
    """
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, date):
        found = WriteOnlyCell(table, value)
        found.number_format = "yyyy-mm-dd"
        return found
    text = printable(value)
    return text_cell(table, text) if text.startswith(("=", "#")) else text
