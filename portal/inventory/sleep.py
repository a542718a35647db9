"""Whether a patent sleeps, since when, and what the law attaches to that: pure functions of facts and a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.core.calendar import add_years
from portal.parameters.law import Law

TIERS = ("S0", "S1", "S2", "S3")
CONVERTING = frozenset({"assignment", "licence", "open_licence", "equity", "own_working"})


@dataclass(frozen=True, slots=True)
class Conversion:
    """A use of the patent from `since` to `until` inclusive; `until` None: it goes on.

    `kind` is assignment (outside the group), licence, open_licence, equity or own_working. Anything else, such as a
    pledge, is no conversion (SLP-02).
    """

    kind: str
    since: date
    until: date | None = None

    def runs_on(self, day: date) -> bool:
        """Whether the use goes on on `day`."""
        return self.since <= day and (self.until is None or self.until >= day)


@dataclass(frozen=True, slots=True)
class Sleep:
    """How a patent stands on a day: `idle_since` and `tier` are None unless it sleeps; `uses` are those going on."""

    day: date
    in_force: bool
    uses: tuple[Conversion, ...]
    idle_since: date | None
    tier: str | None

    @property
    def sleeping(self) -> bool:
        """SLP-02: in force and not converted."""
        return self.in_force and not self.uses


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day to which the law or a rule attaches something; `code` is a name of `inventory.anchor`."""

    code: str
    rule_id: str
    on: date
    reached: bool


def look(
    *, in_force: bool, granted_on: date | None, conversions: Iterable[Conversion], day: date, law: Law
) -> Sleep:
    """Return how the patent sleeps on `day` (SLP-02, SLP-03): idle since its grant or its last use, the later."""
    real = [item for item in conversions if item.kind in CONVERTING and item.since <= day]
    uses = tuple(item for item in real if item.runs_on(day))
    if not in_force or uses:
        return Sleep(day, in_force, uses, None, None)
    idle = max((item.until for item in real if item.until is not None), default=None)
    since = max((found for found in (granted_on, idle) if found is not None), default=None)
    return Sleep(day, in_force, (), since, tier(since, day, law) if since else None)


def tier(idle_since: date, day: date, law: Law) -> str:
    """Return S0 to S3 by the completed years of idleness (SLP-03; key `inventory.tier_years`)."""
    years: list[int] = law.on("inventory.tier_years", day)
    return TIERS[sum(1 for limit in years if day >= add_years(idle_since, limit))]


def anchors(
    *,
    filed_on: date | None,
    idle_since: date | None,
    granted_on: date | None,
    funded: bool,
    day: date,
    law: Law,
) -> list[Anchor]:
    """Return what the law attaches to idleness, the earliest first (EMP-04, SLP-03).

    Idle so long: inventors may work it themselves in Beijing and Zhejiang. So long after grant and after filing: ground
    of a compulsory licence. Longer idle and publicly funded: the State may have it worked freely.
    """
    if idle_since is None:
        return []
    found = [
        ("self_implementation", "EMP-04", add_years(idle_since, law.on("inventory.self_use_years", day)))
    ]
    if filed_on is not None and granted_on is not None:
        ground = max(
            add_years(granted_on, law.on("inventory.compulsory_years_from_grant", day)),
            add_years(filed_on, law.on("inventory.compulsory_years_from_filing", day)),
        )
        found.append(("compulsory_licence", "SLP-03", max(ground, idle_since)))
    if funded:
        found.append(("state_use", "SLP-03", add_years(idle_since, law.on("inventory.state_use_years", day))))
    return sorted((Anchor(code, rule, on, on <= day) for code, rule, on in found), key=lambda item: item.on)
