"""The command that makes the operator's organisation, which nobody can register from a browser."""

import click

from portal.access.actors import SYSTEM
from portal.accounts import people, registration
from portal.accounts.forms import tidy_email
from portal.accounts.organisations import OPERATOR, VERIFIED, Organisation
from portal.accounts.queries import by_uscc
from portal.core.errors import InputError
from portal.core.names import sentence
from portal.core.transactions import transaction
from portal.extensions import db
from portal.workflow import history


@click.group()
def organisations() -> None:
    """Organisations on the portal."""


@organisations.command("create-operator")
@click.option("--name-zh", required=True, help="Name in Chinese.")
@click.option("--name-en", default="", help="Name in English.")
@click.option("--uscc", required=True, help="Unified social credit code.")
@click.option("--admin", required=True, help="Address of an account that becomes its administrator.")
def create_operator(name_zh: str, name_en: str, uscc: str, admin: str) -> None:
    """Make the body that runs this portal, with its first administrator."""
    try:
        with transaction():
            made = make_operator(name_zh, name_en, uscc, admin)
    except InputError as error:
        raise click.ClickException(sentence(error.code, **error.params)) from None
    click.echo(f"{made.name_zh} runs this portal; its administrator is {tidy_email(admin)}")


def make_operator(name_zh: str, name_en: str, uscc: str, admin: str) -> Organisation:
    """Make the operator's organisation. Raises InputError about a wrong or known code or an unknown person."""
    code = registration.read_uscc(uscc)
    if by_uscc(code) is not None:
        raise InputError("organisation.known")
    user = people.by_email(tidy_email(admin))
    if user is None:
        raise InputError("operator.no_account", email=tidy_email(admin))
    operator = Organisation(kind=OPERATOR, state=VERIFIED, name_zh=name_zh, name_en=name_en, uscc=code)
    db.session.add(operator)
    history.record(operator, "created_by_command", SYSTEM, to_state=VERIFIED)
    registration.join_as(user, operator, ["admin", "reviewer"])
    return operator
