"""The rule that opens a page also filters the list, for every member of the cast."""

import pytest
from sqlalchemy import select

from portal.access.actors import SYSTEM, Anonymous
from portal.access.permissions import Verb
from portal.access.policy import SEEING, can
from portal.extensions import db
from tests.architecture.sources import python_files, relative, templates
from tests.cast import Cast
from tests.scenery import furnish


def _models() -> list[type]:
    return sorted(
        (
            mapper.class_
            for mapper in db.Model.registry.mappers
            if hasattr(mapper.class_, "visible_to") and mapper.class_.__tablename__ in SEEING
        ),
        key=lambda model: model.__name__,
    )


def test_there_are_lists_to_compare() -> None:
    assert {model.__name__ for model in _models()} >= {"Organisation", "Listing", "Statement", "Deal"}


@pytest.mark.usefixtures("app")
def test_page_and_list_agree(cast: Cast) -> None:
    furnish()
    actors = [Anonymous(), SYSTEM, *cast.everybody()]
    for model in _models():
        verb = SEEING[model.__tablename__]
        rows = db.session.scalars(select(model)).unique().all()
        assert len(rows) >= 2, f"no {model.__name__} to look at"
        for actor in actors:
            listed = set(db.session.scalars(select(model.id).where(model.visible_to(actor))))
            opened = {row.id for row in rows if can(actor, verb, row)}
            assert listed == opened, f"{model.__name__} for {actor}"


def test_every_verb_is_asked_for() -> None:
    tables = ("portal/access/permissions.py", "portal/access/policy.py")
    paths = [path for path in python_files() if relative(path) not in tables]
    paths += [path for path in templates() if path.suffix == ".html"]
    texts = "".join(path.read_text(encoding="utf-8") for path in paths)
    unused = [
        verb.name for verb in Verb if f"Verb.{verb.name}" not in texts and f"'{verb.value}'" not in texts
    ]
    assert not unused
