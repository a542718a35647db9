"""What the rules say of a patent as it is recorded: its derived standing, and the meaning of its publications."""

from collections.abc import Iterable
from datetime import date

from portal.core import clock
from portal.core.numbers import NumberRefused, parse_application_number, parse_publication_number
from portal.patents import rules
from portal.patents.models import Patent


def derived_now(patent: Patent) -> rules.Standing:
    """Return what dates and numbers alone say today."""
    return rules.derived_standing(facts(patent), clock.today())


def facts(patent: Patent) -> rules.Facts:
    """Return what the rules want to know about a patent."""
    return rules.Facts(
        office=patent.office,
        kind=patent.kind,
        filing_date=patent.filing_date,
        number_year=_number_year(patent),
        grant_date=patent.grant_date,
        meanings=publication_meanings(patent),
    )


def _number_year(patent: Patent) -> int | None:
    """The year matters only where the filing date is not known."""
    if patent.filing_date is not None or patent.office != "CN" or not patent.application_no:
        return None
    try:
        return parse_application_number(patent.application_no).year
    except NumberRefused:
        return None


def publication_meanings(patent: Patent) -> list[tuple[str, date | None]]:
    """Return (meaning, day) of each Chinese publication number (PUB-03)."""
    return meanings_of((publication.number, publication.published_on) for publication in patent.publications)


def meanings_of(publications: Iterable[tuple[str, date | None]]) -> list[tuple[str, date | None]]:
    """Return (meaning, day) of (number, day of publication); numbers of other offices have none."""
    found = []
    for number, published_on in publications:
        try:
            parsed = parse_publication_number(number)
        except NumberRefused:
            continue
        found.append((parsed.meaning(published_on), published_on))
    return found
