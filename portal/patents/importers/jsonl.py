"""JSON lines: one object per line, numbered as the lines are."""

import json
import re
from collections.abc import Iterator

from portal.patents.importers.base import OpenFile, RawRow
from portal.patents.importers.lines import is_broken, text_lines

_UNWRITABLE = re.compile("[\ud800-\udfff]")  # half characters, which no text file can hold


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
    if _UNWRITABLE.search(json.dumps(values, ensure_ascii=False)):
        return RawRow(number, {}, problem="row.encoding")
    return RawRow(number, values)
