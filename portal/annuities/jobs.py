"""What the worker does every morning: looks at every annuity and reminds whoever must pay it."""

from datetime import timedelta
from typing import Any

from portal.annuities import reminding
from portal.core import clock
from portal.jobs.apart import Apart
from portal.jobs.handlers import Held
from portal.jobs.rounds import every_day

JOB = "annuities.daily"


@every_day(JOB, at=timedelta(hours=3))  # after the patents' own round at one and the listings' at two
def remind(_payload: dict[str, Any], held: Held) -> None:
    """Note the steps reached, chunk by chunk, then promise the letters; begun anew, it doubles nothing."""
    day, last = clock.today(), 0
    apart = Apart(held)
    while patents := reminding.candidates(last):
        apart.do(patents, lambda chunk: reminding.note(chunk, day))
        last = patents[-1].id
    reminding.tell(day)
    apart.finish()
