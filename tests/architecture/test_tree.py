"""The root holds what the design card says, and nothing else."""

import subprocess

from tests.architecture.sources import ROOT

EXPECTED = {
    "portal",
    "static",
    "templates",
    "migrations",
    "tests",
    "config.py",
    "wsgi.py",
    "README.md",
    "pyproject.toml",
    "requirements.lock",
    "Makefile",
}


def test_root_is_exact() -> None:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    top = {name.split("/")[0] for name in listed}
    assert {name for name in top if not name.startswith(".")} == EXPECTED
