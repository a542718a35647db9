"""The USPTO's Green Book (1976 to 2001): tagged lines of text, a patent from one `PATN` to the next."""

from collections.abc import Iterator
from typing import Any

from portal.patents.importers.base import OpenFile, RawRow
from portal.patents.importers.clean import clean_text
from portal.patents.importers.lines import text_lines
from portal.patents.importers.uspto import columns

_SECTIONS = {"PATN", "INVT", "ASSG", "CLAS", "ABST", "CLMS", "LREP"}
_PREFIXES = {"1": "", "2": "RE", "4": "D", "6": "PP"}
Tagged = list[tuple[str, str, str]]


def read_greenbook(file: OpenFile) -> Iterator[RawRow]:
    """Yield one row per patent."""
    for number, tagged in enumerate(_patents(file), 1):
        yield RawRow(number, _values(tagged), fixed=True)


def _patents(file: OpenFile) -> Iterator[Tagged]:
    """Yield (section, tag, text) for the sections we read; continuation lines are joined."""
    patent: Tagged = []
    section = ""
    for line in text_lines(file):
        tag, text = line[:4].strip(), line[5:].strip()
        if tag == "PATN" and not text:
            if patent:
                yield patent
            patent = []
        if len(tag) == 4 and not text:
            section = tag
        elif section in _SECTIONS and tag:
            patent.append((section, tag, text))
        elif section in _SECTIONS and patent and patent[-1][0] == section:
            patent[-1] = (section, patent[-1][1], f"{patent[-1][2]} {text}")
    if patent:
        yield patent


def _values(tagged: Tagged) -> dict[str, Any]:
    def all_of(section: str, *tags: str) -> list[str]:
        return [clean_text(text) for in_section, tag, text in tagged if in_section == section and tag in tags]

    def one(section: str, tag: str) -> str:
        return next(iter(all_of(section, tag)), "")

    serial = one("PATN", "APN")
    values = {
        "publication_no": f"US{_patent_number(one('PATN', 'WKU'))}",
        "application_no": f"{one('PATN', 'SRC').zfill(2)}/{serial[:6]}" if len(serial) >= 6 else "",
        "filing_date": one("PATN", "APD"),
        "grant_date": one("PATN", "ISD"),
        "title_en": one("PATN", "TTL"),
        "inventors": [_turned(name) for name in all_of("INVT", "NAM")],
        "applicants": all_of("ASSG", "NAM"),
        "agency": one("LREP", "FRM"),
        "ipc": [columns(text) for section, tag, text in tagged if (section, tag) == ("CLAS", "ICL")],
        "abstract_en": " ".join(all_of("ABST", "PAL", "PAR")),
        "claim": _first_claim(tagged),
    }
    return {field: value for field, value in values.items() if value}


def _patent_number(wku: str) -> str:
    """Return the number without the check digit that the office puts behind its eight places."""
    digits = wku[:8]
    return digits.lstrip("0") if digits.isdigit() else digits[:2].rstrip("0") + digits[2:].lstrip("0")


def _turned(name: str) -> str:
    last, _, first = name.partition(";")
    return f"{first.strip()} {last.strip()}".strip()


def _first_claim(tagged: Tagged) -> str:
    """Return the paragraphs of claim 1: those before the second `NUM`."""
    parts, begun = [], 0
    for section, tag, text in tagged:
        if section != "CLMS":
            continue
        begun += tag == "NUM"
        if begun == 1 and tag in ("PAR", "PA1", "PA2", "PA3", "PAL"):
            parts.append(text)
    return clean_text(" ".join(parts))
