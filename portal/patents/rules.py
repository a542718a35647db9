"""What follows from a patent's kind and dates: term, remaining life, and a status where nobody told one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.core.calendar import add_years
from portal.parameters import law as figures
from portal.parameters.law import Law

UNKNOWN = "UNKNOWN"
GROUPS = {
    "pending": ("FILED", "PUBLISHED", "SUBST_EXAM", "GRANT_NOTICE"),
    "in_force": ("IN_FORCE", "IN_FORCE_LATE", "LAPSE_PENDING", "INVALID_PART", "RESTORED"),
    "dead": (
        "LAPSED_FEE",
        "ABANDONED",
        "ABANDONED_DUP",
        "EXPIRED",
        "INVALID_FULL",
        "WITHDRAWN",
        "DEEMED_WITHDRAWN",
        "REJECTED",
        "DEEMED_ABANDONED",
    ),
    "unknown": (UNKNOWN,),
}
FEE_OPEN = ("IN_FORCE_LATE", "LAPSE_PENDING")
_GROUP_OF = {status: group for group, statuses in GROUPS.items() for status in statuses}


def status_group(status: str) -> str:
    """Return pending, in_force, dead or unknown."""
    return _GROUP_OF.get(status, "unknown")


@dataclass(frozen=True, slots=True)
class Term:
    """`last_day` is the last day in force, `ends` the day after; `verify` marks a day that the law leaves open."""

    last_day: date
    ends: date
    verify: bool = False


def term(kind: str, filing_date: date, law: Law | None = None) -> Term | None:
    """Return the term of a Chinese right from its filing date (TRM-01, TRM-02, TRM-04), fees and compensation apart.

    A holiday does not move its end (CAL-03). The years are those of the filing day in `law`, the portal's own unless given.
    """
    known, key = law or figures.current(), f"term.{kind}"
    if key not in known:
        return None
    ends = add_years(filing_date, known.on(key, filing_date))
    return Term(ends - timedelta(days=1), ends, verify=ends.day != filing_date.day)


@dataclass(frozen=True, slots=True)
class Standing:
    """A status, the day it is known for, and where from: `told`, `gazette`, `term` or nothing."""

    status: str
    as_of: date | None
    source: str


NOTHING_KNOWN = Standing(UNKNOWN, None, "")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a status is derived from. `meanings` are (meaning, day) of the publication numbers."""

    office: str
    kind: str
    filing_date: date | None
    number_year: int | None
    grant_date: date | None
    meanings: Iterable[tuple[str, date | None]] = ()


def derived_standing(facts: Facts, today: date, law: Law | None = None) -> Standing:
    """Return what the dates alone say about a Chinese right; of another office's they say nothing here.

    Where only the year of the number is known, the latest day it allows is taken, so that nothing ends too early.
    """
    if facts.office != "CN":
        return NOTHING_KNOWN
    filed = facts.filing_date or (date(facts.number_year, 12, 31) if facts.number_year else None)
    over = term(facts.kind, filed, law) if filed else None
    if over and over.ends <= today:
        return Standing("EXPIRED", over.ends, "term")
    meanings = list(facts.meanings)
    granted = [day for meaning, day in meanings if meaning in ("grant", "partly_invalid")]
    if facts.grant_date or granted:
        status = "INVALID_PART" if any(meaning == "partly_invalid" for meaning, _ in meanings) else "IN_FORCE"
        return Standing(status, facts.grant_date or granted[0], "gazette")
    published = [day for meaning, day in meanings if meaning == "application"]
    if published:
        return Standing("PUBLISHED", published[0], "gazette")
    return NOTHING_KNOWN


def is_granted(grant_date: date | None, status: str, kind_meanings: Iterable[str]) -> bool:
    """Return whether grant has been announced, so that `ZL` may be shown (NUM-07)."""
    pre_grant = status_group(status) == "pending"
    return not pre_grant and (
        grant_date is not None or "grant" in kind_meanings or "partly_invalid" in kind_meanings
    )
