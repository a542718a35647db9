"""Who reacts when what is known of a right changes: higher floors say so here, and act in the same transaction."""

from collections.abc import Callable

from portal.patents.facts.right import RightFacts
from portal.patents.models import Patent

Hook = Callable[[Patent, RightFacts], None]
_hooks: list[Hook] = []


def on_change(hook: Hook) -> Hook:
    """Call `hook` after each fact recorded or voided, and when a status changed by itself; it must be safe to repeat."""
    if hook not in _hooks:
        _hooks.append(hook)
    return hook


def run(patent: Patent, facts: RightFacts) -> None:
    """Let everything that rests on the right react, in the order of registration, lower floors first."""
    for hook in list(_hooks):
        hook(patent, facts)
