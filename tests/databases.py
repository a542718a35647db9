"""A fresh database for every test, copied from one that holds the schema and the cast."""

import shutil
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Protocol

import psycopg

from tests.peers.postgres import PostgresServer

Fill = Callable[[str], None]


class Databases(Protocol):
    """Makes databases; `kind` is `sqlite` or `postgresql`."""

    kind: str

    def fresh(self) -> str:
        """Return the address of a new database that equals the template."""
        ...


class SQLiteDatabases:
    """Copies one file."""

    kind = "sqlite"

    def __init__(self, folder: Path, fill: Fill) -> None:
        self.folder = folder
        self.template = folder / "template.db"
        fill(f"sqlite:///{self.template}")
        with closing(sqlite3.connect(self.template)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def fresh(self) -> str:
        """Return the address of a copy of the template file."""
        path = self.folder / f"{uuid.uuid4().hex}.db"
        shutil.copyfile(self.template, path)
        return f"sqlite:///{path}"


class PostgresDatabases:
    """Asks the server to copy a template database."""

    kind = "postgresql"

    def __init__(self, server: PostgresServer, fill: Fill) -> None:
        self.server = server
        self._do('CREATE DATABASE "template_awaken"')
        fill(server.url("template_awaken"))

    def _do(self, statement: str) -> None:
        address = self.server.url("postgres").replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]  # composed of our own constants only

    def fresh(self) -> str:
        """Return the address of a copy of the template database."""
        name = f"t_{uuid.uuid4().hex[:12]}"
        self._do(f'CREATE DATABASE "{name}" TEMPLATE "template_awaken" STRATEGY = file_copy')
        return self.server.url(name)
