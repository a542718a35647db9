"""Letters about accounts whose content depends on who has one, decided by the worker so that no page tells; tidying."""

from datetime import timedelta
from typing import Any

from portal.accounts import links, people, tidying
from portal.accounts.models import OneTimeLink
from portal.extensions import db
from portal.jobs.handlers import Held, handles
from portal.jobs.rounds import every_day
from portal.mail import send_to_address


def _letter(payload: dict[str, Any], known: str, unknown: str, *, link_goes_to: str) -> None:
    """Write to the link's address; the letter in `link_goes_to` (`known` or `unknown`) carries the link."""
    link = db.session.get(OneTimeLink, payload["link_id"])
    if link is None or link.used_at is not None:
        return
    user = people.by_email(link.email)
    facts: dict[str, Any] = {"reader_name": user.name if user else link.payload.get("name", "")}
    if link_goes_to == ("known" if user else "unknown"):
        facts["link_id"] = link.id
    else:
        links.use(link)
    language = user.language if user else payload["language"]
    send_to_address(link.email, language, known if user else unknown, **facts)


@handles("accounts.sign_up_asked")
def _sign_up_asked(payload: dict[str, Any], _held: Held) -> None:
    _letter(payload, "accounts_exists", "accounts_confirm", link_goes_to="unknown")


@handles("accounts.password_asked")
def _password_asked(payload: dict[str, Any], _held: Held) -> None:
    _letter(payload, "accounts_reset", "accounts_no_account", link_goes_to="known")


@handles("accounts.email_asked")
def _email_asked(payload: dict[str, Any], _held: Held) -> None:
    _letter(payload, "accounts_exists", "accounts_new_email", link_goes_to="unknown")


@every_day(tidying.JOB, at=timedelta(minutes=30))
def _tidy(_payload: dict[str, Any], _held: Held) -> None:
    tidying.tidy()
