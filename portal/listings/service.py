"""What may be done with listings: draft, change, submit, decide. Flushes, never commits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.accounts.organisations import Organisation
from portal.core import clock
from portal.core.errors import Stale
from portal.extensions import db
from portal.jobs import rounds
from portal.listings import freshness, rules, versions
from portal.listings.lifecycle import EDITABLE, LISTING, LIVE
from portal.listings.models import PUBLISHED, Listing, ListingMode, ListingPatent
from portal.patents.models import Patent
from portal.workflow import engine, history

SUMMARY_LENGTH = 400


@dataclass(frozen=True)
class Terms:
    """One mode and its price, as `ListingMode` keeps them."""

    mode: str
    fee_way: str
    currency: str = "CNY"
    amount: int | None = None
    entry_fee: int | None = None
    royalty_rate: int | None = None
    royalty_base: str | None = None
    instalments: list[dict[str, Any]] = field(default_factory=list)
    period_months: int | None = None
    field_zh: str = ""
    field_en: str = ""
    territory: str = "CN"
    sublicence: bool = False
    terms_zh: str = ""
    terms_en: str = ""


def draft(
    owner: Organisation, patents: Sequence[Patent], actor: Actor, *, stream: str = "sleeping", **values: Any
) -> Listing:
    """Return a new draft over `patents`, its words taken from the first of them unless given in `values`.

    Raises NotFound or Forbidden where the actor may not list for `owner`, RuleRefusal for another's patent.
    """
    listing = Listing(owner=owner, owner_id=owner.id, created_by_id=actor.actor_id, stream=stream)
    require(Verb.LISTING_CREATE, owner, actor)
    _set(listing, {**_words_of(patents), "region": owner.region, **values})
    _set_patents(listing, patents)
    refusal = rules.owns_patents(listing, {})
    if refusal is not None:
        raise refusal
    db.session.add(listing)
    versions.keep(listing, actor)
    history.record(listing, "drafted", actor, to_state=listing.state)
    return listing


def _words_of(patents: Sequence[Patent]) -> dict[str, str]:
    if not patents:
        return {}
    first = patents[0]
    return {
        "title_zh": first.title_zh[:200],
        "title_en": first.title_en[:300],
        "summary_zh": first.abstract_zh[:SUMMARY_LENGTH],
        "summary_en": first.abstract_en[: 2 * SUMMARY_LENGTH],
    }


def change(
    listing: Listing,
    actor: Actor,
    *,
    values: Mapping[str, Any] | None = None,
    modes: Sequence[Terms] | None = None,
    patents: Sequence[Patent] | None = None,
    version: int | None = None,
) -> bool:
    """Change what is given, keep a version, and tell whether anything changed.

    New words of a published listing are shown at once; a new stream, price, mode or patent sends it back to the
    operator. Raises Stale, Forbidden, or RuleRefusal where what is shown would break a rule.
    """
    require(Verb.LISTING_EDIT, listing, actor)
    if listing.state not in EDITABLE or (version is not None and version != listing.version):
        raise Stale
    _set(listing, values or {})
    if patents is not None:
        _set_patents(listing, patents)
    if modes is not None:
        _set_modes(listing, modes)
    return _changed(listing, actor)


def _changed(listing: Listing, actor: Actor) -> bool:
    kept = versions.keep(listing, actor)
    if kept is None:
        return False
    listing.updated_at = clock.now()  # a change of a mode or file counts the listing's version too
    detail = {"version": kept.number, "changed": kept.changed}
    if listing.state in (PUBLISHED, "paused") and versions.MATERIAL & set(kept.changed):
        engine.take(LISTING, listing, "revise", actor, data={"record": detail})
        return True
    if listing.state == PUBLISHED:
        _must_be_showable(listing)
    history.record(listing, "edited", actor, from_state=listing.state, to_state=listing.state, detail=detail)
    return True


def _must_be_showable(listing: Listing) -> None:
    for guard in rules.SHOWABLE:
        refusal = guard(listing, {})
        if refusal is not None:
            raise refusal


def files_changed(listing: Listing, actor: Actor) -> None:
    """Keep a version after files came or went."""
    _changed(listing, actor)


def _set(listing: Listing, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in versions.FIELDS:
            raise ValueError(f"{name} is no field of a listing's text")
        setattr(listing, name, value)


def _set_patents(listing: Listing, patents: Sequence[Patent]) -> None:
    known = {item.patent_id: item for item in listing.items}
    listing.items = [
        known.get(patent.id) or ListingPatent(patent=patent, patent_id=patent.id)
        for patent in dict.fromkeys(patents)
    ]
    for position, item in enumerate(listing.items):
        item.position = position


def _set_modes(listing: Listing, modes: Sequence[Terms]) -> None:
    known = {mode.mode: mode for mode in listing.modes}
    listing.modes = [_mode(known.get(terms.mode), terms) for terms in modes]


def _mode(mode: ListingMode | None, terms: Terms) -> ListingMode:
    mode = mode or ListingMode()
    for name, value in asdict(terms).items():
        if getattr(mode, name) != value:
            setattr(mode, name, value)
    return mode


def submit(
    listing: Listing, actor: Actor, declared: Mapping[str, Any], *, version: int | None = None
) -> None:
    """Send a draft to the operator. `declared`: not_secret, owner, keep_alive (bool), co_owners
    (none, consented or not_consented). Raises RuleRefusal with the first rule that is not met."""
    engine.take(LISTING, listing, "submit", actor, version=version, data={"declared": dict(declared)})


def approve(listing: Listing, actor: Actor, *, version: int | None = None) -> None:
    """Publish a submitted listing until it has to be confirmed again."""
    engine.take(LISTING, listing, "approve", actor, version=version)
    rounds.promise(freshness.JOB)


def send_back(
    listing: Listing, actor: Actor, reason: str, note: str = "", *, version: int | None = None
) -> None:
    """Return a listing to its holder with a reason code of `listing.reason` and a note."""
    data = {"reason": reason, "note": note, "record": {"reason": reason, "note": note}}
    engine.take(LISTING, listing, "return", actor, version=version, data=data)


def step(listing: Listing, name: str, actor: Actor, *, version: int | None = None) -> None:
    """Take one of the steps that need nothing but a button."""
    engine.take(LISTING, listing, name, actor, version=version)


def live_patent_ids(patent_ids: Iterable[int]) -> set[int]:
    """Return which of the patents already stand in a listing that is drafted, reviewed or shown."""
    wanted = (
        select(ListingPatent.patent_id)
        .join(Listing)
        .where(ListingPatent.patent_id.in_(list(patent_ids)), Listing.state.in_(LIVE))
    )
    return set(db.session.scalars(wanted))
