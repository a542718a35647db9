"""The house answers: health, unknown addresses, languages, headers."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import Cast


def test_health(client: FlaskClient) -> None:
    assert client.get("/health").json == {"status": "ok"}


def test_signed_in_person_is_known(cast: Cast) -> None:
    response = cast.browser("lin").get("/health")
    assert response.headers["Cache-Control"] == "no-store"


def test_every_answer_carries_the_policy(client: FlaskClient) -> None:
    for path in ("/health", "/no-such-page"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_nonce_differs(client: FlaskClient, app: Flask) -> None:
    first, second = (client.get("/health").headers["Content-Security-Policy"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\u202e", "\u2066"])
def test_invisible_control_characters_are_refused_with_a_sentence(cast: Cast, character: str) -> None:
    answer = cast.browser("chen").post(
        "/searches", data={"kind": "listing", "query": "q=x", "name": f"a{character}b"}
    )
    assert answer.status_code == 400
    assert "invisible control characters" in answer.text
    assert (
        cast.browser("chen")
        .post("/searches", data={"kind": "listing", "query": "q=x", "name": "a\nb"})
        .status_code
        == 303
    )
