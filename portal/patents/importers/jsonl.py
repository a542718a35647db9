"""JSON lines: one object per line, numbered as the lines are."""

import json
from collections.abc import Iterator

from portal.patents.importers.base import OpenFile, RawRow
from portal.patents.importers.lines import is_broken, text_lines


def read_json_lines(file: OpenFile) -> Iterator[RawRow]:
    """Yield one row per line that is not blank; a line that is no object has `problem` set."""
    for number, line in enumerate(text_lines(file), 1):
        if line.strip():
            yield _row(number, line)


def _row(number: int, line: str) -> RawRow:
    if is_broken(line):
        return RawRow(number, {}, problem="row.encoding")
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return RawRow(number, {}, problem="row.json")
    if not isinstance(values, dict):
        return RawRow(number, {}, problem="row.json")
    return RawRow(number, values)
