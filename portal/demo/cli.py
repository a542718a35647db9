"""The command that loads the demonstration and tells its accounts."""

import sys
from collections.abc import Iterator

import click

from portal.core.settings import settings
from portal.core.transactions import transaction
from portal.demo.cast import PASSWORD, read
from portal.demo.loader import DemoRefused, load_demo


@click.group("demo")
def demo() -> None:
    """Invented data to look at the portal with."""


@demo.command("load")
def load() -> None:
    """Load the demonstration into an empty database; a second time changes nothing."""
    if settings().is_production:
        click.echo("the demonstration is not for production: its password is public", err=True)
        sys.exit(1)
    try:
        with transaction():
            fresh = load_demo()
    except DemoRefused as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
    click.echo("demonstration loaded" if fresh else "demonstration was loaded before; nothing changed")
    for line in accounts():
        click.echo(line)


def accounts() -> Iterator[str]:
    """Yield one line per account: address, name, organisation and roles; then the password they share."""
    organisations = {row["key"]: row["name_zh"] for row in read("organisations")}
    for row in read("cast"):
        place = organisations.get(row["organisation"], "")
        roles = ", ".join(row["roles"]) or ("broker" if row["broker"] else "-")
        yield f"  {row['email']:32} {row['name']}  {place}  {roles}"
    yield f"  password of all: {PASSWORD}"
