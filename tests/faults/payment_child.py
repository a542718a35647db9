"""A portal process that can be told where to die: `serve PORT`, or `work`, each with an optional function to die in.

Settings come from the environment. Usage: python -m tests.faults.payment_child serve 8123 portal.payments.inbox.accept
"""

import importlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from werkzeug.serving import make_server

from portal import create_app
from portal.jobs import worker


def die_in(path: str, *, after: bool) -> None:
    """Replace the function at `path` with one that kills this process, before or after doing its work."""
    module_name, _, name = path.rpartition(".")
    module = importlib.import_module(module_name)
    original: Callable[..., Any] = getattr(module, name)

    def deadly(*args: Any, **kwargs: Any) -> Any:
        if after:
            original(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(module, name, deadly)


def main(arguments: list[str]) -> None:
    """Run what was asked for."""
    app = create_app()
    app.config["WTF_CSRF_ENABLED"] = False
    serving = arguments[0] == "serve"
    for point in arguments[2 if serving else 1 :]:
        die_in(point.lstrip("+"), after=point.startswith("+"))
    if serving:
        make_server("127.0.0.1", int(arguments[1]), app, threaded=True).serve_forever()
    else:
        with app.app_context():
            worker.run_until_idle()


if __name__ == "__main__":
    main(sys.argv[1:])
