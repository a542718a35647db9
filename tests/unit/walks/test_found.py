"""What the walks found in the portal, each by the shortest way to it, and the same way without the fault."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from portal.core import clock
from portal.core.calendar import add_years
from portal.core.errors import RuleRefusal
from portal.deals import service as deals
from portal.deals.models import Deal, Licence
from portal.extensions import db
from portal.jobs import worker
from portal.listings import standing
from portal.openlicence import service as statements
from portal.openlicence.lifecycle import STATEMENT
from portal.patents.clockwork import clock_of
from portal.patents.facts import service as facts
from portal.patents.models import Patent
from portal.reserve import domain, service
from portal.reserve.lifecycle import INTENTION
from portal.reserve.takeover_lifecycle import TAKEOVER
from portal.workflow import history
from portal.workflow.engine import refusals, take
from tests.cast import Cast
from tests.licences import FREE, announced, granted_patent, noticed, shown_before, statement_fields, withdrawn
from tests.rescues import agreed, contract, evidence, noted, old_patent

pytestmark = pytest.mark.usefixtures("app")


def told(cast: Cast, patent: Patent, fact: str, days_ago: int = 0, **data: Any) -> Any:
    """Enter a fact."""
    day = clock.today() - timedelta(days=days_ago)
    return facts.record(
        patent, fact, cast.person("shi"), happened_on=day, as_of=day, source="登记簿", data=data
    )


def rule_of(act: Callable[[], object]) -> str | None:
    """Return the rule by which the act is refused, or None where it goes through."""
    try:
        act()
    except RuleRefusal as refused:
        return refused.rule_id
    return None


@pytest.mark.parametrize("how", ["void", "restored", "invalid"])
def test_a_right_that_lives_leaves_the_catalogue_of_the_free(cast: Cast, how: str) -> None:
    """INV-13: nobody is told that a technology is free for everybody while its right lives, or never was one."""
    patent = old_patent(cast)
    gone = told(cast, patent, "abandoned")
    domain.publish(patent, cast.person("lin"))
    told(cast, patent, "annuity_paid", 1, year=6)
    assert domain.entry_of(patent) is not None
    if how == "void":
        facts.void(gone, cast.person("shi"), "录入有误")
    else:
        told(cast, patent, "restored" if how == "restored" else "invalid_full")
    assert domain.entry_of(patent) is None
    told(cast, patent, "lapsed")
    assert (how == "invalid") == (not domain.may_be_published(patent))


def test_no_recordal_is_filed_while_the_fee_is_late(cast: Cast) -> None:
    """INV-04, REC-05: late today, late on the day of the filing, or held by a court; and in order again."""
    deal = noticed(cast, announced(cast, **FREE))
    patent = deal.statement.patent if deal.statement else None
    assert patent is not None and deal.state == "licensed"

    def file() -> None:
        receipt = {"number": "R-1", "day": clock.today(), "record": {}}
        deals.take_step(deal, "file_recordal", cast.person("chen"), receipt)

    told(cast, patent, "status_told", status="IN_FORCE_LATE")
    assert rule_of(file) == "REC-05"
    told(cast, patent, "status_told", status="IN_FORCE")
    held = told(cast, patent, "preserved")
    assert rule_of(file) == "REC-05"
    facts.void(held, cast.person("shi"), "录入有误")
    told(cast, patent, "licence_granted", kind="exclusive", licensee="某公司")
    assert rule_of(file) is None


def test_a_recordal_filed_on_a_late_day_counts_as_not_filed(cast: Cast) -> None:
    statement = announced(cast, **FREE)
    deal = noticed(cast, statement)
    deal.effective_at = clock.now() - timedelta(days=5)
    told(cast, statement.patent, "status_told", 4, status="IN_FORCE_LATE")
    told(cast, statement.patent, "status_told", 2, status="IN_FORCE")
    for days, rule in ((3, "REC-05"), (1, None)):
        receipt = {"number": "R-1", "day": clock.today() - timedelta(days=days), "record": {}}
        act = lambda given=receipt: deals.take_step(deal, "file_recordal", cast.person("chen"), given)  # noqa: E731
        assert rule_of(act) == rule


def test_no_title_passes_on_a_day_on_which_a_statement_stood(cast: Cast) -> None:
    """INV-02: the days are entered later, so the state of today says too little."""
    takeover = agreed(cast)
    today = clock.today()
    statement = announced(cast, patent=takeover.patent)  # ten days ago
    withdrawn(cast, statement, today - timedelta(days=2))
    take(TAKEOVER, takeover, "sign", cast.person("lin"), data=contract(contract_on=today - timedelta(days=8)))
    filed = {"filed_on": today - timedelta(days=6), "fee_paid_on": today - timedelta(days=6)}
    take(TAKEOVER, takeover, "file", cast.person("chen"), data=filed)

    def register(days_ago: int) -> None:
        data = {"title_on": today - timedelta(days=days_ago), "evidence": evidence()}
        take(TAKEOVER, takeover, "register", cast.person("chen"), data=data)

    assert rule_of(lambda: register(3)) == "INV-02"
    assert rule_of(lambda: register(2)) is None


def test_the_new_owner_enters_no_announcement_of_the_former_one(cast: Cast) -> None:
    """INV-02 from the other side: an announcement older than the title would have stood at the title day."""
    patent = granted_patent(cast)
    owner = {"name": cast.organisation("haiyu").name_zh, "organisation_id": cast.organisation("haiyu").id}
    told(cast, patent, "assigned", 5, owners=[owner])
    statement = statements.draft(patent, cast.person("lin"), **statement_fields())

    def enter(days_ago: int) -> None:
        day = clock.today() - timedelta(days=days_ago)
        said = {"statement_no": "KF1", "announced_on": day, "evidence": evidence()}
        statements.announce(statement, cast.person("lin"), **said, earlier=shown_before())

    assert rule_of(lambda: enter(6)) == "INV-02"
    assert rule_of(lambda: enter(5)) is None


def test_a_second_statement_does_not_bring_back_the_first_one_s_reduction(cast: Cast) -> None:
    """ANN-13: what stopped with the withdrawal is not asked for again before another licence is recorded."""
    patent = granted_patent(cast, filing_date=add_years(clock.today(), -5) + timedelta(days=200))
    told(cast, patent, "annuity_paid", 100, year=5)
    told(cast, patent, "ol_announced", 420, statement_no="KF1")
    data = {"kind": "open", "licensee": "博安公司"}
    began = (clock.today() - timedelta(days=400)).isoformat()
    told(cast, patent, "licence_granted", 400, **data, **{"from": began}, recorded_on=began)

    def reduction() -> tuple[int, str | None]:
        found = clock_of(patent)
        assert found is not None and found.next_year == 6
        return found.reduction_bp, found.reduction_kind

    assert reduction() == (1500, "open_licence")
    told(cast, patent, "ol_withdrawn", 200, statement_no="KF1")
    assert reduction() == (0, None)
    told(cast, patent, "ol_announced", 150, statement_no="KF2")
    assert reduction() == (0, None)
    now = {"from": clock.today().isoformat(), "recorded_on": clock.today().isoformat()}
    told(cast, patent, "licence_granted", **data, **now)
    assert reduction() == (1500, "open_licence")


def test_a_licence_is_shortened_with_its_patent(cast: Cast) -> None:
    """INV-03: a compensated term that the register takes back takes the licence back to the patent's own last day."""
    patent = granted_patent(cast, filing_date=add_years(clock.today(), -19))
    last = standing.last_day(patent)
    assert last is not None
    longer = told(cast, patent, "term_compensated", last_day=last + timedelta(days=200))
    deal = noticed(cast, announced(cast, patent=patent, **FREE, period_to=last + timedelta(days=200)))
    licence = db.session.scalars(select(Licence)).one()
    assert licence.ends_on == deal.ends_on == last + timedelta(days=200)
    facts.void(longer, cast.person("shi"), "录入有误")
    assert licence.ends_on == deal.ends_on == last
    assert deal.state == "licensed"
    entry = history.history_of(deal)[-1]
    assert (entry.action, entry.detail["rule"]) == ("shortened", "LS-05")
    number = deal.id
    db.session.commit()
    with time_machine.travel(clock.start_of(last + timedelta(days=1)), tick=False):
        worker.run_until_idle()
    assert db.session.get_one(Deal, number).state == "ended"


def test_a_dead_right_is_refused_by_a_rule_that_its_guard_declares(cast: Cast) -> None:
    """The fixture `declared_refusals` looks at every refusal of a step, not only at the first."""
    statement = statements.draft(granted_patent(cast), cast.person("lin"), **statement_fields())
    told(cast, statement.patent, "expired")
    assert "LS-05" in {one.rule_id for one in refusals(STATEMENT.step("enter"), statement)}


def test_whoever_is_not_registered_gives_nothing_up(cast: Cast) -> None:
    intention = noted(cast)
    told(cast, intention.patent, "owners_stated", owners=[{"name": "别的公司"}])
    assert "ASG-02" in {one.rule_id for one in refusals(INTENTION.step("screen"), intention)}
    assert "ASG-02" in {one.rule_id for one in service.obstacles(intention)}
