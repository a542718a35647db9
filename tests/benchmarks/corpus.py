"""The real records as one collection, and its tokens: the same for every engine that is compared."""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from portal.search.indexing import IndexedDocument, index_document
from portal.search.model import Document, Schema

SCHEMA = Schema(
    kind="bench",
    zones={"title": 2.5, "body": 1.0},
    texts={"title": "title", "abstract": "body", "holder": "body"},
    keywords=("section", "subclass", "holder"),
    numbers=("filed",),
)


@dataclass(frozen=True)
class Record:
    """One real record, reduced to what all sources have."""

    title: str
    abstract: str
    holder: str
    symbol: str
    filed: int  # ordinal day; made up from the record's place where the source gives none


def shared_data() -> Path:
    """Return the folder of real data, or leave with a sentence that says what is missing."""
    given = os.environ.get("AWAKEN_SHARED_DATA")
    folder = Path(given) if given else Path(__file__).resolve().parents[3] / "shared" / "data"
    if not folder.is_dir():
        sys.exit("NOT MEASURED: the folder of real data is not here (set AWAKEN_SHARED_DATA)")
    return folder


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def real_records(folder: Path) -> list[Record]:
    """Return every real record that has a title: Chinese and English patents, technologies and needs."""
    files = sorted(folder.glob("patents_*/*.jsonl")) + sorted(folder.glob("listings_en/*.jsonl"))
    found = [row for path in (*files, folder / "needs_cn" / "needs.jsonl") for row in rows(path)]
    return [_record(number, row) for number, row in enumerate(found) if row.get("title")]


def _record(number: int, row: dict[str, Any]) -> Record:
    symbols = (
        row.get("ipc_main") or row.get("ipc_subclass") or row.get("ipc_subclasses") or row.get("ipc") or ""
    )
    given = str(row.get("application_date") or "").replace(".", "-")
    filed = (
        date.fromisoformat(given).toordinal()
        if len(given) == 10 and given[4] == "-"
        else 725_000 + number % 9_000
    )
    return Record(
        title=str(row["title"]),
        abstract=str(row.get("abstract") or row.get("content") or row.get("description") or ""),
        holder=str(row.get("applicant") or row.get("assignee") or ""),
        symbol=(symbols[0] if isinstance(symbols, list) and symbols else str(symbols or ""))[:4],
        filed=filed,
    )


def repeated(records: list[Record], size: int) -> Iterator[tuple[str, Record]]:
    """Yield (id, record) up to `size`; beyond the real ones the same records come again under new numbers."""
    for number in range(size):
        yield f"{number:07}", records[number % len(records)]


def indexed(id_: str, record: Record) -> IndexedDocument:
    """Return the record with its tokens."""
    texts = {"title": record.title, "abstract": record.abstract, "holder": record.holder}
    codes = {
        "section": [record.symbol[:1]] if record.symbol else [],
        "subclass": [record.symbol] if len(record.symbol) == 4 else [],
        "holder": [record.holder] if record.holder else [],
    }
    return index_document(
        SCHEMA, Document(id_, 1, texts, codes, {"filed": record.filed}, (), (record.symbol,))
    )
