"""The web process killed with -9 in the middle of an upload, and right after an import was started."""

import http.client
import re
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from portal.accounts.models import UserSession
from portal.accounts.sessions import COOKIE_NAME, hash_token
from portal.core import clock
from portal.extensions import db
from portal.jobs.models import DONE, Job
from portal.patents.batches import ImportBatch
from portal.patents.models import Patent
from portal.search import sync
from tests.cast import Cast
from tests.faults.processes import environment, free_port, kill, wait_until, web, worker
from tests.unit.patents.files import json_lines, number

ROWS = 400
MARK = "awaken-test-boundary"


def _cookie(app: Flask, cast: Cast, who: str) -> str:
    token = f"token of {who}"
    ends = clock.now() + timedelta(days=1)
    db.session.add(UserSession(token_hash=hash_token(token), user_id=cast.person(who).id, expires_at=ends))
    db.session.commit()
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"session={signer.dumps({COOKIE_NAME: token, 'language': 'en'})}"


def _get(port: int, path: str, cookie: str) -> tuple[str, str]:
    """Return the page and the cookie to go on with."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    assert answer.status == 200
    new = answer.getheader("Set-Cookie")
    return answer.read().decode(), new.split(";")[0] if new else cookie


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def _body(token: str, content: bytes, organisation: str) -> bytes:
    fields = {"csrf_token": token, "organisation": organisation, "owner": organisation}
    parts = [
        f'--{MARK}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{MARK}\r\nContent-Disposition: form-data; name="file"; filename="list.jsonl"\r\n\r\n'.encode()
    return b"".join(parts) + head + content + f"\r\n--{MARK}--\r\n".encode()


def _begin(
    port: int, path: str, cookie: str, body: bytes, *, send: int | None = None
) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest("POST", path)
    connection.putheader("Cookie", cookie)
    connection.putheader("Content-Type", f"multipart/form-data; boundary={MARK}")
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders()
    connection.send(body if send is None else body[:send])
    return connection


def _count(column: object) -> int:
    value = db.session.scalar(select(func.count(column)))  # type: ignore[arg-type]  # any column
    db.session.rollback()
    return int(value or 0)


def _content() -> bytes:
    return json_lines([{"title": f"一种支架{i}", "application_no": number(i)} for i in range(1, ROWS + 1)])


def test_an_upload_cut_off_leaves_nothing_and_a_started_import_is_done(
    app: Flask, cast: Cast, database_url: str, tmp_path: Path
) -> None:
    env, port = environment(tmp_path, database_url, JOB_LEASE_SECONDS="2"), free_port()
    cookie, haiyu = _cookie(app, cast, "lin"), cast.organisation("haiyu").public_id
    with web(env, port) as server:
        page, cookie = _get(port, "/patents/imports", cookie)
        body = _body(_token(page), _content(), haiyu)
        _begin(port, "/patents/imports", cookie, body, send=len(body) // 2)
        kill(server)
    assert _count(ImportBatch.id) == 0
    assert not [path for path in (tmp_path / "storage").rglob("*") if path.is_file()]
    with web(env, port) as server:
        page, cookie = _get(port, "/patents/imports", cookie)
        body = _body(_token(page), _content(), haiyu)
        answer = _begin(port, "/patents/imports", cookie, body).getresponse()
        assert answer.status == 303
        batch = db.session.scalars(select(ImportBatch)).one()
        path = f"/patents/imports/{batch.public_id}"
        db.session.rollback()
        page, cookie = _get(port, f"{path}/preview", cookie)
        started = _begin(port, f"{path}/start", cookie, _body(_token(page), b"", haiyu)).getresponse()
        assert started.status == 303
        kill(server)
    with worker(env):
        wait_until(lambda: _count(Patent.id) == ROWS)
        wait_until(lambda: _waiting() == 0)
    assert _count(Patent.id) == ROWS
    assert sync.check("patent").total == 0


def _waiting() -> int:
    kinds = ("patents.import", "search.index")
    count = db.session.scalar(select(func.count()).where(Job.kind.in_(kinds), Job.status != DONE)) or 0
    db.session.rollback()
    return count
