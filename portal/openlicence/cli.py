"""`flask openlicence check`: says whether what the portal shows is what the office announced."""

import json
import sys
from typing import Any

import click
from flask.cli import AppGroup

from portal.openlicence import drift, entering

openlicence_group = AppGroup("openlicence", help="Open-licence statements.")


@openlicence_group.command("check")
@click.option("--json", "as_json", is_flag=True, help="Write the findings as JSON.")
def check(as_json: bool) -> None:
    """Compare every live statement with its announcement; exit with 1 where one differs.

    Names also those that were announced before they were entered and of which something is not shown here.
    """
    compared, found = drift.check()
    unshown: list[dict[str, Any]] = [
        {"statement": one.public_id, "number": one.statement_no, "not_shown": list(entering.unshown(one))}
        for one in entering.all_unshown()
    ]
    rows: list[dict[str, Any]] = [
        {
            "statement": one.statement.public_id,
            "number": one.statement.statement_no,
            "fields": list(one.fields),
        }
        for one in found
    ]
    if as_json:
        click.echo(
            json.dumps({"compared": compared, "drifted": rows, "unshown": unshown}, ensure_ascii=False)
        )
    else:
        click.echo(f"{compared} live statements compared, {len(rows)} differ")
        for row in rows:
            click.echo(f"  {row['statement']} {row['number'] or ''}: {', '.join(row['fields'])}")
        for one in unshown:
            click.echo(
                f"  {one['statement']} {one['number'] or ''}: not shown here: {', '.join(one['not_shown'])}"
            )
    sys.exit(1 if rows else 0)
