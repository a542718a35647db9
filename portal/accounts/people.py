"""What a person may do about their own account: join, sign in, set a new password, change the address."""

import logging

from sqlalchemy import select

from portal.access.actors import SYSTEM, Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.accounts import links, passwords, second_factor, sessions, throttle
from portal.accounts.models import OneTimeLink, User
from portal.core import clock
from portal.core.errors import InputError
from portal.extensions import db
from portal.jobs import queue
from portal.mail import send_to_address, send_to_person
from portal.workflow import history

log = logging.getLogger("portal.accounts")


class FactorNeeded(Exception):
    """The password is right, and `user` has a second factor to prove before a session begins."""

    def __init__(self, user: User) -> None:
        super().__init__()
        self.user = user


class TooSoon(InputError):
    """There were too many wrong passwords; `params["seconds"]` says how long to wait."""

    status = 429


def by_email(email: str) -> User | None:
    """Return the person with this address (in lower case), or None."""
    return db.session.scalar(select(User).where(User.email == email))


def sign_in(email: str, password: str, address: str) -> User:
    """Begin a session of the person whose address and password these are.

    Raises InputError `sign_in.wrong`, the same for an unknown address, a wrong password and a blocked
    account, after the same work; raises TooSoon after too many failures from this network address, and FactorNeeded
    where the password was right but is not enough.
    """
    active = (User.email == email, User.confirmed_at.is_not(None), User.blocked_at.is_(None))
    found = db.session.execute(select(User.id, User.password_hash).where(*active)).first()
    prove(found.password_hash if found else None, email, password, address)
    user = db.session.get_one(User, found.id if found else None)
    if passwords.needs_new_hash(user.password_hash):
        user.password_hash = passwords.hash_password(password)
    if second_factor.of(user) is not None:
        raise FactorNeeded(user)
    sessions.sign_in(user)
    log.info("signed in: %s from %s", user.public_id, address)
    return user


def sign_in_with_code(user: User, code: str, address: str) -> None:
    """Begin a session of the person whose password was proven just now. Raises InputError or TooManyCodes."""
    row = second_factor.of(user)
    if row is not None:
        second_factor.prove(user, code, row)
    sessions.sign_in(user)
    log.info("signed in with a second factor: %s from %s", user.public_id, address)


def prove(password_hash: str | None, email: str, password: str, address: str) -> None:
    """Return where the password fits the hash; count a failure, then raise InputError or TooSoon, where not."""
    key = throttle.key_of("password", email, address)
    seconds = throttle.seconds_to_wait(key)
    if seconds:
        raise TooSoon("sign_in.too_soon", seconds=seconds)
    if not passwords.matches(password_hash, password):
        throttle.count(key, throttle.PASSWORD)
        log.warning("wrong password from %s", address)
        raise InputError("sign_in.wrong")
    throttle.forget(key)


def ask_to_join(name: str, email: str, password: str, language: str) -> None:
    """Promise a letter to the address; who has an account already is found out by the worker, not here."""
    facts = {
        "name": name,
        "language": language,
        "password_hash": passwords.hash_password(password),
    }
    _promise_letter(links.issue(links.SIGN_UP, email, payload=facts), "accounts.sign_up_asked", language)


def join(link: OneTimeLink, password: str, address: str) -> User:
    """Make the account that the link promises and sign in.

    The password chosen at sign-up must be given again: whoever typed in a stranger's address gets nothing
    when the stranger follows the link. Raises InputError or TooSoon.
    """
    facts = dict(link.payload)
    applicant = User(
        email=link.email,
        name=facts["name"],
        language=facts["language"],
        password_hash=facts["password_hash"],
        confirmed_at=clock.now(),
        consented_at=link.created_at,
    )
    if by_email(link.email) is not None:
        raise InputError("link.used")
    _prove_applicant(applicant, password, address)
    links.use(link)
    db.session.add(applicant)
    history.record(applicant, "joined", SYSTEM)
    sessions.sign_in(applicant)
    return applicant


