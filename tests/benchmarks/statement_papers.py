"""How long until 50 and 500 statements are compiled, signed, and their papers made: python -m tests.benchmarks.statement_papers.

Each is drafted and signed through the service with every rule asked, then the worker makes one PDF for each and the
ZIP. No real data is needed.
"""

import tempfile
import time
from pathlib import Path

from portal import create_app
from portal.extensions import db
from portal.jobs import worker
from portal.openlicence import batches, service
from portal.openlicence.records import PaperBatch
from tests.cast import Cast, put_cast
from tests.conftest import settings_for
from tests.licences import granted_patent, statement_fields

SIZES = (50, 500)
SIGNATURE = {"signed_by": "陈岚", "signed_as": "总经理"}


def compiled(cast: Cast, size: int) -> list[str]:
    """Draft and sign `size` statements and return their public ids."""
    chen = cast.person("chen")
    patents = [granted_patent(cast, owner="boan") for _ in range(size)]
    found = service.draft_many(patents, chen)
    fields = statement_fields(note="按研发成本和剩余期限计算。" * 20, undertaking=True)
    for statement in found:
        service.edit(statement, chen, **fields)
        service.sign(statement, chen, **SIGNATURE)
    return [statement.public_id for statement in found]


def measure(folder: Path, size: int) -> None:
    """Print the seconds of compiling and of making the papers, and the size of the ZIP."""
    app = create_app(settings_for(folder, f"sqlite:///{folder / 'portal.db'}"))
    with app.app_context():
        db.create_all()
        put_cast()
        start = time.monotonic()
        ids = compiled(Cast(app), size)
        db.session.commit()
        written = time.monotonic()
        batches.ask(ids, Cast(app).person("chen"))
        db.session.commit()
        worker.run_until_idle()
        made = time.monotonic()
        batch = db.session.query(PaperBatch).one()
        print(
            f"{size:4} statements: compiled and signed {written - start:6.1f} s, papers {made - written:6.1f} s, "
            f"together {made - start:6.1f} s, {len(batch.failures)} failed, {(batch.size or 0) / 1e6:.1f} MB"
        )
        db.session.remove()


def main() -> None:
    """Measure each size on a database of its own."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            measure(Path(name), size)


if __name__ == "__main__":
    main()
