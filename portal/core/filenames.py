"""Names of uploaded files, made safe to show, to store and to send back in a header."""

import re
import unicodedata

from portal.core.errors import InputError

MAX_BYTES = 180
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe_name(name: str | None) -> str:
    """Return the last part of `name` as a visible, harmless file name.

    Folders are dropped; raises InputError `upload.bad_name` where invisible or direction-changing
    characters hide what the name says, or nothing is left of it.
    """
    text = unicodedata.normalize("NFC", name or "")
    if any(unicodedata.category(character) in _INVISIBLE for character in text):
        raise _refused()
    last = re.split(r"[/\\]", text)[-1]
    clean = _FORBIDDEN.sub("_", last).strip(" .")
    if not clean or _DEVICES.fullmatch(clean):
        raise _refused()
    return _shortened(clean)


def extension(name: str) -> str:
    """Return the extension of `name`, lower case and without the dot, or an empty string."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _shortened(name: str) -> str:
    """Cut the stem so that the whole name fits a file system's 255 bytes with room to spare."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = name, ""
    room = MAX_BYTES - len((dot + ending).encode()) if ending else MAX_BYTES
    cut = stem.encode()[:room].decode(errors="ignore")
    return f"{cut}.{ending}" if ending else cut


def _refused() -> InputError:
    return InputError("upload.bad_name", field="file")