def _prove_applicant(applicant: User, password: str, address: str) -> None:
    try:
        prove(applicant.password_hash, applicant.email, password, address)
    except TooSoon:
        raise
    except InputError:
        raise InputError("join.wrong_password", field="password") from None


def ask_for_password(email: str, language: str) -> None:
    """Promise a letter with a link to set a new password; the worker finds out whether there is an account."""
    _promise_letter(links.issue(links.PASSWORD, email), "accounts.password_asked", language)


def _promise_letter(link: OneTimeLink, kind: str, language: str) -> None:
    """Promise the job that writes the letter, unless the address was written to too often of late."""
    if throttle.allow(throttle.key_of("letter", link.email), throttle.LETTERS):
        queue.enqueue(kind, {"link_id": link.id, "language": language})


def reset_password(link: OneTimeLink, password: str) -> User | None:
    """Set the password that the link allows to set, and end every session; None where the account is gone."""
    user = by_email(link.email)
    links.use(link)
    if user is None or not user.is_active:
        return None
    _set_password(user, password, "password_reset")
    sessions.end_all(user.id)
    return user


def change_password(user: User, current: str, new: str, address: str) -> None:
    """Set a new password and end every other session. Raises InputError or TooSoon where `current` is wrong."""
    confirm_by_password(user, current, address)
    _set_password(user, new, "password_changed")
    here = sessions.current_session()
    sessions.end_all(user.id, but=here.id if here else None)
    sessions.sign_in(user)


def confirm_by_password(user: User, password: str, address: str, field: str = "current") -> None:
    """Ask a signed-in person for their password before something grave. Raises InputError or TooSoon."""
    try:
        prove(user.password_hash, user.email, password, address)
    except TooSoon as refusal:
        raise TooSoon("sign_in.too_soon", field=field, **refusal.params) from None
    except InputError:
        raise InputError("password.wrong", field=field) from None


def _set_password(user: User, password: str, action: str) -> None:
    user.password_hash = passwords.hash_password(password)
    links.retire(links.PASSWORD, user.email)
    history.record(user, action, user)
    send_to_person(user.id, "accounts_password_changed")


def ask_to_change_email(user: User, email: str) -> None:
    """Promise a letter to the new address and a warning to the old one."""
    link = links.issue(links.EMAIL, email, user_id=user.id)
    if throttle.allow(throttle.key_of("letter", email), throttle.LETTERS):
        queue.enqueue("accounts.email_asked", {"link_id": link.id, "language": user.language})
        send_to_person(user.id, "accounts_email_asked")


def change_email(user: User, link: OneTimeLink) -> None:
    """Take the new address, now proven, and end every other session. Raises InputError `link.used`."""
    if link.user_id != user.id or by_email(link.email) is not None:
        raise InputError("link.used")
    old = user.email
    links.use(link)
    links.retire(links.PASSWORD, old)
    user.email = link.email
    history.record(user, "email_changed", user)
    here = sessions.current_session()
    sessions.end_all(user.id, but=here.id if here else None)
    send_to_address(old, user.language, "accounts_email_changed", reader_name=user.name)


def set_preferences(user: User, name: str, phone: str, language: str) -> None:
    """Change how the person is called, reached and written to."""
    user.name, user.phone, user.language = name, phone or None, language
    history.record(user, "profile_changed", user)


def block(user: User, actor: Actor, reason: str = "") -> None:
    """Keep the person out and end every session at once. Raises Forbidden, InputError where it is oneself."""
    require(Verb.PERSON_BLOCK, None, actor)
    if user.id == actor.actor_id:
        raise InputError("person.block_self")
    user.blocked_at = clock.now()
    sessions.end_all(user.id)
    history.record(user, "blocked", actor, detail={"reason": reason.strip()})


def unblock(user: User, actor: Actor) -> None:
    """Let the person in again. Raises Forbidden."""
    require(Verb.PERSON_BLOCK, None, actor)
    user.blocked_at = None
    history.record(user, "unblocked", actor)
