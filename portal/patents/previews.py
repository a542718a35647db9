"""A look at a file before it is imported: its columns with examples, and what its first rows would come to."""

from dataclasses import dataclass
from itertools import islice

from portal.core.evidence import store
from portal.core.names import name
from portal.patents import reports
from portal.patents.batches import ImportBatch
from portal.patents.importers.mapping import FIELDS, recognise
from portal.patents.importers.opening import heads_of, read_file
from portal.patents.importers.record import FieldError, PatentRecord
from portal.patents.importers.rows import read_row

LOOK_AT = 1000
SHOWN = 20
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its head, cells from it, the field chosen, and whether the head is a known one."""

    head: str
    examples: list[str]
    field: str
    known: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """`complete` says that the whole file was looked at."""

    looked_at: int
    good: list[tuple[int, PatentRecord]]
    good_total: int
    bad: list[tuple[int, str, list[tuple[str, str]]]]
    bad_total: int
    complete: bool


def columns(batch: ImportBatch) -> list[Column]:
    """Return the columns of the batch's file; none where its form needs no mapping."""
    with store().open(batch.file_key) as stream:
        heads, rows = heads_of(read_file(stream, batch.file_name))
    examples = {
        head: [str(row.values[head]) for row in rows if head in row.values][:_EXAMPLES] for head in heads
    }
    return [
        Column(
            head,
            [text[:60] for text in examples[head]],
            batch.mapping.get(head, ""),
            recognise(head) is not None,
        )
        for head in heads
    ]


def field_choices() -> list[tuple[str, str]]:
    """Return the fields that a column may be read as, with their words."""
    return [(field, name("patent.field", field)) for field in FIELDS]


def preview(batch: ImportBatch) -> Preview:
    """Read the first rows of the file as the import would, without asking the database."""
    good: list[tuple[int, PatentRecord]] = []
    bad: list[tuple[int, str, list[FieldError]]] = []
    with store().open(batch.file_key) as stream:
        rows = read_file(stream, batch.file_name)
        for raw in islice(rows, LOOK_AT):
            record, errors = read_row(raw, batch.mapping)
            if record is not None:
                good.append((raw.number, record))
            else:
                bad.append((raw.number, raw.source, errors))
        complete = next(rows, None) is None
    return Preview(
        looked_at=len(good) + len(bad),
        good=good[:SHOWN],
        good_total=len(good),
        bad=[(number, source, _sentences(errors)) for number, source, errors in bad[:SHOWN]],
        bad_total=len(bad),
        complete=complete,
    )


def _sentences(errors: list[FieldError]) -> list[tuple[str, str]]:
    return [
        (name("patent.field", e.field), reports.message({"code": e.code, "params": e.params})) for e in errors
    ]
