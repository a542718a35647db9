"""A workbook before the spreadsheet reader sees it: every member read as XML, its cells measured, its formulas found.

The spreadsheet reader is native code that asks for as much memory as the outermost cells span and dies where it gets
none. So it is given a copy that holds only what was read here and found small enough.
"""

import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, BinaryIO, cast
from xml.parsers import expat

from portal.patents.importers.base import OpenFile, refuse
from portal.patents.importers.containers import check_sizes, unpacked

Cells = set[tuple[int, int]]
_PLACE = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_IN_MEMORY = 20_000_000  # bytes of the copy
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, UnicodeError)


class _NotXml(Exception):
    """The member is a picture or the like, which no sheet is read from."""


@dataclass
class Member:
    """What one member holds: the cells that it spans, its formulas, and what it says of other members."""

    formulas: Cells = field(default_factory=set)
    first: tuple[int, int] | None = None
    last: tuple[int, int] = (0, 0)
    sheets: list[str] = field(default_factory=list)
    targets: dict[str, str] = field(default_factory=dict)

    @property
    def spans(self) -> int:
        """Return how many cells lie between the outermost ones that hold anything."""
        if self.first is None:
            return 0
        return (self.last[0] - self.first[0] + 1) * (self.last[1] - self.first[1] + 1)

    def hold(self, row: int, column: int) -> None:
        """Note a cell that holds something. Raises InputError where rows go back, which no program writes."""
        if self.first is None:
            self.first = self.last = (row, column)
            return
        if row < self.last[0]:
            raise refuse("broken")
        self.first = (self.first[0], min(self.first[1], column))
        self.last = (row, max(self.last[1], column))


class _Reading:
    """Reads one member; cells without a place of their own come after the one before, as in the format."""

    def __init__(self) -> None:
        self.found = Member()
        self._row, self._column, self._in_cell = -1, -1, False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunks: Iterator[bytes]) -> Member:
        """Return what the member holds. Raises _NotXml where it is no XML, InputError where it is broken."""
        try:
            for chunk in chunks:
                self._parser.Parse(chunk, False)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise _NotXml from error
        return self.found

    def _doctype(self, *_what: object) -> None:
        raise refuse("broken")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell(attributes.get("r"))
        elif name == "row":
            self._row = _number(attributes["r"], _LAST_ROW) - 1 if "r" in attributes else self._row + 1
            self._column, self._in_cell = -1, False
        elif name in ("v", "is", "f") and self._in_cell:
            self.found.hold(self._row, self._column)
            if name == "f":
                self.found.formulas.add((self._row, self._column))
        elif name == "sheet":
            self.found.sheets += [value for key, value in attributes.items() if key.endswith(":id")][:1]
        elif name == "Relationship":
            self.found.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def _cell(self, place: str | None) -> None:
        self._in_cell = True
        if place is None:
            self._column += 1
            return
        match = _PLACE.fullmatch(place)
        if match is None:
            raise refuse("broken")
        self._row, self._column = _number(match[2], _LAST_ROW) - 1, _letters(match[1]) - 1
        if self._column >= _LAST_COLUMN:
            raise refuse("broken")


def _number(text: str, most: int) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:12]) <= most:
        raise refuse("broken")
    return int(text)


def _letters(text: str) -> int:
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number


@contextmanager
def checked(file: OpenFile) -> Iterator[tuple[BinaryIO, dict[int, Cells]]]:
    """Give a copy that may be read, and (row, column) of each formula by sheet, both counted from 0.

    The copy holds the members that are XML and nothing else. Raises InputError for a workbook that is broken, a bomb,
    or whose cells span more than the limit.
    """
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
        try:
            found = _copy(file, copy)
        except _BROKEN as error:
            raise refuse("broken") from error
        if sum(member.spans for member in found.values()) > file.limits.cells:
            raise refuse("too_many_cells", limit=file.limits.cells)
        copy.seek(0)
        yield cast(BinaryIO, copy), _formulas_by_sheet(found)


def _copy(file: OpenFile, copy: IO[bytes]) -> dict[str, Member]:
    found: dict[str, Member] = {}
    file.stream.seek(0)
    with zipfile.ZipFile(file.stream) as archive, zipfile.ZipFile(copy, "w") as kept:
        for member in check_sizes(archive.infolist(), file.limits):
            if member.filename in found:
                raise refuse("broken")
            try:
                found[member.filename] = _Reading().feed(unpacked(file.stream, member))
            except _NotXml:
                continue
            with kept.open(member.filename, "w", force_zip64=True) as target:
                for chunk in unpacked(file.stream, member):
                    target.write(chunk)
    return found


def _formulas_by_sheet(found: dict[str, Member]) -> dict[int, Cells]:
    book = found.get("xl/workbook.xml", Member())
    targets = found.get("xl/_rels/workbook.xml.rels", Member()).targets
    paths = (targets.get(sheet, "") for sheet in book.sheets)
    names = (path.removeprefix("/") if path.startswith("/") else f"xl/{path}" for path in paths)
    return {i: found[name].formulas for i, name in enumerate(names) if name in found and found[name].formulas}
