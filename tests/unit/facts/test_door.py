"""The one door of facts: recorded, derived, voided; all or nothing; nobody else writes a status."""

from datetime import date, timedelta

import pytest

from portal.core import clock
from portal.core.errors import InputError, RuleRefusal, Stale
from portal.extensions import db
from portal.patents.facts import reactions
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.reading import facts_of, facts_of_many, life_of
from portal.patents.facts.right import RightFacts
from portal.patents.facts.service import record, void
from portal.patents.models import Patent
from portal.patents.tradable import all_verdicts, verdict, verdicts
from portal.workflow import history
from tests.cast import Cast
from tests.licences import granted_patent


def a_year_ago() -> date:
    return clock.today() - timedelta(days=365)


def test_what_was_told_stays_as_the_first_event(cast: Cast) -> None:
    patent = granted_patent(cast, status_source="told", status_as_of=a_year_ago())
    record(
        patent,
        "pledged",
        cast.person("lin"),
        happened_on=clock.today(),
        source="register",
        data={"pledgee": "银行"},
    )
    assert [event.kind for event in life_of(patent)] == ["status_told", "pledged"]
    assert (patent.legal_status, patent.status_source, patent.status_as_of) == (
        "IN_FORCE",
        "told",
        a_year_ago(),
    )
    assert facts_of(patent).overlays == ("pledged",)
    assert facts_of(patent, a_year_ago()).overlays == ()


def test_a_lapse_is_derived_and_goes_when_it_is_voided(cast: Cast) -> None:
    patent, lin = granted_patent(cast), cast.person("lin")
    event = record(patent, "lapsed", lin, happened_on=clock.today(), source="gazette", data={"year": 5})
    assert (patent.legal_status, event.gazette_code) == ("LAPSED_FEE", "CF01")
    assert verdict(patent, "assign").blocking[0].rule_id == "ABN-07"
    void(event, lin, "认错了专利号")
    assert patent.legal_status == "IN_FORCE"
    assert event.is_void
    assert [entry.action for entry in history.history_of(patent)][-2:] == ["fact_voided", "status_derived"]
    with pytest.raises(Stale):
        void(event, lin, "again")


def test_voiding_needs_a_reason(cast: Cast) -> None:
    patent, lin = granted_patent(cast), cast.person("lin")
    event = record(patent, "suspended", lin, happened_on=clock.today(), source="office")
    with pytest.raises(InputError):
        void(event, lin, " ")


def test_a_grant_brings_its_date_and_takes_it_along(cast: Cast) -> None:
    patent = granted_patent(cast, grant_date=None, legal_status="SUBST_EXAM")
    event = record(patent, "granted", cast.person("lin"), happened_on=a_year_ago(), source="gazette")
    assert (patent.legal_status, patent.grant_date) == ("IN_FORCE", a_year_ago())
    void(event, cast.person("lin"), "误登")
    assert (patent.legal_status, patent.grant_date) == ("SUBST_EXAM", None)


@pytest.mark.parametrize(
    ("kind", "data", "member"),
    [
        ("pledged", {}, "pledgee"),
        ("licence_granted", {"kind": "eternal", "licensee": "甲"}, "kind"),
        (
            "owners_stated",
            {"owners": [{"name": "甲", "share": 6000}, {"name": "乙", "share": 5000}]},
            "owners",
        ),
        ("annuity_paid", {"year": "last"}, "year"),
        ("owner_consented", {"owner": "甲", "acts": ["sell"]}, "acts"),
        ("status_told", {"status": "FINE"}, "status"),
        ("term_compensated", {"last_day": "soon"}, "last_day"),
    ],
)
def test_data_is_checked(cast: Cast, kind: str, data: dict[str, object], member: str) -> None:
    with pytest.raises(InputError) as refused:
        record(
            granted_patent(cast),
            kind,
            cast.person("lin"),
            happened_on=clock.today(),
            source="register",
            data=data,
        )
    assert refused.value.field == member


