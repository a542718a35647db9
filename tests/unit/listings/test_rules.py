"""What must hold before a listing is shown: each rule refuses by its id, and a complete draft passes all."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.core.names import known_sentences
from portal.core.rulebook import find
from portal.listings import rules, service
from portal.listings.lifecycle import LISTING
from portal.listings.models import Listing
from portal.listings.service import Terms
from portal.workflow import engine
from tests.cast import Cast
from tests.unit.listings.making import DECLARED, make_draft, make_patent


def refused(listing: Listing, **declared: Any) -> dict[str, str]:
    """Return rule ids and refusal codes of submitting the listing."""
    data = {"declared": {**DECLARED, **declared}}
    found = engine.refusals(LISTING.step("submit"), listing, data)
    for refusal in found:
        assert refusal.code in known_sentences(), refusal.code
        assert find(refusal.rule_id) is not None, refusal.rule_id
    return {refusal.rule_id: refusal.code for refusal in found}


def offering(cast: Cast, *terms: Terms, **facts: Any) -> Listing:
    """Return a draft of one patent with these ways."""
    listing = make_draft(cast, make_patent(cast, **facts))
    service.change(listing, cast.person("lin"), modes=terms)
    return listing


def test_a_complete_draft_may_be_submitted(cast: Cast) -> None:
    assert refused(make_draft(cast)) == {}


def test_an_empty_draft_is_told_everything_at_once(cast: Cast) -> None:
    listing = service.draft(cast.organisation("haiyu"), [], cast.person("lin"))
    assert set(refused(listing)) == {"LST-02", "LST-04", "LST-05"}


def test_only_a_verified_organisation_offers(cast: Cast) -> None:
    listing = make_draft(cast)
    listing.owner.state = "pending"
    assert "LST-01" in refused(listing)


def test_anothers_patent_is_not_offered(cast: Cast) -> None:
    with pytest.raises(RuleRefusal) as refusal:
        make_draft(cast, make_patent(cast, owner="bolan"))
    assert refusal.value.rule_id == "LST-03"
    listing = make_draft(cast)
    listing.patents[0].owner_id = cast.organisation("bolan").id
    assert "LST-03" in refused(listing)


@pytest.mark.parametrize(
    ("title", "good"), [("散热", True), ("Cooling", False), ("  ", False), ("Ünïçödé", False)]
)
def test_title_is_chinese(cast: Cast, title: str, good: bool) -> None:
    listing = make_draft(cast)
    listing.title_zh = title
    assert ("LST-04" not in refused(listing)) is good


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (Terms("ordinary", "lump_sum"), "listing.price_amount"),
        (
            Terms("ordinary", "instalments", amount=100, instalments=[{"amount": 100, "months": 0}]),
            "listing.price_instalments",
        ),
        (Terms("sole", "entry_royalty", royalty_rate=100, royalty_base="profit"), "listing.price_entry_fee"),
        (Terms("exclusive", "entry_royalty", entry_fee=100), "listing.price_royalty"),
        (Terms("ordinary", "royalty", royalty_rate=100), "listing.price_royalty"),
        (Terms("equity", "royalty", royalty_rate=100, royalty_base="profit"), "listing.way_not_for_mode"),
    ],
)
def test_every_way_needs_its_whole_price(cast: Cast, terms: Terms, code: str) -> None:
    assert refused(offering(cast, terms)) == {"LST-06": code}


@pytest.mark.parametrize(
    "terms",
    [
        Terms("ordinary", "free"),
        Terms("assignment", "negotiable"),
        Terms(
            "ordinary",
            "instalments",
            amount=300,
            instalments=[{"amount": 100, "months": 0}, {"amount": 200, "months": 6}],
        ),
        Terms("exclusive", "royalty", royalty_rate=300, royalty_base="net_sales"),
        Terms("equity", "lump_sum", amount=1_000_000_00),
    ],
)
def test_complete_prices_pass(cast: Cast, terms: Terms) -> None:
    assert refused(offering(cast, terms)) == {}


@pytest.mark.parametrize(
    ("status", "rule"),
    [
        ("LAPSED_FEE", "ABN-07"),
        ("ABANDONED", "ABN-07"),
        ("ABANDONED_DUP", "ABN-07"),
        ("EXPIRED", "LS-05"),
        ("INVALID_FULL", "LS-05"),
        ("REJECTED", "LS-05"),
        ("LAPSE_PENDING", "LST-07"),
        ("IN_FORCE_LATE", None),
        ("SUBST_EXAM", None),
        ("INVALID_PART", None),
        ("UNKNOWN", None),
    ],
)
def test_tradability_by_status(cast: Cast, status: str, rule: str | None) -> None:
    listing = offering(cast, Terms("ordinary", "free"), legal_status=status)
    assert set(refused(listing)) == ({rule} if rule else set())


def test_a_patent_past_its_term_is_dead_whatever_its_status_says(cast: Cast) -> None:
    listing = offering(cast, Terms("ordinary", "free"), filing_date=date(2000, 1, 1))
    assert refused(listing) == {"LS-05": "listing.patent_dead"}


@pytest.mark.parametrize(
    ("status", "rule"), [("SUBST_EXAM", "OL-01"), ("GRANT_NOTICE", "OL-01"), ("IN_FORCE_LATE", "OL-05")]
)
def test_open_licence_needs_a_granted_and_paid_patent(cast: Cast, status: str, rule: str) -> None:
    assert set(refused(offering(cast, Terms("open_licence", "free"), legal_status=status))) == {rule}


def test_open_licence_has_a_price_and_keeps_under_the_caps(cast: Cast) -> None:
    assert set(refused(offering(cast, Terms("open_licence", "negotiable")))) == {"OL-13"}
    over = Terms("open_licence", "lump_sum", amount=20_000_000_01)
    assert refused(offering(cast, over)) == {"OL-12": "listing.above_cap"}
    royal = Terms("open_licence", "royalty", royalty_rate=2001, royalty_base="net_sales")
    assert refused(offering(cast, royal)) == {"OL-12": "listing.above_rate_cap"}
    most = Terms(
        "open_licence", "entry_royalty", entry_fee=20_000_000_00, royalty_rate=4000, royalty_base="profit"
    )
    assert refused(offering(cast, most)) == {}


@pytest.mark.parametrize("mode", ["sole", "exclusive"])
def test_no_exclusivity_beside_an_open_licence(
    cast: Cast, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = offering(cast, Terms("open_licence", "free"), Terms(mode, "negotiable"))
    assert refused(both) == {"OL-16": "listing.open_and_exclusive"}
    alone = offering(cast, Terms(mode, "negotiable"))
    monkeypatch.setattr(
        rules,
        "exclusivity_blockers",
        [
            lambda patent: RuleRefusal(
                "listing.open_in_force", rule_id="OL-16", number=rules.number_of(patent)
            )
        ],
    )
    assert refused(alone) == {"OL-16": "listing.open_in_force"}
    assert refused(offering(cast, Terms("assignment", "negotiable"))) == {}


def test_a_licence_ends_with_the_patent(cast: Cast) -> None:
    soon = clock.today() - timedelta(days=365 * 19)
    assert set(refused(offering(cast, Terms("ordinary", "free", period_months=24), filing_date=soon))) == {
        "LS-05"
    }
    assert refused(offering(cast, Terms("ordinary", "free", period_months=6), filing_date=soon)) == {}
    assert refused(offering(cast, Terms("ordinary", "free", period_months=None), filing_date=soon)) == {}


def test_declarations(cast: Cast) -> None:
    listing = make_draft(cast)
    assert set(refused(listing, not_secret=False)) == {"NUM-11"}
    assert set(refused(listing, owner=False)) == {"LST-03"}
    assert set(refused(listing, co_owners="")) == {"COO-02"}
    listing.stream = "to_abandon"
    assert set(refused(listing, keep_alive=False)) == {"ABN-03"}


@pytest.mark.parametrize(
    ("mode", "rule"),
    [
        ("ordinary", None),
        ("sole", "COO-03"),
        ("exclusive", "COO-03"),
        ("open_licence", "COO-04"),
        ("assignment", "COO-05"),
        ("equity", "COO-05"),
    ],
)
def test_co_owners(cast: Cast, mode: str, rule: str | None) -> None:
    terms = Terms(mode, "lump_sum", amount=100)
    found = refused(offering(cast, terms), co_owners="not_consented")
    assert set(found) == ({rule} if rule else set())


def test_notes_point_out_without_forbidding(cast: Cast) -> None:
    listing = offering(cast, Terms("assignment", "free"), legal_status="IN_FORCE_LATE")
    assert [code for code, _rule, _params in rules.notes(listing)] == [
        "listing.note_late",
        "listing.note_zero_price",
    ]
    assert refused(listing) == {}
