"""An index that was made before a filter existed: it answers, says so, and the worker renews it by itself."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from portal.core.settings import settings
from portal.extensions import db
from portal.jobs import rounds
from portal.jobs.models import QUEUED, Job
from portal.search import sync
from portal.search.engines import engine_for
from portal.search.whoosh_engine import STAMP
from tests.cast import Cast
from tests.licences import granted_patent

NOTICE = "The index is being renewed"


def _stamps() -> list[Path]:
    return sorted(settings().search_dir.glob(f"*/*/{STAMP}"))


def _promised() -> list[str]:
    waiting = select(Job.payload).where(Job.kind == "search.rebuild", Job.status == QUEUED)
    return sorted(payload["kind"] for payload in db.session.scalars(waiting))


def test_the_worker_renews_an_index_that_was_made_for_other_fields(
    app: Flask, cast: Cast, work: Callable[[], int]
) -> None:
    granted_patent(cast, title_zh="一种石墨烯涂层")
    db.session.commit()
    work()
    page = cast.browser("lin").get("/search/patents?q=石墨烯&lang=en").text
    assert "石墨烯" in page
    assert NOTICE not in page
    rounds.promise_all()
    assert _promised() == []

    for stamp in _stamps():
        stamp.write_text("made for something else", encoding="ascii")
    page = cast.browser("lin").get("/search/patents?q=石墨烯&lang=en").text
    assert "石墨烯" in page
    assert NOTICE in page
    rounds.promise_all()
    rounds.promise_all()
    assert _promised() == ["listing", "patent"]
    db.session.commit()
    work()
    assert _promised() == []
    assert not any(engine_for(item.schema).is_outdated() for item in sync.kinds())
    page = cast.browser("lin").get("/search/patents?q=石墨烯&lang=en").text
    assert "石墨烯" in page
    assert NOTICE not in page
