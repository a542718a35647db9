"""Finds the head of a table and pairs each cell with it; XLSX and delimited files share this."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from portal.patents.importers.base import FORMULA, RawRow, refuse
from portal.patents.importers.mapping import recognise

LOOK_AT = 20
Numbered = tuple[int, Sequence[Any]]


def table_rows(numbered: Iterable[Numbered], source: str = "") -> Iterator[RawRow]:
    """Yield rows under the best head among the first lines; empty lines are passed over, numbers stay."""
    lines = iter(numbered)
    first = [line for _, line in zip(range(LOOK_AT), lines, strict=False)]
    place = head_place([cells for _, cells in first])
    if place is None:
        raise refuse("no_head")
    heads = _unique([_head(cell) for cell in first[place][1]])
    for chunk in (first[place + 1 :], lines):
        for number, cells in chunk:
            values = {
                head: cell for head, cell in zip(heads, cells, strict=False) if head and not _blank(cell)
            }
            if values:
                yield RawRow(number, values, source=source)


def head_place(lines: list[Sequence[Any]]) -> int | None:
    """Return the line with the most column heads that we know, else the first with two words in it."""
    known = [_known(cells) for cells in lines]
    if any(known):
        return known.index(max(known))
    return next((i for i, cells in enumerate(lines) if sum(not _blank(cell) for cell in cells) >= 2), None)


def head_score(lines: list[Sequence[Any]]) -> int:
    """Return how many known column heads the best of the lines has."""
    return max((_known(cells) for cells in lines), default=0)


def _known(cells: Sequence[Any]) -> int:
    return sum(recognise(_head(cell)) is not None for cell in cells)


def _head(cell: Any) -> str:
    return "" if cell is None or cell is FORMULA else " ".join(str(cell).split())


def _blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _unique(heads: list[str]) -> list[str]:
    """Return heads that differ: a second `申请人` becomes `申请人 (2)`."""
    seen: dict[str, int] = {}
    out = []
    for head in heads:
        seen[head] = seen.get(head, 0) + 1
        out.append(head if seen[head] == 1 or not head else f"{head} ({seen[head]})")
    return out
