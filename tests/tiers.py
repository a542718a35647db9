"""Runs the proof tier by tier, and says at the end which tiers were not proven and why.

`python -m tests.tiers` runs all; `python -m tests.tiers browser` only the named ones.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

QUICK = ("tests/unit", "tests/architecture", "tests/functional", "tests/search_engines")
FAULTS = ("tests/faults",)


@dataclass(frozen=True)
class Tier:
    """Some folders of tests, the environment they run in, and what they need beyond PyPI."""

    name: str
    folders: tuple[str, ...]
    environment: dict[str, str]
    workers: int = 2
    lacks: Callable[[], str | None] = lambda: None


def find_chromium() -> str | None:
    """Return the path of a Chromium or Chrome on this machine, or None."""
    given = os.environ.get("CHROMIUM")
    names = (given,) if given else ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for path in map(shutil.which, names) if path), None)


def _install_chromium() -> None:
    if os.environ.get("AWAKEN_INSTALL_BROWSER") != "1" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    for command in (["update", "-qq"], ["install", "-y", "-qq", "chromium", "fonts-noto-cjk"]):
        subprocess.run(["apt-get", *command], stdout=subprocess.DEVNULL, check=False)


def lacks_browser() -> str | None:
    """Return why the browser tier cannot run, or None where it can."""
    if find_chromium() is None:
        _install_chromium()
    if find_chromium() is None:
        return "no Chromium here (set CHROMIUM to its path, or AWAKEN_INSTALL_BROWSER=1 as root on Debian)"
    return None


TIERS = (
    Tier("sqlite", QUICK, {"AWAKEN_TEST_DB": "sqlite"}),
    Tier("postgresql", QUICK, {"AWAKEN_TEST_DB": "postgresql"}),
    Tier("faults-sqlite", FAULTS, {"AWAKEN_TEST_DB": "sqlite"}, workers=0),
    Tier("faults-postgresql", FAULTS, {"AWAKEN_TEST_DB": "postgresql"}, workers=0),
    Tier("browser", ("tests/browser",), {"AWAKEN_TEST_DB": "sqlite"}, lacks=lacks_browser),
)


def run(tier: Tier) -> bool:
    """Run one tier and return whether all of it passed."""
    print(f"\n=== {tier.name}: {' '.join(tier.folders)}", flush=True)
    command = [sys.executable, "-m", "pytest", *tier.folders, "-rs"]
    if tier.workers:
        command += ["-n", str(tier.workers)]
    return subprocess.run(command, env={**os.environ, **tier.environment}, check=False).returncode == 0


def main(wanted: list[str]) -> int:
    """Run the wanted tiers (all where none is named); return the exit code."""
    chosen = [tier for tier in TIERS if not wanted or tier.name in wanted]
    failed, unproven = [], []
    for tier in chosen:
        missing = tier.lacks()
        if missing:
            unproven.append(f"{tier.name}: {missing}")
        elif not run(tier):
            failed.append(tier.name)
    print("\n=== tiers:", ", ".join(tier.name for tier in chosen))
    for line in unproven:
        print(f"NOT PROVEN HERE: {line}")
    print("FAILED: " + ", ".join(failed) if failed else "every tier that ran has passed")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
