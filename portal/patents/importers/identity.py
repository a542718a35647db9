"""Which patent a row speaks of: its numbers, checked against each other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from portal.core.numbers import (
    ApplicationNumber,
    ForeignNumber,
    NumberRefused,
    PublicationNumber,
    keys_of,
    parse_application_number,
    parse_foreign_number,
    parse_publication_number,
)
from portal.patents.importers.clean import clean_text

MOST = 50  # numbers in one cell; what is left over fails as one long number
_SIBLING_KINDS = {"1": ("A", "B", "C"), "2": ("U", "Y"), "3": ("S", "D")}
_US_KINDS = {"grant": ("", "B1", "B2", "A"), "publication": ("", "A1", "A2"), "design": ("", "S", "S1")}
_BEST_FIRST = ("CN:", "US:", "USAPP:", "USPUB:", "CNPUB:", "EP:", "EPAPP:", "WO:", "WOAPP:", "CASE:")
AnyNumber = ApplicationNumber | PublicationNumber | ForeignNumber


@dataclass(slots=True)
class Identity:
    """The numbers of one row."""

    application: ApplicationNumber | None = None
    publications: list[PublicationNumber] = field(default_factory=list)
    foreign: list[ForeignNumber] = field(default_factory=list)
    case_no: str = ""

    def add(self, number: AnyNumber) -> None:
        """Take one number in, once."""
        if isinstance(number, ApplicationNumber):
            self.application = self.application or number
        elif isinstance(number, PublicationNumber):
            if str(number) not in map(str, self.publications):
                self.publications.append(number)
        elif str(number) not in map(str, self.foreign):
            self.foreign.append(number)

    @property
    def keys(self) -> list[str]:
        """Return the identities, the best first: the application number of China, the grant of the US."""
        found = [self.application.key] if self.application else []
        found += [number.key for number in self.published]
        found += [f"CASE:{self.case_no}"] if self.case_no else []
        return sorted(dict.fromkeys(found), key=lambda key: _BEST_FIRST.index(key.split(":")[0] + ":"))

    @property
    def published(self) -> list[PublicationNumber | ForeignNumber]:
        """Return every number but the Chinese application number."""
        return [*self.publications, *self.foreign]

    @property
    def kind(self) -> str | None:
        """Return I, U, D or P as the numbers tell."""
        if self.application:
            return self.application.kind
        return self.published[0].kind if self.published else None

    @property
    def office(self) -> str:
        """Return the office whose right it is; a case number alone says no office, and the US is assumed."""
        if self.application or self.publications:
            return "CN"
        return self.foreign[0].office if self.foreign else "US"


def read_number(text: str, *, application_first: bool) -> AnyNumber:
    """Read whichever number stands in a column that should hold one kind; raise what that kind would."""
    parsers: list[Callable[[str], AnyNumber]] = [parse_application_number, parse_publication_number]
    first: NumberRefused | None = None
    for parser in (*parsers[:: 1 if application_first else -1], parse_foreign_number):
        try:
            return parser(text)
        except NumberRefused as refused:
            if first is None or (not _says_more(first) and _says_more(refused)):
                first = refused
    assert first is not None
    raise first


def _says_more(refused: NumberRefused) -> bool:
    """Return whether the refusal is about a number of the right form rather than no number at all."""
    return not refused.code.startswith("number.not_")


def case_keys(text: str) -> Iterator[AnyNumber | str]:
    """Yield what a case number is: a published number where it reads as one, else the case number itself."""
    try:
        yield read_number(text, application_first=False)
    except NumberRefused:
        keys = keys_of(text)
        yield keys[0].partition(":")[2] if keys else clean_text(text).upper()[:50]


def siblings(number: PublicationNumber | ForeignNumber) -> tuple[str, ...]:
    """Return the numbers under which the same patent may be known: other kinds, or no kind at all."""
    if isinstance(number, ForeignNumber):
        return tuple(
            dict.fromkeys((str(number), *(number.text + kind for kind in _US_KINDS.get(number.series, ()))))
        )
    if len(number.digits) != 9:
        return (str(number),)
    kinds = (number.kind_code, *_SIBLING_KINDS[number.class_digit])
    return tuple(f"CN{number.digits}{kind}" for kind in dict.fromkeys(kinds))


def cells(value: Any) -> list[str]:
    """Return the texts in a cell that may hold several: a list, or parts between separators."""
    if isinstance(value, list | tuple):
        return [part for item in value for part in cells(item)]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = (
        str(value)
        .replace("；", ";")
        .replace("，", ";")
        .replace("、", ";")
        .replace("\n", ";")
        .replace("|", ";")
    )
    return [part.strip() for part in text.split(";", MOST) if part.strip()]
