"""The one way into the importers: a file is told by its content and read as what it is."""

import os
from collections.abc import Iterator
from typing import BinaryIO

from portal.patents.importers.base import LIMITS, Limits, OpenFile, RawRow, Reader, refuse
from portal.patents.importers.delimited import read_delimited
from portal.patents.importers.greenbook import read_greenbook
from portal.patents.importers.jsonl import read_json_lines
from portal.patents.importers.sniff import file_format
from portal.patents.importers.xlsx import read_xlsx
from portal.patents.importers.xml_reader import read_xml
from portal.patents.importers.zipped import XLSX_MARK, read_zip, zip_members

READERS: dict[str, Reader] = {
    "delimited": read_delimited,
    "greenbook": read_greenbook,
    "jsonl": read_json_lines,
    "xlsx": read_xlsx,
    "xml": read_xml,
    "zip": read_zip,
}


def reader_of(file: OpenFile) -> tuple[str, Reader]:
    """Return the form of `file` and its reader; raises InputError `import.*` for what is not read here."""
    file.stream.seek(0, os.SEEK_END)
    if file.stream.tell() > file.limits.file:
        raise refuse("too_big", max_mb=file.limits.file // 1_000_000)
    form = file_format(file.stream)
    if form == "zip" and any(member.filename == XLSX_MARK for member in zip_members(file)):
        form = "xlsx"
    return form, READERS[form]


def read_file(stream: BinaryIO, name: str, limits: Limits = LIMITS) -> Iterator[RawRow]:
    """Yield the rows of a file; raises InputError `import.*` where it cannot be used as a whole.

    `name` may have folders: the parts of a Chinese application are told by the folder they lie in.
    """
    file = OpenFile(stream, name, limits)
    _form, reader = reader_of(file)
    stream.seek(0)
    return reader(file)


def heads_of(rows: Iterator[RawRow], look_at: int = 50) -> tuple[list[str], list[RawRow]]:
    """Return the column heads met in the first rows, in order, and those rows."""
    first = [row for _, row in zip(range(look_at), rows, strict=False)]
    heads = dict.fromkeys(head for row in first if not row.fixed for head in row.values)
    return list(heads), first
