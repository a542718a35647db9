"""Classification symbols: IPC, CPC and Locarno read in any writing and kept in one (CLS-01 to CLS-04)."""

import re
import unicodedata
from dataclasses import dataclass

from portal.core.errors import InputError

_LOCARNO = re.compile(r"(?:LOC(?:\(\d+\))?CL\.?)?(0[1-9]|[12]\d|3[0-2])-(\d{2})(?:-[A-Z]\d{4})?(?:\(\d+\))?")
_FULL = re.compile(r"([A-HY])(\d{2})([A-Z])-?0{0,3}(\d{1,4})/(\d{2,6})")
_STANDARD = re.compile(r"([A-H])(\d{2})([A-Z])(\d{4})(\d{6})")
_PARTIAL = re.compile(r"([A-HY])(?:(\d{2})(?:([A-Z])(?:0{0,3}([1-9]\d{0,3}))?)?)?")
_EDITION = re.compile(r"\((?:(\d{4})(?:\.?(\d{2}))?(?:\.?\d{2})?)?\)[A-Z]?$")
_SEPARATORS = re.compile(r"[;；,，、|\n\r]+")


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol; `scheme` is ipc, cpc (what only CPC has, CLS-02) or locarno; `edition` is `2006.01` or empty."""

    scheme: str
    code: str
    edition: str = ""

    def __str__(self) -> str:
        return self.code

    @property
    def is_partial(self) -> bool:
        """Return whether the symbol stops above a group, such as `H02K`."""
        return self.scheme != "locarno" and "/" not in self.code

    @property
    def section(self) -> str:
        """Return the letter `H` of `H02K 17/02`, or nothing for a Locarno class."""
        return "" if self.scheme == "locarno" else self.code[0]

    @property
    def subclass(self) -> str:
        """Return `H02K` of `H02K 17/02`, or nothing where the symbol stops above it."""
        return self.code[:4] if self.scheme != "locarno" and len(self.code) >= 4 else ""

    @property
    def parents(self) -> list[str]:
        """Return the chain from the section down: `H`, `H02`, `H02K`, `H02K 17/00`; Locarno: the class."""
        if self.scheme == "locarno":
            return [self.code[:2]]
        chain = [self.code[:size] for size in (1, 3, 4) if size < len(self.code)]
        main_group, slash, subgroup = self.code.partition("/")
        if slash and subgroup.strip("0"):
            chain.append(f"{main_group}/00")
        return chain

    def covers(self, other: "Symbol") -> bool:
        """Return whether `other` is this symbol or lies beneath it."""
        return self.code == other.code or self.code in other.parents or other.code.startswith(self.code + "/")


def parse_symbol(text: str) -> Symbol:
    """Read one symbol, whole or partial; raise InputError `class.unreadable` (CLS-01 to CLS-03)."""
    tidy = "".join(unicodedata.normalize("NFKC", text).upper().split())
    match = _LOCARNO.fullmatch(tidy)
    if match:
        return Symbol("locarno", f"{match[1]}-{match[2]}")
    edition = _EDITION.search(tidy)
    bare = tidy[: edition.start()] if edition else tidy
    match = _FULL.fullmatch(bare) or _STANDARD.fullmatch(bare)
    if match:
        return Symbol(_scheme(match), _code(match), _edition(edition))
    match = _PARTIAL.fullmatch(bare)
    if match:
        code = bare[:4] + (f" {match[4]}" if match[4] else "")
        return Symbol(_scheme(match), code, _edition(edition))
    raise InputError("class.unreadable", value=text.strip()[:60])


def _scheme(match: re.Match[str]) -> str:
    return "cpc" if match[1] == "Y" else "ipc"


def _code(match: re.Match[str]) -> str:
    """One space, no leading zeros in the group; trailing zeros of the fixed-width form go, two digits stay."""
    subgroup = match[5]
    if len(match[4]) == 4 and len(subgroup) == 6:
        subgroup = subgroup[:2] + subgroup[2:].rstrip("0")
    return f"{match[1]}{match[2]}{match[3]} {int(match[4])}/{subgroup}"


def _edition(match: re.Match[str] | None) -> str:
    return f"{match[1]}.{match[2]}" if match and match[1] and match[2] else ""


def split_symbols(text: str) -> list[str]:
    """Return the parts of a cell that holds several symbols."""
    return [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
