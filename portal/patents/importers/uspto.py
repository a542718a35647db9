"""The USPTO's XML of every generation: grants and applications of the Red Book, and what came before it."""

from typing import Any
from xml.etree.ElementTree import Element

from portal.patents.importers.elements import first_text, person, symbols, text, texts

Values = dict[str, Any]
_PARTS = ("section", "class", "subclass", "main-group", "subgroup")


def red_book(document: Element, _name: str) -> Values:
    """Return the fields of `us-patent-grant` and `us-patent-application` (2004 to now)."""
    granted = document.tag == "us-patent-grant"
    data = document.find(f"us-bibliographic-data-{'grant' if granted else 'application'}")
    if data is None:
        return {}
    published = data.find("publication-reference/document-id")
    filed = data.find("application-reference/document-id")
    number = text(published, "doc-number")
    day = text(published, "date")
    return {
        "publication_no": f"US{number}{text(published, 'kind')}" if number else "",
        "application_no": us_application(text(filed, "doc-number")),
        "filing_date": text(filed, "date"),
        "grant_date" if granted else "publication_date": day,
        "title_en": text(data, "invention-title"),
        "abstract_en": text(document, "abstract"),
        "claim": text(document, "claims/claim"),
        "applicants": _owners(data),
        "inventors": _people(data, ".//inventor/addressbook") or _people(data, ".//applicant/addressbook"),
        "agency": first_text(data, ".//agents/agent/addressbook/orgname"),
        "ipc": _ipc(data),
        "cpc": [
            *symbols(data, "classifications-cpc/main-cpc/classification-cpc", *_PARTS),
            *symbols(data, "classifications-cpc/further-cpc/classification-cpc", *_PARTS),
        ],
        "locarno": [dashed(code) for code in texts(data, "classification-locarno/main-classification")],
    }


def us_application(digits: str) -> str:
    """Return `13/962724` for the eight digits in which the office writes series and serial."""
    return f"{digits[:2]}/{digits[2:]}" if len(digits) == 8 and digits.isdigit() else ""


def dashed(code: str) -> str:
    """Return `14-02` for a Locarno class written `1402`."""
    return f"{code[:2]}-{code[2:4]}" if len(code) >= 4 and code[:4].isdigit() else code


def _ipc(data: Element) -> list[str]:
    new = list(symbols(data, "classifications-ipcr/classification-ipcr", *_PARTS))
    old = ("classification-ipc/main-classification", "classification-ipc/further-classification")
    return new or [code for path in old for code in texts(data, path)]


def _owners(data: Element) -> list[str]:
    paths = (
        ".//assignees/assignee//orgname",
        ".//us-applicants/us-applicant//orgname",
        ".//applicant//orgname",
    )
    return next((found for path in paths if (found := texts(data, path))), [])


def _people(data: Element, path: str) -> list[str]:
    return [name for book in data.iterfind(path) if (name := person(book, ("first-name",), "last-name"))]


def application_2001(document: Element, _name: str) -> Values:
    """Return the fields of a `patent-application-publication` (2001 to 2004)."""
    data = document.find("subdoc-bibliographic-information")
    if data is None:
        return {}
    number = text(data, "document-id/doc-number")
    names = [*data.iterfind("inventors/first-named-inventor/name"), *data.iterfind("inventors/inventor/name")]
    return {
        "publication_no": f"US{number}{text(data, 'document-id/kind-code')}" if number else "",
        "application_no": us_application(text(data, "domestic-filing-data/application-number/doc-number")),
        "filing_date": text(data, "domestic-filing-data/filing-date"),
        "publication_date": text(data, "document-id/document-date"),
        "title_en": text(data, "technical-information/title-of-invention"),
        "abstract_en": text(document, "subdoc-abstract"),
        "claim": text(document, "subdoc-claims/claim"),
        "applicants": texts(data, "assignee/organization-name"),
        "inventors": [person(name, ("given-name", "middle-name"), "family-name") for name in names],
        "ipc": texts(data, "technical-information/classification-ipc//ipc"),
    }


def grant_2001(document: Element, _name: str) -> Values:
    """Return the fields of a `PATDOC`, the SGML of 2001 to 2004 written as XML."""
    data = document.find("SDOBI")
    if data is None:
        return {}
    number, kind = text(data, "B100/B110"), text(data, "B100/B130")
    codes = [text(found) for path in ("B500/B510/B511", "B500/B510/B512") for found in data.iterfind(path)]
    design = number.startswith("D")
    return {
        "publication_no": f"US{number}{kind}" if number else "",
        "application_no": us_application(text(data, "B200/B210")),
        "filing_date": text(data, "B200/B220"),
        "grant_date": text(data, "B100/B140"),
        "title_en": text(data, "B500/B540"),
        "abstract_en": text(document, "SDOAB"),
        "claim": text(document, "SDOCL/CL/CLM"),
        "applicants": texts(data, ".//B731//ONM"),
        "inventors": [person(found, ("FNM",), "SNM") for found in data.iterfind(".//B721/PARTY-US/NAM")],
        "agency": text(data, ".//B741//ONM"),
        "ipc": [] if design else [columns(code) for code in codes],
        "locarno": [dashed(codes[0])] if design and codes else [],
    }


def columns(code: str) -> str:
    """Return `G06F 15/16` for `G06F 1516`: the group stands in three columns, the subgroup behind it."""
    code = code.ljust(7) if "/" not in code else code
    subclass, rest = code[:4], code[4:]
    if "/" in code or not rest.strip():
        return code.strip()
    return f"{subclass} {rest[:3].strip()}/{rest[3:].strip().ljust(2, '0')}"
