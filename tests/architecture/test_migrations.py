"""Migrations go up and down one by one on both databases, and their head equals the models."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate, downgrade, upgrade
from sqlalchemy import inspect

from portal import create_app
from portal.extensions import db
from tests.architecture.sources import ROOT
from tests.conftest import settings_for
from tests.databases import Databases


@pytest.fixture
def empty_app(databases: Databases, tmp_path: Path) -> Flask:
    """The portal on a database that holds nothing."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    if databases.kind == "postgresql":
        url = databases.fresh()
    app = create_app(settings_for(tmp_path, url))
    if databases.kind == "postgresql":
        with app.app_context(), db.engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
    return app


def _revisions() -> list[str]:
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


def _close() -> None:
    db.session.remove()
    db.engine.dispose()


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory(str(ROOT / "migrations")).get_heads()) == 1


def test_up_and_down_each_step(empty_app: Flask) -> None:
    assert isinstance(empty_app.extensions["migrate"].migrate, Migrate)
    with empty_app.app_context():
        for revision in _revisions():
            upgrade(revision=revision)
            downgrade(revision="-1")
            upgrade(revision=revision)
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        _close()


def test_head_equals_the_models(empty_app: Flask) -> None:
    with empty_app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            differences = compare_metadata(context, db.metadata)
        _close()
    assert not differences
