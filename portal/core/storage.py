"""Where files live: a blob is named by the SHA-256 of its bytes and is either whole or absent."""

import errno
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from portal.core.errors import InputError, NotFound, PortalError

CHUNK = 1 << 16
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_KEY = re.compile(r"[0-9a-f]{64}")


class StorageFull(PortalError):
    """The store could not keep the bytes (disk full, quota); nothing of them was kept."""

    status = 507

    def __init__(self) -> None:
        super().__init__("storage.full")


class BlobStore(Protocol):
    """What a file store can do; keys are lower-case SHA-256 digests of the content."""

    def put(self, stream: BinaryIO, *, max_bytes: int) -> str:
        """Keep everything `stream` yields and return its key.

        Raises InputError `upload.too_large` past `max_bytes`, StorageFull when there is no room.
        """

    def open(self, key: str) -> BinaryIO:
        """Return the blob for reading; raises NotFound."""

    def exists(self, key: str) -> bool:
        """Say whether the blob is there, whole."""

    def delete(self, key: str) -> None:
        """Forget the blob; no error when there is none."""


def too_large(max_bytes: int) -> InputError:
    """Return the refusal of a stream longer than `max_bytes`."""
    return InputError("upload.too_large", field="file", max_mb=f"{max_bytes / 1_000_000:g}")


def chunks(stream: BinaryIO, *, max_bytes: int) -> Iterator[bytes]:
    """Yield what `stream` holds; raises InputError `upload.too_large` before passing on too much."""
    total = 0
    while chunk := stream.read(CHUNK):
        total += len(chunk)
        if total > max_bytes:
            raise too_large(max_bytes)
        yield chunk


class LocalBlobStore:
    """Blobs in a folder: written beside, synced to disk, then renamed into place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._incoming = folder / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    def put(self, stream: BinaryIO, *, max_bytes: int) -> str:
        """Keep everything `stream` yields and return its key; see `BlobStore.put`."""
        try:
            return self._put(stream, max_bytes)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise StorageFull from error
            raise

    def _put(self, stream: BinaryIO, max_bytes: int) -> str:
        digest = hashlib.sha256()
        with self._temporary() as (descriptor, path):
            for chunk in chunks(stream, max_bytes=max_bytes):
                digest.update(chunk)
                _write(descriptor, chunk)
            os.fsync(descriptor)
            target = self._path(digest.hexdigest())
            target.parent.mkdir(exist_ok=True)
            path.replace(target)
        _sync_folder(target.parent)
        return target.name

    def open(self, key: str) -> BinaryIO:
        """Return the blob for reading; raises NotFound."""
        try:
            return self._path(key).open("rb")
        except FileNotFoundError:
            raise NotFound("storage.missing") from None

    def exists(self, key: str) -> bool:
        """Say whether the blob is there, whole."""
        return self._path(key).is_file()

    def delete(self, key: str) -> None:
        """Forget the blob; no error when there is none."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        """Return where `key` lives; a key that is not a digest names nothing, so no path can escape."""
        if not _KEY.fullmatch(key):
            raise NotFound("storage.missing")
        return self.folder / key[:2] / key

    @contextmanager
    def _temporary(self) -> Iterator[tuple[int, Path]]:
        """Open a new file nobody else holds; it is gone afterwards unless it was renamed."""
        path = self._incoming / secrets.token_hex(16)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
        try:
            yield descriptor, path
        finally:
            os.close(descriptor)
            path.unlink(missing_ok=True)


def _write(descriptor: int, chunk: bytes) -> None:
    """Write the whole of `chunk`, however little the system takes at a time."""
    view = memoryview(chunk)
    while view:
        view = view[os.write(descriptor, view) :]


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the system allows it."""
    descriptor = os.open(folder, os.O_RDONLY)
    with suppress(OSError):
        os.fsync(descriptor)
    os.close(descriptor)
