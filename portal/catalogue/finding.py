"""Asks the engine, and reads the rows of what it found, in its order."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.catalogue.arguments import Asked
from portal.catalogue.kinds import Catalogue
from portal.extensions import db
from portal.listings.models import Listing
from portal.patents.models import Patent
from portal.search import sync
from portal.search.engines import engine_for
from portal.search.model import Answer, Hit

Row = Listing | Patent


@dataclass(frozen=True)
class Found:
    """The engine's answer, and each hit with its row; a row that is no longer to be seen is left out."""

    answer: Answer
    rows: list[tuple[Hit, Row]]


def find(catalogue: Catalogue, asked: Asked) -> Found:
    """Return what the engine finds for `asked`."""
    answer = engine_for(sync.findable(catalogue.kind).schema).search(asked.request)
    ids = [int(hit.id) for hit in answer.hits]
    rows = _listings(ids) if catalogue.kind == "listing" else _patents(ids)
    return Found(answer, [(hit, rows[int(hit.id)]) for hit in answer.hits if int(hit.id) in rows])


def _listings(ids: Sequence[int]) -> dict[int, Row]:
    wanted = select(Listing).where(Listing.id.in_(ids), Listing.visible_to(current_user))
    return {row.id: row for row in db.session.scalars(wanted).unique()}


def _patents(ids: Sequence[int]) -> dict[int, Row]:
    wanted = select(Patent).where(Patent.id.in_(ids)).options(selectinload(Patent.owner))
    return {row.id: row for row in db.session.scalars(wanted)}
