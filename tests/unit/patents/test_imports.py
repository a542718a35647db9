"""What an import does to the patents that are there: new, changed, unchanged, refused, and nothing twice."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.core import clock
from portal.extensions import db
from portal.jobs.models import Job
from portal.patents import chunks, reports, service
from portal.patents.batches import ImportRefusal
from portal.patents.importers.mapping import recognise
from portal.patents.models import Patent, PublicationNumber
from portal.workflow import history
from tests.cast import Cast
from tests.unit.patents.files import number, raw_rows, zipped
from tests.unit.patents.making import actions, bring_in, bring_rows, counts


def only_patent() -> Patent:
    return db.session.scalars(select(Patent)).one()


def test_new_rows_belong_to_the_owner_and_have_a_history(app: Flask, cast: Cast) -> None:
    batch = bring_rows(
        cast.organisation("haiyu"),
        {"title": "支架", "application_no": number(1), "ipc": "F16M11/38", "filing_date": "2019-03-04"},
    )
    patent = only_patent()
    assert counts(batch) == (1, 0, 0, 0)
    assert (patent.identity, patent.owner_id) == (f"CN:{number(1)[2:]}", cast.organisation("haiyu").id)
    assert [(c.scheme, c.symbol, c.position) for c in patent.classes] == [("ipc", "F16M 11/38", 0)]
    assert actions(patent) == [chunks.IMPORTED]
    assert history.verify().broken_id is None


def test_the_same_file_twice_changes_nothing(app: Flask, cast: Cast) -> None:
    rows = [
        {"title": "支架", "application_no": number(1), "applicants": "甲；乙", "legal_status": "有权"},
        {"title": "支架", "publication_no": "CN109876543A", "abstract": "a"},
        {"title": "支架二", "publication_no": "CN109876543B", "abstract": "b"},
        {"title": "Stand", "publication_no": "US10918535B2", "ipc": ["A61F 4/00", "A61F 4/02"]},
        {"title": "Stand of two", "publication_no": "US10918535", "ipc": ["A61F 4/02"]},
    ]
    assert bring_rows(cast.organisation("haiyu"), *rows).accepted == 3
    before = {patent.id: (patent.version, patent.title_zh) for patent in db.session.scalars(select(Patent))}
    entries = history.verify().entries
    again = bring_rows(cast.organisation("haiyu"), *rows)
    assert counts(again) == (0, 0, 5, 0)
    assert {p.id: (p.version, p.title_zh) for p in db.session.scalars(select(Patent))} == before
    assert history.verify().entries == entries


def test_a_changed_row_updates_and_leaves_what_it_was(app: Flask, cast: Cast) -> None:
    owner = cast.organisation("haiyu")
    bring_rows(owner, {"title": "支架", "application_no": number(1), "abstract": "旧"})
    batch = bring_rows(owner, {"title": "折叠支架", "application_no": number(1), "abstract": ""})
    patent = only_patent()
    assert counts(batch) == (0, 1, 0, 0)
    assert (patent.title_zh, patent.abstract_zh) == ("折叠支架", "旧")
    entry = history.history_of(patent)[-1]
    assert entry.detail["changes"] == {"title_zh": ["支架", "折叠支架"]}
    assert entry.detail["row"] == 1


def test_a_refused_row_loses_no_other(app: Flask, cast: Cast) -> None:
    batch = bring_rows(
        cast.organisation("haiyu"),
        {"title": "一", "application_no": number(1)},
        {"title": "二", "application_no": "201710601862.4"},
        {"title": "", "application_no": number(3)},
        {"title": "四", "application_no": number(4)},
    )
    assert counts(batch) == (2, 0, 0, 2)
    refused = list(reports.refusals(batch))
    assert [(row.row, row.errors[0]["field"], row.errors[0]["code"]) for row in refused] == [
        (2, "application_no", "number.check_digit"),
        (3, "title", "row.title_needed"),
    ]


def test_the_application_and_the_grant_are_one_patent(app: Flask, cast: Cast) -> None:
    owner = cast.organisation("haiyu")
    bring_rows(owner, {"title": "支架", "publication_no": "CN109876543A", "publication_date": "2019-06-01"})
    assert only_patent().legal_status == "PUBLISHED"
    bring_rows(owner, {"title": "支架", "publication_no": "CN109876543B", "publication_date": "2021-03-05"})
    patent = only_patent()
    assert [p.number for p in patent.publications] == ["CN109876543A", "CN109876543B"]
    assert (patent.legal_status, patent.grant_date.isoformat()) == ("IN_FORCE", "2021-03-05")  # type: ignore[union-attr]  # set above
    bring_rows(owner, {"title": "支架", "publication_no": "CN109876543B", "application_no": number(1)})
    assert only_patent().identity == f"CN:{number(1)[2:]}"


def test_numbers_of_two_patents_in_one_row_are_refused(app: Flask, cast: Cast) -> None:
    owner = cast.organisation("haiyu")
    bring_rows(
        owner,
        {"title": "一", "application_no": number(1)},
        {"title": "二", "publication_no": "CN109876543A"},
    )
    batch = bring_rows(owner, {"title": "三", "application_no": number(1), "publication_no": "CN109876543A"})
    assert counts(batch) == (0, 0, 0, 1)
    assert next(reports.refusals(batch)).errors[0]["code"] == "row.two_patents"


def test_another_holders_patent_is_not_touched(app: Flask, cast: Cast) -> None:
    bring_rows(cast.organisation("haiyu"), {"title": "支架", "application_no": number(1)})
    batch = bring_rows(cast.organisation("bolan"), {"title": "改名", "application_no": number(1)})
    assert counts(batch) == (0, 0, 0, 1)
    assert only_patent().title_zh == "支架"
    assert next(reports.refusals(batch)).errors[0]["code"] == "row.other_owner"


def test_a_record_without_a_holder_finds_one(app: Flask, cast: Cast) -> None:
    bring_rows(cast.organisation("haiyu"), {"title": "支架", "application_no": number(1)})
    only_patent().owner_id = None
    batch = bring_rows(cast.organisation("bolan"), {"title": "支架", "application_no": number(1)})
    assert counts(batch) == (0, 1, 0, 0)
    assert only_patent().owner_id == cast.organisation("bolan").id


def test_less_exact_classes_do_not_replace_exact_ones(app: Flask, cast: Cast) -> None:
    owner = cast.organisation("haiyu")
    bring_rows(
        owner,
        {"title": "支架", "application_no": number(1), "ipc": "F16M11/38;F16M11/04", "cpc": "F16M11/041"},
    )
    bring_rows(owner, {"title": "支架", "application_no": number(1), "ipc": "F16M"})
    assert [c.symbol for c in only_patent().classes] == ["F16M 11/38", "F16M 11/04", "F16M 11/041"]
    bring_rows(owner, {"title": "支架", "application_no": number(1), "ipc": "A47B23/04"})
    assert [c.symbol for c in only_patent().classes] == ["A47B 23/04", "F16M 11/041"]


def test_a_told_status_stands_until_the_term_is_over(app: Flask, cast: Cast) -> None:
    owner = cast.organisation("haiyu")
    bring_rows(owner, {"title": "支架", "application_no": number(1), "legal_status": "未缴年费"})
    assert (only_patent().legal_status, only_patent().status_as_of) == ("LAPSED_FEE", clock.today())
    bring_rows(owner, {"title": "支架", "application_no": number(1), "grant_date": "2021-01-05"})
    assert only_patent().legal_status == "LAPSED_FEE"
    bring_rows(owner, {"title": "旧", "application_no": "CN85102475", "legal_status": "有权"})
    old = db.session.scalars(select(Patent).where(Patent.title_zh == "旧")).one()
    assert (old.legal_status, old.status_source) == ("EXPIRED", "term")


def test_parts_of_an_application_come_together_in_any_order(app: Flask, cast: Cast) -> None:
    folder = number(1)[2:].replace(".", "")
    body = '<?xml version="1.0"?><cn-application-body>{}</cn-application-body>'
    parts = {
        f"{folder}/1/claims.xml": "<cn-claims><claim><claim-text>1.一种支架。</claim-text></claim></cn-claims>",
        f"{folder}/2/text.xml": "<description><invention-title>一种支架</invention-title></description>",
        f"{folder}/4/abstract.xml": "<cn-abstract><p>本发明公开了一种支架。</p></cn-abstract>",
    }
    content = zipped({name: body.format(part).encode() for name, part in parts.items()})
    owner = cast.organisation("haiyu")
    assert counts(bring_in(owner, content, "parts.zip"))[0] == 1
    patent = only_patent()
    assert (patent.title_zh, patent.first_claim) == ("一种支架", "1.一种支架。")
    assert patent.abstract_zh == "本发明公开了一种支架。"
    assert counts(bring_in(owner, content, "parts.zip")) == (0, 0, 3, 0)


def test_a_part_without_a_title_bears_its_number_until_one_comes(app: Flask, cast: Cast) -> None:
    folder = number(1)[2:].replace(".", "")
    body = '<?xml version="1.0"?><cn-application-body>{}</cn-application-body>'
    owner = cast.organisation("haiyu")
    claims = "<cn-claims><claim><claim-text>1.一种支架。</claim-text></claim></cn-claims>"
    bring_in(owner, body.format(claims).encode(), f"{folder}/1/a.xml")
    assert only_patent().title_zh == number(1)[2:]
    title = "<description><invention-title>一种支架</invention-title></description>"
    bring_in(owner, body.format(title).encode(), f"{folder}/2/b.xml")
    assert only_patent().title_zh == "一种支架"


def test_a_file_cut_in_half_is_refused_before_its_first_row(app: Flask, cast: Cast) -> None:
    whole = b'<?xml version="1.0"?><us-patent-grant></us-patent-grant>' * 3
    batch = service.new_batch(cast.organisation("haiyu"), "grants.xml", cast.person("shen"))
    import io

    for _ in service.run(batch, io.BytesIO(whole[:-9])):
        db.session.commit()
    assert (batch.status, batch.problem) == ("failed", "import.xml")
    assert db.session.scalar(select(func.count(Patent.id))) == 0


def test_refused_rows_come_back_as_a_file_that_can_be_mended(app: Flask, cast: Cast) -> None:
    owner = cast.organisation("haiyu")
    batch = bring_in(
        owner,
        f"专利名称,申请号,备注\n=1+1,{number(1)},x\n+危险,201710601862.4,@y\n".encode(),
        "list.csv",
    )
    assert counts(batch) == (0, 0, 0, 2)
    with app.test_request_context("/?lang=zh"):
        content = reports.mending_file(batch)
    rows = raw_rows(content, "mend.xlsx")
    assert [row.values.get("申请号") for row in rows] == [number(1), "201710601862.4"]
    assert rows[1].values["专利名称"] == "+危险"  # text, no formula
    behind = [head for head in rows[0].values if head not in ("专利名称", "申请号", "备注")]
    assert len(behind) == 3
    assert [recognise(head) for head in behind] == [None, None, None]


def test_a_mended_file_comes_in(app: Flask, cast: Cast) -> None:
    import io

    from openpyxl import load_workbook

    owner = cast.organisation("haiyu")
    batch = bring_in(owner, "专利名称,申请号\n支架,201710601862.4\n".encode(), "list.csv")
    with app.test_request_context("/?lang=zh"):
        book = load_workbook(io.BytesIO(reports.mending_file(batch)))
    sheet = book.active
    assert sheet is not None
    sheet["B2"] = "201710601862.3"
    out = io.BytesIO()
    book.save(out)
    assert counts(bring_in(owner, out.getvalue(), "mended.xlsx")) == (1, 0, 0, 0)
    assert only_patent().application_no == "201710601862.3"


def test_a_changed_patent_promises_to_be_indexed(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    bring_rows(cast.organisation("haiyu"), {"title": "支架", "application_no": number(1)})
    kinds = set(db.session.scalars(select(Job.kind)))
    assert "search.index" in kinds


def test_an_import_goes_on_behind_its_cursor(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    from tests.unit.patents.files import json_lines

    monkeypatch.setattr(service, "CHUNK", 3)
    rows = [{"title": f"支架{i}", "application_no": number(i)} for i in range(1, 9)]
    rows.append({"title": "换名", "application_no": number(1)})
    content = json_lines(rows)
    batch = service.new_batch(cast.organisation("haiyu"), "list.jsonl", cast.person("shen"))
    batch.mapping = {"title": "title", "application_no": "application_no"}
    next(service.run(batch, io.BytesIO(content)))
    db.session.commit()
    assert (batch.cursor, batch.accepted) == (3, 3)
    for _ in service.run(batch, io.BytesIO(content)):
        db.session.commit()
    assert (batch.cursor, counts(batch), batch.status) == (9, (8, 0, 1, 0), "done")
    titles = set(db.session.scalars(select(Patent.title_zh)))
    assert "换名" not in titles
    assert db.session.scalar(select(func.count(ImportRefusal.id))) == 0
    assert db.session.scalar(select(func.count(PublicationNumber.id))) == 0


def test_a_mapping_is_kept_for_the_next_file_with_the_same_heads(app: Flask, cast: Cast) -> None:
    owner = cast.organisation("haiyu")
    batch = service.new_batch(owner, "a.csv", cast.person("shen"))
    service.save_mapping(batch, ["甲", "乙"], {"甲": "title", "乙": "application_no", "丙": "nonsense"})
    assert service.mapping_for(owner, ["乙", "甲"]) == {"甲": "title", "乙": "application_no"}
    assert service.mapping_for(cast.organisation("bolan"), ["乙", "甲"]) == {}
