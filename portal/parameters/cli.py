"""The command that prints the figures of the law as they stand on a day."""

from datetime import date, datetime

import click

from portal.core import clock
from portal.core.transactions import transaction
from portal.parameters import law
from portal.parameters.units import UNITS


@click.group()
def parameters() -> None:
    """The figures of the law, by the day they apply to."""


@parameters.command("list")
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help="The legal day to look at; today unless given."
)
@click.option("--key", "prefix", default="", help="Only keys that begin so.")
def list_figures(day: datetime | None, prefix: str) -> None:
    """Print key, value, first day, mark and source, one figure on a line."""
    on: date = day.date() if day else clock.today()
    with transaction():
        known = law.current()
        rows = [row for row in (known.row(key, on) for key in known) if row.key.startswith(prefix)]
    for row in rows:
        value = UNITS[row.unit].typed(row.value).replace("\n", " | ")
        click.echo(f"{row.key}\t{value}\t{row.unit}\t{row.valid_from}\t{row.mark}\t{row.source}")
