"""An act over everything that fits a filter: tried without a trace, confirmed, done in chunks, safe to cut off."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, inspect, select

from portal.core.errors import InputError, NotFound, PortalError, Stale
from portal.extensions import db
from portal.inventory import batch_acts, batching, bulk, meeting_views, views
from portal.inventory.batches import DONE, DROPPED, READY, RUNNING, Batch, BatchLine
from portal.inventory.lifecycle import ITEM
from portal.inventory.meetings import Decision, Meeting
from portal.inventory.models import Item, Round
from portal.jobs import queue
from portal.jobs.models import Job
from portal.openlicence.models import Statement
from portal.reserve.models import Intention
from portal.workflow.engine import take
from portal.workflow.models import HistoryEntry
from tests.cast import Cast
from tests.inventories import answered, department, items_of, opened, sleeper


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make pages of four, chunks of three, and leave more than five to the worker."""
    monkeypatch.setattr(views, "PAGE", 4)
    monkeypatch.setattr(meeting_views, "PAGE", 4)
    monkeypatch.setattr(batching, "CHUNK", 3)
    monkeypatch.setattr(batching, "AT_ONCE", 5)


def round_of(cast: Cast, count: int, answers: int | None = None) -> Round:
    """Open a round over `count` patents, the first `answers` of them answered for."""
    round_ = opened(cast, *(sleeper(cast, inventor=f"人{number}") for number in range(count)))
    for item in items_of(round_)[: count if answers is None else answers]:
        answered(cast, item)
    db.session.commit()
    return round_


def only_batch() -> Batch:
    return db.session.scalars(select(Batch)).one()


def states(round_: Round) -> list[str]:
    """Return the states of the items, also after the worker has ended the session."""
    key = inspect(round_).identity[0]
    mine = select(Item.state).where(Item.round_id == key).order_by(Item.id)
    return list(db.session.scalars(mine))


def said(batch: Batch) -> dict[str, int]:
    return {group.code: group.count for group in batching.groups(batch)}


@pytest.mark.usefixtures("small")
def test_all_that_fit_are_approved_over_more_than_one_page(cast: Cast, work: Callable[[], int]) -> None:
    round_ = round_of(cast, 11, 10)
    lin = cast.browser("lin")
    place = f"/inventory/{round_.public_id}"
    assert "all 11" in lin.get(place).text
    answer = lin.post(f"{place}/many", data={"act": "approve", "which": "all", "shown": "11"})
    batch = only_batch()
    page = answer.headers["Location"]
    assert page == f"/inventory/batches/{batch.public_id}" and "Finding out" in lin.get(page).text
    work()
    shown = lin.get(page).text
    assert "10 can be done." in shown and "The inventor has not answered yet." in shown
    assert states(round_) == ["answered"] * 10 + ["prepared"]
    assert "waits for your confirmation" in lin.get(place).text
    lin.post(f"{page}/confirm")
    work()
    assert states(round_) == ["approved"] * 10 + ["prepared"]
    done = lin.get(page).text
    assert "10 done." in done and "1 not:" in done
    assert lin.get(f"{page}/refused").text.count("The inventor has not answered yet.") == 1
    assert lin.get(f"{page}/refused?why=inventory.not_answered").status_code == 200
    assert only_batch().status == DONE and only_batch().finished_at is not None


def test_the_filter_says_which(cast: Cast) -> None:
    round_ = round_of(cast, 4)
    ours = department(cast, reviewer="lin")
    bulk.set_department(items_of(round_)[:2], ours, cast.person("lin"))
    db.session.commit()
    lin = cast.browser("lin")
    data = {"act": "approve", "which": "all", "shown": "3"}
    answer = lin.post(f"/inventory/{round_.public_id}/many?department=none&state=answered", data=data)
    assert "Your list showed 3; now 2 fit." in lin.get(answer.headers["Location"]).text
    lin.post(answer.headers["Location"] + "/confirm")
    assert states(round_) == ["answered", "answered", "approved", "approved"]


