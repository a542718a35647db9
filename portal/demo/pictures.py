"""Pictures and papers that go with some of the demonstration's listings, at each of the three levels."""

import io
from typing import Any

from portal.accounts.models import User
from portal.core import clock
from portal.core.documents import preview
from portal.core.settings import settings
from portal.core.storage import LocalBlobStore
from portal.demo.cast import read
from portal.demo.papers import paper
from portal.listings import files
from portal.listings.models import Listing


def put_files(listing: Listing, officer: User, key: str) -> None:
    """Add what the data draws for the listing whose first patent is `key`; most have nothing."""
    row = next((entry for entry in read("figures") if entry["listing"] == key), None)
    if row is None:
        return
    files.add(
        listing,
        io.BytesIO(_figure(row, listing.title_zh)),
        f"figure-{key}.png",
        officer,
        title_zh=f"与{row['other_zh']}对比",
        title_en=f"Compared with: {row['other_en']}",
    )
    _record(listing, officer, "signed_in", "试验记录摘要", "Summary of test records", listing.trl_evidence_zh)
    _record(listing, officer, "nda", "技术资料目录", "List of technical papers", listing.support_zh)


def _figure(row: dict[str, Any], title: str) -> bytes:
    bars = [{**bar, "ours": f"{bar['ours']:g}", "theirs": f"{bar['theirs']:g}"} for bar in row["rows"]]
    data = {"title_zh": title, "other_zh": row["other_zh"], "other_en": row["other_en"], "rows": bars}
    return preview("demo_figure", data, reference="DEMO", issued_at=clock.now())[0]


def _record(listing: Listing, officer: User, level: str, title_zh: str, title_en: str, words: str) -> None:
    rows = [("成果名称", "Title", listing.title_zh), ("内容", "Contents", words)]
    made = paper(title_zh, title_en, rows, reference=f"DEMO-{level}-{listing.public_id.upper()}")
    with LocalBlobStore(settings().storage_dir).open(made.sha256) as stream:
        files.add(
            listing, stream, f"{title_zh}.pdf", officer, level=level, title_zh=title_zh, title_en=title_en
        )
