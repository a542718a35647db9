"""What one row says about a patent, after every check: the same whatever file it came from."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldError:
    """Why a row is refused: the field, a code for `names.sentence`, and what fills the sentence."""

    field: str
    code: str
    params: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication number, its kind code and day; `siblings` are the numbers other texts of it may bear."""

    number: str
    kind_code: str
    published_on: date | None = None
    siblings: tuple[str, ...] = ()


@dataclass(slots=True)
class PatentRecord:
    """A patent as one row describes it; empty means not said, and nothing said before is lost by it.

    `keys` are the identities it answers to, the best first. `part` marks a piece of a patent (the claims
    alone), which may come without a title.
    """

    office: str
    kind: str
    keys: list[str]
    application_no: str | None = None
    publications: list[Publication] = dataclasses.field(default_factory=list)
    title_zh: str = ""
    title_en: str = ""
    abstract_zh: str = ""
    abstract_en: str = ""
    first_claim: str = ""
    filing_date: date | None = None
    publication_date: date | None = None
    grant_date: date | None = None
    applicants: list[str] = dataclasses.field(default_factory=list)
    inventors: list[str] = dataclasses.field(default_factory=list)
    classes: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    agency: str = ""
    agent: str = ""
    region: str = ""
    legal_status: str = ""
    part: bool = False
    check_supplied: bool = False

    @property
    def identity(self) -> str:
        """Return the best key."""
        return self.keys[0]
