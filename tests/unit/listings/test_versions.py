"""Versions: nothing changed keeps none, each change keeps one with its author, and history stays provable."""

import pytest

from portal.core.errors import Forbidden, NotFound, RuleRefusal, Stale
from portal.listings import service, versions
from portal.listings.service import Terms
from portal.workflow import history
from tests.cast import Cast
from tests.unit.listings.making import make_draft, make_patent, make_published


def test_a_save_without_change_keeps_nothing(cast: Cast) -> None:
    listing = make_draft(cast)
    before = (len(versions.versions_of(listing)), listing.version)
    same = service.change(
        listing,
        cast.person("lin"),
        values={"title_zh": listing.title_zh},
        modes=[Terms("ordinary", "lump_sum", amount=50_000_00, period_months=36)],
        patents=listing.patents,
    )
    assert same is False
    assert (len(versions.versions_of(listing)), listing.version) == before


def test_a_change_names_field_author_and_both_texts(cast: Cast) -> None:
    listing = make_draft(cast)
    service.change(listing, cast.person("shen"), values={"solution_zh": "新方案", "trl": 5})
    newest, previous = versions.versions_of(listing)[:2]
    assert newest.actor_id == cast.person("shen").id
    found = {item.field: (item.before, item.after) for item in versions.differences(previous, newest)}
    assert found == {"solution_zh": ("", "新方案"), "trl": (None, 5)}


def test_a_price_alone_is_a_new_version_of_the_row_too(cast: Cast) -> None:
    listing = make_draft(cast)
    before, mode_id = listing.version, listing.modes[0].id
    service.change(listing, cast.person("lin"), modes=[Terms("ordinary", "free")])
    assert listing.version > before
    assert listing.modes[0].id == mode_id
    assert versions.versions_of(listing)[0].changed == ["modes"]


@pytest.mark.parametrize("what", ["patents", "modes", "stream"])
def test_what_is_material_goes_back_to_review(cast: Cast, what: str) -> None:
    listing = make_published(cast)
    change = {
        "patents": {"patents": [*listing.patents, make_patent(cast)]},
        "modes": {"modes": [Terms("assignment", "negotiable")]},
        "stream": {"values": {"stream": "other"}},
    }[what]
    service.change(listing, cast.person("lin"), **change)  # type: ignore[arg-type]  # three different arguments
    assert listing.state == "submitted"
    assert history.history_of(listing)[-1].detail["changed"] == [what]


def test_a_material_change_that_breaks_a_rule_is_refused(cast: Cast) -> None:
    listing = make_published(cast)
    with pytest.raises(RuleRefusal) as refusal:
        service.change(listing, cast.person("lin"), modes=[Terms("ordinary", "lump_sum")])
    assert refusal.value.rule_id == "LST-06"


def test_who_may_change(cast: Cast) -> None:
    draft, shown = make_draft(cast), make_published(cast)
    with pytest.raises(NotFound):
        service.change(draft, cast.person("okoro"), values={"title_zh": "夺"})
    with pytest.raises(Forbidden):
        service.change(shown, cast.person("okoro"), values={"title_zh": "夺"})
    with pytest.raises(Forbidden):
        service.change(draft, cast.person("zhao"), values={"title_zh": "改"})


def test_a_submitted_listing_is_not_changed_and_an_old_page_changes_nothing(cast: Cast) -> None:
    listing = make_published(cast)
    with pytest.raises(Stale):
        service.change(listing, cast.person("lin"), values={"title_zh": "改"}, version=listing.version - 1)
    service.change(listing, cast.person("lin"), modes=[Terms("ordinary", "free")])
    with pytest.raises(Stale):
        service.change(listing, cast.person("lin"), values={"title_zh": "改"})


def test_the_chain_of_history_holds(cast: Cast) -> None:
    make_published(cast)
    assert history.verify().broken_id is None
