"""Reads the portal's own source for the tests about its shape."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def python_files() -> list[Path]:
    """Return every Python file that is part of the product."""
    return [ROOT / "config.py", ROOT / "wsgi.py", *sorted((ROOT / "portal").rglob("*.py"))]


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def relative(path: Path) -> str:
    """Return the path as seen from the root."""
    return path.relative_to(ROOT).as_posix()


def imported_modules(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted module) of every import, also those inside functions."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def templates() -> list[Path]:
    """Return every template."""
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
