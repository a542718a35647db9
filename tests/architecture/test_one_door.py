"""One door per thing: state, time, money, mail, settings, commits."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, imported_modules, python_files, relative, templates, tree


def _assigns_state(node: ast.AST) -> bool:
    targets = (
        node.targets
        if isinstance(node, ast.Assign)
        else [node.target]
        if isinstance(node, ast.AugAssign)
        else []
    )
    return any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets)


def _assigns_legal_status(node: ast.AST) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else []
    flat = [
        part for target in targets for part in (target.elts if isinstance(target, ast.Tuple) else [target])
    ]
    return any(isinstance(part, ast.Attribute) and part.attr == "legal_status" for part in flat)


def _calls(*names: str) -> Callable[[ast.AST], bool]:
    def matches(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and any(ast.unparse(node.func).endswith(name) for name in names)

    return matches


DOORS: list[tuple[str, Callable[[ast.AST], bool], set[str]]] = [
    ("writes .state", _assigns_state, {"portal/workflow/engine.py"}),
    (
        "writes .legal_status",
        _assigns_legal_status,
        {
            "portal/patents/facts/deriving.py",  # what the events come to, and what a file told before there were any
            "portal/patents/importers/fields.py",  # the record of a row, not the patent
        },
    ),
    (
        "asks for the time",
        _calls("datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time"),
        {"portal/core/clock.py"},
    ),
    (
        "commits",
        _calls("session.commit"),
        {
            "portal/web.py",  # the wrapper around views
            "portal/jobs/worker.py",  # the wrapper around jobs
            "portal/jobs/handlers.py",  # the checkpoint of a long job
            "portal/core/transactions.py",  # the wrapper around commands
            "portal/accounts/sessions.py",  # the touch of a session, after the response
        },
    ),
    (
        "reads the environment",
        lambda node: isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv"),
        {"config.py"},
    ),
]


@pytest.mark.parametrize(("what", "matches", "doors"), DOORS, ids=[door[0] for door in DOORS])
def test_only_its_door(what: str, matches: Callable[[ast.AST], bool], doors: set[str]) -> None:
    elsewhere = [
        f"{relative(path)}:{getattr(node, 'lineno', 0)}"
        for path in python_files()
        if relative(path) not in doors
        for node in ast.walk(tree(path))
        if matches(node)
    ]
    assert not elsewhere, f"{what} outside its door: {elsewhere}"


@pytest.mark.parametrize(
    ("library", "door"),
    [
        ("stripe", "portal/payments/stripe_gateway.py"),
        ("smtplib", "portal/mail.py"),
        ("typst", "portal/core/documents.py"),
        ("argon2", "portal/accounts/passwords.py"),
    ],
)
def test_only_one_module_imports(library: str, door: str) -> None:
    users = {
        relative(path)
        for path in python_files()
        for _, module in imported_modules(path)
        if module.split(".")[0] == library
    }
    assert users == {door}


def test_whoosh_stays_inside_search() -> None:
    users = {
        relative(path)
        for path in python_files()
        for _, module in imported_modules(path)
        if module.split(".")[0] == "whoosh"
    }
    assert users
    assert all(user.startswith("portal/search/") for user in users)


@pytest.mark.parametrize("path", python_files(), ids=relative)
def test_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree(path)), "no docstring"
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 300, f"{lines} lines: more than one idea"


def test_no_template_switches_escaping_off() -> None:
    loud = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")
    wrong = [
        str(path.relative_to(ROOT)) for path in templates() if loud.search(path.read_text(encoding="utf-8"))
    ]
    assert not wrong


def test_nothing_speaks_of_the_machine_it_was_made_on() -> None:
    machine = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/[a-z]")
    wrong = []
    for path in [
        *python_files(),
        *templates(),
        ROOT / "Makefile",
        ROOT / "README.md",
        ROOT / "pyproject.toml",
    ]:
        if path.suffix in {".woff2", ".ttf"} or not path.exists():
            continue
        if machine.search(path.read_text(encoding="utf-8")):
            wrong.append(path.relative_to(ROOT).as_posix())
    assert not wrong
