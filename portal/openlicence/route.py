"""Where a wish for other terms leads while an open licence is in force: the table of rule book section 3.4."""

ACCEPT, ORDINARY, BLOCKED = "accept", "ordinary", "blocked"
EXCLUSIVITIES = ("none", "sole", "exclusive")


def route(price_is_announced: bool, exclusivity: str) -> str:
    """Return `accept` (OL-17), `ordinary` (a negotiated licence beside the statement) or `blocked` (OL-16).

    The ordinary licence at another price has no reduction of annual fees and is recorded as an ordinary one.
    Raises ValueError for an unknown exclusivity.
    """
    if exclusivity not in EXCLUSIVITIES:
        raise ValueError(exclusivity)
    if exclusivity != "none":
        return BLOCKED
    return ACCEPT if price_is_announced else ORDINARY
