"""Letters: promised in the transaction, written in the recipient's language, sent by the worker.

A template `templates/email/<name>.txt` has the subject on its first line and the text after an empty one. Whoever has no
account has no language that the portal knows: such a letter ends with a line in the other one (`in_other`).
"""

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path
from typing import Any

from flask import render_template
from sqlalchemy import text

from portal.core.i18n import LANGUAGES, in_language
from portal.core.settings import settings
from portal.extensions import db
from portal.jobs import queue
from portal.jobs.handlers import Held, handles

_TIMEOUT = 20


def send_to_address(address: str, language: str, template: str, **params: Any) -> None:
    """Promise a letter to an address that may have no account; `params` must be JSON."""
    queue.enqueue(
        "mail.address", {"to": address, "language": language, "template": template, "params": params}
    )


def send_to_person(user_id: int, template: str, **params: Any) -> None:
    """Promise a letter to a person; `params` must be JSON, ids rather than facts."""
    queue.enqueue("mail.letter", {"user_id": user_id, "template": template, "params": params})


@handles("mail.letter")
def _letter(payload: dict[str, Any], held: Held) -> None:
    found = db.session.execute(
        text('SELECT email, language, name FROM "user" WHERE id = :id AND blocked_at IS NULL'),
        {"id": payload["user_id"]},
    ).first()
    if found is not None:
        params = {**payload["params"], "reader_name": found.name}
        _deliver(compose(found.email, found.language, payload["template"], params, held.job_id))


@handles("mail.address")
def _to_address(payload: dict[str, Any], held: Held) -> None:
    _deliver(compose(payload["to"], payload["language"], payload["template"], payload["params"], held.job_id))


def compose(address: str, language: str, template: str, params: dict[str, Any], job_id: int) -> EmailMessage:
    """Return the letter; its Message-ID is the job's, so a repeated delivery can be recognised."""
    here = settings()
    other = next(code for code in LANGUAGES if code != language)

    def in_other(macro: Callable[..., str], *given: Any) -> str:
        """Write what a macro says in the language in which the letter is not written."""
        with in_language(other):
            return macro(*given)

    with in_language(language):
        rendered = render_template(
            f"email/{template}.txt",
            base_url=here.base_url,
            language=language,
            other=other,
            in_other=in_other,
            **params,
        )
    subject, _, body = rendered.strip().partition("\n")
    letter = EmailMessage()
    letter["Subject"] = " ".join(subject.split())
    letter["From"] = here.mail_from
    letter["To"] = address
    letter["Date"] = formatdate(localtime=False)
    letter["Message-ID"] = f"<job-{job_id}@{here.mail_from.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(body.strip() + "\n")
    letter["Content-Language"] = language  # after set_content, which takes every Content- header away
    return letter


def _deliver(letter: EmailMessage) -> None:
    here = settings()
    if not here.smtp_host:
        _write_down(letter, here.mail_dir)
        return
    with smtplib.SMTP(here.smtp_host, here.smtp_port, timeout=_TIMEOUT) as server:
        if here.smtp_tls:
            server.starttls()
        if here.smtp_user:
            server.login(here.smtp_user, here.smtp_password)
        server.send_message(letter)


def _write_down(letter: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = str(letter["Message-ID"]).strip("<>").split("@")[0]
    (folder / f"{name}.eml").write_bytes(bytes(letter))
