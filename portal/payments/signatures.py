"""The signature header of payment messages: `t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`."""

import hashlib
import hmac
import re

from portal.payments.gateway import WebhookRefused

TOLERANCE = 300  # seconds, either way: a message from the future is as suspect as a stale one


def sign(body: bytes, secret: str, timestamp: int) -> str:
    """Return the header that proves `body` was sent at `timestamp` by the holder of `secret`."""
    return f"t={timestamp},v1={_digest(body, secret, timestamp)}"


def check_age(header: str | None, now: int) -> int:
    """Return the timestamp of `header`; raise `WebhookRefused` if it is absent, stale or from the future."""
    stamp = re.match(r"t=(\d{1,12}),", header or "", flags=re.ASCII)
    if stamp is None:
        raise WebhookRefused("bad_signature")
    if abs(now - int(stamp[1])) > TOLERANCE:
        raise WebhookRefused("bad_timestamp")
    return int(stamp[1])


def check(body: bytes, header: str | None, secret: str, now: int) -> None:
    """Raise `WebhookRefused` unless some `v1` of `header` signs exactly these bytes, recently."""
    timestamp = check_age(header, now)
    expected = _digest(body, secret, timestamp)
    given = re.findall(r"v1=([0-9a-f]{64})(?:,|$)", header or "")
    if not any(hmac.compare_digest(expected, one) for one in given):
        raise WebhookRefused("bad_signature")


def _digest(body: bytes, secret: str, timestamp: int) -> str:
    return hmac.new(secret.encode(), b"%d." % timestamp + body, hashlib.sha256).hexdigest()