def test_refusals_in_the_middle_stop_nobody_else(cast: Cast) -> None:
    round_ = round_of(cast, 6)
    bulk.set_department([items_of(round_)[2]], department(cast), cast.person("lin"))
    take(ITEM, items_of(round_)[4], "approve", cast.person("lin"))
    batch = batching.ask(
        round_, "approve", [item.id for item in items_of(round_)], cast.person("lin"), params={}
    )
    expected = {"allowed": 4, "inventory.department_first": 1, "inventory.approved_already": 1}
    assert said(batch) == expected
    batching.confirm(batch, cast.person("lin"))
    assert said(batch) == {"moved": 4, "inventory.department_first": 1, "inventory.approved_already": 1}
    assert states(round_) == ["approved", "approved", "answered", "approved", "approved", "approved"]
    page = cast.browser("lin").get(f"/inventory/batches/{batch.public_id}").text
    assert "The department has to approve first." in page and "/rules#SLP-01" in page


def test_what_moved_after_the_check_is_refused_with_its_reason(cast: Cast) -> None:
    round_ = round_of(cast, 4, 3)
    one, two, three, four = items_of(round_)
    ids = [one.id, two.id, three.id, four.id]
    batch = batching.ask(round_, "approve", ids, cast.person("lin"), params={})
    assert said(batch) == {"allowed": 3, "inventory.not_answered": 1}
    take(ITEM, one, "approve", cast.person("lin"))
    take(ITEM, two, "return_to_inventor", cast.person("lin"), data={"note": "缺数据"})
    batching.confirm(batch, cast.person("lin"))
    assert said(batch) == {
        "moved": 1,
        "inventory.approved_already": 1,
        "inventory.not_answered": 2,
    }


def test_an_item_that_was_put_together_meanwhile_is_gone(cast: Cast) -> None:
    round_ = round_of(cast, 3, 0)
    ours = department(cast)
    items = items_of(round_)
    params = {"department": ours.public_id}
    batch = batching.ask(round_, "department", [item.id for item in items], cast.person("lin"), params=params)
    bulk.merge(items[:2], cast.person("lin"))
    batching.confirm(batch, cast.person("lin"))
    assert said(batch) == {"moved": 2, "inventory.gone": 1}
    assert all(item.department is ours for item in items_of(round_))


@pytest.mark.usefixtures("small")
def test_a_run_that_is_cut_off_goes_on_where_it_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = round_of(cast, 9)
    ids = [item.id for item in items_of(round_)]
    batch = batching.ask(round_, "approve", ids, cast.person("lin"), params={})
    for _ in batching.work(batch):
        db.session.commit()
    batching.confirm(batch, cast.person("lin"))
    db.session.commit()
    run = batching.work(batch)
    next(run)
    db.session.commit()
    real = batch_acts.ACTS["approve"]

    def broken(*given: object) -> batch_acts.Answers:
        real(*given)  # type: ignore[arg-type]
        raise OSError("the machine stops here")

    monkeypatch.setitem(batch_acts.ACTS, "approve", broken)
    with pytest.raises(OSError, match="stops here"):
        next(run)
    db.session.rollback()
    assert states(round_).count("approved") == 3 and said(batch) == {"allowed": 6, "moved": 3}
    monkeypatch.setitem(batch_acts.ACTS, "approve", real)
    for _ in range(2):
        for _chunk in batching.work(batch):
            db.session.commit()
    assert said(batch) == {"moved": 9} and batch.status == DONE
    approved = select(func.count(HistoryEntry.id)).where(HistoryEntry.action == "approve")
    assert db.session.scalar(approved) == 9


