"""The public page of a listing: who sees it, what it says, in which language."""

import pytest
from flask.testing import FlaskClient

from portal.extensions import db
from tests.cast import Cast
from tests.unit.listings.making import make_draft, make_published


@pytest.mark.parametrize(("language", "expected"), [("zh", "¥50,000.00"), ("en", "CN¥50,000.00")])
def test_everybody_reads_a_published_listing(
    client: FlaskClient, cast: Cast, language: str, expected: str
) -> None:
    listing = make_published(cast)
    db.session.commit()
    page = client.get(f"/listings/{listing.public_id}?lang={language}")
    assert page.status_code == 200
    assert expected in page.get_data(as_text=True)


def test_a_draft_is_nothing_to_strangers(client: FlaskClient, cast: Cast) -> None:
    listing = make_draft(cast)
    db.session.commit()
    address = f"/listings/{listing.public_id}"
    assert client.get(address).status_code == 404
    assert cast.browser("chen").get(address).status_code == 404
    assert cast.browser("zhao").get(address).status_code == 200
    assert cast.browser("shi").get(address).status_code == 200
