"""Files that prove something: kept under their hash, sent to those whom the view lets see what they prove."""

from collections.abc import Collection
from typing import BinaryIO, cast

from flask import Response, send_file
from werkzeug.datastructures import FileStorage

from portal.core.errors import NotFound
from portal.core.filenames import extension
from portal.core.settings import settings
from portal.core.storage import LocalBlobStore
from portal.core.uploads import MEDIA_TYPES, Upload, receive

PAPERS = ("pdf", "png", "jpeg")
SHEETS = ("xlsx", "csv")


def store() -> LocalBlobStore:
    """Return where the files of this installation live."""
    return LocalBlobStore(settings().storage_dir)


def keep(file: FileStorage, allowed: Collection[str] = PAPERS) -> Upload:
    """Check the file and keep it. Raises InputError."""
    return receive(store(), cast(BinaryIO, file.stream), file.filename, allowed=allowed)


def send(blob: str | None, filename: str) -> Response:
    """Send the file as a download. Raises NotFound where there is none."""
    if not blob:
        raise NotFound
    kind = {"jpg": "jpeg"}.get(extension(filename), extension(filename))
    media_type = MEDIA_TYPES.get(kind, "application/octet-stream")
    name = filename or f"{blob[:12]}.pdf"
    return send_file(store().open(blob), mimetype=media_type, as_attachment=True, download_name=name)
