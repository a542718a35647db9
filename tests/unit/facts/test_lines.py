"""Owners as people type them: a share is read in any of the usual writings, and never made a part of a name."""

import pytest

from portal.core.errors import InputError
from portal.patents.facts import lines

KNOWN = [("海屿大学", 7), ("三六零 360", 8)]


@pytest.mark.parametrize(
    ("text", "name", "share"),
    [
        ("海屿大学；60%", "海屿大学", 6000),
        ("海屿大学; 60 %", "海屿大学", 6000),
        ("海屿大学：60%", "海屿大学", 6000),
        ("海屿大学, 60", "海屿大学", 6000),
        ("海屿大学 33.33％", "海屿大学", 3333),
        ("海屿大学60%", "海屿大学", 6000),
        ("海屿大学", "海屿大学", None),
        ("Studio54", "Studio54", None),
        ("Studio 54;", "Studio 54", None),
        ("三六零 360", "三六零 360", None),
    ],
)
def test_owner(text: str, name: str, share: int | None) -> None:
    (row,) = lines.owners(text, KNOWN)
    assert (row["name"], row.get("share")) == (name, share)
    assert row.get("organisation_id") == dict(KNOWN).get(name)


@pytest.mark.parametrize(
    "text", ["甲 150%", "乙；-50", "乙 -50", "丙 0%", "Studio 54", "丁；一半", "戊：100.01%", "己" * 201]
)
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        lines.owners(text, KNOWN)
