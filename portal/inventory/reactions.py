"""What follows from a step of an item: the inventor is written to again, approved answers become facts."""

from collections.abc import Callable

from portal.access.actors import Actor
from portal.inventory import links
from portal.inventory.models import Item

_approval_hooks: list[Callable[[Item, Actor], None]] = []


def when_approved(hook: Callable[[Item, Actor], None]) -> Callable[[Item, Actor], None]:
    """Call `hook` in the transaction in which the institution approves an answer."""
    if hook not in _approval_hooks:
        _approval_hooks.append(hook)
    return hook


def on_approval(item: Item, actor: Actor) -> None:
    """Tell whoever reads approved answers."""
    for hook in _approval_hooks:
        hook(item, actor)


def on_return(item: Item) -> None:
    """Write to the inventor that something must be mended, where there is an address and the link was not revoked."""
    inventor = item.inventor
    if inventor is not None and inventor.email and inventor.revoked_at is None:
        links.write(inventor, "inventory_returned", item=item.public_id)
