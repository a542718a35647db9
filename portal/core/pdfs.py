"""A PDF is opened by its structure and refused where it would run something or carry other files."""

import io
from typing import BinaryIO

import pikepdf

from portal.core.archives import broken
from portal.core.errors import InputError

_ENDING = b"%%EOF"
_TAIL = 64
_ACTIVE_NAMES = ("/JavaScript", "/EmbeddedFiles")
_HARMLESS_ACTIONS = ("/GoTo", "/URI", "/Named")
MAX_PAGES = 2_000


def check_pdf(stream: BinaryIO) -> None:
    """Pass a sound, open, passive PDF that begins and ends as one.

    Raises InputError `upload.broken`, `upload.encrypted`, `upload.polyglot` (something stands before
    or behind the PDF) or `upload.active_content` (scripts, launch actions, attachments).
    """
    _check_edges(stream)
    stream.seek(0)
    try:
        with pikepdf.open(stream) as document:
            if document.is_encrypted:
                raise InputError("upload.encrypted", field="file")
            if not 0 < len(document.pages) <= MAX_PAGES:
                raise broken()
            _refuse_active(document)
    except pikepdf.PasswordError as error:
        raise InputError("upload.encrypted", field="file") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise broken() from error


def _check_edges(stream: BinaryIO) -> None:
    """Refuse a PDF header that is not at byte 0, and anything but white space after the last %%EOF."""
    stream.seek(0)
    head = stream.read(1_024)
    if not head.startswith(b"%PDF-"):
        raise InputError("upload.polyglot", field="file") if b"%PDF-" in head else broken()
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read()
    if not tail.rstrip(b"\r\n\t \x00").endswith(_ENDING):
        raise InputError("upload.polyglot", field="file") if _ENDING in _whole(stream) else broken()


def _whole(stream: BinaryIO) -> bytes:
    stream.seek(0)
    return stream.read()


def _refuse_active(document: pikepdf.Pdf) -> None:
    """Refuse documents that act on opening, run scripts anywhere, or bring attachments."""
    root = document.Root
    names = root.get("/Names", pikepdf.Dictionary())
    if any(name in names for name in _ACTIVE_NAMES) or "/AA" in root or _acts(root.get("/OpenAction")):
        raise _active()
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and _runs(thing):
            raise _active()


def _acts(action: object) -> bool:
    """Say whether an OpenAction is more than a page to show first."""
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) not in _HARMLESS_ACTIONS


def _runs(thing: pikepdf.Dictionary) -> bool:
    return "/JS" in thing or str(thing.get("/S")) in ("/Launch", "/JavaScript", "/ImportData", "/SubmitForm")


def _active() -> InputError:
    return InputError("upload.active_content", field="file")
