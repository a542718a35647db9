"""Tells what a file is by its first bytes; its name is a hint to nobody."""

import codecs
import re
from typing import BinaryIO

from portal.patents.importers.base import refuse

SAMPLE = 1 << 20
_HEAD = 4096
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FOREIGN = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"II*\x00",
    b"MM\x00*",
)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|table|meta)\b", re.IGNORECASE)
_MOST_BAD_LINES = 0.05


def file_format(stream: BinaryIO) -> str:
    """Return xlsx, zip, xml, jsonl, greenbook or delimited; raise InputError for what cannot be patents."""
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise refuse("empty")
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(b"PK\x05\x06"):
        raise refuse("empty")
    if head.startswith(_OLD_OFFICE):
        raise refuse("old_office")
    if head.startswith(_FOREIGN):
        raise refuse("not_a_table")
    return _text_format(stream, head)


def _text_format(stream: BinaryIO, head: bytes) -> str:
    start = head.decode(text_encoding(stream), errors="replace").lstrip("\ufeff \t\r\n\x00")
    if _HTML.match(start):
        raise refuse("html")
    if start.startswith("<"):
        return "xml"
    if start.startswith("{"):
        return "jsonl"
    if start.startswith("["):
        raise refuse("json_array")
    if re.match(r"(?:HHHHHT.*\s+)?PATN\s", start):
        return "greenbook"
    return "delimited"


def text_encoding(stream: BinaryIO) -> str:
    """Return utf-8-sig, utf-16 or gb18030; raise InputError `import.encoding` where none of them fits."""
    stream.seek(0)
    sample = stream.read(SAMPLE)
    stream.seek(0)
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    if b"\x00" in sample:
        raise refuse("not_a_table")
    for name in ("utf-8-sig", "gb18030"):
        if _decodes(sample, name):
            return name
    lines = sample.splitlines()
    bad = sum(not _decodes(line, "utf-8") for line in lines)
    if lines and bad <= _MOST_BAD_LINES * len(lines):
        return "utf-8-sig"
    raise refuse("encoding")


def _decodes(sample: bytes, encoding: str) -> bool:
    """Return whether `sample` is `encoding`; a character cut off at its end does not matter."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample, final=False)
    except UnicodeDecodeError:
        return False
    return True