def test_the_trial_leaves_no_trace(cast: Cast) -> None:
    round_ = round_of(cast, 3)
    db.session.commit()
    before = [db.session.scalar(select(func.count(model.id))) for model in (HistoryEntry, Job)]
    ids = [patent.id for item in items_of(round_) for patent in item.patents]
    params = {"kind": "open_license", "reason": "市场需要", "review_on": ""}
    batch = batching.ask(round_, "decide", ids, cast.person("lin"), params=params)
    batching.ask(round_, "approve", [item.id for item in items_of(round_)], cast.person("lin"), params={})
    db.session.commit()
    assert batch.status == READY and said(batch) == {"allowed": 3}
    assert [db.session.scalar(select(func.count(model.id))) for model in (HistoryEntry, Job)] == before
    for model in (Meeting, Decision, Statement):
        assert db.session.scalar(select(func.count(model.id))) == 0
    assert states(round_) == ["answered"] * 3


@pytest.mark.usefixtures("small")
def test_everything_on_the_sheet_is_decided_on_in_one_meeting(cast: Cast, work: Callable[[], int]) -> None:
    round_ = round_of(cast, 9, 0)
    dead, sold = (items_of(round_)[place].patents[0] for place in (2, 4))
    dead.legal_status = "LAPSED_FEE"
    sold.owner = cast.organisation("bolan")
    db.session.commit()
    lin = cast.browser("lin")
    wake = f"/inventory/{round_.public_id}/wake"
    assert "all 9" in lin.get(wake).text
    place, refused = f"/inventory/{round_.public_id}/decisions", {dead.id, sold.id}
    data = {"which": "all", "shown": "9", "kind": "pool", "reason": "市场需要"}
    assert lin.post(place, data={**data, "reason": ""}).status_code == 422
    page = lin.post(f"{place}?decided=open", data=data).headers["Location"]
    work()
    text = lin.get(page).text
    assert "7 can be done." in text and "市场需要" in text
    assert "/rules#SLP-02" in text and "/rules#ABN-02" in text
    assert db.session.scalar(select(func.count(Intention.id))) == 0
    lin.post(f"{page}/confirm")
    work()
    assert "7 done." in lin.get(page).text
    assert db.session.scalar(select(func.count(Meeting.id))) == 1
    decided = list(db.session.scalars(select(Decision)).unique())
    assert len(decided) == 7 and not refused & {one.patent_id for one in decided}
    assert all(one.next_type == "intention" and one.facts["tier"] for one in decided)
    again = lin.post(place, data=data).headers["Location"]
    work()
    assert "It was decided on before." in lin.get(again).text


def test_nothing_is_done_twice_or_by_somebody_else(cast: Cast) -> None:
    round_ = round_of(cast, 2)
    ids = [item.id for item in items_of(round_)]
    batch = batching.ask(round_, "approve", ids, cast.person("lin"), params={})
    db.session.commit()
    for who in ("zhao", "shen", "chen", "visitor"):
        browser = cast.browser(who)
        assert browser.get(f"/inventory/batches/{batch.public_id}").status_code in (302, 303, 404), who
        assert browser.post(f"/inventory/batches/{batch.public_id}/confirm").status_code in (302, 303, 404)
    with pytest.raises(NotFound):
        batching.confirm(batch, cast.person("shen"))
    assert states(round_) == ["answered", "answered"]
    batching.confirm(batch, cast.person("lin"))
    for act in (batching.confirm, batching.drop):
        with pytest.raises(Stale):
            act(batch, cast.person("lin"))
    other = batching.ask(round_, "approve", ids, cast.person("lin"), params={})
    answer = cast.browser("lin").post(f"/inventory/batches/{other.public_id}/drop")
    assert answer.headers["Location"] == f"/inventory/{round_.public_id}" and other.status == DROPPED


def test_whoever_was_blocked_meanwhile_moves_nothing(cast: Cast) -> None:
    round_ = round_of(cast, 2)
    lin = cast.person("lin")
    batch = batching.ask(round_, "approve", [item.id for item in items_of(round_)], lin, params={})
    batch.status = RUNNING
    lin.blocked_at = round_.created_at
    assert list(batching.work(batch)) == [] and states(round_) == ["answered"] * 2


