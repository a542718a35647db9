"""The engine: source state, permission, guards, effect, state, history, letters — in that order, or nothing at all."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.access.actors import SYSTEM
from portal.access.permissions import Verb
from portal.core.errors import Forbidden, NotFound, RuleRefusal, Stale
from portal.extensions import db
from portal.jobs.models import Job
from portal.listings.models import Listing
from portal.workflow import history
from portal.workflow.engine import Lifecycle, Step, Telling, open_steps, refusals, take
from tests.cast import Cast


def _needs_title(listing: Any, _data: Mapping[str, Any]) -> RuleRefusal | None:
    return None if listing.title_zh else RuleRefusal("test.no_title", rule_id="TEST-01")


def _stamp(listing: Any, _actor: Any, data: Mapping[str, Any]) -> None:
    listing.region = data.get("region", "")


STEPS = Lifecycle(
    "test",
    "draft",
    (
        Step("submit", ("draft",), "submitted", Verb.LISTING_EDIT, guards=(_needs_title,), effect=_stamp),
        Step(
            "approve",
            ("submitted",),
            "published",
            Verb.LISTING_REVIEW,
            tells=lambda listing: [Telling(listing.created_by_id, "x", {"listing": listing.id})],
        ),
        Step("expire", ("published",), "expired", Verb.DEAL_SYSTEM, hidden=True),
    ),
    frozenset({"expired"}),
)


@pytest.fixture
def listing(cast: Cast) -> Listing:
    """A draft of Haiyu's."""
    made = Listing(
        owner_id=cast.organisation("haiyu").id, created_by_id=cast.person("lin").id, title_zh="电池"
    )
    db.session.add(made)
    db.session.commit()
    return made


def test_a_step_moves_and_leaves_history(cast: Cast, listing: Listing) -> None:
    take(STEPS, listing, "submit", cast.person("lin"), data={"region": "天津", "record": {"why": "ready"}})
    assert (listing.state, listing.region) == ("submitted", "天津")
    entry = history.history_of(listing)[-1]
    assert (entry.action, entry.from_state, entry.to_state, entry.detail) == (
        "submit",
        "draft",
        "submitted",
        {"why": "ready"},
    )
    assert entry.actor_id == cast.person("lin").id


def test_a_step_promises_its_letters(cast: Cast, listing: Listing) -> None:
    take(STEPS, listing, "submit", cast.person("lin"))
    take(STEPS, listing, "approve", cast.person("shi"))
    letters = db.session.scalars(select(Job.payload).where(Job.kind == "mail.letter")).all()
    assert letters == [{"user_id": cast.person("lin").id, "template": "x", "params": {"listing": listing.id}}]


def test_a_stranger_is_told_that_there_is_nothing(cast: Cast, listing: Listing) -> None:
    with pytest.raises(NotFound):
        take(STEPS, listing, "submit", cast.person("okoro"))


def test_who_may_see_but_not_do_is_told_so(cast: Cast, listing: Listing) -> None:
    with pytest.raises(Forbidden):
        take(STEPS, listing, "submit", cast.person("zhao"))


def test_a_refusal_names_its_rule_and_changes_nothing(cast: Cast, listing: Listing) -> None:
    listing.title_zh = ""
    db.session.commit()
    with pytest.raises(RuleRefusal) as told:
        take(STEPS, listing, "submit", cast.person("lin"), data={"region": "天津"})
    assert told.value.rule_id == "TEST-01"
    assert (listing.state, listing.region) == ("draft", "")
    assert [refusal.rule_id for refusal in refusals(STEPS.step("submit"), listing)] == ["TEST-01"]


def test_a_stale_page_is_refused(cast: Cast, listing: Listing) -> None:
    seen = listing.version
    take(STEPS, listing, "submit", cast.person("lin"), version=seen)
    db.session.commit()
    with pytest.raises(Stale):
        take(STEPS, listing, "approve", cast.person("shi"), version=seen)


@pytest.mark.parametrize("name", ["approve", "no such step"])
def test_a_step_from_elsewhere_is_stale(cast: Cast, listing: Listing, name: str) -> None:
    with pytest.raises(Stale):
        take(STEPS, listing, name, cast.person("shi"))


def test_buttons_are_what_the_reader_may_press(cast: Cast, listing: Listing) -> None:
    assert [step.name for step in open_steps(STEPS, listing, cast.person("lin"))] == ["submit"]
    assert open_steps(STEPS, listing, cast.person("zhao")) == []
    assert open_steps(STEPS, SimpleNamespace(state="published", owner_id=1), SYSTEM) == []


def test_nothing_is_told_where_nothing_was_done(cast: Cast, listing: Listing) -> None:
    with pytest.raises(Stale):
        take(STEPS, listing, "approve", cast.person("shi"))
    assert db.session.scalar(select(func.count()).select_from(Job).where(Job.kind == "mail.letter")) == 0
