"""Loads the demonstration into an empty database, in the transaction of its caller."""

from sqlalchemy import delete, func, or_, select

from portal.accounts.models import User
from portal.accounts.organisations import Organisation
from portal.core import clock
from portal.demo import deals, inventories, offers, rescues, statements
from portal.demo.cast import put_cast, read
from portal.demo.patents import IMPORTS, Patents
from portal.demo.timeline import Timeline
from portal.extensions import db
from portal.jobs import rounds
from portal.jobs.models import QUEUED, Job
from portal.listings.models import Listing
from portal.patents.models import Patent

_BEFORE_ALL = max(IMPORTS) + 10

_DONE_IN_THE_PAST = (
    "mail.letter",
    "mail.address",
    "deals.papers",
    "deals.lapse",
    "deals.remind_recordal",
    "deals.statement_ended",
    "inventory.waiting",
)


class DemoRefused(Exception):
    """The database holds things that the demonstration did not bring."""


def load_demo() -> bool:
    """Load everything and flush; False says that it was loaded before. Raises DemoRefused for a database in use."""
    if is_loaded():
        return False
    _refuse_others()
    story, patents = Timeline(), Patents(clock.today())
    if not db.session.scalar(select(func.count()).select_from(User)):
        story.add(_BEFORE_ALL, put_cast)
    patents.put_on(story)
    declared = statements.put_on(story, patents)
    deals.put_on(story, declared, offers.put_on(story, patents))
    rescues.put_on(story, patents)
    inventories.put_on(story)
    story.play()
    _forget_the_promises_of_the_past()
    return True


def is_loaded() -> bool:
    """Whether every patent of the demonstration is here, so that loading again changes nothing."""
    wanted = {row["title_zh"] for row in read("patents")}
    found = db.session.scalars(select(Patent.title_zh).where(Patent.title_zh.in_(wanted)))
    return wanted == set(found)


def _refuse_others() -> None:
    """Let nothing but the cast itself be here before."""
    codes = {row["uscc"] for row in read("organisations")}
    addresses = {row["email"] for row in read("cast")}
    strangers = [code for code in db.session.scalars(select(Organisation.uscc)) if code not in codes]
    strangers += [email for email in db.session.scalars(select(User.email)) if email not in addresses]
    things = sum(
        db.session.scalar(select(func.count()).select_from(model)) or 0 for model in (Patent, Listing)
    )
    if strangers or things:
        raise DemoRefused(
            f"the database holds {things} patents or listings and {len(strangers)} people or organisations "
            "that are not the demonstration's; nothing was loaded"
        )


def _forget_the_promises_of_the_past() -> None:
    """Drop the letters, reminders and rounds that the invented past promised: nobody is written to about it."""
    kinds = {*_DONE_IN_THE_PAST, *rounds.kinds()}
    past = delete(Job).where(Job.kind.in_(kinds), Job.status == QUEUED)
    db.session.execute(past.where(or_(Job.kind == "mail.letter", Job.run_at <= clock.now())))
    rounds.promise_all()
