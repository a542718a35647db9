"""The life of a patent in the browser: who may read what, add a fact with its evidence, and take it back."""

import io
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from PIL import Image

from portal.core import clock
from portal.extensions import db
from portal.patents.facts.kinds import KINDS
from portal.patents.facts.reading import facts_of, life_of
from portal.patents.facts.service import record
from portal.patents.models import Patent
from tests.cast import Cast
from tests.licences import granted_patent


def picture() -> io.BytesIO:
    """Return a small picture as a phone would send it."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return io.BytesIO(out.getvalue())


@pytest.fixture
def patent(cast: Cast) -> Patent:
    found = granted_patent(cast, applicants=["海屿理工大学", "渤岸储能"])
    db.session.commit()
    return found


def day() -> str:
    return clock.today().isoformat()


def add(client: FlaskClient, patent: Patent, kind: str, **data: Any) -> Any:
    form = {"happened_on": day(), "source": "register", "as_of": day(), **data}
    return client.post(f"/patents/{patent.public_id}/facts/{kind}", data=form)


def test_a_holder_adds_a_fact_with_its_evidence(cast: Cast, patent: Patent) -> None:
    lin = cast.browser("lin")
    answer = add(lin, patent, "pledged", data_pledgee="滨海银行", evidence=(picture(), "质押.png"))
    assert answer.status_code == 303, answer.text
    page = lin.get(f"/patents/{patent.public_id}/life").text
    assert "滨海银行" in page
    assert "Pledged" in page
    event = life_of(patent)[-1]
    assert event.entered_by_id == cast.person("lin").id
    sent = lin.get(f"/patents/facts/{event.public_id}/evidence")
    assert sent.status_code == 200
    assert sent.headers["Content-Disposition"].startswith("attachment")


def test_particulars_are_for_the_holder_and_the_operator(
    cast: Cast, client: FlaskClient, patent: Patent
) -> None:
    lin = cast.person("lin")
    today = clock.today()
    secret = {"kind": "exclusive", "licensee": "秘密公司"}
    pledge = record(
        patent, "pledged", lin, happened_on=today, source="register", data={"pledgee": "隐名银行"}
    )
    record(patent, "licence_granted", lin, happened_on=today, source="contract", data=secret)
    people = {"inventors": [{"name": "林某", "service": True, "employed": False}]}
    record(patent, "inventors_stated", lin, happened_on=today, source="holder", data=people)
    db.session.commit()
    for who in ("lin", "zhao", "gao", "shi"):
        page = cast.browser(who).get(f"/patents/{patent.public_id}/life").text
        assert "秘密公司" in page, who
        assert "隐名银行" in page, who
    for stranger in (client, cast.browser("chen"), cast.browser("zhou")):
        for path in ("", "/life", "/may"):
            page = stranger.get(f"/patents/{patent.public_id}{path}").text
            assert "秘密公司" not in page
            assert "隐名银行" not in page
        assert "Pledge" in stranger.get(f"/patents/{patent.public_id}/life?lang=en").text
        answer = stranger.get(f"/api/v1/patents/{patent.public_id}/tradability?act=open_licence")
        assert answer.json["verdicts"][0]["outcome"] == "blocked", "the outcome counts what is not public"
        assert "秘密公司" not in answer.get_data(as_text=True)
    assert cast.browser("chen").get(f"/patents/facts/{pledge.public_id}/void").status_code == 404
    assert cast.browser("chen").get(f"/patents/facts/{pledge.public_id}/evidence").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("lin", 200), ("shi", 200), ("zhao", 403), ("chen", 403), ("okoro", 403)]
)
def test_who_may_add(cast: Cast, patent: Patent, who: str, status: int) -> None:
    assert cast.browser(who).get(f"/patents/{patent.public_id}/facts/pledged").status_code == status


def test_every_kind_has_its_form_in_both_languages(cast: Cast, patent: Patent) -> None:
    for language in ("zh", "en"):
        lin = cast.browser("lin", language)
        for kind in KINDS.values():
            answer = lin.get(f"/patents/{patent.public_id}/facts/{kind.code}")
            assert answer.status_code == (200 if kind.by_hand else 404), kind.code
    assert lin.get(f"/patents/{patent.public_id}/facts/nothing").status_code == 404


def test_a_refusal_stays_on_its_form_with_its_rule(cast: Cast, patent: Patent) -> None:
    lin = cast.browser("lin")
    answer = add(
        lin, patent, "licence_granted", data_kind="ordinary", data_licensee="甲", data_to="2099-01-01"
    )
    assert answer.status_code == 422
    assert "LS-05" in answer.text
    answer = add(lin, patent, "owners_stated", data_owners="海屿理工大学；70%\n渤岸储能；60%")
    assert answer.status_code == 422
    assert "100%" in answer.text
    assert add(lin, patent, "pledged", data_pledgee="").status_code == 422
    assert life_of(patent) == []


def test_owners_consents_and_agreement_are_typed_in(cast: Cast, patent: Patent) -> None:
    lin = cast.browser("lin")
    assert (
        add(lin, patent, "owners_stated", data_owners="海屿理工大学；60%\n渤岸储能；40%").status_code == 303
    )
    assert (
        add(
            lin, patent, "owner_consented", data_owner="渤岸储能", data_acts=["assign", "open_licence"]
        ).status_code
        == 303
    )
    facts = facts_of(patent)
    assert [(owner.name, owner.share) for owner in facts.owners] == [
        ("海屿理工大学", 6000),
        ("渤岸储能", 4000),
    ]
    assert facts.owners[0].organisation_id == patent.owner_id
    assert facts.consents["assign"] == {"渤岸储能"}
    assert add(lin, patent, "co_ownership_agreed", data_alone=["licence_exclusive"]).status_code == 303
    assert facts_of(patent).alone == {"licence_exclusive"}
    assert (
        add(
            lin, patent, "inventors_stated", data_inventors="林晓澄；职务；在职\n李四；非职务；离职"
        ).status_code
        == 303
    )
    assert [(one.service, one.employed) for one in facts_of(patent).inventors] == [
        (True, True),
        (False, False),
    ]
    assert add(lin, patent, "family_stated", data_members="EP3868660B1\nUS10918535").status_code == 303
    assert "Chinese patent only" in lin.get(f"/patents/{patent.public_id}").text


def test_a_fact_is_taken_back_with_a_reason(cast: Cast, patent: Patent) -> None:
    event = record(patent, "abandoned", cast.person("lin"), happened_on=clock.today(), source="gazette")
    db.session.commit()
    lin = cast.browser("lin")
    assert "void" in lin.get(f"/patents/{patent.public_id}/life").text
    address = f"/patents/facts/{event.public_id}/void"
    assert lin.post(address, data={"reason": ""}).status_code == 422
    assert lin.post(address, data={"reason": "公报看错了"}).status_code == 303
    page = lin.get(f"/patents/{patent.public_id}/life").text
    assert "<s>" in page
    assert "公报看错了" in page
    assert patent.legal_status == "IN_FORCE"


def test_may_this_be_done(cast: Cast, patent: Patent) -> None:
    for language, word in (("zh", "可以办理"), ("en", "May be done")):
        page = cast.browser("lin", language).get(f"/patents/{patent.public_id}/may").text
        assert word in page
        assert 'href="/rules#COO-03"' in page
    page = cast.browser("lin").get(f"/patents/{patent.public_id}/may?day=2060-01-01").text
    assert "May not be done" in page
    assert cast.browser("lin").get(f"/patents/{patent.public_id}/may?day=soon").status_code == 422


def test_what_may_be_done_says_at_once_where_something_must_be_said(cast: Cast) -> None:
    """A licence of an application is valid (LIC-08), and the other side must know what it is."""
    pending = granted_patent(cast, grant_date=None, legal_status="SUBST_EXAM", status_as_of=clock.today())
    db.session.commit()
    page = BeautifulSoup(cast.browser("lin").get(f"/patents/{pending.public_id}/may").text, "html.parser")
    tiles = {one["href"]: one.get_text(" ", strip=True) for one in page.select(".may-tile")}
    assert "May be done Must be said" in tiles["#licence_ordinary"]
    assert "May be done A person must look" in tiles["#equity"]
    assert "Must be said" not in tiles["#pledge"]


def test_the_answer_as_json(client: FlaskClient, patent: Patent) -> None:
    found = client.get(f"/api/v1/patents/{patent.public_id}/tradability").json
    assert len(found["verdicts"]) == 9
    by_act = {verdict["act"]: verdict["outcome"] for verdict in found["verdicts"]}
    assert (by_act["licence_ordinary"], by_act["licence_exclusive"]) == ("allowed", "needs_consent")
    one = client.get(f"/api/v1/patents/{patent.public_id}/tradability?act=assign&day=2060-01-01&lang=en").json
    assert [verdict["outcome"] for verdict in one["verdicts"]] == ["blocked"]
    assert one["verdicts"][0]["lines"][0]["rule"] == "LS-05"
    assert client.get(f"/api/v1/patents/{patent.public_id}/tradability?act=sell").status_code == 400


def test_both_pages_say_that_applicants_count_as_owners_until_the_owners_are_stated(cast: Cast) -> None:
    """An import names two applicants: they count as owners with equal say, and the pages say so, in both languages."""
    two = granted_patent(cast, applicants=["海屿理工大学", "某研究院"])
    one = granted_patent(cast)
    db.session.commit()
    said = {
        "en": "applicants are taken as owners with equal say",
        "zh": "登记簿上的申请人均视为权利人，同等享有决定权",
    }
    for language, words in said.items():
        for page in ("life", "may"):
            assert words in cast.browser("lin").get(f"/patents/{two.public_id}/{page}?lang={language}").text
            assert words in cast.browser("qian").get(f"/patents/{two.public_id}/{page}?lang={language}").text
            assert (
                words not in cast.browser("lin").get(f"/patents/{one.public_id}/{page}?lang={language}").text
            )
    inside = cast.browser("lin").get(f"/patents/{two.public_id}/life?lang=en").text
    assert f"/patents/{two.public_id}/facts/owners_stated" in inside
    record(
        two,
        "owners_stated",
        cast.person("lin"),
        happened_on=date(2026, 1, 5),
        as_of=date(2026, 1, 5),
        source="test",
        data={"owners": [{"name": "海屿理工大学"}, {"name": "某研究院"}]},
    )
    db.session.commit()
    for language, words in said.items():
        for page in ("life", "may"):
            assert (
                words not in cast.browser("lin").get(f"/patents/{two.public_id}/{page}?lang={language}").text
            )


def test_days_sums_and_sources_of_a_life_are_written_for_the_reader(cast: Cast, patent: Patent) -> None:
    lin = cast.person("lin")
    on = date(2026, 1, 5)
    told = {"happened_on": on, "as_of": on}
    licence = {"kind": "ordinary", "licensee": "渤岸储能", "from": "2026-02-01", "to": "2029-07-14"}
    record(patent, "licence_granted", lin, source="本平台 · this portal", data=licence, **told)
    record(patent, "annuity_paid", lin, source="receipt", data={"year": 3, "fen": 90_000}, **told)
    db.session.commit()
    english = cast.browser("lin").get(f"/patents/{patent.public_id}/life?lang=en").text
    chinese = cast.browser("lin").get(f"/patents/{patent.public_id}/life?lang=zh").text
    assert "14 Jul 2029" in english
    assert "2029年7月14日" in chinese
    assert "900.00" in english
    assert "This portal" in english
    assert "this portal" not in chinese
