"""Password hashing with argon2id, a limit on how many run at once, and the same cost for unknown people."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_MAX_AT_ONCE = 4  # each hash takes 64 MiB
_hasher = PasswordHasher()
# A well-formed hash of the same cost that no password has.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$" + "0Q" * 21 + "0"
_places = threading.BoundedSemaphore(_MAX_AT_ONCE)


def hash_password(password: str) -> str:
    """Return the argon2id hash (RFC 9106, low-memory profile)."""
    with _places:
        return _hasher.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Tell whether `password` is right; without a hash (nobody there) as much work is done for a No."""
    with _places:
        try:
            return _hasher.verify(password_hash or _NOBODY, password) and password_hash is not None
        except (VerifyMismatchError, InvalidHashError):
            return False


def needs_new_hash(password_hash: str) -> bool:
    """Tell whether the parameters have grown since the hash was made."""
    return _hasher.check_needs_rehash(password_hash)
