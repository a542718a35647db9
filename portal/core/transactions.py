"""One transaction for whatever is neither a request nor a job: a command on the command line."""

from collections.abc import Iterator
from contextlib import contextmanager

from portal.extensions import db


@contextmanager
def transaction() -> Iterator[None]:
    """Commit at the end of the block, or roll back whatever raised."""
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
