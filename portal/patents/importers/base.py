"""What every reader of patent files speaks: rows, limits and refusals."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Protocol

from portal.core.errors import InputError


class Formula:
    """Stands in a cell for a formula: its result is somebody's claim and is never taken over."""

    def __repr__(self) -> str:
        return "Formula()"

    def __str__(self) -> str:
        return "=…"


FORMULA = Formula()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold; sizes in bytes after unpacking, `depth` in XML elements."""

    file: int = 512_000_000
    unpacked: int = 400_000_000
    member: int = 300_000_000
    members: int = 5_000
    ratio: int = 200
    rows: int = 1_000_000
    cells: int = 10_000_000
    line: int = 4_000_000
    depth: int = 200
    record_text: int = 20_000_000
    record_elements: int = 400_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it stands in the file.

    `number` is the number that a spreadsheet program shows (the head is row 1), the line of a text file or
    the place of a document in its file. `values` goes by column head, or by field where `fixed`. `part` says
    that the row is a piece of a patent, such as the claims alone. `problem` is the code of what made it
    unreadable.
    """

    number: int
    values: dict[str, Any]
    source: str = ""
    fixed: bool = False
    part: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """What a reader works on: the bytes, the name (with folders) they came under, and the limits."""

    stream: BinaryIO
    name: str
    limits: Limits = field(default_factory=Limits)


class Reader(Protocol):
    """Turns a file into rows; raises InputError `import.*` where the file as a whole cannot be used."""

    def __call__(self, file: OpenFile) -> Iterator[RawRow]:
        """Yield the rows of `file` without holding more than a few of them."""


def refuse(code: str, **params: Any) -> InputError:
    """Return the refusal of a whole file."""
    return InputError(f"import.{code}", field="file", **params)
