"""A ZIP of the other forms: every member is unpacked within the limits, told by its content, and read."""

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO, cast

from portal.core.errors import InputError
from portal.patents.importers.base import OpenFile, RawRow, refuse
from portal.patents.importers.containers import check_sizes, unpacked

_IN_MEMORY = 4_000_000
_PICTURES = (
    ".tif",
    ".tiff",
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".pdf",
    ".nb",
    ".cdx",
    ".mol",
    ".dtd",
    ".xsl",
    ".xsd",
)
XLSX_MARK = "xl/workbook.xml"


def zip_members(file: OpenFile) -> list[zipfile.ZipInfo]:
    """Return the members of a sound ZIP within the limits; raises InputError."""
    try:
        file.stream.seek(0)
        with zipfile.ZipFile(file.stream) as archive:
            return check_sizes(archive.infolist(), file.limits)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise refuse("broken") from error


def read_zip(file: OpenFile) -> Iterator[RawRow]:
    """Yield the rows of every member, newest name first; a member that cannot be used is one row with a problem."""
    members = [member for member in zip_members(file) if _is_data(member)]
    if not members:
        raise refuse("empty")
    for member in sorted(members, key=lambda member: member.filename, reverse=True):
        try:
            yield from _read_member(file, member)
        except InputError as refused:
            yield RawRow(0, {}, source=member.filename, problem=refused.code)


def _is_data(member: zipfile.ZipInfo) -> bool:
    name = member.filename.lower()
    hidden = any(part.startswith((".", "__")) for part in name.split("/"))
    return not (member.is_dir() or hidden or name.endswith(_PICTURES))


def _read_member(file: OpenFile, member: zipfile.ZipInfo) -> Iterator[RawRow]:
    from portal.patents.importers.opening import (
        reader_of,
    )  # the two know each other: a ZIP holds the other forms

    with _unpacked_file(file, member) as stream:
        inner = OpenFile(stream, member.filename, file.limits)
        kind, reader = reader_of(inner)
        if kind == "zip":
            raise refuse("nested_zip")
        stream.seek(0)
        for row in reader(inner):
            yield replace(row, source=member.filename)


@contextmanager
def _unpacked_file(file: OpenFile, member: zipfile.ZipInfo) -> Iterator[BinaryIO]:
    if member.file_size > file.limits.member:
        raise refuse("bomb")
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        try:
            for chunk in unpacked(file.stream, member):
                spool.write(chunk)
        except (zlib.error, NotImplementedError, EOFError) as error:
            raise refuse("broken") from error
        spool.seek(0)
        yield cast(BinaryIO, spool)
