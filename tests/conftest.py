"""The fixtures that every test may ask for: application, client, cast, worker; on SQLite or PostgreSQL.

AWAKEN_TEST_DB chooses the database of the run: `sqlite` (unless said otherwise) or `postgresql`.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import config
from portal import create_app
from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.jobs import worker
from portal.workflow import engine
from portal.workflow.guards import rules_of
from tests.cast import Cast, put_cast
from tests.databases import Databases, PostgresDatabases, SQLiteDatabases
from tests.pages import CheckedClient
from tests.peers.postgres import postgres_server


def shared_data() -> Path | None:
    """Return the folder of real data beside the checkout, or None where there is none."""
    given = os.environ.get("AWAKEN_SHARED_DATA")
    folder = Path(given) if given else Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data; without it the test is skipped and says what it did not prove."""
    folder = shared_data()
    if folder is None:
        pytest.skip("NOT PROVEN: the folder of real data is not here (set AWAKEN_SHARED_DATA)")
    return folder


def settings_for(folder: Path, database_url: str, **more: str) -> config.Settings:
    """Return the settings of a test installation in `folder`."""
    return config.load(
        {
            "ENVIRONMENT": "test",
            "DATABASE_URL": database_url,
            "SEARCH_DIR": str(folder / "search"),
            "STORAGE_DIR": str(folder / "storage"),
            "MAIL_DIR": str(folder / "mail"),
            "SECRET_KEY": "a key for tests that is long enough to be taken",
            **more,
        }
    )


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """What makes a fresh database for each test."""
    folder = tmp_path_factory.mktemp("databases")

    def fill(url: str) -> None:
        app = create_app(settings_for(folder, url))
        with app.app_context():
            db.create_all()
            put_cast()
            db.session.commit()
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()

    if os.environ.get("AWAKEN_TEST_DB", "sqlite") == "sqlite":
        yield SQLiteDatabases(folder, fill)
        return
    with postgres_server() as server:
        yield PostgresDatabases(server, fill)


@pytest.fixture
def database_url(databases: Databases) -> str:
    """The address of this test's own database, with schema and cast."""
    return databases.fresh()


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The portal on this test's database, inside an application context."""
    app = create_app(settings_for(tmp_path, database_url))
    app.test_client_class = CheckedClient
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        yield app
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture(autouse=True)
def declared_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no guard of the portal refuse in the name of a rule that it does not declare, in whatever test."""
    look = engine.refusals

    def refusals(
        step: engine.Step, thing: engine.Stateful, data: engine.Data | None = None
    ) -> list[RuleRefusal]:
        found = look(step, thing, data)
        if all(guard.__module__.startswith("portal.") for guard in step.guards):
            named = rules_of(step.guards)
            assert all(refusal.rule_id in named for refusal in found), f"{step.name}: {found} but {named}"
        return found

    monkeypatch.setattr(engine, "refusals", refusals)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has signed in with."""
    return app.test_client()


@pytest.fixture
def cast(app: Flask) -> Cast:
    """The people and organisations that every test knows."""
    return Cast(app)


@pytest.fixture
def work(app: Flask) -> Callable[[], int]:
    """Do every job that is due now."""
    return worker.run_until_idle
