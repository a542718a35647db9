"""The calculators answer everybody in both languages, say what was wrong, and change nothing."""

import pytest
from flask.testing import FlaskClient

ASKED = {
    "commission": ("price=800万", "30"),
    "tax": ("income=1200万", "87.5"),
    "reward": ("price=100万&broker=3万&valuation=2万&taxes=300&upkeep=&rate=50", "47.49"),
    "royalty": ("sales=1000万 1200万 1500万 1500万 1200万&rate=3&discount=15&tax=25&timing=end", "94.89"),
    "risk": ("loss=200万&fund=54&bank=26&insurer=16&appraiser=4", "108"),
    "deposit": ("price=100万&agreed=30万", "20"),
}
WRONG = {
    "commission": "price=much",
    "tax": "income=",
    "reward": "price=100万&rate=120",
    "royalty": "sales=" + "1 " * 21 + "&rate=3&discount=15&tax=25&timing=end",
    "risk": "loss=200万&fund=54&bank=26&insurer=16&appraiser=5",
    "deposit": "price=100万",
}


@pytest.mark.parametrize("kind", ASKED)
def test_answers_in_both_languages(client: FlaskClient, kind: str) -> None:
    query, figure = ASKED[kind]
    chinese = client.get(f"/calculators/{kind}?{query}&lang=zh")
    assert chinese.status_code == 200
    assert f"{figure}万元" in chinese.text
    assert client.get(f"/calculators/{kind}?{query}&lang=en").status_code == 200


@pytest.mark.parametrize("kind", WRONG)
def test_says_what_to_mend_and_keeps_what_was_typed(client: FlaskClient, kind: str) -> None:
    answer = client.get(f"/calculators/{kind}?{WRONG[kind]}&lang=en")
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_empty_pages_and_strange_names(client: FlaskClient) -> None:
    overview = client.get("/calculators?lang=zh")
    assert all(f"/calculators/{kind}" in overview.text for kind in ASKED)
    for kind in ASKED:
        assert client.get(f"/calculators/{kind}").status_code == 200
    assert client.get("/calculators/nothing").status_code == 404
