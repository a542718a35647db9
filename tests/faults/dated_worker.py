"""The portal's own worker on another day, which dies by kill -9 at a chosen moment.

`python -m tests.faults.dated_worker 2026-11-19T20:00:00+00:00 [+]portal.annuities.reminding.note:3` begins at that
instant, from which the clock goes on, and dies in the third call of the function: before its work, with `+` after it.
"""

import importlib
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

import time_machine

from portal import create_app
from portal.annuities import reminding
from portal.jobs import worker

CHUNK = 200  # patents at once, so that a small database has many chunks to die between


def die_in(point: str) -> None:
    """Replace the function by one whose call of the number given kills this process."""
    path, _, number = point.lstrip("+").partition(":")
    module_name, _, name = path.rpartition(".")
    module, after, calls = importlib.import_module(module_name), point.startswith("+"), count(1)
    original: Callable[..., Any] = getattr(module, name)

    def deadly(*args: Any, **kwargs: Any) -> Any:
        last = next(calls) == int(number)
        if last and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = original(*args, **kwargs)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(module, name, deadly)


def main(instant: str, *points: str) -> None:
    """Work from `instant` on until killed."""
    app = create_app()
    reminding.AT_ONCE = CHUNK
    for point in points:
        die_in(point)
    with time_machine.travel(datetime.fromisoformat(instant), tick=True), app.app_context():
        worker.run_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
