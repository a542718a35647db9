"""The office's side: opening a round, who sees what, approving step by step and in bulk, sending back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.core import clock
from portal.core.errors import Forbidden, NotFound, RuleRefusal
from portal.extensions import db
from portal.inventory import bulk, filling, service
from portal.inventory.lifecycle import ITEM
from portal.inventory.models import Department, Item, ItemPatent, Round
from portal.workflow.engine import take
from tests.cast import Cast
from tests.inventories import TYPED, answered, asked, department, inventor_of, items_of, opened, sleeper

DUE = (clock.today() + timedelta(days=30)).isoformat()


def test_a_round_is_opened_over_everything_in_force(cast: Cast) -> None:
    sleeper(cast)
    sleeper(cast, legal_status="LAPSED_FEE")
    sleeper(cast, "bolan")
    lin = cast.browser("lin")
    assert lin.get("/inventory").status_code == 200
    assert lin.get("/inventory/new").status_code == 200
    owner = cast.organisation("haiyu").public_id
    data = {"owner": owner, "name": "2026 年盘点", "due_on": DUE, "scope": "all"}
    answer = lin.post("/inventory/new", data=data)
    round_ = db.session.scalars(select(Round)).one()
    assert answer.headers["Location"] == f"/inventory/{round_.public_id}"
    assert round_.total == 1 and round_.filled_at is not None
    for page in ("", "/inventors"):
        assert lin.get(f"/inventory/{round_.public_id}{page}").status_code == 200


def test_only_long_sleepers_are_chosen_where_wished(cast: Cast) -> None:
    long = sleeper(cast)
    sleeper(cast, grant_date=clock.today() - timedelta(days=100))
    round_ = opened(cast, long, scope="idle")
    (item,) = items_of(round_)
    assert item.patents == [long] and item.places[0].tier == "S1"


def test_numbers_are_taken_in_any_writing(cast: Cast) -> None:
    one, two = sleeper(cast, identity="CN:201710601862.3"), sleeper(cast)
    round_ = opened(cast, two, scope="numbers", numbers="ZL 2017 1 0601862.3\n")
    assert [item.patents for item in items_of(round_)] == [[one]]
    lin = cast.browser("lin")
    data = {"owner": cast.organisation("haiyu").public_id, "name": "x", "due_on": DUE, "scope": "numbers"}
    refused = lin.post("/inventory/new", data={**data, "numbers": "201710601862.3\n20201000000"})
    assert refused.status_code == 422 and "20201000000" in refused.text


@pytest.mark.parametrize(
    "change", [{"due_on": "2020-01-01"}, {"scope": "numbers", "numbers": ""}, {"name": ""}]
)
def test_what_cannot_be_opened_says_why(cast: Cast, change: dict[str, str]) -> None:
    sleeper(cast)
    data = {"owner": cast.organisation("haiyu").public_id, "name": "x", "due_on": DUE, "scope": "all"}
    answer = cast.browser("lin").post("/inventory/new", data=data | change)
    assert answer.status_code == 422
    assert db.session.scalar(select(func.count(Round.id))) == 0


def test_many_patents_are_placed_by_the_worker_once(
    cast: Cast, work: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "AT_ONCE", 2)
    monkeypatch.setattr(filling, "CHUNK", 2)
    patents = [sleeper(cast, inventor=f"人{number}") for number in range(5)]
    ids = [patent.id for patent in patents]
    round_ = opened(cast, *patents)
    assert round_.filled_at is None
    round_id = round_.id
    db.session.commit()
    work()
    again = db.session.get_one(Round, round_id)
    assert again.filled_at is not None and again.total == 5
    for _ in filling.fill(again, ids):
        pass
    assert db.session.scalar(select(func.count(ItemPatent.id))) == 5


def test_strangers_find_nothing(cast: Cast) -> None:
    round_ = opened(cast)
    (item,) = items_of(round_)
    places = [
        f"/inventory/{round_.public_id}",
        f"/inventory/{round_.public_id}/inventors",
        f"/inventory/items/{item.public_id}",
        f"/inventory/items/{item.public_id}/answer",
        f"/inventory/departments/{cast.organisation('haiyu').public_id}",
        f"/inventory/inventors/{inventor_of(round_).public_id}",
    ]
    for who in ("okoro", "chen", "gao", "visitor"):
        browser = cast.browser(who)
        found = {place: browser.get(place).status_code for place in places}
        del found[places[4]]  # the organisation itself is public: its departments are refused, not hidden
        assert set(found.values()) == {404}, who
        assert browser.get(places[4]).status_code == 403


def test_a_reviewer_sees_the_items_of_the_department_only(cast: Cast) -> None:
    round_ = opened(cast, sleeper(cast), sleeper(cast, inventor="王二"))
    mine, other = items_of(round_)
    ours = department(cast)
    bulk.set_department([mine], ours, cast.person("lin"))
    answered(cast, mine)
    zhao = cast.browser("zhao")
    page = zhao.get(f"/inventory/{round_.public_id}")
    assert mine.public_id in page.text and other.public_id not in page.text
    assert zhao.get(f"/inventory/items/{mine.public_id}").status_code == 200
    assert zhao.get(f"/inventory/items/{other.public_id}").status_code == 404
    zhao.post(f"/inventory/items/{mine.public_id}/steps/approve_department", data={"version": mine.version})
    assert mine.state == "department_approved"
    with pytest.raises(Forbidden):
        take(ITEM, mine, "approve", cast.person("zhao"))
    with pytest.raises(NotFound):
        take(ITEM, other, "approve", cast.person("zhao"))


def test_the_department_comes_first_where_it_has_a_reviewer(cast: Cast) -> None:
    (item,) = items_of(opened(cast))
    bulk.set_department([item], department(cast), cast.person("lin"))
    answered(cast, item)
    with pytest.raises(RuleRefusal) as refused:
        take(ITEM, item, "approve", cast.person("lin"))
    assert (refused.value.code, refused.value.rule_id) == ("inventory.department_first", "SLP-01")
    take(ITEM, item, "approve_department", cast.person("zhao"))
    take(ITEM, item, "approve", cast.person("lin"))
    assert item.state == "approved"


def test_without_a_department_the_institution_approves_directly(cast: Cast) -> None:
    (item,) = items_of(opened(cast))
    answered(cast, item)
    take(ITEM, item, "approve", cast.person("lin"))
    assert item.state == "approved"


def test_bulk_approval_says_what_it_left(cast: Cast) -> None:
    round_ = opened(cast, *(sleeper(cast, inventor=f"人{number}") for number in range(4)))
    one, two, three, four = items_of(round_)
    bulk.set_department([three], department(cast), cast.person("lin"))
    for item in (one, two, three):
        answered(cast, item)
    ticked = [item.public_id for item in (one, two, three, four)]
    lin = cast.browser("lin")
    lin.post(f"/inventory/{round_.public_id}/many", data={"act": "approve", "items": ticked})
    page = lin.get(f"/inventory/{round_.public_id}")
    assert [item.state for item in (one, two, three, four)] == [
        "approved",
        "approved",
        "answered",
        "prepared",
    ]
    assert "2 approved." in page.text and "The department has to approve first." in page.text
    zhao = cast.browser("zhao")
    zhao.post(f"/inventory/{round_.public_id}/many", data={"act": "approve", "items": ticked})
    assert three.state == "department_approved" and four.state == "prepared"


def test_nothing_goes_back_without_a_reason(cast: Cast) -> None:
    (item,) = items_of(opened(cast))
    asked(cast, item.round)
    answered(cast, item)
    lin = cast.browser("lin")
    place = f"/inventory/items/{item.public_id}"
    empty = lin.post(f"{place}/return", data={"step": "return_to_inventor", "note": " "})
    assert empty.status_code in (409, 422) and item.state == "answered"
    lin.post(
        f"{place}/return", data={"step": "return_to_inventor", "note": "缺数据", "version": item.version}
    )
    assert (item.state, item.returned_note) == ("asked", "缺数据")
    answered(cast, item)
    assert item.returned_note == ""
    take(ITEM, item, "approve", cast.person("lin"))
    lin.post(f"{place}/return", data={"step": "reopen", "note": "再核对"})
    assert item.state == "answered"
    assert lin.get(place).status_code == 200


def test_the_office_answers_in_the_inventors_place(cast: Cast) -> None:
    (item,) = items_of(opened(cast))
    lin = cast.browser("lin")
    place = f"/inventory/items/{item.public_id}/answer"
    assert lin.get(place).status_code == 200
    lin.post(place, data={"do": "save", "products": "泵"})
    lin.post(place, data={"do": "send", **TYPED})
    assert item.state == "answered" and item.answer is not None and item.answer.by_officer
    assert cast.browser("zhao").get(place).status_code == 404


def test_families_are_put_together_and_taken_apart_by_hand(cast: Cast) -> None:
    round_ = opened(cast, *(sleeper(cast, inventor=f"人{number}") for number in range(3)))
    one, two, three = items_of(round_)
    lin = cast.browser("lin")
    place = f"/inventory/{round_.public_id}/many"
    lin.post(place, data={"act": "merge", "items": [one.public_id, two.public_id]})
    assert [len(item.places) for item in items_of(round_)] == [2, 1]
    assert lin.get(f"/inventory/items/{one.public_id}").status_code == 200
    patent = one.patents[1].public_id
    lin.post(f"/inventory/items/{one.public_id}/split", data={"patent": patent})
    assert sorted(len(item.places) for item in items_of(round_)) == [1, 1, 1]
    answered(cast, three)
    lin.post(place, data={"act": "merge", "items": [one.public_id, three.public_id]})
    assert len(items_of(round_)) == 3
    assert "Only items that nobody has answered yet" in lin.get(f"/inventory/{round_.public_id}").text


def test_another_inventor_and_department_are_given(cast: Cast) -> None:
    (item,) = items_of(opened(cast))
    ours = department(cast)
    lin = cast.browser("lin")
    place = f"/inventory/items/{item.public_id}/assign"
    assert lin.get(place).status_code == 200
    data = {"inventor": "赵老师", "email": "zhao@haiyu.example", "department": ours.public_id}
    lin.post(place, data=data)
    assert item.inventor is not None and item.inventor.email == "zhao@haiyu.example"
    assert item.department is ours
    assert lin.post(place, data={**data, "email": "no address"}).status_code == 422


def test_departments_are_kept_with_members_as_reviewers(cast: Cast) -> None:
    owner = cast.organisation("haiyu")
    shen = cast.browser("shen")
    place = f"/inventory/departments/{owner.public_id}"
    shen.post(place, data={"name": "机械学院", "reviewer": cast.person("zhao").public_id})
    known = db.session.scalars(select(Department)).one()
    assert known.reviewer is cast.person("zhao")
    assert shen.post(place, data={"name": "机械学院"}).status_code == 422
    assert shen.post(place, data={"name": "x", "reviewer": cast.person("chen").public_id}).status_code == 422
    shen.post(f"{place}?edit={known.public_id}", data={"name": "机电学院", "reviewer": ""})
    assert (known.name, known.reviewer) == ("机电学院", None)


def test_addresses_are_typed_and_pasted(cast: Cast) -> None:
    round_ = opened(cast, sleeper(cast), sleeper(cast, inventor="王二"))
    one, two = inventor_of(round_), inventor_of(round_, "王二")
    lin = cast.browser("lin")
    place = f"/inventory/{round_.public_id}/addresses"
    lines = "王二\ter@haiyu.example\n不认识 x@haiyu.example\n没有地址"
    lin.post(place, data={f"email-{one.public_id}": "Yi@Haiyu.example", "lines": lines})
    assert (one.email, two.email) == ("yi@haiyu.example", "er@haiyu.example")
    page = lin.get(f"/inventory/{round_.public_id}/inventors")
    assert "不认识" in page.text and "没有地址" in page.text


def test_letters_go_to_the_ticked_and_links_are_taken_back(cast: Cast) -> None:
    round_ = opened(cast, sleeper(cast), sleeper(cast, inventor="王二"))
    one, two = inventor_of(round_), inventor_of(round_, "王二")
    service.set_address(one, "yi@haiyu.example", cast.person("lin"))
    lin = cast.browser("lin")
    place = f"/inventory/{round_.public_id}/letters"
    lin.post(place, data={"to": "ticked", "inventors": [one.public_id, two.public_id]})
    assert (one.letters, two.letters) == (1, 0)
    assert [item.state for item in items_of(round_)] == ["asked", "prepared"]
    page = lin.get(f"/inventory/{round_.public_id}/inventors").text
    assert "1 letter is on its way." in page and "1 letter<" in page
    assert lin.get(f"/inventory/inventors/{one.public_id}").status_code == 200
    lin.post(f"/inventory/inventors/{one.public_id}/revoke")
    assert one.revoked_at is not None
    lin.post(f"/inventory/{round_.public_id}/steps/close", data={"version": round_.version})
    lin.post(place, data={"to": "everybody"})
    assert one.letters == 1


def test_an_address_is_remembered_for_the_next_round(cast: Cast) -> None:
    first = opened(cast)
    service.set_address(inventor_of(first), "yi@haiyu.example", cast.person("lin"))
    second = service.open_round(
        cast.organisation("haiyu"), cast.person("lin"), name="二", due_on=clock.today()
    )
    assert inventor_of(second).email == "yi@haiyu.example"


def test_no_two_items_hold_the_same_patent(cast: Cast) -> None:
    round_ = opened(cast)
    count = select(func.count(Item.id)).where(Item.round_id == round_.id)
    for _ in filling.fill(round_, filling.patents_in_force(round_.owner_id)):
        pass
    assert db.session.scalar(count) == 1


def test_pressing_twice_opens_one_inventory(cast: Cast) -> None:
    sleeper(cast)
    lin, owner = cast.browser("lin", "en"), cast.organisation("haiyu").public_id
    data = {"owner": owner, "name": "Spring", "due_on": DUE, "scope": "all"}
    assert lin.post("/inventory/new", data=data).status_code == 303
    second = lin.post("/inventory/new", data=data)
    assert second.status_code == 422
    assert "of this name is open already" in second.text
    assert db.session.scalar(select(func.count(Round.id))) == 1
