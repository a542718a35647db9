"""The flask commands of the house; each calls a service and prints what came of it."""

import sys

import click
from flask import Flask

from portal.access.permissions import Verb
from portal.access.policy import TABLE
from portal.jobs import worker
from portal.serve import serve
from portal.workflow import history


def install(app: Flask) -> None:
    """Add the commands to `app`."""
    app.cli.add_command(run_worker)
    app.cli.add_command(audit)
    app.cli.add_command(permissions)
    app.cli.add_command(serve)


@click.command("worker")
@click.option("--until-idle", is_flag=True, help="Do what is due now, then stop.")
def run_worker(until_idle: bool) -> None:
    """Do the jobs that the portal has promised."""
    if until_idle:
        click.echo(f"{worker.run_until_idle()} jobs done")
    else:
        worker.run_forever()


@click.group()
def audit() -> None:
    """The chain of everything that happened."""


@audit.command("verify")
@click.option("--head", help="The head hash that an earlier verification printed.")
def verify_chain(head: str | None) -> None:
    """Prove the chain; exit 1 and name the first broken entry where it does not hold."""
    proof = history.verify()
    if proof.broken_id is not None:
        click.echo(f"broken at entry {proof.broken_id}, after {proof.entries} good entries", err=True)
        sys.exit(1)
    if head and not history.contains(head):
        click.echo("the chain no longer holds the head given: its end was cut off", err=True)
        sys.exit(1)
    click.echo(f"{proof.entries} entries, head {proof.head}")


@click.command("permissions")
def permissions() -> None:
    """Print who may do what."""
    for verb in Verb:
        allowed = ", ".join(question.__name__ for question in TABLE[verb])
        click.echo(f"{verb.value:26} {allowed}")
