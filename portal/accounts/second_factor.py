"""The second factor: six digits from an app (RFC 6238), each used once, and codes on paper for a lost telephone."""

import base64
import hashlib
import io
import secrets
from collections.abc import Iterable
from datetime import timedelta

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import delete, select, update

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.accounts import sessions, throttle
from portal.accounts.models import RecoveryCode, SecondFactor, User
from portal.core import clock
from portal.core.errors import InputError
from portal.core.settings import settings
from portal.extensions import db
from portal.mail import send_to_person
from portal.workflow import history

PAPER_CODES = 10
SECONDS = 30
DRIFT = 1  # steps that a telephone's clock may be off, either way
PACE = throttle.Pace(free=5, first_wait=timedelta(seconds=30), longest_wait=timedelta(hours=1))


class TooManyCodes(InputError):
    """There were too many wrong codes; `params["seconds"]` says how long to wait."""

    status = 429


def of(user: User) -> SecondFactor | None:
    """Return the person's second factor, or None."""
    return db.session.scalar(select(SecondFactor).where(SecondFactor.user_id == user.id))


def new_secret() -> str:
    """Return a fresh secret, sealed with the portal's key."""
    return _vault().encrypt(pyotp.random_base32(length=32).encode()).decode()


def opened(sealed: str) -> str:
    """Return the secret to type into an app. Raises InputError where it was sealed with a key that is gone."""
    try:
        return _vault().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise InputError("factor.unreadable") from error


def picture(user: User, sealed: str) -> bytes:
    """Return the QR code of a secret as an SVG picture."""
    issuer = f"{settings().portal_name_zh} {settings().portal_name_en}"
    address = pyotp.TOTP(opened(sealed)).provisioning_uri(name=user.email, issuer_name=issuer)
    file = io.BytesIO()
    segno.make(address, error="m").save(file, kind="svg", scale=6, border=3, dark="#08242c", light="#fff")
    return file.getvalue()


def add(user: User, sealed: str, code: str) -> list[str]:
    """Set the factor up with a code from the app; return the paper codes, which are shown this once.

    Raises InputError for a wrong code or where there is one already, TooManyCodes after too many.
    """
    if of(user) is not None:
        raise InputError("factor.already")
    with db.session.begin_nested() as attempt:
        row = SecondFactor(user_id=user.id, secret=sealed)
        db.session.add(row)
        db.session.flush()
        fresh = _is_fresh_number(row, _plain(code))
        if not fresh:
            attempt.rollback()
    if not fresh:
        raise InputError("factor.wrong", field="code")
    history.record(user, "factor_added", user)
    send_to_person(user.id, "accounts_factor_changed", added=True)
    return _new_paper_codes(user)


def remove(user: User, code: str) -> None:
    """Do without a second factor. Raises InputError or TooManyCodes where the code is wrong."""
    row = of(user)
    if row is None:
        return
    prove(user, code, row)
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    db.session.delete(row)
    history.record(user, "factor_removed", user)
    send_to_person(user.id, "accounts_factor_changed", added=False)


def take_away(user: User, actor: Actor) -> None:
    """Remove the factor of somebody who lost telephone and paper, and end their sessions. Raises Forbidden."""
    require(Verb.PERSON_BLOCK, None, actor)
    row = of(user)
    if row is None:
        return
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    db.session.delete(row)
    sessions.end_all(user.id)
    history.record(user, "factor_reset", actor)
    send_to_person(user.id, "accounts_factor_changed", added=False)


def holders(ids: Iterable[int]) -> set[int]:
    """Return which of these people have a second factor."""
    return set(db.session.scalars(select(SecondFactor.user_id).where(SecondFactor.user_id.in_(list(ids)))))


def prove(user: User, code: str, row: SecondFactor) -> None:
    """Return where the code is right and was never used; count a failure, then raise, where not."""
    key = throttle.key_of("factor", str(user.id))
    seconds = throttle.seconds_to_wait(key)
    if seconds:
        raise TooManyCodes("sign_in.too_soon", field="code", seconds=seconds)
    plain = _plain(code)
    if not (_is_fresh_number(row, plain) or _is_paper(user, plain)):
        throttle.count(key, PACE)
        raise InputError("factor.wrong", field="code")
    throttle.forget(key)


def _is_fresh_number(row: SecondFactor, code: str) -> bool:
    """Tell whether the app shows the code now, and take its time step, so that it works no second time."""
    if len(code) != 6 or not code.isascii() or not code.isdigit():
        return False
    app = pyotp.TOTP(opened(row.secret), interval=SECONDS)
    now = int(clock.now().timestamp()) // SECONDS
    for step in range(now - DRIFT, now + DRIFT + 1):
        if step > row.last_step and secrets.compare_digest(app.generate_otp(step), code):
            taken = (
                update(SecondFactor)
                .where(SecondFactor.id == row.id, SecondFactor.last_step < step)
                .values(last_step=step)
                .returning(SecondFactor.id)
            )
            return db.session.scalar(taken) is not None
    return False


def _is_paper(user: User, code: str) -> bool:
    taken = (
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.code_hash == _hash(code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=clock.now())
        .returning(RecoveryCode.id)
    )
    return db.session.scalar(taken) is not None


def paper_codes_left(user: User) -> int:
    """Return how many paper codes were not used yet."""
    left = select(RecoveryCode.id).where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    return len(db.session.scalars(left).all())


def _new_paper_codes(user: User) -> list[str]:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = [base64.b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(PAPER_CODES)]
    db.session.add_all(RecoveryCode(user_id=user.id, code_hash=_hash(code)) for code in codes)
    return ["-".join(code[i : i + 4] for i in range(0, 16, 4)) for code in codes]


def _plain(code: str) -> str:
    return "".join(code.split()).replace("-", "").lower()


def _hash(code: str) -> str:
    """Paper codes hold 80 random bits, so a plain hash keeps them."""
    return hashlib.sha256(code.encode()).hexdigest()


def _vault() -> MultiFernet:
    """Return what seals and opens secrets: the portal's key first, then the earlier ones."""
    keys = (settings().secret_key, *settings().secret_key_fallbacks)
    derived = (hashlib.sha256(b"second factor\0" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])
