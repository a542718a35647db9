"""Saving and sending an answer, by the inventor behind the link or by an officer for them. Flushes, never commits."""

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, cast

from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from portal.access.actors import SYSTEM, Actor
from portal.core import clock
from portal.core.errors import InputError, Stale
from portal.core.evidence import store
from portal.core.uploads import receive
from portal.extensions import db
from portal.inventory.answers import Answer, AnswerFile
from portal.inventory.lifecycle import ITEM
from portal.inventory.models import ASKED, PREPARED, Inventor, Item
from portal.workflow.engine import take

EDITABLE = (PREPARED, ASKED)
FILES_AT_MOST = 8
_TYPES = ("pdf", "png", "jpeg", "docx", "xlsx", "csv")


def save(item: Item, values: Mapping[str, Any], *, by_officer: bool = False) -> Answer:
    """Keep what was entered so far. Raises Stale where the answer was sent already."""
    if item.state not in EDITABLE:
        raise Stale("inventory.sent_already")
    answer = item.answer
    if answer is None:
        answer = Answer(item_id=item.id)
        db.session.add(answer)
        item.answer = answer
    for name, value in values.items():
        setattr(answer, name, value)
    answer.saved_at, answer.by_officer = clock.now(), by_officer
    db.session.flush()
    return answer


def keep_files(answer: Answer, uploads: Iterable[FileStorage], remove: Iterable[str] = ()) -> None:
    """Add files and take others out. Raises InputError for a file that cannot be taken or one too many."""
    gone = set(remove)
    for file in [file for file in answer.files if file.public_id in gone]:
        answer.files.remove(file)
        db.session.delete(file)
    for upload in uploads:
        if not upload or not upload.filename:
            continue
        if len(answer.files) >= FILES_AT_MOST:
            raise InputError("inventory.too_many_files", field="files", most=FILES_AT_MOST)
        kept = receive(store(), cast(BinaryIO, upload.stream), upload.filename, allowed=_TYPES)
        answer.files.append(AnswerFile(blob=kept.sha256, filename=kept.name, size=kept.size))
    db.session.flush()


def send(item: Item, inventor: Inventor, version: int | None = None) -> None:
    """Send the answer as the inventor. Raises RuleRefusal where something needed is open, Stale."""
    record = {"inventor": inventor.public_id}
    take(ITEM, item, "answer", SYSTEM, version=version, data={"record": record})


def send_for(item: Item, officer: Actor, version: int | None = None) -> None:
    """Send the answer in the inventor's place. Raises RuleRefusal, Stale, Forbidden, NotFound."""
    take(ITEM, item, "answer", officer, version=version, data={"record": {"on_behalf": True}})


def waiting_for(inventor: Inventor) -> int:
    """Return how many items the inventor has still to answer."""
    mine = select(func.count(Item.id)).where(Item.inventor_id == inventor.id, Item.state.in_(EDITABLE))
    return db.session.scalar(mine) or 0
