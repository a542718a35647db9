"""Column heads in Chinese and English, certain and likely."""

import pytest

from portal.patents.importers.mapping import FIELDS, checked_mapping, propose, proposed_mapping, recognise


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("专利名称", "title"),
        ("申请号", "application_no"),
        ("申请（专利）号", "application_no"),
        ("公开（公告）号", "publication_no"),
        ("授权公告日", "grant_date"),
        ("申请(专利权)人", "applicants"),
        ("发明（设计）人", "inventors"),
        ("主分类号", "ipc_main"),
        ("IPC", "ipc"),
        ("洛迦诺分类号", "locarno"),
        ("Application Number", "application_no"),
        ("application-number", "application_no"),
        ("Title", "title"),
        ("Assignee", "applicants"),
        ("Filing Date", "filing_date"),
        (" 摘要： ", "abstract"),
        ("＊专利权人", "applicants"),
        ("申请人 (2)", "applicants"),
        ("备注", None),
        ("", None),
    ],
)
def test_known_heads(head: str, field: str | None) -> None:
    assert recognise(head) == field


def test_proposals_carry_their_confidence() -> None:
    found = {proposal.head: proposal for proposal in propose(["申请号", "专利名称（中文全称）", "颜色"])}
    assert (found["申请号"].field, found["申请号"].confidence) == ("application_no", 100)
    assert found["专利名称（中文全称）"].field == "title"
    assert 0 < found["专利名称（中文全称）"].confidence < 100
    assert (found["颜色"].field, found["颜色"].confidence) == (None, 0)


def test_a_likeness_never_takes_the_field_of_a_known_head() -> None:
    assert proposed_mapping(["inventors", "inventor_country"]) == {"inventors": "inventors"}


def test_a_saved_mapping_is_checked() -> None:
    assert checked_mapping({"甲": "title", "乙": "", "丙": "owner_id"}) == {"甲": "title"}


def test_every_field_has_heads_in_both_languages() -> None:
    assert "legal_status" in FIELDS
    assert recognise("法律状态") == recognise("legal status") == "legal_status"
