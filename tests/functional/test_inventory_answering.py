"""An inventor answers behind the link: on one page, saved at every step; nobody else's link opens anything."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import select

from portal import create_app
from portal.core import clock
from portal.extensions import db, limiter
from portal.inventory import answering, links, service
from portal.inventory.lifecycle import ITEM, ROUND
from portal.inventory.models import APPROVED, ASKED, Inventor, Item
from portal.jobs.models import Job
from portal.workflow.engine import take
from tests.cast import Cast
from tests.conftest import settings_for
from tests.inventories import TYPED, answered, asked, inventor_of, items_of, opened, sleeper
from tests.letters import letters


def path_of(inventor: Inventor, item: Item | None = None) -> str:
    place = f"/answer/{links.token_of(inventor)}"
    return place if item is None else f"{place}/{item.public_id}"


def test_one_letter_lists_all_patents_of_the_inventor(cast: Cast, work: Callable[[], int]) -> None:
    first, second = sleeper(cast), sleeper(cast)
    sleeper(cast, inventor="王二")
    round_ = opened(cast, first)
    titles, path = (first.title_zh, second.title_zh), path_of(asked(cast, round_))
    db.session.commit()
    work()
    mine = [letter for letter in letters() if letter.to == "yi@haiyu.example"]
    assert len(mine) == 1
    assert all(title in mine[0].text for title in titles)
    assert mine[0].text.count("·") == 2
    assert mine[0].link == f"{path}?lang=zh"


def test_the_token_is_nowhere_in_the_database(cast: Cast) -> None:
    round_ = opened(cast)
    inventor = asked(cast, round_)
    token = links.token_of(inventor)
    db.session.commit()
    assert inventor.token_hash and token not in inventor.token_hash
    assert all(token not in str(job.payload) for job in db.session.scalars(select(Job)))


def test_the_form_is_saved_step_by_step_and_sent(cast: Cast, client: FlaskClient) -> None:
    inventor = asked(cast, opened(cast))
    item = inventor.items[0]
    path = path_of(inventor, item)
    assert client.get(path_of(inventor)).status_code == 200
    assert client.get(path).status_code == 200
    saved = client.post(path, data={"do": "save", "trl": "3", "products": "水泵"})
    assert saved.status_code == 303
    page = BeautifulSoup(client.get(path).text, "html.parser")
    assert page.select_one("#products")["value"] == "水泵"
    assert page.select_one("input[name=trl][value='3']").has_attr("checked")
    short = client.post(path, data={"do": "send", "trl": "4", "products": "水泵"})
    assert short.status_code == 422
    assert item.state == ASKED and item.answer is not None and item.answer.trl == 4
    sent = client.post(path, data={"do": "send", **TYPED})
    assert sent.status_code == 303
    assert item.state == "answered" and item.answer.ways == ["ordinary", "open_licence"]
    assert client.get(path).status_code == 200  # to read
    assert client.post(path, data={"do": "send", **TYPED, "trl": "9"}).status_code == 200
    assert item.answer.trl == 5


def test_what_is_wrong_is_marked_and_the_rest_is_kept(cast: Cast, client: FlaskClient) -> None:
    inventor = asked(cast, opened(cast))
    item = inventor.items[0]
    data = {"do": "save", "products": "阀门", "development_cost": "many", "support_hours": "20"}
    assert client.post(path_of(inventor, item), data=data).status_code == 422
    assert item.answer is not None
    assert (item.answer.products, item.answer.support_hours, item.answer.development_fen) == (
        "阀门",
        20,
        None,
    )
    client.post(path_of(inventor, item), data={**data, "development_cost": "12.5"})
    assert item.answer.development_fen == 12_500_000


@pytest.mark.parametrize("mark", ["x", "1e400", "NaN", "9", "-1", "٣"])
def test_marks_that_are_none_are_refused(cast: Cast, client: FlaskClient, mark: str) -> None:
    inventor = asked(cast, opened(cast))
    data = {"do": "save", "technical": mark, "trl": mark}
    assert client.post(path_of(inventor, inventor.items[0]), data=data).status_code == 422


@pytest.mark.parametrize(
    ("name", "days", "good"),
    [
        ("working_since", 0, True),
        ("working_since", 1, False),
        ("support_until", 0, True),
        ("support_until", -1, False),
    ],
)
def test_days_that_cannot_be_are_refused(
    cast: Cast, client: FlaskClient, name: str, days: int, good: bool
) -> None:
    inventor = asked(cast, opened(cast))
    item = inventor.items[0]
    day = clock.today() + timedelta(days=days)
    response = client.post(path_of(inventor, item), data={"do": "save", name: day.isoformat()})
    assert (response.status_code == 422) is not good
    assert item.answer is not None and getattr(item.answer, name) == (day if good else None)


@pytest.mark.parametrize("typed", ["12345.67", "1234567", "0.01", "99999999"])
def test_money_is_shown_again_as_it_was_typed(cast: Cast, client: FlaskClient, typed: str) -> None:
    inventor = asked(cast, opened(cast))
    path = path_of(inventor, inventor.items[0])
    client.post(path, data={"do": "save", "development_cost": typed})
    field = BeautifulSoup(client.get(path).text, "html.parser").select_one("#development_cost")
    assert field is not None and field["value"] == typed


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("3.5", 35_000),
        ("３．５", 35_000),
        ("3.5万", 35_000),
        ("3.5 万元", 35_000),
        ("35000元", 35_000),
        ("35,000 元", 35_000),
        ("￥35000", 35_000),
        ("35000 RMB", 35_000),
        ("人民币3.5万元", 35_000),
        ("35000", 350_000_000),
    ],
)
def test_money_is_read_as_what_it_says(cast: Cast, client: FlaskClient, typed: str, yuan: int) -> None:
    """The field asks for ten thousands; whoever writes the unit means that unit."""
    inventor = asked(cast, opened(cast))
    item = inventor.items[0]
    client.post(path_of(inventor, item), data={"do": "save", "development_cost": typed})
    assert item.answer is not None and item.answer.development_fen == yuan * 100


@pytest.mark.parametrize(
    ("answer", "open_field"),
    [
        ({"public_funding": "yes"}, "programme_no"),
        ({"sleep_reason": ""}, "sleep_reason"),
        ({"working": "own_use"}, "working_since"),
        ({"ways": []}, "ways"),
        ({"self_grade": ""}, "self_grade"),
    ],
)
def test_what_the_national_inventory_asks_for_is_needed(
    cast: Cast, client: FlaskClient, answer: dict[str, object], open_field: str
) -> None:
    inventor = asked(cast, opened(cast))
    item = inventor.items[0]
    response = client.post(path_of(inventor, item), data={"do": "send", **TYPED, **answer})
    assert response.status_code == 422
    assert f"#{open_field}" in response.text
    assert item.state == ASKED


def test_files_are_kept_sent_back_and_taken_out(cast: Cast, client: FlaskClient) -> None:
    inventor = asked(cast, opened(cast))
    item = inventor.items[0]
    path = path_of(inventor, item)
    text = (io.BytesIO("项,值\n寿命,8000\n".encode()), "测试.csv")
    client.post(path, data={"do": "save", "files": text}, content_type="multipart/form-data")
    assert item.answer is not None
    (file,) = item.answer.files
    assert client.get(f"{path}/files/{file.public_id}").data.startswith("项".encode())
    bad = (io.BytesIO(b"MZ program"), "run.exe")
    refused = client.post(path, data={"do": "save", "files": bad}, content_type="multipart/form-data")
    assert refused.status_code == 422 and len(item.answer.files) == 1
    client.post(path, data={"do": "save", "remove": file.public_id})
    assert item.answer.files == []


def test_one_answer_for_a_family(cast: Cast, client: FlaskClient) -> None:
    sleeper(cast, title_zh="同一发明")
    sleeper(cast, title_zh="同一发明", kind="U")
    round_ = opened(cast, sleeper(cast, title_zh="另一发明"))
    sizes = sorted(len(item.places) for item in items_of(round_))
    assert sizes == [1, 2] and round_.total == 3


def test_no_link_opens_what_belongs_to_another(cast: Cast, client: FlaskClient) -> None:
    sleeper(cast, inventor="王二")
    round_ = opened(cast, sleeper(cast))
    mine, other = asked(cast, round_), inventor_of(round_, "王二")
    theirs = other.items[0]
    assert client.get(path_of(mine, theirs)).status_code == 404
    assert client.post(path_of(mine, theirs), data={"do": "save", "trl": "9"}).status_code == 404
    assert theirs.answer is None


def test_wrong_old_and_revoked_links_look_the_same(cast: Cast, client: FlaskClient) -> None:
    round_ = opened(cast)
    inventor = asked(cast, round_)
    path = path_of(inventor)
    unknown = client.get("/answer/" + "A" * 43)
    with time_machine.travel(inventor.expires_at + timedelta(seconds=1)):  # type: ignore[operator]
        old = client.get(path)
    links.revoke(inventor, cast.person("lin"))
    revoked = client.get(path)
    assert {unknown.status_code, old.status_code, revoked.status_code} == {404}

    def words(text: str) -> str:
        return BeautifulSoup(text, "html.parser").main.get_text()  # type: ignore[union-attr]

    assert words(unknown.text) == words(old.text) == words(revoked.text)


def test_a_new_letter_ends_the_old_link_only_where_it_was_dead(cast: Cast, client: FlaskClient) -> None:
    round_ = opened(cast)
    inventor = asked(cast, round_)
    first = path_of(inventor)
    service.ask([inventor], cast.person("lin"))
    assert path_of(inventor) == first and client.get(first).status_code == 200
    links.revoke(inventor, cast.person("lin"))
    service.ask([inventor], cast.person("lin"))
    assert path_of(inventor) != first
    assert client.get(first).status_code == 404
    assert client.get(path_of(inventor)).status_code == 200


def test_another_address_ends_the_link(cast: Cast, client: FlaskClient) -> None:
    inventor = asked(cast, opened(cast))
    path = path_of(inventor)
    service.set_address(inventor, "new@haiyu.example", cast.person("lin"))
    assert client.get(path).status_code == 404


def test_a_closed_round_ends_the_links(cast: Cast, client: FlaskClient) -> None:
    round_ = opened(cast)
    inventor = asked(cast, round_)
    take(ROUND, round_, "close", cast.person("lin"))
    assert client.get(path_of(inventor)).status_code == 404


def test_guessing_is_slowed_down(database_url: str, tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path, database_url, ENVIRONMENT="development"))
    client = app.test_client()
    try:
        answers = [client.get(f"/answer/guess{number:039d}").status_code for number in range(25)]
    finally:
        limiter.enabled = False
    assert answers[0] == 404 and answers[-1] == 429


def test_the_page_keeps_its_address_secret(cast: Cast, client: FlaskClient) -> None:
    response = client.get(path_of(asked(cast, opened(cast))))
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_at_most_five_letters(cast: Cast) -> None:
    round_ = opened(cast)
    inventor = asked(cast, round_)
    results = [service.ask([inventor], cast.person("lin")) for _ in range(5)]
    assert results[-1] == (0, 1) and inventor.letters == service.most_letters()


def test_returned_answers_come_with_a_letter(
    cast: Cast, client: FlaskClient, work: Callable[[], int]
) -> None:
    inventor = asked(cast, opened(cast))
    item = answered(cast, inventor.items[0])
    path = path_of(inventor, item)
    take(ITEM, item, "return_to_inventor", cast.person("lin"), data={"note": "请补充样机照片"})
    db.session.commit()
    work()
    assert len(letters()) == 2
    page = client.get(path)
    assert "请补充样机照片" in page.text


def test_reminders_go_a_week_and_a_day_before_once(cast: Cast, work: Callable[[], int]) -> None:
    from portal.inventory.jobs import remind
    from portal.jobs.handlers import Held

    round_ = opened(cast, due_on=clock.today() + timedelta(days=30))
    asked(cast, round_)
    db.session.commit()

    class Quiet(Held):
        def checkpoint(self) -> None:
            db.session.flush()

    sent = []
    for left in (8, 7, 7, 2, 1):
        with time_machine.travel(clock.start_of(round_.due_on - timedelta(days=left)) + timedelta(hours=9)):
            before = inventor_of(round_).letters
            remind({}, Quiet(1, 1, 60))
            sent.append(inventor_of(round_).letters - before)
    assert sent == [0, 1, 0, 0, 1]
    assert answering.waiting_for(inventor_of(round_)) == 1 and APPROVED
