"""CNIPA's XML: publication documents, and the parts in which an application is filed."""

import re
from pathlib import PurePosixPath
from typing import Any
from xml.etree.ElementTree import Element

from portal.core.numbers import check_digit
from portal.patents.importers.elements import symbols, text, texts

_FOLDER = re.compile(r"(\d{12}|\d{8})([\dX])")
_ORIGINAL = "[@dataFormat='original']"
Values = dict[str, Any]


def publication(document: Element, _name: str) -> Values:
    """Return the fields of a `PatentDocumentAndRelated`."""
    data = document.find("BibliographicData")
    if data is None:
        return {}
    reference = data.find(f"PublicationReference{_ORIGINAL}/DocumentID")
    application = data.find(f"ApplicationReference{_ORIGINAL}/DocumentID")
    kind, day = text(reference, "Kind"), text(reference, "Date")
    return {
        "application_no": f"CN{text(application, 'DocNumber')}" if application is not None else "",
        "publication_no": f"CN{text(reference, 'DocNumber')}{kind}" if reference is not None else "",
        "filing_date": text(application, "Date"),
        "publication_date": day,
        "title": text(data, "InventionTitle"),
        "abstract": " ".join(texts(document, "Abstract/Paragraphs")),
        "claim": text(document, "Claims/Claim"),
        "applicants": texts(data, ".//Applicant/AddressBook/Name")
        or texts(data, ".//Applicant//OrganizationName"),
        "inventors": texts(data, ".//Inventor/AddressBook/Name"),
        "agency": text(data, ".//Agency/AddressBook/OrganizationName"),
        "agent": texts(data, ".//Agent/AddressBook/Name"),
        "ipc": _ipc(data),
        "locarno": texts(data, ".//ClassificationLocarno/MainClassification"),
    }


def _ipc(data: Element) -> list[str]:
    new = symbols(data, ".//ClassificationIPCR", "Section", "MainClass", "Subclass", "MainGroup", "Subgroup")
    old = [f"ClassificationIPC/{name}Classification{_ORIGINAL}" for name in ("Main", "Further")]
    return list(new) or [code for path in old for code in texts(data, path)]


def application_part(document: Element, name: str) -> Values:
    """Return the fields of a `cn-application-body`; only the folder it lies in tells whose part it is."""
    return {
        "application_no": number_in_path(name),
        "title": text(document, ".//invention-title"),
        "abstract": " ".join(texts(document, "cn-abstract/p")),
        "claim": text(document, "cn-claims/claim"),
    }


def number_in_path(name: str) -> str:
    """Return the application number that names a folder above the file, if its check digit is right."""
    for folder in reversed(PurePosixPath(name.replace("\\", "/")).parts[:-1]):
        match = _FOLDER.fullmatch(folder.upper())
        if match and check_digit(match[1]) == match[2]:
            return f"{match[1]}.{match[2]}"
    return ""
