"""What people may upload: types are told by opening the file, never by its name or the browser's word."""

import io
import tempfile
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from portal.core import images, plaintext
from portal.core.archives import broken, list_zip
from portal.core.errors import InputError
from portal.core.filenames import extension, safe_name
from portal.core.pdfs import check_pdf
from portal.core.storage import BlobStore, chunks

MAX_BYTES = 20_000_000
MEMORY_BYTES = 2_000_000

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "txt": "text/plain",
}
PICTURES = ("png", "jpeg", "webp")
OFFICE = ("docx", "xlsx")
ALL_TYPES = tuple(MEDIA_TYPES)
_SAME = {"jpg": "jpeg", "jpe": "jpeg", "tsv": "csv"}
_OFFICE_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_MACROS = ("vbaproject.bin", "vbadata.xml", ".ole", "activex")


@dataclass(frozen=True)
class Upload:
    """A file that passed: what it is, and its (possibly redrawn) bytes' size and SHA-256."""

    name: str
    kind: str
    size: int
    sha256: str

    @property
    def media_type(self) -> str:
        """Return the type to declare when the file is sent back."""
        return MEDIA_TYPES[self.kind]


def receive(
    store: BlobStore,
    stream: BinaryIO,
    filename: str | None,
    *,
    allowed: Collection[str] = ALL_TYPES,
    max_bytes: int = MAX_BYTES,
) -> Upload:
    """Check the file, keep it in `store` under its SHA-256 and say what it is; raises InputError."""
    name = safe_name(filename)
    with tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES) as spool:
        for chunk in chunks(stream, max_bytes=max_bytes):
            spool.write(chunk)
        kind, content = examine(spool, name, allowed=allowed)
        size = content.seek(0, io.SEEK_END)
        content.seek(0)
        key = store.put(cast(BinaryIO, content), max_bytes=max(size, 1))
    return Upload(name=name, kind=kind, size=size, sha256=key)


def examine(spool: IO[bytes], name: str, *, allowed: Collection[str] = ALL_TYPES) -> tuple[str, IO[bytes]]:
    """Return the type of the file and the content to keep: itself, or the redrawn picture.

    Raises InputError: `upload.empty`, `upload.type`, `upload.broken`, `upload.polyglot`, and those of
    the checks per type.
    """
    if spool.seek(0, io.SEEK_END) == 0:
        raise InputError("upload.empty", field="file")
    claimed = extension(name)
    kind = _SAME.get(claimed, claimed)
    if kind not in allowed or kind not in MEDIA_TYPES:
        raise InputError("upload.type", field="file", types=", ".join(sorted(allowed)))
    _refuse_hidden_zip(spool, kind)
    return kind, _CHECKS[kind](cast(BinaryIO, spool), kind)


def _refuse_hidden_zip(spool: IO[bytes], kind: str) -> None:
    """Refuse a file that is a second thing at the same time: a ZIP behind a picture or a PDF."""
    if kind not in OFFICE and zipfile.is_zipfile(spool):
        raise InputError("upload.polyglot", field="file")


def _picture(spool: BinaryIO, kind: str) -> IO[bytes]:
    return io.BytesIO(images.redraw(spool, kind.upper()))


def _pdf(spool: BinaryIO, _kind: str) -> IO[bytes]:
    check_pdf(spool)
    return spool


def _text(spool: BinaryIO, _kind: str) -> IO[bytes]:
    plaintext.check_text(spool)
    return spool


def _office(spool: BinaryIO, kind: str) -> IO[bytes]:
    """Accept an office document that has its main part and no program in it."""
    members = [member.lower() for member in list_zip(spool)]
    if "[content_types].xml" not in members or _OFFICE_MAIN[kind] not in members:
        raise broken()
    if any(mark in member for member in members for mark in _MACROS):
        raise InputError("upload.active_content", field="file")
    return spool


_CHECKS: dict[str, Callable[[BinaryIO, str], IO[bytes]]] = {
    "pdf": _pdf,
    "txt": _text,
    "csv": _text,
    **dict.fromkeys(PICTURES, _picture),
    **dict.fromkeys(OFFICE, _office),
}
