"""What the page of a listing shows of its patents, texts and files, for the reader who asks."""

from dataclasses import dataclass
from datetime import date

from flask_babel import format_decimal

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import can
from portal.listings import rules, standing, versions
from portal.listings.models import Listing, ListingFile
from portal.listings.versions import Difference
from portal.listings.wording import lines
from portal.patents.models import Patent

SECTIONS = ("problem", "solution", "advantage", "applications")
_KILO = 1024


@dataclass(frozen=True)
class PatentRow:
    """A patent on offer: its number as people write it, its legal group and how long it can live."""

    patent: Patent
    number: str
    group: str
    last_day: date | None
    years_left: int | None


def patent_rows(listing: Listing) -> list[PatentRow]:
    """Return the patents on offer, in their order."""
    return [_row(patent) for patent in listing.patents]


def _row(patent: Patent) -> PatentRow:
    last = standing.last_day(patent)
    group = standing.legal_group(patent)
    return PatentRow(patent, rules.number_of(patent), group, last, standing.years_left(last))


@dataclass(frozen=True)
class FileRow:
    """A file as the reader may see it. `open` says whether this reader may have it now."""

    file: ListingFile
    open: bool
    size: str


def file_rows(listing: Listing, actor: Actor) -> list[FileRow]:
    """Return the files; those that the reader may not open are named without their address."""
    return [
        FileRow(file, can(actor, Verb.LISTING_FILE_SEE, file), size_words(file.size))
        for file in listing.files
    ]


def size_words(size: int) -> str:
    """Return a number of bytes for people: 820 KB, 1.4 MB."""
    if size < _KILO * _KILO:
        return f"{max(1, round(size / _KILO))} KB"
    return f"{format_decimal(round(size / _KILO / _KILO, 1))} MB"


def has_other_language(listing: Listing, language: str) -> bool:
    """Tell whether some text stands only in the other language, so that the page should say so."""
    other = "en" if language == "zh" else "zh"
    return any(
        getattr(listing, f"{text}_{other}") and not getattr(listing, f"{text}_{language}")
        for text in ("title", "summary", *SECTIONS)
    )


@dataclass(frozen=True)
class WordedDifference:
    """A change in words: which field in which language, and the texts before and after."""

    field: str
    language: str
    before: list[str]
    after: list[str]


def worded_differences(differences: list[Difference]) -> list[WordedDifference]:
    """Return what changed, every value as lines for people."""
    return [_worded(difference) for difference in differences]


def _worded(difference: Difference) -> WordedDifference:
    stem, _, language = difference.field.rpartition("_")
    bilingual = language in ("zh", "en") and stem in versions.TEXTS
    return WordedDifference(
        field=stem if bilingual else difference.field,
        language=language if bilingual else "",
        before=lines(difference.field, difference.before),
        after=lines(difference.field, difference.after),
    )
