"""The audit chain: appended only, proved from the first entry, and the first broken one is named."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.access.actors import SYSTEM
from portal.extensions import db
from portal.workflow import history
from portal.workflow.models import HistoryEntry
from tests.cast import Cast


@pytest.fixture
def chain(cast: Cast) -> list[HistoryEntry]:
    """Ten entries about one organisation."""
    thing = cast.organisation("haiyu")
    entries = [history.record(thing, "seen", SYSTEM, detail={"number": n, "字": "专利"}) for n in range(10)]
    db.session.commit()
    return entries


def _unguard() -> None:
    """Take the triggers away, as somebody with the database in hand could."""
    if db.engine.dialect.name == "sqlite":
        for verb in ("update", "delete"):
            db.session.execute(text(f"DROP TRIGGER history_entry_no_{verb}"))
    else:
        db.session.execute(text("DROP TRIGGER history_entry_guard ON history_entry"))


@pytest.mark.usefixtures("chain")
def test_a_whole_chain_is_proved() -> None:
    proof = history.verify()
    assert (proof.entries, proof.broken_id) == (10, None)


@pytest.mark.parametrize("statement", ["UPDATE history_entry SET action = 'x'", "DELETE FROM history_entry"])
@pytest.mark.usefixtures("chain")
def test_the_database_refuses_changes(statement: str) -> None:
    with pytest.raises(DBAPIError, match="never changed"):
        db.session.execute(text(statement))
    db.session.rollback()


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE history_entry SET action = 'unseen' WHERE id = 4", 4),
        ("UPDATE history_entry SET actor_id = 1 WHERE id = 10", 10),
        ("UPDATE history_entry SET at = '2020-01-01 00:00:00' WHERE id = 1", 1),
        ("UPDATE history_entry SET detail = '{}' WHERE id = 7", 7),
        ("DELETE FROM history_entry WHERE id = 5", 6),
        ("DELETE FROM history_entry WHERE id = 1", 2),
    ],
)
@pytest.mark.usefixtures("chain")
def test_the_first_broken_entry_is_named(statement: str, broken: int) -> None:
    _unguard()
    db.session.execute(text(statement))
    db.session.commit()
    assert history.verify().broken_id == broken


@pytest.mark.usefixtures("chain")
def test_a_cut_off_end_is_seen_with_the_exported_head(app: Flask) -> None:
    head = history.verify().head
    runner = app.test_cli_runner()
    assert runner.invoke(args=["audit", "verify", "--head", head]).exit_code == 0
    _unguard()
    db.session.execute(text("DELETE FROM history_entry WHERE id = 10"))
    db.session.commit()
    assert history.verify().broken_id is None
    assert runner.invoke(args=["audit", "verify", "--head", head]).exit_code == 1


@pytest.mark.usefixtures("chain")
def test_the_command_names_the_broken_entry(app: Flask) -> None:
    _unguard()
    db.session.execute(text("UPDATE history_entry SET action = 'unseen' WHERE id = 4"))
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert result.exit_code == 1
    assert "broken at entry 4" in result.output


_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc字é", max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(detail=st.dictionaries(st.text("xyz中", min_size=1, max_size=3), _json, max_size=3))
def test_any_detail_survives_the_database(cast: Cast, detail: dict[str, object]) -> None:
    history.record(cast.organisation("haiyu"), "noted", SYSTEM, detail=detail)
    db.session.commit()
    db.session.expunge_all()
    assert history.verify().broken_id is None
