"""Who may open, change, decide and download what: the whole cast against every route of listings."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.access.permissions import Verb
from portal.access.policy import can
from portal.extensions import db
from portal.listings import files, service
from portal.listings.models import Listing
from tests.cast import Cast
from tests.unit.listings.making import DECLARED, make_draft, make_published

# holder's officer, admin and finance; another holder; a licensee; a broker; operator's reviewer and officer; nobody
READERS = ("lin", "shen", "zhao", "okoro", "chen", "zhou", "shi", "brandt", "visitor", "")
GOES_TO_SIGN_IN = 302
# route: answers for a draft, in the order of READERS
DRAFT: dict[str, tuple[int, ...]] = {
    "": (200, 200, 200, 404, 404, 404, 200, 200, 404, 404),
    "/edit": (200, 200, 403, 404, 404, 404, 403, 403, 404, 302),
    "/preview": (200, 200, 403, 404, 404, 404, 403, 403, 404, 302),
    "/files": (200, 200, 403, 404, 404, 404, 403, 403, 404, 302),
    "/versions": (200, 200, 200, 404, 404, 404, 200, 200, 404, 302),
    "/versions/1": (200, 200, 200, 404, 404, 404, 200, 200, 404, 302),
    "/review": (403, 403, 403, 404, 404, 404, 200, 403, 404, 302),
}
PUBLISHED: dict[str, tuple[int, ...]] = {
    "": (200,) * 10,
    "/edit": (200, 200, 403, 403, 403, 403, 403, 403, 403, 302),
    "/versions": (200, 200, 200, 403, 403, 403, 200, 200, 403, 302),
    "/review": (403, 403, 403, 403, 403, 403, 200, 403, 403, 302),
}
POSTS: dict[str, tuple[int, ...]] = {
    "/submit": (422, 422, 403, 404, 404, 404, 403, 403, 404, 302),
    "/steps/discard": (409, 409, 403, 404, 404, 404, 403, 403, 404, 302),
    "/review/approve": (403, 403, 403, 404, 404, 404, 409, 403, 404, 302),
    "/review/return": (403, 403, 403, 404, 404, 404, 422, 403, 404, 302),
    "/files": (422, 422, 403, 404, 404, 404, 403, 403, 404, 302),
}


@pytest.fixture
def browsers(cast: Cast, client: FlaskClient) -> list[FlaskClient]:
    """One browser for each of READERS."""
    return [cast.browser(reader) if reader else client for reader in READERS]


def asked(browsers: list[FlaskClient], method: str, address: str, **given: Any) -> tuple[int, ...]:
    return tuple(browser.open(address, method=method, **given).status_code for browser in browsers)


@pytest.mark.parametrize("path", DRAFT)
def test_a_draft(cast: Cast, browsers: list[FlaskClient], path: str) -> None:
    listing = make_draft(cast)
    assert asked(browsers, "GET", f"/listings/{listing.public_id}{path}") == DRAFT[path]


@pytest.mark.parametrize("path", PUBLISHED)
def test_a_published_listing(cast: Cast, browsers: list[FlaskClient], path: str) -> None:
    listing = make_published(cast)
    assert asked(browsers, "GET", f"/listings/{listing.public_id}{path}") == PUBLISHED[path]


@pytest.mark.parametrize("path", POSTS)
def test_what_is_sent_to_a_draft(cast: Cast, browsers: list[FlaskClient], path: str) -> None:
    """Bodies are empty or stale on purpose: whoever may gets a complaint about the content, never a change."""
    listing = make_draft(cast)
    data = {"version": "999"} if path in ("/steps/discard", "/review/approve") else {}
    assert asked(browsers, "POST", f"/listings/{listing.public_id}{path}", data=data) == POSTS[path]
    assert listing.state == "draft"


def test_lists_follow_the_same_rule_as_pages(cast: Cast) -> None:
    draft, waiting, shown = make_draft(cast), make_draft(cast), make_published(cast)
    service.submit(waiting, cast.person("lin"), DECLARED)
    for reader in READERS:
        if not reader:
            continue
        person = cast.person(reader)
        listed = set(db.session.scalars(select(Listing.id).where(Listing.visible_to(person))))
        seen = {row.id for row in (draft, waiting, shown) if can(person, Verb.LISTING_SEE, row)}
        assert listed == seen, reader


LEVELS: dict[str, tuple[int, ...]] = {
    "public": (200,) * 10,
    "signed_in": (200,) * 9 + (404,),
    "nda": (200, 200, 200, 404, 404, 404, 200, 200, 404, 404),
}


@pytest.mark.parametrize("level", LEVELS)
def test_files_of_a_published_listing(cast: Cast, browsers: list[FlaskClient], level: str) -> None:
    listing = make_draft(cast)
    file = files.add(listing, io.BytesIO(b"measured values\n"), "report.txt", cast.person("lin"), level=level)
    service.submit(listing, cast.person("lin"), DECLARED)
    service.approve(listing, cast.person("shi"))
    address = f"/listings/{listing.public_id}/files/{file.public_id}"
    assert asked(browsers, "GET", address) == LEVELS[level]
    offered = f'href="{address}"' in browsers[-1].get(f"/listings/{listing.public_id}").get_data(as_text=True)
    assert offered is (level == "public")


@pytest.mark.parametrize("level", LEVELS)
def test_files_of_a_draft_are_for_the_holder_and_the_operator(
    cast: Cast, browsers: list[FlaskClient], level: str
) -> None:
    listing = make_draft(cast)
    file = files.add(listing, io.BytesIO(b"measured values\n"), "report.txt", cast.person("lin"), level=level)
    address = f"/listings/{listing.public_id}/files/{file.public_id}"
    assert asked(browsers, "GET", address) == LEVELS["nda"]


def test_a_file_is_not_found_under_another_listing(cast: Cast, client: FlaskClient) -> None:
    one, other = make_draft(cast), make_published(cast)
    hidden = files.add(one, io.BytesIO(b"secret\n"), "secret.txt", cast.person("lin"))
    assert client.get(f"/listings/{other.public_id}/files/{hidden.public_id}").status_code == 404
    assert client.get(f"/listings/{one.public_id}/files/{hidden.public_id}").status_code == 404


def test_downloads_are_saved_and_never_run(cast: Cast, client: FlaskClient) -> None:
    listing = make_draft(cast)
    name = '检测"报告";\u00e9.csv'
    file = files.add(listing, io.BytesIO(b"a,b\n<script>alert(1)</script>,2\n"), name, cast.person("lin"))
    service.submit(listing, cast.person("lin"), DECLARED)
    service.approve(listing, cast.person("shi"))
    answer = client.get(f"/listings/{listing.public_id}/files/{file.public_id}")
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''%E6%A3%80" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(f"/listings/{listing.public_id}/files/{file.public_id}/picture").status_code == 404


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>alert(1)</script></html>", "page.html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "drawing.svg"),
        (b"MZ\x90\x00", "tool.exe"),
        (b"no picture at all", "photo.png"),
        (b"", "empty.pdf"),
        (b"harmless", "name\u202egnp.txt"),
    ],
)
def test_hostile_files_are_refused_with_a_sentence(cast: Cast, content: bytes, name: str) -> None:
    listing = make_draft(cast)
    answer = cast.browser("lin").post(
        f"/listings/{listing.public_id}/files", data={"file": (io.BytesIO(content), name), "level": "public"}
    )
    assert answer.status_code == 422
    assert 'class="field-error"' in answer.get_data(as_text=True)
    assert listing.files == []


def test_a_made_up_level_is_refused(cast: Cast) -> None:
    listing = make_draft(cast)
    answer = cast.browser("lin").post(
        f"/listings/{listing.public_id}/files",
        data={"file": (io.BytesIO(b"x"), "x.txt"), "level": "everyone"},
    )
    assert answer.status_code == 422
    assert listing.files == []
