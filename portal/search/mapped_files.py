"""Files of a segment, mapped into memory and never copied whole, as Whoosh's own buffers would be."""

import io
import mmap
from pathlib import Path
from typing import Any

from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.structfile import BufferFile, StructFile


class _View(io.RawIOBase):
    """A mapped part of a file that is read without copying the whole of it, as Whoosh's own buffer would."""

    def __init__(self, buffer: memoryview) -> None:
        self._buffer, self._at = buffer, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._buffer)}[whence]
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, target: Any) -> int:
        piece = self._buffer[self._at : self._at + len(target)]
        target[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


class _MappedFile(BufferFile):  # type: ignore[misc]
    def __init__(self, buffer: memoryview, name: str) -> None:
        self._buf, self._name = buffer, name
        self.file = io.BufferedReader(_View(buffer))
        self.onclose, self.is_real, self.is_closed = None, False, False


class MappedStorage(CompoundStorage):  # type: ignore[misc]
    """A segment's file, mapped; a segment deleted by a merge stays readable while it is mapped."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            super().__init__(StructFile(path.open("rb")), use_mmap=False)

    def open_file(self, name: str, *_: Any, **__: Any) -> _MappedFile:
        offset, length = self.range(name)
        return _MappedFile(self._mapped[offset : offset + length], name)
