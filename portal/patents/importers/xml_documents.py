"""A file of XML as UTF-8, whatever charset it came in, parted into the documents that follow one another."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from portal.patents.importers.base import Limits, refuse
from portal.patents.importers.sniff import text_encoding

_CHUNK = 1 << 16
_DECLARATION = b"<?xml "  # with the space, which `<?xml-stylesheet` has not
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding=["']([A-Za-z0-9._-]+)["']""")


def utf8(stream: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """Yield the file as UTF-8; every GB charset is read as GB18030, which holds the others.

    Raises InputError `import.too_big` and `import.encoding`.
    """
    decoder = codecs.getincrementaldecoder(_charset(stream))()
    stream.seek(0)
    total = 0
    while chunk := stream.read(_CHUNK):
        total += len(chunk)
        if total > limits.file:
            raise refuse("too_big", max_mb=limits.file // 1_000_000)
        try:
            yield decoder.decode(chunk).encode()
        except UnicodeDecodeError as error:
            raise refuse("encoding") from error


def _charset(stream: BinaryIO) -> str:
    stream.seek(0)
    declared = _DECLARED.search(stream.read(1024))
    name = declared[1].decode().lower() if declared else ""
    if name.startswith("gb"):
        return "gb18030"
    return name if name in ("iso-8859-1", "us-ascii") else text_encoding(stream)


def documents(chunks: Iterator[bytes]) -> Iterator[Iterator[bytes]]:
    """Part a stream at its XML declarations; each part must be used up before the next is asked for."""
    source = _Splitter(chunks)
    while source.more():
        yield source.document()


class _Splitter:
    """Reads ahead by the length of a declaration, so that none is cut in two."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._held = b""

    def _fill(self, size: int) -> bool:
        while len(self._held) < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                return False
            self._held += chunk
        return True

    def more(self) -> bool:
        """Return whether anything but white space is left."""
        while not self._held and self._fill(1):
            self._held = self._held.lstrip()
        self._held = self._held.lstrip()
        return bool(self._held)

    def document(self) -> Iterator[bytes]:
        """Yield the bytes up to the next declaration or the end."""
        begun = 1
        while True:
            more = self._fill(_CHUNK)
            place = self._held.find(_DECLARATION, begun)
            if place >= 0:
                part, self._held = self._held[:place], self._held[place:]
                yield part
                return
            cut = len(self._held) - len(_DECLARATION) if more else len(self._held)
            part, self._held = self._held[:cut], self._held[cut:]
            yield part
            if not more:
                return
            begun = 0
