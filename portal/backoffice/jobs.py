"""The jobs: what is late, what was buried and why, and another try."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select

from portal.access.permissions import Verb
from portal.access.routes import needs
from portal.backoffice import queues
from portal.backoffice.blueprint import backoffice
from portal.core.errors import NotFound
from portal.extensions import db
from portal.jobs import queue
from portal.jobs.models import BURIED, Job
from portal.web import go, paginate
from portal.workflow import history

_LARGEST_ID = 2**63 - 1


@backoffice.get("/jobs")
@needs(Verb.JOB_SEE)
def jobs() -> ResponseReturnValue:
    """List the buried jobs with their last error, under the counts of all."""
    counts = db.session.execute(select(Job.status, func.count()).group_by(Job.status).order_by(Job.status))
    return render_template(
        "backoffice/jobs.html",
        page=paginate(queues.buried_jobs()),
        counts=[(status, count) for status, count in counts],
        late=queues.late_jobs(),
    )


@backoffice.post("/jobs/<int:job_id>/revive")
@needs(Verb.JOB_SEE)
def revive(job_id: int) -> ResponseReturnValue:
    """Give a buried job a fresh set of attempts."""
    job = db.session.get(Job, job_id) if job_id <= _LARGEST_ID else None
    if job is None or job.status != BURIED:
        raise NotFound
    queue.revive(job)
    history.record(job, "revive", current_user)
    flash(_("The job is in the queue again."), "good")
    return go("backoffice.jobs")
