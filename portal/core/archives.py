"""A ZIP container is listed and unpacked into nothing before anybody trusts it."""

import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from portal.core.errors import InputError

_LOCAL_HEADER = b"PK\x03\x04"
_NESTED = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".jar")


@dataclass(frozen=True)
class ZipLimits:
    """How much a ZIP may hold; sizes in bytes after unpacking."""

    members: int = 2_000
    total: int = 100_000_000
    member: int = 60_000_000
    ratio: int = 200


def list_zip(stream: BinaryIO, limits: ZipLimits | None = None) -> list[str]:
    """Return the member names of a sound ZIP that starts at the first byte.

    The directory's sizes are claims, so every member is unpacked (and thrown away) within the limits.
    Raises InputError `upload.broken` or `upload.bomb`.
    """
    limits = limits or ZipLimits()
    stream.seek(0)
    if stream.read(4) != _LOCAL_HEADER:
        raise broken()
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _check_claims(members, limits)
            for member in members:
                _unpack(archive, member)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OSError,
    ) as error:
        raise broken() from error
    return [member.filename for member in members]


def _check_claims(members: list[zipfile.ZipInfo], limits: ZipLimits) -> None:
    """Refuse what the directory itself admits: too many, too large, too dense, nested, or climbing out."""
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > limits.members or total > limits.total or total > limits.ratio * max(packed, 4_096):
        raise _bomb()
    if any(member.file_size > limits.member for member in members):
        raise _bomb()
    names = [member.filename for member in members]
    if len(set(names)) != len(names) or any(_escapes(name) for name in names):
        raise broken()
    if any(name.lower().endswith(_NESTED) for name in names):
        raise _bomb()


def _escapes(name: str) -> bool:
    """Say whether `name` would land outside the folder it is unpacked into."""
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Read one member to its end; zipfile stops at the claimed size and checks the CRC."""
    with archive.open(member) as content:
        while content.read(1 << 16):
            pass


def broken() -> InputError:
    """Return the refusal of a file that is damaged or is not what it says."""
    return InputError("upload.broken", field="file")


def _bomb() -> InputError:
    return InputError("upload.bomb", field="file")
