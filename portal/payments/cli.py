"""Commands of payments: prove the books, fetch what the provider said while nobody listened."""

import sys

import click
from flask.cli import AppGroup

from portal.core.transactions import transaction
from portal.jobs import queue
from portal.payments import proof

payments_cli = AppGroup("payments", help="Payments and their books.")


@payments_cli.command("check")
def check() -> None:
    """Compare the books with the payments; exit 1 where they differ."""
    found = list(proof.discrepancies())
    for item in found:
        click.echo(f"{item.payment}: {item.fact} booked {item.booked}, claimed {item.claimed}")
    click.echo(f"{len(found)} differences")
    sys.exit(1 if found else 0)


@payments_cli.command("reconcile")
def reconcile() -> None:
    """Ask the worker to fetch messages of the last hours that never arrived."""
    with transaction():
        queue.enqueue("payments.reconcile", {}, key="payments.reconcile")
    click.echo("promised")
