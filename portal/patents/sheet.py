"""What the page of one patent shows, put together from the row and the rules."""

from dataclasses import dataclass
from datetime import date

from portal.core import clock
from portal.core.numbers import NumberRefused, parse_publication_number
from portal.patents import rules
from portal.patents.models import Patent
from portal.patents.standing import derived_now, publication_meanings


@dataclass(frozen=True, slots=True)
class Sheet:
    """`number` is what may be shown (NUM-07), `term` is None where it cannot be computed."""

    number: str
    granted: bool
    standing: rules.Standing
    group: str
    term: rules.Term | None
    years_left: float | None
    publications: list[tuple[str, str, date | None]]


def sheet_of(patent: Patent) -> Sheet:
    """Return the sheet of `patent` as of today."""
    standing = standing_of(patent)
    meanings = [meaning for meaning, _ in publication_meanings(patent)]
    granted = rules.is_granted(patent.grant_date, standing.status, meanings)
    term = (
        rules.term(patent.kind, patent.filing_date) if patent.office == "CN" and patent.filing_date else None
    )
    group = rules.status_group(standing.status)
    return Sheet(
        number=shown_number(patent, marked=granted and group != "dead"),
        granted=granted,
        standing=standing,
        group=group,
        term=term,
        years_left=_years_left(term) if term and group != "dead" else None,
        publications=[
            (p.number, _meaning(p.number, p.published_on), p.published_on) for p in patent.publications
        ],
    )


def standing_of(patent: Patent) -> rules.Standing:
    """Return the status that is stored, unless the term has run out since (TRM-03)."""
    derived = derived_now(patent)
    if derived.status == "EXPIRED" and rules.status_group(patent.legal_status) != "dead":
        return derived
    return rules.Standing(patent.legal_status, patent.status_as_of, patent.status_source)


def shown_number(patent: Patent, *, marked: bool) -> str:
    """Return the number as it may be shown: `ZL` from the grant of a Chinese patent to its end, else `CN` (NUM-07)."""
    if patent.application_no and patent.office == "CN":
        return f"{'ZL' if marked else 'CN'}{patent.application_no}"
    if patent.publications:
        return patent.publications[0].number
    return patent.application_no or patent.identity.partition(":")[2]


def number_of(patent: Patent) -> str:
    """Return the number as it may be shown today (NUM-07)."""
    status = standing_of(patent).status
    known = patent.grant_date is not None  # a list of many reads no publications for nothing
    meanings = [] if known else [meaning for meaning, _ in publication_meanings(patent)]
    marked = rules.is_granted(patent.grant_date, status, meanings) and rules.status_group(status) != "dead"
    return shown_number(patent, marked=marked)


def _meaning(number: str, published: date | None) -> str:
    try:
        return parse_publication_number(number).meaning(published)
    except NumberRefused:
        return ""


def _years_left(term: rules.Term) -> float:
    """Return the years until the last day, one decimal, never below zero (TRM-06)."""
    return max(0.0, round((term.last_day - clock.today()).days / 365.25, 1))
