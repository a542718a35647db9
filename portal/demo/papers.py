"""Papers that would come from outside, made for the demonstration: announcements and bank slips."""

import io

from portal.core import clock
from portal.core.documents import render
from portal.core.settings import settings
from portal.core.storage import LocalBlobStore
from portal.core.uploads import Upload

Rows = list[tuple[str, str, str]]


def paper(title_zh: str, title_en: str, rows: Rows, *, reference: str) -> Upload:
    """Set an invented paper, keep it, and return it as if somebody had uploaded it."""
    data = {"title_zh": title_zh, "title_en": title_en, "rows": [list(row) for row in rows]}
    document = render("demo_evidence", data, reference=reference, issued_at=clock.now())
    store = LocalBlobStore(settings().storage_dir)
    key = store.put(io.BytesIO(document.pdf), max_bytes=len(document.pdf))
    return Upload(name=f"{reference}.pdf", kind="pdf", size=len(document.pdf), sha256=key)
