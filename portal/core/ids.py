"""Public identifiers: random, so that they reveal neither order nor number of things."""

import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, lower case


def new_public_id() -> str:
    """Return 16 characters holding 80 random bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))
