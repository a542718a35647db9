"""The fixed cast, at hand in every test.

University haiyu: shen (admin), lin (officer), zhao (finance); university bolan: okoro (admin, officer), ding
(finance); SME boan: chen (admin, officer), qian (finance); SME hemu: tian (admin); brokers: zhou, lindqvist, and he
(not verified yet); operator: gao (admin), shi (reviewer); visitor belongs nowhere.
"""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.models import User, UserSession
from portal.accounts.organisations import Organisation
from portal.accounts.sessions import COOKIE_NAME, hash_token
from portal.core import clock
from portal.demo.cast import PASSWORD, organisation, person, put_cast
from portal.extensions import db

__all__ = ["PASSWORD", "Cast", "organisation", "person", "put_cast"]


class Cast:
    """Looks people and organisations up by their keys and signs people in."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def person(self, key: str) -> User:
        """Return a member of the cast."""
        return person(key)

    def organisation(self, key: str) -> Organisation:
        """Return an organisation of the cast."""
        return organisation(key)

    def everybody(self) -> list[User]:
        """Return every member of the cast."""
        return list(db.session.scalars(select(User).order_by(User.id)))

    def browser(self, key: str, language: str = "en") -> FlaskClient:
        """Return a browser in which the person is signed in, reading `language`."""
        token = f"token of {key} {clock.now().isoformat()}"
        db.session.add(
            UserSession(
                token_hash=hash_token(token),
                user_id=person(key).id,
                expires_at=clock.now() + timedelta(days=1),
            )
        )
        db.session.commit()
        client = self.app.test_client()
        with client.session_transaction() as session:
            session[COOKIE_NAME] = token
            session["language"] = language
        return client
