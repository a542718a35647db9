"""ZIP containers, which XLSX is too: what they claim, and what they really unpack to."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from portal.patents.importers.base import Limits, refuse

_LOCAL_HEADER = 30
_CHUNK = 1 << 16
_DENSE_FROM = 10_000_000


def check_sizes(members: list[zipfile.ZipInfo], limits: Limits) -> list[zipfile.ZipInfo]:
    """Refuse what the directory itself admits: encrypted, too many members, too large, too dense."""
    if any(member.flag_bits & 1 for member in members):
        raise refuse("encrypted")
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > limits.members or total > limits.unpacked:
        raise refuse("bomb")
    if total > _DENSE_FROM and total > limits.ratio * max(packed, 1):
        raise refuse("bomb")
    return members


def unpacked(stream: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what `member` really unpacks to, and refuse it as a bomb past the size it claims.

    `zipfile` would quietly stop at that size; the spreadsheet reader would not stop at all.
    """
    stream.seek(member.header_offset)
    header = stream.read(_LOCAL_HEADER)
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    start = member.header_offset + _LOCAL_HEADER + names
    if len(header) < _LOCAL_HEADER or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError(member.filename)
    total = 0
    for out in _inflate(stream, start, member):
        total += len(out)
        if total > member.file_size:
            raise refuse("bomb")
        yield out
    if total < member.file_size:
        raise EOFError(member.filename)


def _inflate(stream: BinaryIO, start: int, member: zipfile.ZipInfo) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if member.compress_type == zipfile.ZIP_DEFLATED else None
    place, end = start, start + member.compress_size
    while place < end:
        stream.seek(place)  # somebody else may read another member of the same file in between
        packed = stream.read(min(_CHUNK, end - place))
        if not packed:
            raise EOFError(member.filename)
        place += len(packed)
        while packed:
            yield inflate.decompress(packed, _CHUNK) if inflate else packed
            packed = inflate.unconsumed_tail if inflate else b""