@pytest.mark.parametrize(
    ("kind", "days", "data", "rule"),
    [
        ("suspended", 1, {}, "INV-14"),
        ("suspended", -4000, {}, "INV-14"),
        ("licence_granted", -1000, {"kind": "ordinary", "licensee": "甲"}, "INV-14"),
        ("licence_granted", 0, {"kind": "ordinary", "licensee": "甲", "to": "2099-01-01"}, "LS-05"),
        ("evaluation_report", 0, {"number": "P1", "conclusion": "positive"}, "OL-06"),
        ("pledge_released", 0, {}, "PLG-02"),
        ("owner_consented", 0, {"owner": "谁", "acts": ["assign"]}, "COO-05"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(
    cast: Cast, kind: str, days: int, data: dict[str, object], rule: str
) -> None:
    day = clock.today() + timedelta(days=days)
    with pytest.raises(RuleRefusal) as refused:
        record(granted_patent(cast), kind, cast.person("lin"), happened_on=day, source="register", data=data)
    assert refused.value.rule_id == rule


@pytest.mark.parametrize(
    ("seen", "member"),
    [
        (date(9999, 12, 31), "as_of"),
        (date(1, 1, 1), "as_of"),
        (clock.today() + timedelta(days=1), "as_of"),
    ],
)
def test_nobody_has_seen_the_register_of_tomorrow(cast: Cast, seen: date, member: str) -> None:
    """LS-03: a day to come would count as fresh for ever, and a far one lies beyond the calendar."""
    patent, told = granted_patent(cast), {"status": "IN_FORCE"}
    with pytest.raises(InputError) as refused:
        record(
            patent,
            "status_told",
            cast.person("lin"),
            happened_on=clock.today(),
            as_of=seen,
            source="register",
            data=told,
        )
    assert refused.value.field == member and life_of(patent) == []


@pytest.mark.parametrize("last", ["9999-12-31", "0001-01-01"])
def test_days_far_off_are_refused(cast: Cast, last: str) -> None:
    data = {"kind": "ordinary", "licensee": "某公司", "to": last}
    with pytest.raises(InputError):
        record(
            granted_patent(cast),
            "licence_granted",
            cast.person("lin"),
            happened_on=a_year_ago(),
            source="x",
            data=data,
        )


def test_there_is_one_report_for_each_patent(cast: Cast) -> None:
    patent, lin = granted_patent(cast, kind="U"), cast.person("lin")
    report = {"number": "P1", "conclusion": "positive"}
    record(patent, "evaluation_report", lin, happened_on=clock.today(), source="office", data=report)
    record(patent, "evaluation_report", lin, happened_on=clock.today(), source="office", data=report)
    with pytest.raises(RuleRefusal) as refused:
        record(
            patent,
            "evaluation_report",
            lin,
            happened_on=clock.today(),
            source="office",
            data={"number": "P2", "conclusion": "mixed"},
        )
    assert refused.value.rule_id == "OL-06"


def test_reactions_run_in_the_same_transaction_or_not_at_all(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    patent = granted_patent(cast)
    db.session.commit()
    seen: list[str] = []

    def note(changed: Patent, facts: RightFacts) -> None:
        seen.append(facts.status)
        changed.region = "天津"

    def fail(_patent: Patent, _facts: RightFacts) -> None:
        raise RuntimeError("the last hook fails")

    monkeypatch.setattr(reactions, "_hooks", [note, fail])
    with pytest.raises(RuntimeError):
        record(patent, "lapsed", cast.person("lin"), happened_on=clock.today(), source="gazette")
    assert seen == ["LAPSED_FEE"]
    db.session.rollback()
    assert (patent.legal_status, patent.region) == ("IN_FORCE", "")
    assert db.session.query(PatentEvent).count() == 0
    assert "fact_recorded" not in [entry.action for entry in history.history_of(patent)]


def test_many_are_read_as_one_is(cast: Cast) -> None:
    patents = [granted_patent(cast) for _ in range(3)]
    record(patents[1], "preserved", cast.person("lin"), happened_on=clock.today(), source="court")
    together = facts_of_many(patents)
    assert together == {patent.id: facts_of(patent) for patent in patents}
    outcomes = verdicts(patents, "assign")
    assert [outcomes[patent.id].outcome for patent in patents] == ["allowed", "blocked", "allowed"]
    assert [found.outcome for found in all_verdicts(patents[1])][:2] == ["blocked", "allowed"]


def test_the_public_reads_less(cast: Cast) -> None:
    patent, lin = granted_patent(cast), cast.person("lin")
    sole = {"kind": "sole", "licensee": "甲公司"}
    record(patent, "licence_granted", lin, happened_on=clock.today(), source="holder", data=sole)
    assert len(facts_of(patent).licences) == 1
    assert facts_of(patent, public=True).licences == ()
