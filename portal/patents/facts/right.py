"""What is known of one right on a day: plain values, no database, legal days in China, money in fen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.patents.annuity_facts import OpenWindow, Paid, Reduction
from portal.patents.rules import Standing, status_group

OVERLAYS = (
    "pledged",
    "preserved",
    "suspended",
    "licence_recorded",
    "ol_active",
    "invalidation_pending",
    "term_compensated",
    "assigned",
    "bibliographic_change",
    "same_day_pending",
)


@dataclass(frozen=True, slots=True)
class Owner:
    """A registered patentee. `share` is in basis points, None where nothing is agreed."""

    name: str
    organisation_id: int | None = None
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Inventor:
    """`service`: made as a service invention; `employed`: still with the holder. None: not known."""

    name: str
    service: bool | None = None
    employed: bool | None = None


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence in force. `kind` is exclusive, sole, ordinary or open; empty territory and field mean everywhere.

    `starts` and `ends` are its first and last day; `ends` None: to the end of the right. `id` is its event's.
    """

    kind: str
    licensee: str
    starts: date
    ends: date | None = None
    territory: str = ""
    field: str = ""
    recorded: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Pledge:
    """`consents` are the acts that the pledgee agreed to."""

    pledgee: str
    since: date
    consents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A patent evaluation report. `conclusion` is positive, mixed or negative (OL-04)."""

    number: str
    conclusion: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """A right of another office for the same invention: a reference, never part of an offer (FAM-01)."""

    office: str
    number: str


@dataclass(frozen=True, slots=True)
class RightFacts:
    """Everything known of one right on `day`.

    `status`, `as_of` and `source` are the derived standing; `last_day` the last day of the term, compensation
    included; `legal_end` the first day on which the right was dead, retroactive to the due date after a lapse
    (ANN-08). `holder_id` is the organisation that answers for it here. `owners_stated` says that the owners come
    from an event and not from an imported name. `alone` are the acts that one co-owner may do alone by agreement,
    None where there is none. `consents` maps an act to the names of co-owners who agreed. `paid_through` is the last
    patent year known to be paid; None: payments are not tracked. `open_licence_state` is `effective` or None.
    """

    office: str
    kind: str
    day: date
    standing: Standing
    holder_id: int | None = None
    holder_names: tuple[str, ...] = ()
    filing_date: date | None = None
    grant_date: date | None = None
    last_day: date | None = None
    term_compensated: bool = False
    legal_end: date | None = None
    owners: tuple[Owner, ...] = ()
    owners_stated: bool = False
    alone: frozenset[str] | None = None
    consents: Mapping[str, frozenset[str]] = field(default_factory=dict)
    inventors: tuple[Inventor, ...] = ()
    licences: tuple[Licence, ...] = ()
    pledge: Pledge | None = None
    informed_pledgee: bool = False
    suspended: bool = False
    preserved: bool = False
    invalidation_pending: bool = False
    evaluation_report: Evaluation | None = None
    same_day: str = ""
    reductions: tuple[Reduction, ...] = ()
    payments: tuple[Paid, ...] = ()
    paid_through: int | None = None
    known_in_force_on: date | None = None
    notice_served_on: date | None = None
    open_windows: tuple[OpenWindow, ...] = ()
    open_licence_state: str | None = None
    public_funding: bool | None = None
    programme_no: str = ""
    secret: bool | None = None
    family: tuple[FamilyMember, ...] = ()
    assigned: bool = False
    bibliographic_change: bool = False

    @property
    def status(self) -> str:
        """The code of the derived status (section 1.5)."""
        return self.standing.status

    @property
    def group(self) -> str:
        """`pending`, `in_force`, `dead` or `unknown`."""
        return status_group(self.standing.status)

    @property
    def same_day_pending(self) -> bool:
        """Whether an invention application of the same day is pending beside this utility model."""
        return bool(self.same_day)

    @property
    def overlays(self) -> tuple[str, ...]:
        """The flags that hold beside the status, in the order of the rule book."""
        found = {
            "pledged": self.pledge is not None,
            "preserved": self.preserved,
            "suspended": self.suspended,
            "licence_recorded": any(licence.recorded for licence in self.licences),
            "ol_active": self.open_licence_state == "effective" and self.group != "dead",
            "invalidation_pending": self.invalidation_pending,
            "term_compensated": self.term_compensated,
            "assigned": self.assigned,
            "bibliographic_change": self.bibliographic_change,
            "same_day_pending": self.same_day_pending,
        }
        return tuple(flag for flag in OVERLAYS if found[flag])
