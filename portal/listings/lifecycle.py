"""The steps of a listing: drafted, reviewed, shown, kept fresh, taken back."""

from collections.abc import Iterable
from datetime import date

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.predicates import OFFICERS
from portal.accounts.queries import operators_people, people_in
from portal.core import clock
from portal.core.calendar import add_months
from portal.listings import rules
from portal.listings.models import PUBLISHED, Listing
from portal.listings.rules import Data
from portal.parameters import law as figures
from portal.workflow.engine import Lifecycle, Step, Telling

EDITABLE = ("draft", PUBLISHED, "paused")
LIVE = ("draft", "submitted", PUBLISHED, "paused")


def letter_params(listing: Listing) -> dict[str, str]:
    """Return what every letter about a listing names."""
    return {"id": listing.public_id, "title_zh": listing.title_zh, "title_en": listing.title_en}


def tell_holder(template: str, listing: Listing, **more: str) -> list[Telling]:
    """Return a letter to everybody who may act for the holder."""
    params = {**letter_params(listing), **more}
    return [Telling(user_id, template, params) for user_id in people_in(listing.owner_id, OFFICERS)]


def _tell_reviewers(listing: Listing) -> Iterable[Telling]:
    for user_id in operators_people(frozenset({"reviewer"})):
        yield Telling(user_id, "listing_submitted", letter_params(listing))


def _confirm(listing: Listing, _actor: Actor, data: Data) -> None:
    """Keep the listing for its months from today, or to the legal day given."""
    listing.confirmed_until = data.get("confirmed_until") or fresh_until(clock.today())
    listing.reminded_days = None


def fresh_until(day: date) -> date:
    """Return to which day a listing that is confirmed on `day` is shown (LST-08)."""
    return add_months(day, figures.current().on("listing.fresh_months", day))


def _submit(listing: Listing, _actor: Actor, data: Data) -> None:
    listing.declared = dict(data.get("declared", listing.declared))
    listing.submitted_at = clock.now()
    listing.decision_reason, listing.decision_note = None, ""


def _publish(listing: Listing, actor: Actor, data: Data) -> None:
    _confirm(listing, actor, data)
    listing.published_at = listing.published_at or clock.now()
    listing.decision_reason, listing.decision_note = None, ""


def _resume(listing: Listing, actor: Actor, data: Data) -> None:
    _confirm(listing, actor, data)
    listing.decision_reason, listing.decision_note = None, ""


def _send_back(listing: Listing, _actor: Actor, data: Data) -> None:
    listing.decision_reason = str(data["reason"])
    listing.decision_note = str(data.get("note", ""))


EDIT, REVIEW, SYSTEM = Verb.LISTING_EDIT, Verb.LISTING_REVIEW, Verb.LISTING_SYSTEM
SHOWN = (PUBLISHED, "paused")
STEPS = (
    Step(
        "submit",
        ("draft",),
        "submitted",
        EDIT,
        (*rules.SHOWABLE, rules.declared),
        _submit,
        _tell_reviewers,
        True,
    ),
    Step("take_back", ("submitted",), "draft", EDIT),
    Step(
        "approve",
        ("submitted",),
        PUBLISHED,
        REVIEW,
        (*rules.SHOWABLE, rules.declared),
        _publish,
        lambda thing: tell_holder("listing_published", thing),
        True,
    ),
    Step(
        "return",
        ("submitted", *SHOWN),
        "draft",
        REVIEW,
        (rules.reason_given,),
        _send_back,
        lambda thing: tell_holder("listing_returned", thing),
        True,
    ),
    Step(
        "revise", SHOWN, "submitted", EDIT, (*rules.SHOWABLE, rules.declared), _submit, _tell_reviewers, True
    ),
    Step("reconfirm", (PUBLISHED,), PUBLISHED, EDIT, rules.SHOWABLE, _confirm),
    Step("pause", (PUBLISHED,), "paused", EDIT),
    Step("resume", ("paused",), PUBLISHED, EDIT, (*rules.SHOWABLE, rules.declared), _resume),
    Step("renew", ("expired",), PUBLISHED, EDIT, (*rules.SHOWABLE, rules.declared), _resume),
    Step("close", SHOWN, "closed", EDIT),
    Step("withdraw", ("submitted", *SHOWN), "withdrawn", EDIT),
    Step("discard", ("draft",), "withdrawn", EDIT),
    Step("reopen", ("withdrawn", "closed", "expired"), "draft", EDIT),
    Step(
        "expire",
        SHOWN,
        "expired",
        SYSTEM,
        (),
        None,
        lambda thing: tell_holder("listing_expired", thing),
        True,
    ),
    Step(
        "suspend",
        (PUBLISHED,),
        "paused",
        SYSTEM,
        (rules.reason_given,),
        _send_back,
        lambda thing: tell_holder("listing_suspended", thing),
        True,
    ),
    Step(
        "lapse",
        SHOWN,
        "closed",
        SYSTEM,
        (rules.reason_given,),
        _send_back,
        lambda thing: tell_holder("listing_suspended", thing),
        True,
    ),
)
LISTING = Lifecycle(group="listing", initial="draft", steps=STEPS)
