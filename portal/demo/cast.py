"""The fixed cast of demonstration and tests: invented people in invented organisations."""

import json
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import select

from portal.accounts.models import BrokerProfile, User
from portal.accounts.organisations import Membership, Organisation
from portal.accounts.passwords import hash_password
from portal.core import clock
from portal.extensions import db

PASSWORD = "wake-the-patents-2026"  # noqa: S105 (printed on purpose: the demonstration's accounts are for everybody)


@cache
def read(name: str) -> list[dict[str, Any]]:
    """Return the rows of `data/<name>.json`."""
    rows: list[dict[str, Any]] = json.loads(
        files("portal.demo").joinpath(f"data/{name}.json").read_text("utf-8")
    )
    return rows


def put_cast() -> None:
    """Add the whole cast in the current transaction; every account has the password `PASSWORD`."""
    organisations = {row["key"]: _organisation(row) for row in read("organisations")}
    password_hash = hash_password(PASSWORD)
    db.session.add_all(organisations.values())
    for row in read("cast"):
        user = _person(row, organisations, password_hash)
        db.session.add(user)
        if row["broker"]:
            db.session.add(_broker(row["broker"], user))
    db.session.flush()


def person(key: str) -> User:
    """Return the member of the cast called `key`."""
    email = next(row["email"] for row in read("cast") if row["key"] == key)
    return db.session.scalars(select(User).where(User.email == email)).one()


def organisation(key: str) -> Organisation:
    """Return the organisation of the cast called `key`."""
    uscc = next(row["uscc"] for row in read("organisations") if row["key"] == key)
    return db.session.scalars(select(Organisation).where(Organisation.uscc == uscc)).one()


def officer_of(key: str) -> User:
    """Return who acts for the organisation of the cast called `key`."""
    acting = {"admin", "officer"}
    return person(
        next(row["key"] for row in read("cast") if row["organisation"] == key and acting & set(row["roles"]))
    )


def _organisation(row: dict[str, Any]) -> Organisation:
    return Organisation(**{name: value for name, value in row.items() if name != "key"})


def _person(row: dict[str, Any], organisations: dict[str, Organisation], password_hash: str) -> User:
    home = organisations.get(row["organisation"])
    return User(
        email=row["email"],
        name=row["name"],
        language=row["language"],
        password_hash=password_hash,
        confirmed_at=clock.now(),
        memberships=[Membership(organisation=home, roles=row["roles"])] if home else [],
    )


def _broker(row: dict[str, Any], user: User) -> BrokerProfile:
    facts = dict(row)
    days = facts.pop("certificate_until_in_days")
    return BrokerProfile(user=user, certificate_until=clock.today() + timedelta(days=days), **facts)
