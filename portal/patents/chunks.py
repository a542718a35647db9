"""One chunk of rows, in one transaction: read, matched, taken in or refused, counted, and the cursor moved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from portal.access.actors import Actor
from portal.extensions import db
from portal.patents.batches import ImportBatch, ImportRefusal
from portal.patents.importers.base import FORMULA, RawRow
from portal.patents.importers.record import FieldError, PatentRecord
from portal.patents.importers.rows import read_row
from portal.patents.matching import Known, known_to
from portal.patents.merging import Changes, merge, new_patent
from portal.patents.models import Patent
from portal.workflow import history

IMPORTED, CHANGED = "imported", "changed_by_import"
_CELL = 4000  # characters of a refused cell that are kept
Place = tuple[int, RawRow]
Entry = tuple[Patent, str, str | None, str | None, dict[str, Any]]


@dataclass(slots=True)
class Work:
    """What a chunk needs to know: the batch, who acts, and the patents that earlier rows of the file spoke of.

    The first word about a patent in a file stands, later rows fill gaps: so the same file twice changes nothing.
    """

    batch: ImportBatch
    actor: Actor
    seen: set[str] = field(default_factory=set)

    def remember(self, rows: Iterable[Place]) -> None:
        """Note which patents were spoken of by rows that an earlier attempt has done."""
        for _, raw in rows:
            record, _errors = read_row(raw, self.batch.mapping)
            if record:
                self.seen.update(record.keys)


def take_chunk(work: Work, rows: Sequence[Place]) -> None:
    """Do `rows` (place in the file, row) and move the cursor behind them; flushes, does not commit."""
    read = [(place, raw, *read_row(raw, work.batch.mapping)) for place, raw in rows]
    known = known_to([record for _, _, record, _ in read if record])
    entries: list[Entry] = []
    for place, raw, record, errors in read:
        found, conflict = _match(work, known, record) if record else (None, errors)
        if conflict or record is None:
            _refuse(work.batch, place, raw, conflict)
        elif found is None:
            entries.append(_create(work, known, record, raw))
        else:
            entries += _update(work, known, found, record, raw)
    work.batch.cursor = rows[-1][0]
    history.record_many(entries, work.actor) if entries else db.session.flush()


def _match(work: Work, known: Known, record: PatentRecord) -> tuple[Patent | None, list[FieldError]]:
    """Return the patent that the record speaks of, or why it may not be taken."""
    found = known.of(record)
    if len(found) > 1:
        return None, [FieldError("publication_no", "row.two_patents")]
    if found and found[0].owner_id not in (None, work.batch.owner_id):
        return None, [FieldError("application_no", "row.other_owner")]
    if not found and not record.part and not (record.title_zh or record.title_en):
        return None, [FieldError("title", "row.title_needed")]
    return (found[0] if found else None), []


def _create(work: Work, known: Known, record: PatentRecord, raw: RawRow) -> Entry:
    patent = new_patent(record, work.batch.owner_id)
    db.session.add(patent)
    known.add(patent)
    work.seen.update(record.keys)
    work.batch.accepted += 1
    return (patent, IMPORTED, None, None, _origin(work, raw))


def _update(work: Work, known: Known, patent: Patent, record: PatentRecord, raw: RawRow) -> list[Entry]:
    again = not work.seen.isdisjoint((*record.keys, patent.identity))
    changes: Changes = merge(patent, record, may_replace=not again)
    if patent.owner_id is None:
        patent.owner_id = work.batch.owner_id
        changes["owner"] = [None, work.batch.owner_id]
    known.add(patent)
    work.seen.update((*record.keys, patent.identity))
    if not changes:
        work.batch.unchanged += 1
        return []
    work.batch.updated += 1
    return [(patent, CHANGED, None, None, {**_origin(work, raw), "changes": changes})]


def _origin(work: Work, raw: RawRow) -> dict[str, Any]:
    return {"batch": work.batch.public_id, "row": raw.number, **({"file": raw.source} if raw.source else {})}


def _refuse(batch: ImportBatch, place: int, raw: RawRow, errors: Sequence[FieldError]) -> None:
    batch.refused += 1
    db.session.add(
        ImportRefusal(
            batch_id=batch.id,
            place=place,
            row=raw.number,
            source=raw.source[:500],
            cells={head[:200]: plain(cell) for head, cell in raw.values.items()},
            errors=[{"field": e.field, "code": e.code, "params": e.params} for e in errors],
        )
    )


def plain(cell: Any) -> Any:
    """Return a cell as it can be kept and sent back: text, a number, or the parts of a list on one line."""
    if cell is FORMULA or cell is None:
        return ""
    if isinstance(cell, date | datetime):
        return cell.isoformat()[:10]
    if isinstance(cell, list | tuple):
        return "；".join(str(plain(part)) for part in cell)[:_CELL]
    if isinstance(cell, bool | int | float):
        return cell
    return str(cell).encode("utf-8", "replace").decode()[:_CELL]