def test_a_refusal_of_the_whole_act_is_the_answer_for_each(cast: Cast) -> None:
    round_ = round_of(cast, 2)
    params = {"department": department(cast).public_id}
    ids = [item.id for item in items_of(round_)]
    batch = batching.ask(round_, "department", ids, cast.person("zhao"), params=params)
    assert set(said(batch)) == {"inventory.gone"}


def test_a_reviewer_approves_all_of_the_department(cast: Cast) -> None:
    round_ = round_of(cast, 3)
    bulk.set_department(items_of(round_)[:2], department(cast), cast.person("lin"))
    db.session.commit()
    zhao = cast.browser("zhao")
    answer = zhao.post(f"/inventory/{round_.public_id}/many", data={"act": "approve", "which": "all"})
    assert "2 can be done." in zhao.get(answer.headers["Location"]).text
    zhao.post(answer.headers["Location"] + "/confirm")
    assert states(round_) == ["department_approved", "department_approved", "answered"]
    refused = zhao.post(f"/inventory/{round_.public_id}/many", data={"act": "department", "which": "all"})
    assert refused.status_code == 403


def test_what_cannot_be_asked_for_all_says_so(cast: Cast) -> None:
    round_ = round_of(cast, 2, 0)
    lin = cast.browser("lin")
    place = f"/inventory/{round_.public_id}/many"
    lin.post(place, data={"act": "merge", "which": "all"})
    assert "Only ticked items can be put together." in lin.get(f"/inventory/{round_.public_id}").text
    assert lin.post(place, data={"act": "nonsense", "which": "all"}).status_code == 404
    lin.post(f"{place}?q=nothing", data={"act": "approve", "which": "all"})
    assert "Nothing fits" in lin.get(f"/inventory/{round_.public_id}").text
    with pytest.raises(InputError):
        batching.ask(round_, "approve", [1] * (batching.AT_MOST + 1), cast.person("lin"), params={})
    assert db.session.scalar(select(func.count(Batch.id))) == 0


def test_ticked_things_that_are_gone_are_counted(cast: Cast) -> None:
    round_ = round_of(cast, 2)
    one, two = items_of(round_)
    lin = cast.browser("lin")
    ticked = [one.public_id, two.public_id, "0123456789abcdef"]
    lin.post(f"/inventory/{round_.public_id}/many", data={"act": "approve", "items": ticked})
    assert "1 of the ticked are not in this list any more." in lin.get(f"/inventory/{round_.public_id}").text
    patents = [one.patents[0].public_id, "0123456789abcdef"]
    data = {"kind": "keep", "reason": "等待", "patents": patents}
    answer = lin.post(f"/inventory/{round_.public_id}/decisions", data=data)
    assert "1 of the ticked" in lin.get(answer.headers["Location"]).text


def test_a_job_for_a_batch_that_is_gone_does_nothing(cast: Cast, work: Callable[[], int]) -> None:
    queue.enqueue(batching.JOB, {"batch_id": 4711})
    db.session.commit()
    work()
    assert db.session.scalar(select(func.count(Job.id)).where(Job.status == "buried")) == 0


def test_a_refusal_keeps_its_words(cast: Cast) -> None:
    round_ = round_of(cast, 1)
    (item,) = items_of(round_)
    batch = batching.ask(round_, "approve", [item.id], cast.person("lin"), params={})
    line = db.session.scalars(select(BatchLine).where(BatchLine.batch_id == batch.id)).one()
    refusal: PortalError = InputError("inventory.too_many_files", most=8)
    batching._note(line, refusal, "moved")
    db.session.flush()
    assert batching.groups(batch) == [batching.Group("inventory.too_many_files", "", {"most": 8}, 1)]
    assert db.session.scalar(select(func.count(Item.id))) == 1
