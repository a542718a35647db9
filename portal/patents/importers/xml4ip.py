"""The USPTO's XML on the base of ST.96: parts of application files, and the CPC master file."""

from typing import Any
from xml.etree.ElementTree import Element

from portal.patents.importers.elements import symbols, text, texts
from portal.patents.importers.uspto import us_application

Values = dict[str, Any]
_SHORTEST_ABSTRACT = 80  # letters; what is shorter is a heading, a page number or an instruction
_CPC_PARTS = ("CPCSection", "Class", "Subclass", "MainGroup", "Subgroup")


def specification(document: Element, _name: str) -> Values:
    """Return the fields of a `SpecificationDocument`: an abstract, or a description with its title."""
    values: Values = {"application_no": _application(document)}
    paragraphs = texts(document, ".//P")
    if text(document, "DocumentCode") == "ABST":
        longest = max(paragraphs, key=len, default="")
        values["abstract_en"] = longest if len(longest) >= _SHORTEST_ABSTRACT else ""
    else:
        values["title_en"] = text(document, ".//InventionTitle")
    return values


def claims(document: Element, _name: str) -> Values:
    """Return the fields of a `ClaimsDocument`: the number and the claim that stands first."""
    numbered = [
        claim
        for claim in document.iterfind(".//Claim")
        if text(claim, "ClaimNumber") and texts(claim, "ClaimText")
    ]
    first = " ".join(texts(numbered[0], "ClaimText")) if numbered else ""
    return {"application_no": _application(document), "claim": first}


def _application(document: Element) -> str:
    return us_application(text(document, ".//ApplicationNumber"))


def cpc_record(record: Element, _name: str) -> Values:
    """Return the fields of a `CPCMasterClassificationRecord`: the numbers and every symbol."""
    grant = record.find("PatentGrantIdentification")
    publication = record.find("PatentPublicationIdentification")
    values: Values = {
        "application_no": us_application(text(record, ".//ApplicationNumberText")),
        "cpc": list(symbols(record, ".//CPCClassification", *_CPC_PARTS)),
    }
    if grant is not None:
        values["publication_no"] = f"US{text(grant, 'PatentNumber')}{text(grant, 'PatentDocumentKindCode')}"
        values["grant_date"] = text(grant, "GrantDate")
    elif publication is not None:
        number = text(publication, "PublicationNumber")
        values["publication_no"] = f"US{number}{text(publication, 'PatentDocumentKindCode')}"
        values["publication_date"] = text(publication, "PublicationDate")
    return values
