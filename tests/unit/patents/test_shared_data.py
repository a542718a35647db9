"""Every real file of patents is read: so many rows taken, so many refused, and why."""

import os
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from portal.patents.importers.mapping import proposed_mapping
from portal.patents.importers.opening import heads_of, read_file
from portal.patents.importers.rows import read_row

ROOT = Path(os.environ.get("AWAKEN_SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
pytestmark = pytest.mark.skipif(
    not ROOT.is_dir(), reason=f"REAL FILES NOT PROVEN: no data at {ROOT} (set AWAKEN_SHARED_DATA)"
)
TABLES = {
    "patents_cn/taian.xlsx": (7384, 0),
    "patents_cn/taian.jsonl": (7384, 0),
    "patents_cn/agriculture.jsonl": (11517, 0),
    "patents_cn/classes.jsonl": (9740, 0),
    "patents_cn/full_fields.jsonl": (199, 137),
    "listings_en/nasa_t2_technologies.jsonl": (631, 0),
    "listings_en/nasa_t2_issued.jsonl": (504, 0),
    "patents_en/uspto.jsonl": (12428, 0),
}


def count(path: Path) -> tuple[int, Counter[str]]:
    with path.open("rb") as stream:
        rows = read_file(stream, str(path))
        heads, first = heads_of(rows)
        mapping, taken, refused = proposed_mapping(heads), 0, Counter[str]()
        for row in chain(first, rows):
            record, errors = read_row(row, mapping)
            taken += record is not None
            refused.update(error.code for error in errors)
    return taken, refused


@pytest.mark.parametrize(("name", "expected"), TABLES.items())
def test_tables(name: str, expected: tuple[int, int]) -> None:
    taken, refused = count(ROOT / name)
    assert (taken, refused.total()) == expected
    assert set(refused) <= {"row.number_needed"}


def test_every_xml_document() -> None:
    files = sorted(
        path for path in (ROOT / "xml").rglob("*") if path.is_file() and "cpcScheme" not in path.parts
    )
    counts = {path.name: count(path) for path in files}
    assert len(counts) == 41
    assert {name: refused for name, (_, refused) in counts.items() if refused} == {}
    assert sum(taken for taken, _ in counts.values()) == 40 + 13
