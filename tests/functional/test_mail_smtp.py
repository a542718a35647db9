"""Letters leave through a real SMTP conversation, in the reader's language, whole and only once."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from portal import create_app
from portal.extensions import db
from portal.jobs import worker
from portal.jobs.models import Job
from portal.mail import send_to_address
from tests.cast import Cast
from tests.conftest import settings_for


class Postbox:
    """An SMTP server's handler that keeps what it is given, or refuses it."""

    def __init__(self) -> None:
        self.received: list[tuple[str, list[str], EmailMessage]] = []
        self.refuse = ""

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Keep the letter; aiosmtpd wants this name."""
        if self.refuse:
            return self.refuse
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.received.append((envelope.mail_from, envelope.rcpt_tos, letter))
        return "250 OK"


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, int]]:
    """A mail server on a free port of this machine."""
    box = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


@pytest.fixture
def mailing_app(postbox: tuple[Postbox, int], database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The portal with that server set as `SMTP_HOST`."""
    app = create_app(
        settings_for(
            tmp_path,
            database_url,
            SMTP_HOST="127.0.0.1",
            SMTP_PORT=str(postbox[1]),
            SMTP_TLS="no",
            MAIL_FROM="唤专 <no-reply@portal.example.org>",
        )
    )
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        yield app
        db.session.remove()


def test_a_letter_arrives(mailing_app: Flask, postbox: tuple[Postbox, int]) -> None:
    mailing_app.test_client().post("/reset", data={"email": "lin.xiaocheng@example.org"})
    worker.run_until_idle()
    [(sender, to, letter)] = postbox[0].received
    assert (sender, to) == ("no-reply@portal.example.org", ["lin.xiaocheng@example.org"])
    assert letter["Subject"] == "重设密码"
    assert letter["Content-Language"] == "zh"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@portal.example.org>")
    body = letter.get_body()
    assert body is not None
    assert "林晓澄，您好" in body.get_content() and "/reset/" in body.get_content()


def test_a_foreign_reader_is_written_to_in_english(mailing_app: Flask, postbox: tuple[Postbox, int]) -> None:
    mailing_app.test_client().post("/reset?lang=zh", data={"email": "daniel.okoro@example.org"})
    worker.run_until_idle()
    [(_, _, letter)] = postbox[0].received
    assert (letter["Subject"], letter["Content-Language"]) == ("Set a new password", "en")


def test_a_letter_that_is_refused_is_tried_again(mailing_app: Flask, postbox: tuple[Postbox, int]) -> None:
    postbox[0].refuse = "451 Try again later"
    send_to_address("somebody@example.org", "en", "accounts_no_account")
    db.session.commit()
    worker.run_until_idle()
    job = db.session.scalars(select(Job).where(Job.kind == "mail.address")).one()
    assert job.status == "queued" and job.attempts == 1 and "451" in (job.last_error or "")
    postbox[0].refuse = ""
    job.run_at = job.created_at
    db.session.commit()
    worker.run_until_idle()
    assert len(postbox[0].received) == 1


def test_a_rolled_back_request_sends_nothing(mailing_app: Flask, postbox: tuple[Postbox, int]) -> None:
    send_to_address("somebody@example.org", "en", "accounts_no_account")
    db.session.rollback()
    worker.run_until_idle()
    assert postbox[0].received == []


@pytest.mark.usefixtures("app")
def test_names_cannot_add_headers(mailing_app: Flask, postbox: tuple[Postbox, int], cast: Cast) -> None:
    """A name with line ends in it stays a name."""
    facts = {
        "inviter": "Eve\r\nBcc: all@example.org",
        "name_zh": "x\nSubject: y",
        "name_en": "",
        "invitation": "i",
    }
    send_to_address("somebody@example.org", "zh", "organisation_invitation", **facts)
    db.session.commit()
    worker.run_until_idle()
    [(_, to, letter)] = postbox[0].received
    assert to == ["somebody@example.org"] and letter["Bcc"] is None
    assert len(letter.get_all("Subject") or []) == 1
