"""Imports only go down the floors; features that stand beside each other do not know each other."""

from pathlib import Path

import pytest

from tests.architecture.sources import imported_modules, python_files, relative

# Higher may import lower; equal numbers are siblings and may not, unless they are the same feature.
FLOORS = {
    "config": 0.0,
    "portal.extensions": 0.0,
    "portal.core": 1.0,
    "portal.jobs": 2.0,
    "portal.access": 2.0,
    "portal.workflow": 3.0,
    "portal.search": 3.0,
    "portal.mail": 3.0,
    "portal.web": 3.0,
    "portal.security": 3.0,
    "portal.failures": 3.0,
    "portal.parameters": 3.6,
    "portal.static_files": 3.0,
    "portal.templating": 3.5,
    "portal.accounts": 4.0,
    "portal.calculators": 4.5,
    "portal.patents": 5.0,
    "portal.annuities": 5.5,
    "portal.listings": 6.0,
    "portal.openlicence": 7.0,
    "portal.brokerage": 7.0,
    "portal.deals": 8.0,
    "portal.payments": 9.0,
    "portal.reserve": 9.3,
    "portal.inventory": 9.5,
    "portal.catalogue": 10.0,
    "portal.desks": 11.0,
    "portal.backoffice": 11.0,
    "portal.api": 11.0,
    "portal.demo": 12.0,
    "portal.pages": 12.0,
    "portal.rulepage": 12.5,
    "portal.cli": 13.5,
    "portal.serve": 13.0,
    "portal.features": 13.0,
    "portal": 14.0,
    "wsgi": 15.0,
}


def place(module: str) -> str | None:
    """Return the name under which a dotted module stands in FLOORS, or None for a library."""
    parts = module.split(".")
    if parts[0] in ("config", "wsgi"):
        return parts[0]
    if parts[0] != "portal":
        return None
    return f"portal.{parts[1]}" if len(parts) > 1 else "portal"


def own_place(path: Path) -> str:
    """Return where a source file stands."""
    parts = relative(path).removesuffix(".py").split("/")
    if parts[-1] == "__init__" and len(parts) == 2:
        return "portal"
    return ".".join(parts[:2])


@pytest.mark.parametrize("path", python_files(), ids=relative)
def test_imports_go_down(path: Path) -> None:
    mine = own_place(path)
    assert mine in FLOORS, f"{mine} stands on no floor: give it one"
    wrong = []
    for line, module in imported_modules(path):
        theirs = place(module)
        if theirs is None or theirs == mine or theirs == "portal":
            continue
        if theirs in FLOORS and FLOORS[theirs] >= FLOORS[mine]:
            wrong.append(f"line {line}: {module}")
    assert not wrong, f"{relative(path)} reaches up: {wrong}"
