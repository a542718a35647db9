"""The number that people know a patent by."""

from portal.patents.models import Patent


def number_of(patent: Patent) -> str:
    """Return the number that people know the patent by."""
    return patent.application_no or patent.identity.partition(":")[2]
