"""Brokers: one's own profile, the operator's decision, and a directory that favours nobody."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from portal.accounts import people
from portal.accounts.models import BrokerProfile
from portal.brokerage import service
from portal.brokerage.directory import Wish, brokers
from portal.brokerage.rules import field_wish, parse_fields
from portal.core import clock
from portal.core.errors import Forbidden, InputError, RuleRefusal, Stale
from portal.extensions import db
from portal.workflow.history import history_of
from tests.cast import Cast
from tests.letters import letters

Work = Callable[[], int]


def facts(**changes: Any) -> dict[str, Any]:
    """Return what a broker enters."""
    return {
        "certificate_level": "intermediate",
        "certificate_issuer": "示范技术经纪人培训基地",
        "certificate_number": "DEMO-JJR-2025-0900",
        "certificate_until": "2030-01-31",
        "fields": "h01m, B23K；B23K",
        "regions": ["天津", "河北"],
        "languages": ["zh", "en"],
        "introduction_zh": "储能方向。",
        "introduction_en": "",
        "accepts_work": "y",
        **changes,
    }


def profile_of(cast: Cast, key: str) -> BrokerProfile:
    """Return the profile of a member of the cast."""
    wanted = select(BrokerProfile).where(BrokerProfile.user_id == cast.person(key).id)
    return db.session.scalars(wanted).one()


def test_made_verified_and_listed(cast: Cast, client: FlaskClient, work: Work) -> None:
    browser = cast.browser("visitor")
    picture = io.BytesIO()
    Image.new("RGB", (30, 20)).save(picture, "PNG")
    sent = facts(scan=(io.BytesIO(picture.getvalue()), "证书.png"))
    assert browser.post("/brokers/mine", data=sent).status_code == 303
    made = profile_of(cast, "visitor")
    assert (made.state, made.fields, made.regions) == ("pending", ["H01M", "B23K"], ["天津", "河北"])
    assert not cast.person("visitor").is_active_broker
    assert client.get(f"/brokers/{made.public_id}").status_code == 404
    assert browser.get(f"/brokers/{made.public_id}").status_code == 200
    service.verify(made, cast.person("shi"), made.version)
    work()
    made = profile_of(cast, "visitor")
    assert cast.person("visitor").is_active_broker
    assert client.get(f"/brokers/{made.public_id}").status_code == 200
    assert "韩未名" in client.get("/brokers").text
    assert letters()[-1].to == "han.weiming@example.org"
    assert [entry.action for entry in history_of(made)] == ["applied", "verify"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("certificate_level", "emperor"),
        ("certificate_issuer", ""),
        ("certificate_until", "soon"),
        ("fields", "batteries"),
        ("fields", ", ".join(f"A{number}B" for number in range(10, 31))),
        ("regions", []),
        ("regions", ["Atlantis"]),
        ("languages", []),
        ("introduction_zh", "长" * 2001),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(cast: Cast, field: str, value: Any) -> None:
    answer = cast.browser("visitor").post("/brokers/mine", data=facts(**{field: value}))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert cast.person("visitor").broker_profile is None


def test_no_certificate_is_allowed_and_shown(cast: Cast, client: FlaskClient) -> None:
    """BRK-12: nobody needs a certificate; the badge says that there is none."""
    sent = facts(certificate_level="none", certificate_issuer="invented", certificate_number="1")
    assert cast.browser("visitor").post("/brokers/mine", data=sent).status_code == 303
    made = profile_of(cast, "visitor")
    assert (made.certificate_issuer, made.certificate_number, made.certificate_until) == ("", "", None)
    service.verify(made, cast.person("shi"))
    assert "无证书" in client.get(f"/brokers/{made.public_id}?lang=zh").text


def test_an_expired_certificate_is_shown(cast: Cast, client: FlaskClient) -> None:
    made = profile_of(cast, "zhou")
    made.certificate_until = clock.today() - timedelta(days=1)
    assert "Certificate expired" in client.get(f"/brokers/{made.public_id}?lang=en").text
    made.certificate_until = clock.today()
    assert "Certificate expired" not in client.get(f"/brokers/{made.public_id}?lang=en").text


def test_refused_with_a_reason_and_mended(cast: Cast, work: Work) -> None:
    made = profile_of(cast, "he")
    with pytest.raises(InputError):
        service.refuse(made, " ", cast.person("shi"))
    service.refuse(made, "证书编号查无此号", cast.person("shi"))
    work()
    assert "证书编号查无此号" in letters()[-1].text
    browser = cast.browser("he")
    assert "证书编号查无此号" in browser.get("/brokers/mine").text
    assert browser.post("/brokers/mine", data=facts()).status_code == 303
    assert profile_of(cast, "he").state == "pending"


def test_a_new_certificate_is_looked_at_again(cast: Cast) -> None:
    made = profile_of(cast, "zhou")
    same = facts(
        certificate_level=made.certificate_level,
        certificate_issuer=made.certificate_issuer,
        certificate_number=made.certificate_number,
        certificate_until=str(made.certificate_until),
    )
    browser = cast.browser("zhou")
    browser.post("/brokers/mine", data=same)
    made = profile_of(cast, "zhou")
    assert (made.state, made.introduction_zh) == ("verified", "储能方向。")
    browser.post("/brokers/mine", data=same | {"certificate_level": "junior"})
    assert profile_of(cast, "zhou").state == "pending"


def test_suspended_and_reinstated(cast: Cast, client: FlaskClient) -> None:
    made = profile_of(cast, "zhou")
    service.suspend(made, "投诉核查中", cast.person("gao"))
    assert "周衔" not in client.get("/brokers").text
    assert not cast.person("zhou").is_active_broker
    service.reinstate(profile_of(cast, "zhou"), cast.person("gao"))
    assert "周衔" in client.get("/brokers").text


def test_only_reviewers_decide_and_never_about_themselves(cast: Cast) -> None:
    made = profile_of(cast, "he")
    for key in ("he", "lin", "brandt"):
        with pytest.raises((Forbidden, RuleRefusal, Exception)) as refusal:
            service.verify(made, cast.person(key))
        assert refusal.type.__name__ in ("Forbidden", "NotFound", "RuleRefusal")
    with pytest.raises(Stale):
        service.verify(made, cast.person("shi"), made.version + 1)
    assert made.state == "pending"


def test_the_directory_is_filtered(client: FlaskClient) -> None:
    def shown(**wish: str) -> set[str]:
        return {profile.user.name for profile in brokers(Wish(**wish))}

    assert shown() == {"周衔", "吴渡", "Marta Lindqvist"}
    assert shown(field="H01M") == {"周衔"}
    assert shown(field="A61") == {"Marta Lindqvist"}
    assert shown(region="河北") == {"周衔", "吴渡"}
    assert shown(region="河北", language="en") == {"周衔"}
    assert shown(level="intermediate") == {"吴渡"}
    assert shown(field="H", region="湖北") == set()
    page = client.get("/brokers?region=河北&language=en&lang=en").text
    assert "周衔" in page and "吴渡" not in page


def test_a_wrong_filter_is_no_filter(client: FlaskClient) -> None:
    page = client.get("/brokers?field=<script>&region=x&level=y&page=-3").text
    assert "周衔" in page and "<script>&" not in page


def test_the_order_changes_daily_and_favours_nobody(cast: Cast) -> None:
    first = date(2026, 11, 23)
    assert [b.id for b in brokers(day=first)] == [b.id for b in brokers(day=first)]
    firsts = [brokers(day=first + timedelta(days=number))[0].user.name for number in range(120)]
    assert all(firsts.count(name) > 15 for name in set(firsts)) and len(set(firsts)) == 3


def test_blocked_people_are_not_listed(cast: Cast) -> None:
    people.block(cast.person("zhou"), cast.person("gao"))
    assert "周衔" not in {profile.user.name for profile in brokers()}


def test_the_directory_tells_no_private_facts(cast: Cast, client: FlaskClient) -> None:
    made = profile_of(cast, "zhou")
    made.user.phone = "13900000000"
    page = client.get(f"/brokers/{made.public_id}").text
    assert "13900000000" not in page and cast.person("zhou").email not in page


def test_the_scan_is_for_its_owner_and_reviewers(cast: Cast) -> None:
    path = f"/brokers/{profile_of(cast, 'zhou').public_id}/certificate"
    assert cast.browser("lin").get(path).status_code == 403
    assert cast.browser("zhou").get(path).status_code == 404


@pytest.mark.parametrize(
    ("text", "fields"), [("h01m", ["H01M"]), ("H01M、B23K，b23k;G06F", ["H01M", "B23K", "G06F"])]
)
def test_fields_are_read_in_any_writing(text: str, fields: list[str]) -> None:
    assert parse_fields(text) == fields


@pytest.mark.parametrize(
    ("text", "wish"), [("h01m", "H01M"), ("H", "H"), ("h01", "H01"), ("H0", ""), ("Z", ""), ("%", "")]
)
def test_field_wishes(text: str, wish: str) -> None:
    assert field_wish(text) == wish
