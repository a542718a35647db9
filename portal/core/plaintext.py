"""Plain text is text in a known encoding that no browser or reader would take for anything else."""

import codecs
import re
from typing import BinaryIO

from portal.core.archives import broken
from portal.core.errors import InputError
from portal.core.storage import CHUNK

ENCODINGS = ("utf-8-sig", "gb18030")
_MARKUP = re.compile(rb"\s*<\s*(?:!doctype|\?xml|html|svg|script|body|head|iframe)", re.IGNORECASE)
_OTHER_OPENINGS = (b"%PDF", b"PK", b"MZ", b"\x7fELF", b"#!", b"{\\rtf", b"GIF8", b"\x89PNG", b"\xff\xd8")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def check_text(stream: BinaryIO) -> str:
    """Return the encoding of the text; raises InputError `upload.broken` or `upload.polyglot`."""
    stream.seek(0)
    head = stream.read(CHUNK)
    if _MARKUP.match(head.removeprefix(codecs.BOM_UTF8)) or head.startswith(_OTHER_OPENINGS):
        raise InputError("upload.polyglot", field="file")
    for encoding in ENCODINGS:
        if _decodes(stream, encoding):
            return encoding
    raise broken()


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    """Say whether the whole stream is text of `encoding` without control characters."""
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    try:
        while chunk := stream.read(CHUNK):
            if _CONTROL.search(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
