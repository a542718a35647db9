"""The ways in which the portal says no; each carries a code that `names` turns into a sentence."""

from typing import Any


class PortalError(Exception):
    """A refusal that the reader is told about in their own language.

    `code` is a key of `portal.core.names.sentence`; `params` fill its placeholders.
    """

    status = 400

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class InputError(PortalError):
    """What was sent cannot be used; the sentence says how to mend it. `field` names the input, if one."""

    def __init__(self, code: str, *, field: str | None = None, **params: Any) -> None:
        super().__init__(code, **params)
        self.field = field


class RuleRefusal(PortalError):
    """A rule of the rule book forbids the act; `rule_id` is shown and links to `/rules`."""

    status = 409

    def __init__(self, code: str, *, rule_id: str, **params: Any) -> None:
        super().__init__(code, **params)
        self.rule_id = rule_id


class Forbidden(PortalError):
    """The reader may know of the thing but may not do this."""

    status = 403


class NotFound(PortalError):
    """There is no such thing, or none that this reader may know of: the two look the same."""

    status = 404

    def __init__(self, code: str = "error.not_found", **params: Any) -> None:
        super().__init__(code, **params)


class Stale(PortalError):
    """Somebody moved the thing after the reader's page was made."""

    status = 409

    def __init__(self, code: str = "error.stale", **params: Any) -> None:
        super().__init__(code, **params)
