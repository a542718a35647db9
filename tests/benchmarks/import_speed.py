"""How long until 10,000 real rows are imported, validated and found: python -m tests.benchmarks.import_speed.

The rows are the 7,384 of one city's list and 2,616 more Chinese patents, all real, each under its own number.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from portal import create_app
from portal.extensions import db
from portal.jobs import worker
from portal.search import sync
from tests.conftest import settings_for, shared_data

ROWS = 10_000
OWNER = "91350100M000100Y43"


def rows(source: Path) -> str:
    """Return ROWS lines of JSON with the same heads."""
    lines = (source / "patents_cn" / "taian.jsonl").read_text("utf-8").splitlines()
    with (source / "patents_cn" / "agriculture.jsonl").open(encoding="utf-8") as more:
        for line in islice(more, ROWS - len(lines)):
            row = json.loads(line)
            row["ipc_main"] = row.pop("ipc_subclass")
            lines.append(json.dumps(row, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def timed(what: str, step: Callable[[], object]) -> None:
    """Do `step` and print its wall time and its processor time in seconds."""
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    outcome = step()
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_SELF)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{what:8} {wall:6.1f} s wall {busy:6.1f} s processor   {outcome}")


def main() -> None:
    """Import, index, and compare the index with the database."""
    source = shared_data()
    if source is None:
        sys.exit("NOT MEASURED: the folder of real data is not here (set AWAKEN_SHARED_DATA)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "rows.jsonl"
        path.write_text(rows(source), "utf-8")
        app = create_app(settings_for(folder, f"sqlite:///{folder / 'portal.db'}"))
        with app.app_context():
            db.create_all()
            db.session.remove()
        command = ["patents", "import", str(path), "--owner", OWNER]
        timed("import", lambda: app.test_cli_runner().invoke(args=command).output.splitlines()[0])
        with app.app_context():
            timed("index", worker.run_until_idle)
            print(sync.check("patent"))


if __name__ == "__main__":
    main()
