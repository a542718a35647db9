"""The wake sheet and its decisions: sorted, filtered, decided in bulk, each beginning its next step; minuted, revoked."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.core import clock
from portal.core.calendar import add_years
from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.inventory import decisions, filling, meeting_views, page_views, sheet, undoing
from portal.inventory.decision_lifecycle import DECISION
from portal.inventory.lifecycle import ITEM
from portal.inventory.meetings import KINDS, Decision, Meeting
from portal.inventory.models import Round
from portal.inventory.tables import PageViews
from portal.listings import service as listings
from portal.listings.models import Listing
from portal.openlicence.models import Statement
from portal.patents.models import Patent
from portal.reserve.models import Intention
from portal.workflow.engine import take
from tests.cast import Cast
from tests.inventories import answered, asked, items_of, opened, sleeper

FULL: dict[str, Any] = {
    "problem": "电池低温难以启动",
    "advantage": "能耗降低两成",
    "rival": "外置电热膜",
    "industry": "38",
    "know_how": True,
    "know_how_note": "工艺参数",
    "support_hours": 40,
    "proofs": ["prototype"],
}


def decided(cast: Cast, round_: Round, patent: Patent, kind: str, reason: str = "市场需要") -> Decision:
    meeting = decisions.current_meeting(round_, cast.person("lin"))
    outcome = decisions.decide(meeting, [patent], kind, reason, cast.person("lin"))
    assert not outcome.refused, [refusal.code for _, refusal in outcome.refused]
    return outcome.made[0]


def approved(cast: Cast, **facts: Any) -> tuple[Round, Patent]:
    """Return a round with one patent whose answer is approved."""
    patent = sleeper(cast)
    round_ = opened(cast, patent)
    asked(cast, round_)
    (item,) = items_of(round_)
    answered(cast, item, **FULL | facts)
    take(ITEM, item, "approve", cast.person("lin"))
    return round_, patent


def test_every_line_says_fee_life_interest_cost_grade_and_tier(cast: Cast) -> None:
    round_, patent = approved(cast)
    (line,) = sheet.lines(round_)
    assert line.clock is not None and line.due is not None and line.due >= clock.today()
    assert line.years_left is not None and 14 < line.years_left <= 15.1
    assert line.cost > line.clock.payable > 0
    assert (line.sleep.idle_since, line.sleep.tier) == (patent.grant_date, "S1")
    assert (line.grade.letter, line.grade.points) == ("B", 55)
    page = cast.browser("lin").get(f"/inventory/{round_.public_id}/wake")
    assert page.status_code == 200 and patent.title_en in page.text


@pytest.mark.parametrize("order", sheet.ORDERS)
def test_each_order_can_be_turned(cast: Cast, order: str) -> None:
    old = sleeper(cast, filing_date=add_years(clock.today(), -12), grant_date=add_years(clock.today(), -9))
    round_ = opened(cast, old, sleeper(cast, inventor="王二"))
    every = sheet.lines(round_)
    keys = [sheet.ORDERS[order](line) for line in sheet.chosen(every, {"sort": order})]
    assert keys == sorted(keys)
    turned = [sheet.ORDERS[order](line) for line in sheet.chosen(every, {"sort": order, "turn": "1"})]
    assert turned == sorted(keys, reverse=True)
    address = f"/inventory/{round_.public_id}/wake?sort={order}"
    assert cast.browser("lin").get(address).status_code == 200


def test_filters_find_what_they_say(cast: Cast) -> None:
    long = sleeper(cast, filing_date=add_years(clock.today(), -12), grant_date=add_years(clock.today(), -9))
    round_ = opened(cast, long, sleeper(cast, inventor="王二"))
    decided(cast, round_, long, "keep")
    every = sheet.lines(round_)

    def found(**wishes: str) -> list[int]:
        return [line.row.id for line in sheet.chosen(every, wishes)]

    assert found(tier="S3") == [long.id]
    assert found(decided="keep") == [long.id]
    assert long.id not in found(decided="open")
    assert found(grade="A") == []
    assert found(q=long.title_zh) == [long.id]


def test_listing_is_drafted_from_the_answer(cast: Cast) -> None:
    round_, patent = approved(cast)
    decision = decided(cast, round_, patent, "list")
    listing = db.session.scalars(select(Listing)).unique().one()
    assert (decision.next_type, decision.next_id) == ("listing", listing.public_id)
    assert (listing.state, listing.stream, listing.trl) == ("draft", "sleeping", 5)
    assert listing.problem_zh == "电池低温难以启动"
    assert listing.advantage_zh == "能耗降低两成\n现有方案：外置电热膜"
    assert "电动客车电池组" in listing.applications_zh and "电气机械" in listing.applications_zh
    assert listing.know_how and listing.support_hours == 40


def test_trial_licence_is_an_ordinary_licence_of_twelve_months(cast: Cast) -> None:
    round_, patent = approved(cast)
    decided(cast, round_, patent, "trial_licence")
    (mode,) = db.session.scalars(select(Listing)).unique().one().modes
    assert (mode.mode, mode.fee_way, mode.period_months) == ("ordinary", "free", 12)


def test_open_license_drafts_a_statement(cast: Cast) -> None:
    round_, patent = approved(cast)
    decided(cast, round_, patent, "open_license")
    statement = db.session.scalars(select(Statement)).unique().one()
    assert (statement.state, statement.patent_id) == ("drafting", patent.id)


@pytest.mark.parametrize("kind", ["pool", "abandon", "offer_to_inventor"])
def test_letting_go_notes_the_intention_with_the_inventor(cast: Cast, kind: str) -> None:
    round_, patent = approved(cast)
    decided(cast, round_, patent, kind, "技术已过时")
    intention = db.session.scalars(select(Intention)).unique().one()
    assert (intention.patent_id, intention.note) == (patent.id, "技术已过时")
    assert intention.only_inventors == (kind == "offer_to_inventor")
    assert [call.email for call in intention.inventor_calls] == ["yi@haiyu.example"]


def test_kept_patents_have_a_day_to_look_again(cast: Cast) -> None:
    round_, patent = approved(cast)
    decision = decided(cast, round_, patent, "keep")
    assert decision.review_on == add_years(clock.today(), 1)
    assert decision.next_type == ""


def test_what_stands_already_is_found_and_not_made_twice(cast: Cast) -> None:
    round_, patent = approved(cast)
    listing = listings.draft(cast.organisation("haiyu"), [patent], cast.person("lin"))
    decision = decided(cast, round_, patent, "list")
    assert decision.next_id == listing.public_id and decision.next_version is None
    take(DECISION, decision, "revoke", cast.person("lin"), data={"note": "再议"})
    assert listing.state == "draft"


@pytest.mark.parametrize("kind", KINDS)
def test_every_decision_is_made_in_the_browser_and_taken_back(cast: Cast, kind: str) -> None:
    round_, patent = approved(cast)
    lin = cast.browser("lin")
    data = {"patents": [patent.public_id], "kind": kind, "reason": "会议决定"}
    answer = lin.post(f"/inventory/{round_.public_id}/decisions", data=data)
    decision = db.session.scalars(select(Decision)).unique().one()
    assert answer.headers["Location"] == f"/inventory/meetings/{decision.meeting.public_id}"
    assert (decision.kind, decision.decided_by_id) == (kind, cast.person("lin").id)
    assert decision.facts["grade"] == "B"
    assert lin.get(answer.headers["Location"]).status_code == 200
    place = f"/inventory/decisions/{decision.public_id}/revoke"
    assert lin.get(place).status_code == 200
    assert lin.post(place, data={"note": ""}).status_code == 422
    lin.post(place, data={"note": "重新讨论", "version": decision.version})
    assert (decision.state, decision.revoked_note) == ("revoked", "重新讨论")
    thing = undoing.begun(decision)
    assert thing is None or thing.state in ("withdrawn", "drafting")
    again = lin.post(f"/inventory/{round_.public_id}/decisions", data=data)
    assert again.status_code == 303
    assert len(list(db.session.scalars(select(Decision)).unique())) == 2


def test_a_decision_stays_once_its_next_step_was_worked_on(cast: Cast) -> None:
    round_, patent = approved(cast)
    decision = decided(cast, round_, patent, "list")
    listing = db.session.scalars(select(Listing)).unique().one()
    listings.change(listing, cast.person("lin"), values={"title_zh": "改过的标题"})
    with pytest.raises(RuleRefusal) as refused:
        take(DECISION, decision, "revoke", cast.person("lin"), data={"note": "再议"})
    assert refused.value.rule_id == "SLP-07"
    page = cast.browser("lin").get(f"/inventory/decisions/{decision.public_id}/revoke")
    assert "Somebody has worked on" in page.text


def test_nothing_is_decided_twice_or_without_a_reason(cast: Cast) -> None:
    round_, patent = approved(cast)
    lin = cast.browser("lin")
    place = f"/inventory/{round_.public_id}/decisions"
    data = {"patents": [patent.public_id], "kind": "keep", "reason": "等待"}
    assert lin.post(place, data={**data, "reason": " "}).status_code == 422
    assert lin.post(place, data={**data, "patents": []}).status_code == 422
    assert lin.post(place, data={**data, "kind": "burn"}).status_code == 422
    lin.post(place, data=data)
    twice = lin.post(place, data={**data, "kind": "abandon"}, follow_redirects=True)
    assert "It was decided on before" in twice.text
    assert [one.kind for one in db.session.scalars(select(Decision)).unique()] == ["keep"]


def test_a_foreign_patent_is_not_decided_on(cast: Cast) -> None:
    round_, _ = approved(cast)
    other = sleeper(cast, "bolan")
    data = {"patents": [other.public_id], "kind": "keep", "reason": "x"}
    assert cast.browser("lin").post(f"/inventory/{round_.public_id}/decisions", data=data).status_code == 422


def test_the_minute_closes_the_meeting(cast: Cast) -> None:
    round_, patent = approved(cast)
    second = sleeper(cast, inventor="王二")
    for _ in filling.fill(round_, [second.id]):
        pass
    decision = decided(cast, round_, patent, "list")
    meeting = decision.meeting
    lin = cast.browser("lin")
    place = f"/inventory/meetings/{meeting.public_id}"
    day = (clock.today() - timedelta(days=1)).isoformat()
    lin.post(place, data={"held_on": day, "attendees": "校长、科研处"})
    assert lin.get(f"{place}/minute.pdf").status_code == 404
    lin.post(f"{place}/minute")
    pdf = lin.get(f"{place}/minute.pdf")
    assert pdf.data.startswith(b"%PDF") and meeting.minute_at is not None
    later = decided(cast, round_, second, "keep")
    assert later.meeting is not meeting and later.meeting.number == 2
    lin.post(place, data={"held_on": clock.today().isoformat(), "attendees": "改"})
    assert meeting.attendees == "校长、科研处"


def test_an_empty_meeting_has_no_minute(cast: Cast) -> None:
    round_, _ = approved(cast)
    meeting = decisions.current_meeting(round_, cast.person("lin"))
    cast.browser("lin").post(f"/inventory/meetings/{meeting.public_id}/minute")
    assert meeting.minute_at is None


def test_only_the_office_sees_the_sheet_and_the_meeting(cast: Cast) -> None:
    round_, patent = approved(cast)
    decision = decided(cast, round_, patent, "keep")
    meeting = db.session.scalars(select(Meeting)).one()
    for who in ("okoro", "gao", "chen"):
        browser = cast.browser(who)
        for place in (
            f"/inventory/{round_.public_id}/wake",
            f"/inventory/meetings/{meeting.public_id}",
            f"/inventory/decisions/{decision.public_id}/revoke",
        ):
            assert browser.get(place).status_code == 404
    assert cast.browser("zhao").get(f"/inventory/{round_.public_id}/wake").status_code == 403


def test_views_of_patents_and_listings_are_counted_by_day_and_by_nobody(cast: Cast) -> None:
    patent = sleeper(cast)
    listing = listings.draft(cast.organisation("haiyu"), [patent], cast.person("lin"))
    visitor = cast.browser("visitor")
    for _ in range(3):
        visitor.get(f"/patents/{patent.public_id}")
    cast.browser("gao").get(f"/patents/{patent.public_id}")  # the operator is not the market
    cast.browser("lin").get(f"/listings/{listing.public_id}")
    visitor.get("/patents/nosuchpatent0000")
    patent_id = patent.id
    assert page_views.views_of([patent_id]) == {}
    db.session.commit()
    page_views.write(cast.app)
    page_views.write(cast.app)
    assert page_views.views_of([patent_id]) == {patent_id: 4}
    assert set(PageViews.__table__.columns.keys()) == {"patent_id", "day", "count"}


def test_a_view_is_written_by_the_page_once_a_minute_is_over(cast: Cast) -> None:
    patent = sleeper(cast)
    views = cast.app.extensions["page_views"]
    views.since -= page_views.WRITE_EVERY
    cast.browser("visitor").get(f"/patents/{patent.public_id}").close()
    db.session.expire_all()
    assert page_views.views_of([patent.id]) == {patent.id: 1}


def test_a_large_round_reckons_money_for_the_page_only(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    round_, patent = approved(cast)
    (whole,) = sheet.lines(round_)
    (quick,) = sheet.lines(round_, money=False)
    assert (quick.due, quick.cost) == (whole.due, 0)
    assert sheet.with_money([quick]) == [whole]
    assert sheet.lines(round_, only=[]) == []
    monkeypatch.setattr(meeting_views, "ALL_WITH_MONEY", 0)
    page = cast.browser("lin").get(f"/inventory/{round_.public_id}/wake")
    assert patent.title_en in page.text and "Annual fees until expiry" not in page.text
