"""`flask patents import`: its report, its exit code, its dry run, and real files through it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from portal.accounts.organisations import Organisation
from portal.extensions import db
from portal.jobs.models import Job
from portal.patents import service
from portal.patents.batches import ImportBatch
from portal.patents.models import Patent
from portal.workflow import history
from portal.workflow.models import HistoryEntry
from tests.unit.patents.files import HEADS, csv_text, patent, xlsx

OWNER = "91350100M000100Y43"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for the files of a test."""
    return tmp_path


def run(app: Flask, *arguments: object) -> tuple[Result, dict[str, Any]]:
    """Run the command with a report and return both."""
    report = Path(app.extensions["settings"].mail_dir).parent / "report.json"
    words = [str(word) for word in arguments]
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["patents", "import", *words, "--report", str(report)])
    return result, json.loads(report.read_text("utf-8")) if report.exists() else {}


def test_the_report_has_exactly_what_was_promised(app: Flask, folder: Path) -> None:
    path = folder / "list.xlsx"
    bad = patent(2, 申请号="201710601862.4")
    path.write_bytes(xlsx([HEADS, list(patent(1).values()), list(bad.values())]))
    result, report = run(app, path, "--owner", OWNER, "--language", "en")
    assert result.exit_code == 0, result.output
    assert report == {
        "accepted": 1,
        "updated": 0,
        "unchanged": 0,
        "refused": [
            {
                "row": 3,
                "field": "application_no",
                "code": "number.check_digit",
                "message": "The check digit is 4 but should be 3. Compare the number with the certificate. (NUM-05)",
            }
        ],
    }
    assert "accepted 1, updated 0, unchanged 0, refused 1" in result.output


def test_messages_are_chinese_unless_asked_otherwise(app: Flask, folder: Path) -> None:
    path = folder / "list.csv"
    path.write_text("名称\n支架\n", "utf-8")
    _, report = run(app, path, "--owner", OWNER)
    assert "\u4e00" <= report["refused"][0]["message"][0] <= "\u9fff"


def test_an_unknown_but_valid_code_makes_an_unverified_organisation(app: Flask, folder: Path) -> None:
    path = folder / "list.csv"
    path.write_text(csv_text([patent(1)]), "utf-8")
    run(app, path, "--owner", OWNER.lower())
    made = db.session.scalars(select(Organisation).where(Organisation.uscc == OWNER)).one()
    assert made.state == "unverified"
    assert db.session.scalars(select(Patent)).one().owner_id == made.id
    run(app, path, "--owner", OWNER)
    assert db.session.scalar(select(func.count(Organisation.id)).where(Organisation.uscc == OWNER)) == 1


def test_a_wrong_code_is_a_wrong_use_of_the_command(app: Flask, folder: Path) -> None:
    path = folder / "list.csv"
    path.write_text(csv_text([patent(1)]), "utf-8")
    result, _ = run(app, path, "--owner", "91350100M000100Y44")
    assert result.exit_code == 2
    assert db.session.scalar(select(func.count(Patent.id))) == 0


def test_a_dry_run_keeps_nothing(app: Flask, folder: Path) -> None:
    path = folder / "list.csv"
    path.write_text(csv_text([patent(1), patent(2), patent(1)]), "utf-8")
    before = db.session.scalar(select(func.count(HistoryEntry.id)))
    result, report = run(app, path, "--owner", OWNER, "--dry-run")
    assert result.exit_code == 0
    assert (report["accepted"], report["unchanged"]) == (2, 1)
    for model in (Patent, Job):
        assert db.session.scalar(select(func.count(model.id))) == 0
    assert db.session.scalar(select(func.count(HistoryEntry.id))) == before
    assert db.session.scalar(select(Organisation.id).where(Organisation.uscc == OWNER)) is None


