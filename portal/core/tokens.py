"""Secret links: a token that only whoever has the secret key can write, of which tables hold the hash."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

from portal.core.settings import settings


def token(*parts: str | int | datetime) -> str:
    """Return the token of these parts, the purpose first; a stolen table opens nothing. Instants count to the microsecond."""
    text = "\0".join(map(_written, parts))
    digest = hmac.new(settings().secret_key.encode(), text.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def fingerprint(secret: str) -> str:
    """Return what a table keeps of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _written(part: str | int | datetime) -> str:
    if isinstance(part, datetime):
        return part.astimezone(UTC).isoformat(timespec="microseconds")
    return str(part)
