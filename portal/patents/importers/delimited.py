"""CSV and its relatives: any separator, UTF-8, UTF-16 or GB18030, quoted fields over several lines."""

import csv
import re
from collections.abc import Iterator
from itertools import islice

from portal.patents.importers.base import FORMULA, Formula, OpenFile, RawRow, refuse
from portal.patents.importers.lines import is_broken, text_lines
from portal.patents.importers.mapping import recognise
from portal.patents.importers.tables import Numbered, table_rows

SEPARATORS = ",\t;|，；^~\x01¦:#&$"
_SAMPLE_LINES, _SAMPLE_WIDTH = 30, 20_000
_AS_TEXT = re.compile(r'="([^"]*)"')


def read_delimited(file: OpenFile) -> Iterator[RawRow]:
    """Yield the rows under the head; raises InputError `import.no_separator`, `import.quote`."""
    separator = find_separator([line[:_SAMPLE_WIDTH] for line in islice(text_lines(file), _SAMPLE_LINES)])
    file.stream.seek(0)
    for row in table_rows(_records(file, separator)):
        if any(isinstance(cell, str) and is_broken(cell) for cell in row.values.values()):
            yield RawRow(row.number, {}, problem="row.encoding")
        else:
            yield row


def find_separator(lines: list[str]) -> str:
    """Return the character that makes the most known column heads, then the most even columns."""
    scored = [(score, separator) for separator in SEPARATORS if (score := _score(lines, separator)) > (0, 0)]
    if scored:
        return max(scored, key=lambda found: found[0])[1]
    if any(recognise(line.strip().strip('"')) for line in lines[:5]):
        return ","
    raise refuse("no_separator")


def _score(lines: list[str], separator: str) -> tuple[int, int]:
    try:
        records = [cells for cells in csv.reader(lines, delimiter=separator) if cells]
    except csv.Error:
        return (0, 0)
    widths = [len(cells) for cells in records]
    if not widths or max(widths) < 2:
        return (0, 0)
    known = max(sum(recognise(cell.strip()) is not None for cell in cells) for cells in records)
    return (known, max(widths.count(width) for width in set(widths) if width > 1))


def _records(file: OpenFile, separator: str) -> Iterator[Numbered]:
    reader = csv.reader(text_lines(file), delimiter=separator, strict=True)
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise refuse("quote", row=number + 1) from error
        number += 1
        if number > file.limits.rows:
            raise refuse("too_many_rows", limit=file.limits.rows)
        yield number, [_cell(cell) for cell in cells]


def _cell(text: str) -> str | Formula:
    """Take `="0123"` for the text it stands for, and any other formula for a formula."""
    literal = _AS_TEXT.fullmatch(text.strip())
    if literal:
        return literal[1]
    return FORMULA if text.lstrip().startswith("=") else text