def test_a_file_that_cannot_be_used_does_not_stop_the_others(app: Flask, folder: Path) -> None:
    bad, good = folder / "a.xlsx", folder / "b.csv"
    bad.write_bytes(b"%PDF-1.7")
    good.write_text(csv_text([patent(1)]), "utf-8")
    result, report = run(app, bad, good, "--owner", OWNER)
    assert result.exit_code == 1
    assert report["accepted"] == 1
    (refusal,) = report["refused"]
    assert (refusal["file"], refusal["row"], refusal["field"], refusal["code"]) == (
        "a.xlsx",
        0,
        "file",
        "import.not_a_table",
    )


def test_a_patent_that_somebody_else_brings_in_meanwhile_is_met_again(
    app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "list.csv"
    path.write_text(csv_text([patent(1), patent(2)]), "utf-8")
    whole, calls = service.take_chunk, []

    def meets_a_rival(*arguments: Any) -> None:
        whole(*arguments)
        calls.append(1)
        if len(calls) == 1:
            raise IntegrityError("insert", {}, Exception("unique"))

    monkeypatch.setattr(service, "take_chunk", meets_a_rival)
    result, report = run(app, path, "--owner", OWNER)
    assert (result.exit_code, report["accepted"], len(calls)) == (0, 2, 2)
    assert db.session.scalar(select(func.count(Patent.id))) == 2
    assert db.session.scalars(select(ImportBatch)).one().accepted == 2


def test_the_same_file_twice_and_then_changed(app: Flask, folder: Path) -> None:
    path = folder / "list.csv"
    path.write_text(csv_text([patent(1), patent(2)]), "utf-8")
    assert run(app, path, "--owner", OWNER)[1]["accepted"] == 2
    assert run(app, path, "--owner", OWNER)[1]["unchanged"] == 2
    path.write_text(csv_text([patent(1), patent(2, 专利名称="改进的支架")]), "gb18030")
    report = run(app, path, "--owner", OWNER)[1]
    assert (report["updated"], report["unchanged"]) == (1, 1)
    changed = db.session.scalars(select(Patent).where(Patent.title_zh == "改进的支架")).one()
    assert [entry.action for entry in history.history_of(changed)] == ["imported", "changed_by_import"]


def test_a_real_workbook_in_and_in_again(app: Flask, real_data: Path) -> None:
    path = real_data / "patents_cn" / "taian.xlsx"
    assert run(app, path, "--owner", OWNER)[1] == {
        "accepted": 7384,
        "updated": 0,
        "unchanged": 0,
        "refused": [],
    }
    assert run(app, path, "--owner", OWNER)[1]["unchanged"] == 7384
    assert history.verify().broken_id is None


def test_real_rows_without_a_number_are_refused_by_their_rows(app: Flask, real_data: Path) -> None:
    result, report = run(app, real_data / "patents_cn" / "full_fields.jsonl", "--owner", OWNER)
    assert result.exit_code == 0
    assert (report["accepted"], len(report["refused"])) == (199, 137)
    assert {(item["field"], item["code"]) for item in report["refused"]} == {
        ("application_no", "row.number_needed")
    }
    assert min(item["row"] for item in report["refused"]) == 200


def test_every_real_xml_file(app: Flask, real_data: Path) -> None:
    files = sorted(
        path for path in (real_data / "xml").rglob("*") if path.is_file() and "cpcScheme" not in path.parts
    )
    result, report = run(app, *files, "--owner", OWNER)
    assert (result.exit_code, report["refused"]) == (0, [])
    assert report["accepted"] == 32
    titles = db.session.execute(select(Patent.identity, Patent.title_zh, Patent.title_en)).all()
    named = {
        row.identity for row in titles if row.title_en or any("\u4e00" <= c <= "\u9fff" for c in row.title_zh)
    }
    assert {"CN:201810392222.0", "CN:201010241222.4", "US:6336130", "US:3932709", "US:D435854"} <= named
    assert run(app, *files, "--owner", OWNER)[1]["unchanged"] == 53
